package stack_test

import (
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

func standaloneJob(name string, change func(*stack.Job)) *stack.Stack {
	s := stack.New("shop")
	s.Spec.Nodes = []stack.Node{{Name: "a"}, {Name: "b"}, {Name: "c"}}
	s.Spec.Operator.Enabled = new(false)
	j := stack.NewJob(name, "local:///opt/flink/usrlib/orders.jar")
	j.DeploymentMode = "standalone"
	change(&j)
	s.Spec.Jobs = []stack.Job{j}
	return s
}

// Sizes, the number of TaskManagers and the name of the file are those that
// the operator would choose.
func TestStandaloneIsCompleted(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*stack.Job)
		file   string
		pods   int32
		memory string
	}{
		{"new", func(j *stack.Job) { j.Parallelism = 5 }, "config.yaml", 3, "2Gi"},
		{"1.20", func(j *stack.Job) { j.FlinkVersion = "v1_20"; j.TaskManager.Resource.Memory = "1728m" }, "flink-conf.yaml", 1, "1728Mi"},
		{"1.18", func(j *stack.Job) { j.FlinkVersion = "v1_18"; j.TaskManager.Replicas = new(int32(4)) }, "flink-conf.yaml", 4, "2Gi"},
		{"session", func(j *stack.Job) { j.Standalone.Kind, j.JarURI = "session", "" }, "config.yaml", 1, "2Gi"},
	} {
		t.Run(test.name, func(t *testing.T) {
			complete, b := build(t, standaloneJob("orders", test.change))
			if got := complete.Spec.Jobs[0].Standalone.ConfigFileName; got != test.file {
				t.Errorf("the file is %s, want %s", got, test.file)
			}
			for o := range b.Objects() {
				switch o := o.(type) {
				case *v1beta1.FlinkDeployment:
					t.Errorf("%s needs the operator", nameOf(o))
				case *corev1.ConfigMap:
					if o.Name == "orders-config" && o.Data[test.file] == "" {
						t.Errorf("no %s in %v", test.file, o.Data)
					}
				case *appsv1.Deployment:
					if o.Name != "orders-taskmanager" {
						continue
					}
					limits := o.Spec.Template.Spec.Containers[0].Resources.Limits
					if *o.Spec.Replicas != test.pods || limits.Memory().String() != test.memory {
						t.Errorf("%d pods of %s, want %d of %s", *o.Spec.Replicas, limits.Memory(), test.pods, test.memory)
					}
				}
			}
		})
	}
}

// The operator need not look where no job is its own.
func TestStandaloneNeedsNoOperator(t *testing.T) {
	s := standaloneJob("orders", func(j *stack.Job) { j.Namespace = "team-a" })
	s.Spec.HistoryServer.Namespace = "team-a"
	s.Spec.Operator.Enabled = new(true)
	s.Spec.Operator.WatchNamespaces = []string{"flink"}
	complete, _ := build(t, s)
	if got := complete.Spec.Operator.JobNamespaces; len(got) != 1 || got[0] != "flink" {
		t.Errorf("the operator gives accounts to jobs in %v", got)
	}
}
