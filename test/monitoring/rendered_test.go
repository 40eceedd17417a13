package monitoring

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"

	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
	"github.com/flinkgen/flinkgen/test/strategies/golden"
)

// rendered gives the rules and the dashboards of all golden stacks.
func rendered(t *testing.T) (rules []monitoringv1.PrometheusRule, dashboards map[string]string) {
	t.Helper()
	dashboards = map[string]string{}
	for _, stack := range golden.Stacks(t, "../../testdata/stacks") {
		for _, document := range stack.Documents {
			switch {
			case bytes.Contains(document, []byte("\nkind: PrometheusRule\n")):
				var rule monitoringv1.PrometheusRule
				decode(t, document, &rule)
				rules = append(rules, rule)
			case bytes.Contains(document, []byte("\nkind: ConfigMap\n")) && bytes.Contains(document, []byte("grafana_dashboard")):
				var configMap corev1.ConfigMap
				decode(t, document, &configMap)
				for name, text := range configMap.Data {
					dashboards[stack.Name+"/"+name] = text
				}
			}
		}
	}
	if len(rules) == 0 || len(dashboards) == 0 {
		t.Fatal("no golden stack has rules and a dashboard")
	}
	return rules, dashboards
}

func decode(t *testing.T, document []byte, into any) {
	t.Helper()
	if err := yaml.UnmarshalStrict(document, into); err != nil {
		t.Fatal(err)
	}
}

// write puts values into a file as YAML, which promtool reads.
func write(t *testing.T, path string, value any) {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if data, err = yaml.JSONToYAML(data); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// promtool runs it in a directory and gives what it says.
func promtool(t *testing.T, directory string, args ...string) (string, error) {
	t.Helper()
	program, err := exec.LookPath("promtool")
	if err != nil {
		t.Fatalf("%v; run test/monitoring/install.sh", err)
	}
	command := exec.Command(program, args...)
	command.Dir = directory
	out, err := command.CombinedOutput()
	return string(out), err
}

// TestRulesAreValid lets promtool read every rendered rule, templates included.
func TestRulesAreValid(t *testing.T) {
	rules, _ := rendered(t)
	for _, rule := range rules {
		directory := t.TempDir()
		write(t, filepath.Join(directory, "rules.yaml"), rule.Spec)
		if out, err := promtool(t, directory, "check", "rules", "--lint-fatal", "rules.yaml"); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
}

// TestDashboardQueries lets promtool parse every query of every panel, with
// values in place of the variables, as rules that record them.
func TestDashboardQueries(t *testing.T) {
	_, dashboards := rendered(t)
	for name, text := range dashboards {
		var dashboard struct {
			Panels []struct {
				Title   string
				Targets []struct{ Expr string }
			}
		}
		if err := json.Unmarshal([]byte(text), &dashboard); err != nil {
			t.Fatal(err)
		}
		directory := t.TempDir()
		queries := 0
		for _, panel := range dashboard.Panels {
			for _, target := range panel.Targets {
				queries++
				if out, err := parse(t, directory, target.Expr); err != nil {
					t.Errorf("%s: panel %q: %s\n%s", name, panel.Title, target.Expr, out)
				}
			}
		}
		if queries < 30 {
			t.Errorf("%s has only %d queries", name, queries)
		}
	}
}

// parse lets promtool read an expression.
func parse(t *testing.T, directory, expression string) (string, error) {
	t.Helper()
	expression = strings.NewReplacer("$namespace", "flink", "$job", ".*", "$__rate_interval", "2m").Replace(expression)
	write(t, filepath.Join(directory, "query.yaml"), monitoringv1.PrometheusRuleSpec{Groups: []monitoringv1.RuleGroup{{
		Name: "query", Rules: []monitoringv1.Rule{recorded(expression)},
	}}})
	return promtool(t, directory, "check", "rules", "query.yaml")
}
