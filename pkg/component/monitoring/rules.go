package monitoring

import (
	"fmt"
	"slices"
	"strconv"

	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
)

// The labels that a series of each level is known by. Aggregating by them
// drops the pod: a standby JobManager has no say, and a new pod no second alert.
const (
	byCluster = "max by (namespace, app)"
	byJob     = "max by (namespace, app, job_id, job_name)"
)

func prometheusRule(v Values) *monitoringv1.PrometheusRule {
	r := v.Rules
	groups := []monitoringv1.RuleGroup{
		{Name: "flink-jobs", Rules: r.alerts(jobRules(r))},
		{Name: "flink-checkpoints", Rules: r.alerts(checkpointRules(r))},
		{Name: "flink-resources", Rules: r.alerts(resourceRules(r))},
	}
	if v.Operator.Enabled {
		groups = append(groups, monitoringv1.RuleGroup{Name: "flink-operator", Rules: r.alerts(operatorRules(r))})
	}
	return &monitoringv1.PrometheusRule{
		TypeMeta:   monitoringv1.TypeMeta("PrometheusRule"),
		ObjectMeta: meta(v, v.Name, v.PrometheusLabels),
		Spec:       monitoringv1.PrometheusRuleSpec{Groups: slices.Concat(groups, r.ExtraGroups)},
	}
}

// definition is an alert with its texts. They are templates of Prometheus, so
// no text of a user goes into them.
type definition struct {
	name string
	Alert
	expr string
	// summary says what is wrong, description how much, action what to do.
	summary, description, action string
}

// alerts gives the rules of those that are on.
func (r Rules) alerts(all []definition) []monitoringv1.Rule {
	var rules []monitoringv1.Rule
	for _, d := range all {
		if d.Enabled {
			rules = append(rules, r.rule(d))
		}
	}
	return rules
}

func (r Rules) rule(d definition) monitoringv1.Rule {
	return monitoringv1.Rule{
		Alert:  d.name,
		Expr:   intstr.FromString(d.expr),
		For:    d.For,
		Labels: component.Merge(r.AlertLabels, map[string]string{"severity": d.Severity}),
		Annotations: map[string]string{
			"summary":     d.summary,
			"description": d.description,
			"action":      d.action,
		},
	}
}

// increase is how much a counter of a job grew within the window. Flink's
// counters are gauges that start anew with a JobManager, as increase expects.
func increase(metric string, a IncreaseAlert) string {
	return fmt.Sprintf("%s (increase(%s[%s])) > %d", byJob, metric, a.Window, a.Threshold)
}

// float writes a number as PromQL reads it.
func float(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
