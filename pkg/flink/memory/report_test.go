package memory

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

func taskManagerOf(t *testing.T, version flink.Version, configuration string) TaskManagerMemory {
	t.Helper()
	m, err := TaskManager(version, options("taskmanager", configuration))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func jobManagerOf(t *testing.T, version flink.Version, configuration string) JobManagerMemory {
	t.Helper()
	m, err := JobManager(version, options("jobmanager", configuration))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestFlags(t *testing.T) {
	for _, test := range []struct {
		got  JVM
		want string
	}{
		{taskManagerOf(t, flink.V2_0, "process.size=1728m").JVM, "-Xmx536870902 -Xms536870902 -XX:MaxDirectMemorySize=268435458 -XX:MaxMetaspaceSize=268435456"},
		{taskManagerOf(t, flink.V2_0, "process.size=1728m task.off-heap.size=1m").JVM, "-Xmx535822326 -Xms535822326 -XX:MaxDirectMemorySize=269484034 -XX:MaxMetaspaceSize=268435456"},
		{jobManagerOf(t, flink.V2_0, "process.size=1600m").JVM, "-Xmx1073741824 -Xms1073741824 -XX:MaxMetaspaceSize=268435456"},
		{jobManagerOf(t, flink.V2_0, "process.size=1600m enable-jvm-direct-memory-limit=True").JVM, "-Xmx1073741824 -Xms1073741824 -XX:MaxDirectMemorySize=134217728 -XX:MaxMetaspaceSize=268435456"},
		{jobManagerOf(t, flink.V2_0, "process.size=1600m enable-jvm-direct-memory-limit=false").JVM, "-Xmx1073741824 -Xms1073741824 -XX:MaxMetaspaceSize=268435456"},
	} {
		if got := strings.Join(test.got.Flags, " "); got != test.want {
			t.Errorf("flags\n %s, want\n %s", got, test.want)
		}
		if test.got.LimitsDirect != strings.Contains(test.want, "Direct") {
			t.Errorf("%s: limits direct memory: %t", test.want, test.got.LimitsDirect)
		}
	}
}

func TestCPU(t *testing.T) {
	for configuration, want := range map[string]float64{
		"":                                1,
		"taskmanager.numberOfTaskSlots=3": 3,
		"kubernetes.taskmanager.cpu=0.5":  0.5,
		"kubernetes.taskmanager.cpu.amount=0.5 taskmanager.numberOfTaskSlots=3":                     0.5,
		"kubernetes.taskmanager.cpu.amount=-1.0 taskmanager.numberOfTaskSlots=3":                    3,
		"kubernetes.taskmanager.cpu.amount=0 taskmanager.numberOfTaskSlots=2":                       2,
		"kubernetes.taskmanager.cpu.amount=2 kubernetes.taskmanager.cpu=3":                          2,
		"taskmanager.cpu.cores=1.5d kubernetes.taskmanager.cpu=0.5 taskmanager.numberOfTaskSlots=3": 1.5,
	} {
		if m := taskManagerOf(t, flink.V1_20, "process.size=1728m "+configuration); m.CPU != want {
			t.Errorf("%q: %v cores, want %v", configuration, m.CPU, want)
		}
	}
}

func TestWarnings(t *testing.T) {
	type kinds = []WarningKind
	for _, test := range []struct {
		process       string
		version       flink.Version
		configuration string
		want          kinds
	}{
		{"taskmanager", flink.V1_20, "process.size=1728m", nil},
		{"taskmanager", flink.V1_20, "task.heap.size=192m managed.size=0 taskmanager.numberOfTaskSlots=3", nil},
		{"taskmanager", flink.V1_20, "task.heap.size=191m managed.size=0 taskmanager.numberOfTaskSlots=3", kinds{TaskHeapSmall}},
		{"taskmanager", v1_16, "process.size=1024m taskmanager.numberOfTaskSlots=3", kinds{TaskHeapSmall}},
		{"taskmanager", v1_13, "process.size=2g framework.off-heap.size=33m", nil},
		{"taskmanager", v1_13, "process.size=2g framework.off-heap.size=32m", kinds{BatchShuffleLarge}},
		{"taskmanager", flink.V1_20, "process.size=2g framework.off-heap.size=64m", kinds{BatchShuffleLarge}},
		{"taskmanager", flink.V1_20, "process.size=2g framework.off-heap.batch-shuffle.size=128m", kinds{BatchShuffleLarge}},
		{"taskmanager", v1_12, "process.size=2g framework.off-heap.size=1m", nil},
		{"taskmanager", flink.V1_20, "process.size=2g taskmanager.heap.size=1g", kinds{LegacyOption}},
		{"taskmanager", flink.V1_20, "process.size=2g taskmanager.network.numberOfBuffers=2048", kinds{LegacyOption}},
		{"taskmanager", flink.V1_20, "process.size=4g flink.size=3g jvm-overhead.fraction=0.2", kinds{FractionUnused}},
		{"taskmanager", flink.V1_20, "flink.size=1280m task.heap.size=100m managed.size=200m network.fraction=0.2", kinds{FractionUnused}},
		{"taskmanager", flink.V1_20, "flink.size=1024m task.heap.size=128m managed.size=512m network.fraction=0.125", nil},
		{"jobmanager", flink.V1_20, "process.size=704m", nil},
		{"jobmanager", flink.V1_20, "process.size=703m", kinds{JobManagerHeapSmall}},
		{"jobmanager", v1_13, "process.size=700mb", kinds{JobManagerHeapSmall}},
		{"jobmanager", flink.V1_20, "jobmanager.heap.mb=1600", kinds{LegacyOption}},
	} {
		var warnings []Warning
		if test.process == "jobmanager" {
			warnings = jobManagerOf(t, test.version, test.configuration).Warnings
		} else {
			warnings = taskManagerOf(t, test.version, test.configuration).Warnings
		}
		var got kinds
		for _, warning := range warnings {
			got = append(got, warning.Kind)
			if warning.Option == "" || warning.Message == "" {
				t.Errorf("%s: %+v", test.configuration, warning)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s %v %s: warnings %q, want %q", test.process, test.version, test.configuration, got, test.want)
		}
	}
}

const taskManagerText = `TaskManager, Flink 1.16           MiB             bytes  from
total process memory          1024.00        1073741824  set        taskmanager.memory.process.size
  total Flink memory           576.00         603979776  remainder  what metaspace and overhead leave of total process memory
    framework heap             128.00         134217728  default    taskmanager.memory.framework.heap.size
    task heap                   25.60          26843542  remainder  what the other parts leave of total Flink memory
    managed                    230.40         241591914  derived    taskmanager.memory.managed.fraction: 0.4 of total Flink memory
    framework off-heap         128.00         134217728  default    taskmanager.memory.framework.off-heap.size
    task off-heap                0.00                 0  default    taskmanager.memory.task.off-heap.size
    network                     64.00          67108864  clamped    taskmanager.memory.network.min: 0.1 of total Flink memory is 57.6 MiB (60397978 bytes), raised to the least
  JVM metaspace                256.00         268435456  default    taskmanager.memory.jvm-metaspace.size
  JVM overhead                 192.00         201326592  clamped    taskmanager.memory.jvm-overhead.min: 0.1 of total process memory is 102.4 MiB (107374184 bytes), raised to the least

JVM      -Xmx161061270 -Xms161061270 -XX:MaxDirectMemorySize=201326592 -XX:MaxMetaspaceSize=268435456
slots    3, each with 8.53 MiB (8947847 bytes) of task heap
cores    1

warning: each slot has 8.53 MiB (8947847 bytes) of task heap; below 64 MiB a job runs out of heap early: raise the total, lower the other parts, or use fewer slots
`

const jobManagerText = `JobManager, Flink 2.0             MiB             bytes  from
total process memory          1600.00        1677721600  set        jobmanager.memory.process.size
  total Flink memory          1152.00        1207959552  remainder  what metaspace and overhead leave of total process memory
    heap                      1024.00        1073741824  remainder  what off-heap leaves of total Flink memory
    off-heap                   128.00         134217728  default    jobmanager.memory.off-heap.size
  JVM metaspace                256.00         268435456  default    jobmanager.memory.jvm-metaspace.size
  JVM overhead                 192.00         201326592  clamped    jobmanager.memory.jvm-overhead.min: 0.1 of total process memory is 160 MiB (167772162 bytes), raised to the least

JVM      -Xmx1073741824 -Xms1073741824 -XX:MaxMetaspaceSize=268435456
`

func TestText(t *testing.T) {
	if diff := cmp.Diff(taskManagerText, taskManagerOf(t, v1_16, "process.size=1024m taskmanager.numberOfTaskSlots=3 kubernetes.taskmanager.cpu=1").Text()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(jobManagerText, jobManagerOf(t, flink.V2_0, "process.size=1600m").Text()); diff != "" {
		t.Error(diff)
	}
}

func TestJSON(t *testing.T) {
	text, err := json.Marshal(jobManagerOf(t, flink.V2_0, "process.size=1600m"))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Heap         Component
		TotalProcess Component
		JVM          JVM
	}
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got.Heap.Bytes != 1024*mib || got.TotalProcess.Origin != Set || len(got.JVM.Flags) != 3 {
		t.Errorf("%s", text)
	}
}

func TestSize(t *testing.T) {
	for bytes, want := range map[int64]string{
		0: "0 MiB", 1: "1 bytes", mib: "1 MiB", mib + mib/2: "1.5 MiB (1572864 bytes)", 1342177279: "1280 MiB (1342177279 bytes)",
	} {
		if got := size(bytes); got != want {
			t.Errorf("size(%d) = %q, want %q", bytes, got, want)
		}
	}
}

func BenchmarkTaskManager(b *testing.B) {
	configuration := options("taskmanager", "process.size=1728m")
	for b.Loop() {
		if _, err := TaskManager(flink.V1_20, configuration); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTooSmall(b *testing.B) {
	configuration := options("taskmanager", "process.size=900m")
	for b.Loop() {
		if _, err := TaskManager(flink.V1_20, configuration); err == nil {
			b.Fatal("900 MiB are enough")
		}
	}
}
