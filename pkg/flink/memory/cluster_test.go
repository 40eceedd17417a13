package memory

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

func cluster(taskManager, jobManager string) Cluster {
	operator, _ := flink.Operator("1.15.0")
	return Cluster{
		Name: "orders", Namespace: "shop", Version: v1_16, Operator: operator,
		TaskManager:   Container{Memory: taskManager, Field: "taskManager.resource.memory"},
		JobManager:    Container{Memory: jobManager, Field: "jobManager.resource.memory"},
		Configuration: map[string]string{"taskmanager.numberOfTaskSlots": "3", "kubernetes.taskmanager.cpu.amount": "1"},
	}
}

func TestDerive(t *testing.T) {
	report := cluster("1024m", "1600m").Derive()
	if !report.Fits() || report.TaskManager == nil || report.TaskManager.Slots != 3 || report.JobManager == nil || report.FlinkVersion != "1.16" {
		t.Errorf("%+v", report)
	}
	// The operator knows quantities, in which a size may have a fraction.
	if report = cluster("1.5Gi", "").Derive(); report.TaskManager == nil || report.TaskManager.TotalProcess.Bytes != 1536*mib || report.JobManager != nil {
		t.Errorf("%+v", report)
	}
}

func TestDeriveProblems(t *testing.T) {
	report := cluster("900m", "1,5g").Derive()
	want := []Problem{
		{Process: "TaskManager", Field: "taskManager.resource.memory", Memory: "900m"},
		{Process: "JobManager", Field: "jobManager.resource.memory", Memory: "1,5g"},
	}
	if report.Fits() || report.TaskManager != nil || report.JobManager != nil || len(report.Problems) != 2 {
		t.Fatalf("%+v", report)
	}
	for i, says := range []string{"the smallest taskmanager.memory.process.size that fits is 982m", "write a whole number"} {
		got := report.Problems[i]
		if got.Process != want[i].Process || got.Field != want[i].Field || got.Memory != want[i].Memory || got.Message == "" || !strings.Contains(got.Cure, says) {
			t.Errorf("%+v, want %+v with %q", got, want[i], says)
		}
	}
}

// The size of the container is the operator's; what the configuration says of
// it does not count.
func TestDeriveOverwritesTotals(t *testing.T) {
	c := cluster("1728m", "")
	c.Configuration[string(TaskManagerProcessSize)] = "9g"
	if report := c.Derive(); report.TaskManager.TotalProcess.Bytes != 1728*mib || c.Configuration[string(TaskManagerProcessSize)] != "9g" {
		t.Errorf("%+v", report.TaskManager.TotalProcess)
	}
}

const problemText = `# orders in namespace shop

JobManager does not start with 512m
why      total Flink memory (64 MiB) has no room for a heap beside off-heap (128 MiB)
cure     raise jobmanager.memory.process.size or lower jobmanager.memory.off-heap.size; the smallest jobmanager.memory.process.size that fits is 577m
where    jobmanager.memory.process.size is jobManager.resource.memory

`

func TestWriteText(t *testing.T) {
	var b strings.Builder
	nameless := cluster("1728m", "")
	nameless.Name = ""
	if err := WriteText(&b, []Report{cluster("1024m", "512m").Derive(), nameless.Derive()}); err != nil {
		t.Fatal(err)
	}
	first, second := problemText+taskManagerText, nameless.Derive().TaskManager.Text()
	if diff := cmp.Diff(first+"\n"+second, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWriteJSON(t *testing.T) {
	var b strings.Builder
	if err := WriteJSON(&b, []Report{cluster("1728m", "512m").Derive()}); err != nil {
		t.Fatal(err)
	}
	var got []struct {
		Name        string
		TaskManager struct{ Managed Component }
		Problems    []Problem
	}
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil || len(got) != 1 {
		t.Fatalf("%v: %s", err, b.String())
	}
	if got[0].Name != "orders" || got[0].TaskManager.Managed.Bytes != 536870920 || len(got[0].Problems) != 1 || got[0].Problems[0].Cure == "" {
		t.Errorf("%s", b.String())
	}
}
