package monitoring

import (
	"regexp"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
)

// durationPattern is what the CRDs of the Prometheus operator accept, without
// the empty text.
var durationPattern = regexp.MustCompile(`^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$`)

// Validate finds what the Prometheus operator would refuse, and rules that can
// never or always fire. Paths start at the section.
func Validate(v Values, at *field.Path) field.ErrorList {
	c := &checker{}
	c.port(at.Child("podMonitor", "port"), v.PodMonitor.Port)
	c.optional(at.Child("podMonitor", "interval"), v.PodMonitor.Interval)
	c.optional(at.Child("podMonitor", "scrapeTimeout"), v.PodMonitor.ScrapeTimeout)
	c.port(at.Child("operator", "port"), v.Operator.Port)
	c.optional(at.Child("operator", "interval"), v.Operator.Interval)
	c.rules(at.Child("rules"), v.Rules)
	return c.errors
}

// checker collects the errors.
type checker struct {
	errors field.ErrorList
}

func (c *checker) invalid(at *field.Path, value any, cure string) {
	c.errors = append(c.errors, field.Invalid(at, value, cure))
}

func (c *checker) port(at *field.Path, name string) {
	if problems := validation.IsValidPortName(name); len(problems) > 0 {
		c.invalid(at, name, "write the name of a container port, such as metrics: "+problems[0])
	}
}

func (c *checker) optional(at *field.Path, d monitoringv1.Duration) {
	if d != "" {
		c.duration(at, d)
	}
}

func (c *checker) duration(at *field.Path, d monitoringv1.Duration) {
	if d == "" || !durationPattern.MatchString(string(d)) {
		c.invalid(at, d, "write a time as Prometheus does, such as 30s or 1h30m")
	}
}

func (c *checker) rules(at *field.Path, r Rules) {
	for _, one := range []struct {
		name string
		Alert
	}{
		{"jobRestarting", r.JobRestarting.Alert}, {"jobDown", r.JobDown.Alert}, {"jobNotRunning", r.JobNotRunning}, {"backPressure", r.BackPressure.Alert},
		{"checkpointsFailing", r.CheckpointsFailing.Alert}, {"noCheckpoint", r.NoCheckpoint.Alert}, {"checkpointSlow", r.CheckpointSlow.Alert},
		{"noTaskManager", r.NoTaskManager}, {"taskManagersPending", r.TaskManagersPending},
		{"taskManagerHeapFull", r.TaskManagerHeapFull.Alert}, {"jobManagerHeapFull", r.JobManagerHeapFull.Alert},
		{"resourceFailed", r.ResourceFailed}, {"deploymentError", r.DeploymentError}, {"operatorDown", r.OperatorDown},
	} {
		c.duration(at.Child(one.name, "for"), one.For)
		if one.Severity == "" {
			c.errors = append(c.errors, field.Required(at.Child(one.name, "severity"), "write what your Alertmanager routes by, such as critical"))
		}
	}
	c.increase(at.Child("jobRestarting"), r.JobRestarting)
	c.seconds(at.Child("jobDown"), r.JobDown)
	if t := r.BackPressure.Threshold; t < 1 || t > 999 {
		c.invalid(at.Child("backPressure", "threshold"), t, "write milliseconds of each second, from 1 to 999")
	}
	c.increase(at.Child("checkpointsFailing"), r.CheckpointsFailing)
	c.duration(at.Child("noCheckpoint", "window"), r.NoCheckpoint.Window)
	c.seconds(at.Child("checkpointSlow"), r.CheckpointSlow)
	c.level(at.Child("taskManagerHeapFull"), r.TaskManagerHeapFull)
	c.level(at.Child("jobManagerHeapFull"), r.JobManagerHeapFull)
	c.extra(at.Child("extraGroups"), r.ExtraGroups)
}

func (c *checker) increase(at *field.Path, a IncreaseAlert) {
	c.duration(at.Child("window"), a.Window)
	if a.Threshold < 0 {
		c.invalid(at.Child("threshold"), a.Threshold, "must be 0 or more")
	}
}

func (c *checker) level(at *field.Path, a LevelAlert) {
	c.duration(at.Child("window"), a.Window)
	if a.Threshold <= 0 || a.Threshold >= 1 {
		c.invalid(at.Child("threshold"), a.Threshold, "write a part of 1, such as 0.9")
	}
}

func (c *checker) seconds(at *field.Path, a SecondsAlert) {
	if a.Seconds < 1 {
		c.invalid(at.Child("seconds"), a.Seconds, "must be at least 1")
	}
}

func (c *checker) extra(at *field.Path, groups []monitoringv1.RuleGroup) {
	names := map[string]bool{"flink-jobs": true, "flink-checkpoints": true, "flink-resources": true, "flink-operator": true}
	for i, group := range groups {
		at := at.Index(i)
		if group.Name == "" {
			c.errors = append(c.errors, field.Required(at.Child("name"), "name the group"))
		} else if names[group.Name] {
			c.errors = append(c.errors, field.Duplicate(at.Child("name"), group.Name))
		}
		names[group.Name] = true
		c.optional(at.Child("interval"), group.Interval)
		for j, rule := range group.Rules {
			at := at.Child("rules").Index(j)
			if (rule.Alert == "") == (rule.Record == "") {
				c.invalid(at, rule.Alert+rule.Record, "write either alert or record")
			}
			if rule.Expr.String() == "" {
				c.errors = append(c.errors, field.Required(at.Child("expr"), "write an expression in PromQL"))
			}
			c.optional(at.Child("for"), rule.For)
		}
	}
}
