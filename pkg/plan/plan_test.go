package plan_test

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/plan"
)

// The shell reads every word as it was.
func TestQuote(t *testing.T) {
	words := []string{"", "plain", "two words", "it's", `"$HOME" \n`, "a\nb", "`id`", "~", "*", "a=b", "{a,b}", "日本", "-n", "#"}
	output, err := exec.CommandContext(t.Context(), "sh", "-c", "printf '%s\\0' "+plan.Command(words...)).Output()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(words, strings.Split(strings.TrimSuffix(string(output), "\x00"), "\x00")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := plan.Quote("plain-1.2/x"); got != "plain-1.2/x" {
		t.Errorf("a plain word is quoted: %s", got)
	}
}

var example = plan.Plan{
	Title: "A title.",
	Notes: []string{"A note that is long enough to be broken into two lines, because lines of comment are at most 78 characters wide."},
	Steps: []plan.Step{
		{Title: "First", Why: "Because.", Commands: []string{"true <a>", "cat <<'END'\nx\nEND"}, Alternative: "false", AlternativeWhere: "where it is dark", WaitFor: []string{"sleep 1"}, Manifest: "a: 1\n"},
		{Title: "Second", Why: "After it.", Commands: []string{"true"}},
		{Title: "Third", Why: "At last.", Manifest: "b: 2\n"},
	},
}

func TestWriteText(t *testing.T) {
	var b strings.Builder
	if err := plan.WriteText(&b, example); err != nil {
		t.Fatal(err)
	}
	want := `# A title.
#
# - A note that is long enough to be broken into two lines, because lines of
#   comment are at most 78 characters wide.

# 1. First
#
# Because.
true <a>
cat <<'END'
x
END
# Or, where it is dark:
# false
# Wait for:
sleep 1

# 2. Second
#
# After it.
true

# 3. Third
#
# At last.
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestWriteManifests(t *testing.T) {
	var b strings.Builder
	if err := plan.WriteManifests(&b, example); err != nil || b.String() != "a: 1\n---\nb: 2\n" {
		t.Errorf("%v %q", err, b.String())
	}
}

func TestWriteJSON(t *testing.T) {
	var b strings.Builder
	if err := plan.WriteJSON(&b, example); err != nil || !strings.Contains(b.String(), `"true <a>"`) {
		t.Fatalf("%v %s", err, b.String())
	}
	var got plan.Plan
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(example, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
