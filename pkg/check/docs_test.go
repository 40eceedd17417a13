package check_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/check"
)

// The page on validation lists the rules as they are.
func TestDocs(t *testing.T) {
	page, err := os.ReadFile("../../docs/validate.md")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	for _, rule := range check.Rules() {
		fmt.Fprintf(&table, "| %s | %s | %s |\n", rule.ID, rule.Severity, strings.ReplaceAll(rule.About, "|", `\|`))
	}
	if !strings.Contains(string(page), table.String()) {
		t.Errorf("docs/validate.md has to list\n%s", table.String())
	}
}
