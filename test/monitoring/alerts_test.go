package monitoring

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/intstr"

	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
)

func recorded(expression string) monitoringv1.Rule {
	return monitoringv1.Rule{Record: "query", Expr: intstr.FromString(expression)}
}

// The form of promtool's unit tests.
type unitTests struct {
	RuleFiles          []string   `json:"rule_files"`
	EvaluationInterval string     `json:"evaluation_interval"`
	Tests              []unitTest `json:"tests"`
}

type unitTest struct {
	Name          string     `json:"name"`
	Interval      string     `json:"interval"`
	InputSeries   []series   `json:"input_series"`
	AlertRuleTest []expected `json:"alert_rule_test"`
}

type expected struct {
	EvalTime  string  `json:"eval_time"`
	AlertName string  `json:"alertname"`
	ExpAlerts []fired `json:"exp_alerts"`
}

type fired struct {
	Labels      map[string]string `json:"exp_labels"`
	Annotations map[string]string `json:"exp_annotations"`
}

// TestAlerts runs the situations against the rules of the golden stack
// "monitoring": each alert fires, with the labels and the texts that people
// get, and does not fire. Every alert of flinkgen has situations.
func TestAlerts(t *testing.T) {
	rules, _ := rendered(t)
	untested := map[string]bool{}
	for _, group := range rules[0].Spec.Groups {
		for _, rule := range group.Rules {
			if strings.HasPrefix(rule.Alert, "Flink") {
				untested[rule.Alert] = true
			}
		}
	}
	directory := t.TempDir()
	write(t, filepath.Join(directory, "rules.yaml"), rules[0].Spec)
	for alert, cases := range situations {
		delete(untested, alert)
		firing, silent := 0, 0
		for _, s := range cases {
			t.Run(alert+"/"+s.name, func(t *testing.T) {
				write(t, filepath.Join(directory, "test.yaml"), unitTests{
					RuleFiles: []string{"rules.yaml"}, EvaluationInterval: "1m",
					Tests: []unitTest{{Name: s.name, Interval: "1m", InputSeries: s.series, AlertRuleTest: []expected{s.expected(t, alert, rules[0])}}},
				})
				if out, err := promtool(t, directory, "test", "rules", "test.yaml"); err != nil {
					t.Errorf("%v\n%s", err, out)
				}
			})
			if s.fires == nil {
				silent++
			} else {
				firing++
			}
		}
		if firing == 0 || silent == 0 {
			t.Errorf("%s: %d situations fire, %d do not", alert, firing, silent)
		}
	}
	if len(untested) > 0 {
		t.Errorf("no situation for %s", slices.Sorted(maps.Keys(untested)))
	}
}

// expected is what promtool has to find an hour after the start.
func (s situation) expected(t *testing.T, alert string, from monitoringv1.PrometheusRule) expected {
	t.Helper()
	e := expected{EvalTime: "1h", AlertName: alert, ExpAlerts: []fired{}}
	if s.fires == nil {
		return e
	}
	for _, group := range from.Spec.Groups {
		for _, rule := range group.Rules {
			if rule.Alert != alert {
				continue
			}
			one := fired{Labels: maps.Clone(s.fires), Annotations: map[string]string{}}
			maps.Copy(one.Labels, rule.Labels)
			for name, text := range rule.Annotations {
				one.Annotations[name] = s.fill(t, text)
			}
			e.ExpAlerts = append(e.ExpAlerts, one)
		}
	}
	return e
}

// fill does what Prometheus does with the templates of our annotations.
func (s situation) fill(t *testing.T, text string) string {
	t.Helper()
	for name, value := range s.fires {
		text = strings.ReplaceAll(text, fmt.Sprintf("{{ $labels.%s }}", name), value)
	}
	text = strings.ReplaceAll(text, `{{ $value | printf "%.0f" }}`, s.value)
	text = strings.ReplaceAll(text, `{{ $value | humanizePercentage }}`, s.value)
	if strings.Contains(text, "{{") {
		t.Errorf("a template is left, because the alert lacks the label: %s", text)
	}
	return text
}
