package stack_test

import (
	"testing"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

func monitored(configuration map[string]string) *stack.Stack {
	s := stack.New("shop")
	s.Spec.Storage.StorageClassName = "nfs"
	s.Spec.Monitoring.Enabled = new(true)
	s.Spec.Operator.WatchNamespaces = []string{"jobs"}
	j := stack.NewJob("orders", "local:///opt/flink/usrlib/orders.jar")
	j.FlinkConfiguration = configuration
	s.Spec.Jobs = append(s.Spec.Jobs, j)
	return s
}

// Each pod of a job has the port that the PodMonitor scrapes and a reporter on it.
func TestMonitoredJob(t *testing.T) {
	const own = "metrics.reporter.mine.factory.class"
	for name, test := range map[string]struct {
		configuration map[string]string
		port          int32
		reporter      bool
	}{
		"none":      {nil, 9249, true},
		"other":     {map[string]string{own: "org.apache.flink.metrics.slf4j.Slf4jReporterFactory"}, 9249, true},
		"same name": {map[string]string{"metrics.reporter.prom.port": "9300"}, 9249, true},
		"own":       {map[string]string{own: "org.apache.flink.metrics.prometheus.PrometheusReporterFactory", "metrics.reporter.mine.port": "9300-9310"}, 9300, false},
		"default":   {map[string]string{own: "org.apache.flink.metrics.prometheus.PrometheusReporterFactory"}, 9249, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := monitored(test.configuration)
			if name == "same name" {
				// The port by hand belongs to the reporter that is added.
				s.Spec.Jobs[0].Metrics.Port, test.port = 9300, 9300
			}
			_, b := build(t, s)
			job, ok := bundle.Get[*v1beta1.FlinkDeployment](b, "jobs", "orders")
			if !ok {
				t.Fatal("no job")
			}
			want := corev1.ContainerPort{Name: "metrics", ContainerPort: test.port, Protocol: corev1.ProtocolTCP}
			if ports := job.Spec.PodTemplate.Spec.Containers[0].Ports; len(ports) != 1 || ports[0] != want {
				t.Errorf("ports %v", ports)
			}
			if _, added := job.Spec.FlinkConfiguration["metrics.reporter.prom.factory.class"]; added != test.reporter {
				t.Errorf("reporter added: %t; %v", added, job.Spec.FlinkConfiguration)
			}
		})
	}
}

// The pods of a cluster that may be idle say so, and no others.
func TestMonitoredClusterMayBeIdle(t *testing.T) {
	mode := func(mode string) map[string]string { return map[string]string{"execution.runtime-mode": mode} }
	for name, test := range map[string]struct {
		configuration map[string]string
		change        func(*stack.Job)
		want          string
	}{
		"streaming":           {nil, func(*stack.Job) {}, ""},
		"streaming, said":     {mode("STREAMING"), func(*stack.Job) {}, ""},
		"batch":               {mode("BATCH"), func(*stack.Job) {}, "true"},
		"batch in small":      {mode("batch"), func(*stack.Job) {}, "true"},
		"bounded in the code": {nil, func(j *stack.Job) { j.Metrics.MayBeIdle = true }, "true"},
		"session cluster":     {nil, func(j *stack.Job) { j.DeploymentMode, j.JarURI = "session", "" }, "true"},
	} {
		s := monitored(test.configuration)
		test.change(&s.Spec.Jobs[0])
		_, b := build(t, s)
		job, ok := bundle.Get[*v1beta1.FlinkDeployment](b, "jobs", "orders")
		if !ok {
			t.Fatalf("%s: no job", name)
		}
		if got := job.Spec.PodTemplate.Labels["flinkgen.dev/may-be-idle"]; got != test.want {
			t.Errorf("%s: label %q, want %q", name, got, test.want)
		}
	}
}

// Prometheus looks where the jobs and the operator are, and the operator reports.
func TestMonitoredNamespaces(t *testing.T) {
	s, b := build(t, monitored(nil))
	for name, want := range map[string]string{"flink-jobs": "jobs", "flink-operator": "flink"} {
		m, ok := bundle.Get[*monitoringv1.PodMonitor](b, "flink", name)
		if !ok || len(m.Spec.NamespaceSelector.MatchNames) != 1 || m.Spec.NamespaceSelector.MatchNames[0] != want {
			t.Errorf("%s: %+v", name, m)
		}
	}
	if !s.Spec.Operator.Metrics.Enabled {
		t.Error("the operator does not report")
	}
}

// Monitoring is off unless asked for: its kinds are not in every cluster.
func TestMonitoringIsOff(t *testing.T) {
	s := monitored(nil)
	s.Spec.Monitoring.Enabled = nil
	_, b := build(t, s)
	for o := range b.Objects() {
		if o.GetObjectKind().GroupVersionKind().Group == monitoringv1.Group {
			t.Errorf("%s %s", o.GetObjectKind().GroupVersionKind().Kind, o.GetName())
		}
	}
	job, _ := bundle.Get[*v1beta1.FlinkDeployment](b, "jobs", "orders")
	if ports := job.Spec.PodTemplate.Spec.Containers[0].Ports; len(ports) != 0 {
		t.Errorf("ports %v", ports)
	}
}
