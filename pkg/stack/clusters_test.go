package stack_test

import (
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Clusters lists what Complete refuses, as long as only the memory is wrong.
func TestClusters(t *testing.T) {
	const small = `
spec:
  jobs:
  - {name: small, jarURI: "local:///a.jar", taskManager: {resource: {memory: 900m, cpu: 2}}, flinkVersion: v1_20}
  - {name: state-machine, enabled: false}
`
	clusters, err := stack.Clusters(scenario{"", stack.Default()}.load(t, over(small)))
	if err != nil {
		t.Fatal(err)
	}
	if len(clusters) != 1 {
		t.Fatalf("%d clusters", len(clusters))
	}
	cluster := clusters[0]
	if cluster.Name != "small" || cluster.Namespace != "flink" || cluster.Version.String() != "1.20" || cluster.TaskManager.Memory != "900m" {
		t.Errorf("%+v", cluster)
	}
	report := cluster.Derive()
	if report.Fits() || report.JobManager == nil {
		t.Errorf("%+v", report)
	}
	if err := stack.Complete(scenario{"", stack.Default()}.load(t, over(small))); err == nil || !strings.Contains(err.Error(), "Flink would not start") {
		t.Errorf("Complete: %v", err)
	}
	// The cores are those of the container, not the slots.
	cluster.TaskManager.Memory = "2g"
	if report := cluster.Derive(); report.TaskManager.CPU != 2 {
		t.Errorf("%v cores", report.TaskManager.CPU)
	}
	if _, err := stack.Clusters(scenario{"", stack.Default()}.load(t, over(small), set("jobs[name=small].parallelism=0"))); err == nil || strings.Contains(err.Error(), "Flink would not start") {
		t.Errorf("another mistake: %v", err)
	}
}
