package check

import (
	"cmp"
	"strconv"

	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

func scaleRules() []Rule {
	return []Rule{
		{ID: "FG064", Name: "slots-capacity", Severity: finding.Warning, About: "The jobs of a standalone session cluster need more slots than it has.", judge: slots},
		{ID: "FG070", Name: "autoscaler-window", Severity: finding.Error, About: "The autoscaler looks at less time than passes between two looks of the operator.", judge: window},
	}
}

func slots(j *judge) {
	for _, c := range j.clusters() {
		if c.spec.Job != nil || c.spec.Mode != v1beta1.ModeStandalone {
			continue
		}
		each, err := strconv.Atoi(cmp.Or(flink.TaskSlots.Value(c.spec.FlinkConfiguration), "1"))
		if err != nil {
			continue
		}
		has, needed := each*number(c.taskManager().Replicas), 0
		for _, o := range j.objects {
			job, ok := o.typed.(*v1beta1.FlinkSessionJob)
			if ok && o.Namespace == j.Namespace && job.Spec.DeploymentName == j.Name && job.Spec.Job != nil && job.Spec.Job.State != v1beta1.JobStateSuspended {
				needed += int(job.Spec.Job.Parallelism)
			}
		}
		if needed > has {
			j.fail(c.path+".taskManager.replicas", "the cluster has %d slots (%d TaskManagers × %d), and its jobs need %d: write %d", has, number(c.taskManager().Replicas), each, needed, (needed+each-1)/max(each, 1))
		}
	}
}

// The autoscaler's window of metrics, and how often the operator looks at a
// resource. Source of the default: KubernetesOperatorConfigOptions of operator
// 1.15.0.
const (
	metricsWindow            = "job.autoscaler.metrics.window"
	reconcileInterval        = "kubernetes.operator.reconcile.interval"
	reconcileIntervalDefault = "60 s"
)

func window(j *judge) {
	interval := reconcileIntervalDefault
	for _, o := range j.objects {
		for _, c := range o.configurations {
			if o.Kind == "ConfigMap" {
				interval = cmp.Or(c.values[reconcileInterval], interval)
			}
		}
	}
	for _, c := range j.clusters() {
		written := c.spec.FlinkConfiguration[metricsWindow]
		window, err := flink.ParseDuration(written)
		every, wrong := flink.ParseDuration(cmp.Or(c.spec.FlinkConfiguration[reconcileInterval], interval))
		if written != "" && err == nil && wrong == nil && window < every {
			j.fail(c.option(metricsWindow), "the window of %s is less than %s, which passes between two looks of the operator (%s): write a longer one", window, every, reconcileInterval)
		}
	}
}
