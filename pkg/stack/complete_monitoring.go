package stack

import (
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component/monitoring"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// monitoring finds the pods to scrape, and makes the operator report.
func (c *completion) monitoring() {
	m := &c.spec.Monitoring
	if !on(m.Enabled) {
		return
	}
	at := specPath("monitoring")
	fill(&m.Namespace, c.spec.Operator.Namespace)
	fill(&m.Operator.Namespace, c.spec.Operator.Namespace)
	fillList(&m.PodMonitor.Namespaces, c.jobNamespaces(func(*Job) bool { return true })...)
	if m.Operator.Enabled {
		c.spec.Operator.Metrics.Enabled = true
	}
	if problems := validation.IsDNS1123Label(m.Namespace); len(problems) > 0 {
		c.fail(field.Invalid(at.Child("namespace"), m.Namespace, problems[0]))
	}
	c.errors = append(c.errors, monitoring.Validate(m.Values, at)...)
}

// jobMetrics makes a job report, on the port of the reporter that it has by
// hand if it has one, and says where no job is no problem.
func (c *completion) jobMetrics(j *Job) {
	if !on(c.spec.Monitoring.Enabled) {
		return
	}
	j.Metrics.Enabled = true
	if j.Session() || strings.EqualFold(flink.RuntimeMode.Value(j.FlinkConfiguration), "BATCH") {
		j.Metrics.MayBeIdle = true
	}
	if _, port, written := flink.ScrapedReporter(j.FlinkConfiguration); written {
		j.Metrics.Port = port
	}
}
