package monitoring

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
	"github.com/flinkgen/flinkgen/pkg/grafana"
	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
)

func TestTransparent(t *testing.T) { componenttest.Transparent(t, Defaults(), Objects) }

func TestDefaultsAreValid(t *testing.T) {
	if problems := Validate(Defaults(), field.NewPath("spec", "monitoring")); len(problems) > 0 {
		t.Error(problems.ToAggregate())
	}
}

func rule(t *testing.T, v Values) *monitoringv1.PrometheusRule {
	t.Helper()
	for _, o := range Objects(v) {
		if r, ok := o.(*monitoringv1.PrometheusRule); ok {
			return r
		}
	}
	t.Fatal("no PrometheusRule")
	return nil
}

// Every alert says what is wrong and what to do, and has labels to route by.
func TestAlerts(t *testing.T) {
	v := Defaults()
	v.Rules.AlertLabels = map[string]string{"team": "streaming", "severity": "mine"}
	count := 0
	for _, group := range rule(t, v).Spec.Groups {
		for _, r := range group.Rules {
			count++
			if !strings.HasPrefix(r.Alert, "Flink") || r.For == "" {
				t.Errorf("%+v", r)
			}
			if r.Labels["team"] != "streaming" || r.Labels["severity"] != critical && r.Labels["severity"] != warning {
				t.Errorf("%s: labels %v", r.Alert, r.Labels)
			}
			for _, annotation := range []string{"summary", "description", "action"} {
				if len(r.Annotations[annotation]) < 20 {
					t.Errorf("%s: annotation %s is %q", r.Alert, annotation, r.Annotations[annotation])
				}
			}
		}
	}
	if count != 14 {
		t.Errorf("%d alerts", count)
	}
}

// An alert that is off is left out, and with the operator its alerts.
func TestAlertsOff(t *testing.T) {
	v := Defaults()
	v.Rules.JobNotRunning.Enabled = false
	v.Operator.Enabled = false
	text := fmt.Sprint(rule(t, v).Spec)
	for _, gone := range []string{"FlinkJobNotRunning", "FlinkOperatorDown", "flink-operator"} {
		if strings.Contains(text, gone) {
			t.Errorf("%s is still there", gone)
		}
	}
	if !strings.Contains(text, "FlinkJobDown") {
		t.Error("another alert is gone as well")
	}
}

// Braces in the text of a user reach Prometheus in rules of his own only.
func TestUserTextIsNoTemplate(t *testing.T) {
	v := Defaults()
	const text = "{{ $labels.secret }}"
	own := monitoringv1.RuleGroup{Name: "own", Rules: []monitoringv1.Rule{{Alert: "Own", Expr: intstr.FromString("up == 0"), Annotations: map[string]string{"summary": text}}}}
	v.Name, v.Namespace, v.Operator.Namespace = text, text, text
	v.PodMonitor.Namespaces = []string{text}
	v.Rules.ExtraGroups = []monitoringv1.RuleGroup{own}
	groups := rule(t, v).Spec.Groups
	if got := groups[len(groups)-1].Rules[0].Annotations["summary"]; got != text {
		t.Errorf("the user's own rule says %q", got)
	}
	for _, group := range groups[:len(groups)-1] {
		if strings.Contains(fmt.Sprint(group), "secret") {
			t.Errorf("group %s holds the text", group.Name)
		}
	}
}

// The dashboard is JSON that Grafana can show: ids are unique, panels do not
// overlap, and queries use the variables that there are.
func TestDashboard(t *testing.T) {
	var text string
	for _, o := range Objects(Defaults()) {
		if m, ok := o.(*corev1.ConfigMap); ok {
			text = m.Data["flink.json"]
			if m.Labels["grafana_dashboard"] != "1" || m.Annotations["grafana_folder"] != "Flink" || m.Labels["release"] != "" {
				t.Errorf("labels %v, annotations %v", m.Labels, m.Annotations)
			}
		}
	}
	var read grafana.Dashboard
	if err := json.Unmarshal([]byte(text), &read); err != nil {
		t.Fatal(err)
	}
	if len(read.Panels) < 25 || read.SchemaVersion < 36 {
		t.Errorf("%d panels, schema version %d", len(read.Panels), read.SchemaVersion)
	}
	ids := map[int]bool{}
	taken := map[[2]int]string{}
	for _, p := range read.Panels {
		if p.ID == 0 || ids[p.ID] {
			t.Errorf("panel %q: id %d is taken", p.Title, p.ID)
		}
		ids[p.ID] = true
		for x := p.GridPos.X; x < p.GridPos.X+p.GridPos.W; x++ {
			for y := p.GridPos.Y; y < p.GridPos.Y+p.GridPos.H; y++ {
				if other := taken[[2]int{x, y}]; other != "" || x >= 24 {
					t.Fatalf("panel %q lies on %q or beyond the grid", p.Title, other)
				}
				taken[[2]int{x, y}] = p.Title
			}
		}
		if p.Type == "row" {
			continue
		}
		if p.Datasource == nil || p.Datasource.UID != "${datasource}" || len(p.Targets) == 0 {
			t.Errorf("panel %q: %+v", p.Title, p)
		}
		for _, target := range p.Targets {
			if strings.Contains(target.Expr, "@") || !strings.Contains(target.Expr, "$namespace") && !strings.Contains(target.Expr, "k8soperator") {
				t.Errorf("panel %q does not filter: %s", p.Title, target.Expr)
			}
		}
	}
	var names []string
	for _, v := range read.Templating.List {
		names = append(names, v.Name)
	}
	if !slices.Equal(names, []string{"datasource", "namespace", "job"}) {
		t.Errorf("variables %v", names)
	}
}

func TestSwitches(t *testing.T) {
	v := Defaults()
	v.PodMonitor.Enabled, v.Operator.Enabled, v.Rules.Enabled, v.Dashboard.Enabled = false, false, false, false
	if objects := Objects(v); len(objects) != 0 {
		t.Errorf("%d objects", len(objects))
	}
	var kinds []string
	for _, o := range Objects(Defaults()) {
		kinds = append(kinds, o.GetObjectKind().GroupVersionKind().Kind)
		if o.GetLabels()[component.LabelManagedBy] != component.ManagedBy {
			t.Errorf("%s has labels %v", o.GetName(), o.GetLabels())
		}
	}
	if want := []string{"PodMonitor", "PodMonitor", "PrometheusRule", "ConfigMap"}; !slices.Equal(kinds, want) {
		t.Errorf("%v", kinds)
	}
}

func TestValidate(t *testing.T) {
	for want, change := range map[string]func(*Values){
		"podMonitor.port":                func(v *Values) { v.PodMonitor.Port = "9249" },
		"podMonitor.interval":            func(v *Values) { v.PodMonitor.Interval = "30" },
		"podMonitor.scrapeTimeout":       func(v *Values) { v.PodMonitor.ScrapeTimeout = "30 s" },
		"operator.port":                  func(v *Values) { v.Operator.Port = "" },
		"operator.interval":              func(v *Values) { v.Operator.Interval = "x" },
		"rules.jobDown.for":              func(v *Values) { v.Rules.JobDown.For = "" },
		"rules.jobDown.severity":         func(v *Values) { v.Rules.JobDown.Severity = "" },
		"rules.jobDown.seconds":          func(v *Values) { v.Rules.JobDown.Seconds = 0 },
		"rules.noCheckpoint.window":      func(v *Values) { v.Rules.NoCheckpoint.Window = "30min" },
		"rules.jobRestarting.threshold":  func(v *Values) { v.Rules.JobRestarting.Threshold = -1 },
		"rules.backPressure.threshold":   func(v *Values) { v.Rules.BackPressure.Threshold = 1000 },
		"rules.jobManagerHeapFull.thres": func(v *Values) { v.Rules.JobManagerHeapFull.Threshold = 90 },
		"rules.extraGroups[0].name":      func(v *Values) { v.Rules.ExtraGroups = []monitoringv1.RuleGroup{{Name: "flink-jobs"}} },
		"rules.extraGroups[0].rules[0]": func(v *Values) {
			v.Rules.ExtraGroups = []monitoringv1.RuleGroup{{Name: "own", Rules: []monitoringv1.Rule{{Expr: intstr.FromString("up")}}}}
		},
		"rules.extraGroups[0].rules[0].expr": func(v *Values) {
			v.Rules.ExtraGroups = []monitoringv1.RuleGroup{{Name: "own", Rules: []monitoringv1.Rule{{Alert: "A", Expr: intstr.FromString("")}}}}
		},
	} {
		v := Defaults()
		change(&v)
		problems := Validate(v, field.NewPath("m"))
		if len(problems) != 1 || !strings.HasPrefix(problems[0].Field, "m."+want) {
			t.Errorf("want one problem at %s, got %v", want, problems)
		}
	}
}
