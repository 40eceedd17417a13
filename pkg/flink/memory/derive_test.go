package memory

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

var (
	v1_10 = flink.Version{Major: 1, Minor: 10}
	v1_12 = flink.Version{Major: 1, Minor: 12}
	v1_13 = flink.Version{Major: 1, Minor: 13}
	v1_16 = flink.Version{Major: 1, Minor: 16}
	v2_2  = flink.Version{Major: 2, Minor: 2}
)

// options reads "process.size=1728m network.min=1g"; a key without a known
// prefix gets that of the process.
func options(process, text string) map[string]string {
	configuration := map[string]string{}
	for field := range strings.FieldsSeq(text) {
		key, value, _ := strings.Cut(field, "=")
		if !strings.HasPrefix(key, "taskmanager.") && !strings.HasPrefix(key, "jobmanager.") && !strings.HasPrefix(key, "kubernetes.") {
			key = process + ".memory." + key
		}
		configuration[key] = value
	}
	return configuration
}

const mib = int64(mebibyte)

// The sizes are those of start logs of Flink 1.17, 1.18 and 2.0, of Flink's
// own tests, or computed by hand from its rules.
func TestTaskManager(t *testing.T) {
	for _, test := range []struct {
		name          string
		version       flink.Version
		configuration string
		flink         int64
		// framework heap, task heap, managed, framework off-heap, task off-heap, network, metaspace, overhead
		parts   [8]int64
		origins string
	}{
		{"1 the distribution's size", flink.V1_17, "process.size=1728m", 1342177280,
			[8]int64{128 * mib, 402653174, 536870920, 128 * mib, 0, 134217730, 256 * mib, 201326592}, "default remainder derived default default derived default clamped"},
		{"2 a size above the floor of the overhead", flink.V1_20, "process.size=2g", 1664299824,
			[8]int64{128 * mib, 563714445, 665719939, 128 * mib, 0, 166429984, 256 * mib, 214748368}, "default remainder derived default default derived default derived"},
		{"3 both totals", flink.V1_20, "process.size=4g flink.size=3g", 3072 * mib,
			[8]int64{128 * mib, 1342177256, 1288490208, 128 * mib, 0, 322122552, 256 * mib, 805306368}, "default remainder derived default default derived default remainder"},
		{"11 overhead off its fraction", v1_13, "process.size=1000m flink.size=800m jvm-metaspace.size=100m jvm-overhead.min=50m jvm-overhead.max=200m jvm-overhead.fraction=0.5", 800 * mib,
			[8]int64{128 * mib, 150994938, 335544325, 128 * mib, 0, 83886081, 100 * mib, 100 * mib}, "default remainder derived default default derived set remainder"},
		{"16 network without an upper limit", flink.V1_17, "process.size=16g", 15104 * mib,
			[8]int64{128 * mib, 7650410378, 6335076856, 128 * mib, 0, 1583769214, 256 * mib, 1024 * mib}, "default remainder derived default default derived default clamped"},
		{"16 network with the upper limit of old", v1_16, "process.size=16g", 15104 * mib,
			[8]int64{128 * mib, 8160437768, 6335076856, 128 * mib, 0, 1024 * mib, 256 * mib, 1024 * mib}, "default remainder derived default default clamped default clamped"},
		{"17 a size that is too small for three slots", v1_16, "process.size=1024m taskmanager.numberOfTaskSlots=3", 576 * mib,
			[8]int64{128 * mib, 26843542, 241591914, 128 * mib, 0, 64 * mib, 256 * mib, 192 * mib}, "default remainder derived default default clamped default clamped"},
		{"18 small fractions", v1_13, "process.size=2048m managed.fraction=0.05 network.fraction=0.05 jvm-overhead.fraction=0.05", 1600 * mib,
			[8]int64{128 * mib, 1241513982, 83886081, 128 * mib, 0, 83886081, 256 * mib, 192 * mib}, "default remainder derived default default derived default clamped"},
		{"19 only parts", flink.V1_20, "task.heap.size=100m managed.size=200m", 620 * mib,
			[8]int64{128 * mib, 100 * mib, 200 * mib, 128 * mib, 0, 64 * mib, 256 * mib, 192 * mib}, "default set set default default clamped default clamped"},
		{"20 parts in a total", flink.V1_20, "flink.size=1280m task.heap.size=100m managed.size=200m", 1280 * mib,
			[8]int64{128 * mib, 100 * mib, 200 * mib, 128 * mib, 0, 724 * mib, 256 * mib, 192 * mib}, "default set set default default remainder default clamped"},
		{"task heap in a total of the process", flink.V1_20, "process.size=1728m task.heap.size=100m", 1280 * mib,
			[8]int64{128 * mib, 100 * mib, 536870920, 128 * mib, 0, 1280*mib - 356*mib - 536870920, 256 * mib, 192 * mib}, "default set derived default default remainder default clamped"},
		{"overhead of a large total of Flink", flink.V1_20, "flink.size=4g", 4096 * mib,
			[8]int64{128 * mib, 1879048160, 1717986944, 128 * mib, 0, 429496736, 256 * mib, 507044758}, "default remainder derived default default derived default derived"},
		{"parts in a process", flink.V1_20, "process.size=1400m task.heap.size=100m managed.size=200m task.off-heap.size=1m", 621 * mib,
			[8]int64{128 * mib, 100 * mib, 200 * mib, 128 * mib, mib, 64 * mib, 256 * mib, 523 * mib}, "default set set default set clamped default remainder"},
		{"network beside large parts", flink.V1_20, "task.heap.size=4g managed.size=0", 4352*mib + 507044758,
			[8]int64{128 * mib, 4096 * mib, 0, 128 * mib, 0, 507044758, 256 * mib, 593209228}, "default set set default default derived default derived"},
		{"1.10 has less metaspace", v1_10, "process.size=1728m", 1440 * mib,
			[8]int64{128 * mib, 1440*mib - 256*mib - 603979785 - 150994946, 603979785, 128 * mib, 0, 150994946, 96 * mib, 192 * mib}, "default remainder derived default default derived default clamped"},
		{"old keys", flink.V1_20, "taskmanager.heap.size=1728m taskmanager.memory.size=100m taskmanager.network.memory.max=100m", 1280 * mib,
			[8]int64{128 * mib, 824 * mib, 100 * mib, 128 * mib, 0, 100 * mib, 256 * mib, 192 * mib}, "default remainder set default default clamped default clamped"},
		{"the oldest key", flink.V1_20, "taskmanager.heap.mb=1728", 1280 * mib,
			[8]int64{128 * mib, 402653174, 536870920, 128 * mib, 0, 134217730, 256 * mib, 201326592}, "default remainder derived default default derived default clamped"},
		{"a new key wins", flink.V1_20, "taskmanager.heap.size=5g process.size=1728m", 1280 * mib,
			[8]int64{128 * mib, 402653174, 536870920, 128 * mib, 0, 134217730, 256 * mib, 201326592}, "default remainder derived default default derived default clamped"},
		{"a number of buffers", flink.V1_20, "process.size=1728m taskmanager.network.numberOfBuffers=4096", 1280 * mib,
			[8]int64{128 * mib, 1280*mib - 384*mib - 536870920, 536870920, 128 * mib, 0, 128 * mib, 256 * mib, 192 * mib}, "default remainder derived default default set default clamped"},
		{"a number of large buffers among parts", flink.V1_20, "task.heap.size=100m managed.size=200m segment-size=64k taskmanager.network.numberOfBuffers=16", 557 * mib,
			[8]int64{128 * mib, 100 * mib, 200 * mib, 128 * mib, 0, mib, 256 * mib, 192 * mib}, "default set set default default set default clamped"},
		{"a number of buffers beside a newer option", flink.V1_20, "process.size=1728m network.min=1m taskmanager.network.numberOfBuffers=4096", 1280 * mib,
			[8]int64{128 * mib, 402653174, 536870920, 128 * mib, 0, 134217730, 256 * mib, 201326592}, "default remainder derived default default derived default clamped"},
		{"a number of buffers that is the remainder", flink.V1_20, "flink.size=1280m task.heap.size=100m managed.size=796m taskmanager.network.numberOfBuffers=4096", 1280 * mib,
			[8]int64{128 * mib, 100 * mib, 796 * mib, 128 * mib, 0, 128 * mib, 256 * mib, 192 * mib}, "default set set default default remainder default clamped"},
		{"a task heap of nothing", flink.V1_20, "flink.size=420m managed.size=100m", 420 * mib,
			[8]int64{128 * mib, 0, 100 * mib, 128 * mib, 0, 64 * mib, 256 * mib, 192 * mib}, "default remainder set default default clamped default clamped"},
		{"an overhead of nothing", flink.V1_20, "flink.size=1280m process.size=1536m jvm-overhead.min=0", 1280 * mib,
			[8]int64{128 * mib, 402653174, 536870920, 128 * mib, 0, 134217730, 256 * mib, 0}, "default remainder derived default default derived default remainder"},
		{"the smallest size with defaults", v2_2, "process.size=982m", 534 * mib,
			[8]int64{128 * mib, 534*mib - 320*mib - 223975836, 223975836, 128 * mib, 0, 64 * mib, 256 * mib, 192 * mib}, "default remainder derived default default clamped default clamped"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, err := TaskManager(test.version, options("taskmanager", test.configuration))
			if err != nil {
				t.Fatal(err)
			}
			var origins []string
			for i, component := range m.Components() {
				if component.Bytes != test.parts[i] {
					t.Errorf("%s is %d bytes, want %d", component.Name, component.Bytes, test.parts[i])
				}
				origins = append(origins, string(component.Origin))
			}
			if got := strings.Join(origins, " "); got != test.origins {
				t.Errorf("origins\n %s, want\n %s", got, test.origins)
			}
			if m.TotalFlink.Bytes != test.flink || m.TotalProcess.Bytes != test.flink+test.parts[6]+test.parts[7] {
				t.Errorf("totals %d and %d, want Flink %d", m.TotalFlink.Bytes, m.TotalProcess.Bytes, test.flink)
			}
		})
	}
}

func TestJobManager(t *testing.T) {
	for _, test := range []struct {
		name                               string
		version                            flink.Version
		configuration                      string
		heap, offHeap, metaspace, overhead int64
		origins                            string
	}{
		{"4 the distribution's size", flink.V2_0, "process.size=1600m", 1024 * mib, 128 * mib, 256 * mib, 192 * mib, "remainder default default clamped"},
		{"5", v1_16, "process.size=1g", 448 * mib, 128 * mib, 256 * mib, 192 * mib, "remainder default default clamped"},
		{"6", flink.V1_17, "process.size=4g", 3462817376, 128 * mib, 256 * mib, 429496736, "remainder default default derived"},
		{"7", flink.V1_17, "process.size=6g", 5395552656, 128 * mib, 256 * mib, 644245104, "remainder default default derived"},
		{"8 both totals", flink.V1_17, "process.size=2g flink.size=1280m", 1152 * mib, 128 * mib, 256 * mib, 512 * mib, "remainder default default remainder"},
		{"14 off-heap that is left", v1_13, "flink.size=278m heap.size=150m", 150 * mib, 128 * mib, 256 * mib, 192 * mib, "set remainder default clamped"},
		{"14 off-heap that is left, more", v1_13, "flink.size=378m heap.size=150m", 150 * mib, 228 * mib, 256 * mib, 192 * mib, "set remainder default clamped"},
		{"heap that takes it all", v1_13, "flink.size=278m heap.size=278m", 278 * mib, 0, 256 * mib, 192 * mib, "set remainder default clamped"},
		{"a size that is too small", v1_13, "process.size=700mb", 124 * mib, 128 * mib, 256 * mib, 192 * mib, "remainder default default clamped"},
		{"heap alone", flink.V1_20, "heap.size=1g", 1024 * mib, 128 * mib, 256 * mib, 192 * mib, "set default default clamped"},
		{"heap in a process", flink.V1_20, "heap.size=1g process.size=2g", 1024 * mib, 128 * mib, 256 * mib, 640 * mib, "set default default remainder"},
		{"all three that add up", v1_13, "heap.size=1g off-heap.size=64m flink.size=1088m", 1024 * mib, 64 * mib, 256 * mib, 192 * mib, "set set default clamped"},
		{"overhead of a large total of Flink", flink.V1_20, "flink.size=4g off-heap.size=96m", 4000 * mib, 96 * mib, 256 * mib, 507044758, "remainder set default derived"},
		{"an old key", flink.V1_20, "jobmanager.heap.size=1600m", 1024 * mib, 128 * mib, 256 * mib, 192 * mib, "remainder default default clamped"},
		{"the oldest key", flink.V1_20, "jobmanager.heap.mb=1600", 1024 * mib, 128 * mib, 256 * mib, 192 * mib, "remainder default default clamped"},
		{"the smallest size with defaults", v2_2, "process.size=577m", mib, 128 * mib, 256 * mib, 192 * mib, "remainder default default clamped"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, err := JobManager(test.version, options("jobmanager", test.configuration))
			if err != nil {
				t.Fatal(err)
			}
			got := [4]int64{m.Heap.Bytes, m.OffHeap.Bytes, m.Metaspace.Bytes, m.Overhead.Bytes}
			if want := [4]int64{test.heap, test.offHeap, test.metaspace, test.overhead}; got != want {
				t.Errorf("heap, off-heap, metaspace, overhead are %v, want %v", got, want)
			}
			var origins []string
			for _, component := range m.Components() {
				origins = append(origins, string(component.Origin))
			}
			if got := strings.Join(origins, " "); got != test.origins {
				t.Errorf("origins %s, want %s", got, test.origins)
			}
			if m.TotalFlink.Bytes != test.heap+test.offHeap || m.TotalProcess.Bytes != test.heap+test.offHeap+test.metaspace+test.overhead {
				t.Errorf("totals %d and %d", m.TotalFlink.Bytes, m.TotalProcess.Bytes)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	for _, test := range []struct {
		process       string
		version       flink.Version
		configuration string
		option        string
		says          []string
	}{
		{"taskmanager", flink.V1_20, "", "taskmanager.memory.process.size", []string{"no size", "taskmanager.memory.flink.size", "taskmanager.memory.task.heap.size"}},
		{"taskmanager", flink.V1_20, "task.heap.size=1g", "taskmanager.memory.process.size", []string{"no size"}},
		{"taskmanager", flink.V1_20, "process.size=3g flink.size=4g", "taskmanager.memory.process.size", []string{"3072 MiB", "4096 MiB", "256 MiB", "at least 4544 MiB"}},
		{"taskmanager", flink.V1_20, "process.size=1728m network.min=1g", "taskmanager.memory.process.size", []string{"network (1024 MiB)", "managed (512 MiB (536870920 bytes))", "has 1280 MiB", "fits is 2655m"}},
		{"taskmanager", v1_13, "process.size=1000m flink.size=800m jvm-metaspace.size=100m jvm-overhead.min=150m jvm-overhead.max=200m jvm-overhead.fraction=0.5", "taskmanager.memory.jvm-overhead.min", []string{"100 MiB", "between 150 MiB", "1050 MiB and 1100 MiB"}},
		{"taskmanager", v1_13, "process.size=2g flink.size=800m jvm-metaspace.size=100m", "taskmanager.memory.jvm-overhead.min", []string{"1148 MiB", "1024 MiB"}},
		{"jobmanager", v1_13, "process.size=699m flink.size=500m jvm-metaspace.size=100m jvm-overhead.min=100m jvm-overhead.max=100m", "jobmanager.memory.jvm-overhead.min", []string{"99 MiB"}},
		{"taskmanager", v1_13, "flink.size=499m framework.heap.size=100m task.heap.size=100m task.off-heap.size=100m managed.size=100m network.min=100m network.max=100m", "taskmanager.memory.flink.size", []string{"framework off-heap (128 MiB)", "528 MiB"}},
		{"taskmanager", flink.V1_17, "flink.size=555m framework.heap.size=100m task.heap.size=100m task.off-heap.size=100m managed.size=100m", "taskmanager.memory.network.min", []string{"27 MiB", "at least"}},
		{"taskmanager", v1_16, "flink.size=4g task.heap.size=100m managed.size=100m", "taskmanager.memory.network.min", []string{"3640 MiB", "between 64 MiB"}},
		{"taskmanager", flink.V1_20, "flink.size=500m task.heap.size=200m managed.size=200m", "taskmanager.memory.flink.size", []string{"task heap (200 MiB)", "656 MiB", "500 MiB"}},
		{"taskmanager", flink.V1_20, "process.size=1728m task.heap.size=2g", "taskmanager.memory.process.size", []string{"task heap (2048 MiB)", "has 1280 MiB"}},
		{"taskmanager", v1_16, "process.size=8g task.heap.size=100m", "taskmanager.memory.network.max", []string{"network is what the other parts leave", "between 64 MiB"}},
		{"taskmanager", flink.V1_20, "process.size=400m task.heap.size=100m managed.size=100m", "taskmanager.memory.process.size", []string{"400 MiB", "less than total Flink memory (520 MiB)"}},
		{"taskmanager", flink.V1_20, "process.size=4g task.heap.size=100m managed.size=100m", "taskmanager.memory.jvm-overhead.max", []string{"JVM overhead", "between 192 MiB"}},
		{"taskmanager", flink.V1_20, "task.heap.size=100m managed.size=100m network.fraction=1", "taskmanager.memory.network.fraction", []string{"below 1"}},
		{"taskmanager", flink.V1_20, "process.size=1728m jvm-overhead.min=2g", "taskmanager.memory.jvm-overhead.min", []string{"above the most"}},
		{"taskmanager", flink.V1_20, "taskmanager.heap.size=447m", "taskmanager.heap.size", []string{"raise taskmanager.heap.size"}},
		{"taskmanager", flink.V1_20, "process.size=1728m taskmanager.network.memory.min=2g taskmanager.network.memory.max=1g", "taskmanager.network.memory.min", []string{"taskmanager.network.memory.max"}},
		{"taskmanager", flink.V1_20, "process.size=1728m taskmanager.network.memory.fraction=2", "taskmanager.network.memory.fraction", []string{"is 2"}},
		{"taskmanager", flink.V1_20, "process.size=1728m taskmanager.memory.size=2g", "taskmanager.memory.size", []string{"managed (2048 MiB)"}},
		{"taskmanager", flink.V1_20, "flink.size=1280m task.heap.size=100m managed.size=796m taskmanager.network.numberOfBuffers=4095", "taskmanager.network.numberOfBuffers", []string{"128 MiB", "leave taskmanager.network.numberOfBuffers out"}},
		{"taskmanager", flink.V1_20, "process.size=447m", "taskmanager.memory.process.size", []string{"256 MiB", "192 MiB", "447 MiB"}},
		{"taskmanager", v2_2, "process.size=981m", "taskmanager.memory.process.size", []string{"533 MiB", "fits is 982m"}},
		{"taskmanager", flink.V1_20, "process.size=1728m network.min=2g network.max=1g", "taskmanager.memory.network.min", []string{"2048 MiB", "1024 MiB"}},
		{"taskmanager", flink.V1_20, "process.size=1728m managed.fraction=1", "taskmanager.memory.managed.fraction", []string{"is 1", "below 1"}},
		{"taskmanager", flink.V1_20, "process.size=1728m managed.fraction=-0.1", "taskmanager.memory.managed.fraction", []string{"-0.1"}},
		{"taskmanager", flink.V1_20, "process.size=1728m managed.fraction=40%", "taskmanager.memory.managed.fraction", []string{`"40%"`}},
		{"taskmanager", flink.V1_20, "process.size=1.5g", "taskmanager.memory.process.size", []string{`"1.5g"`}},
		{"taskmanager", flink.V1_20, "process.size=1728m framework.heap.size=lots", "taskmanager.memory.framework.heap.size", []string{`"lots"`}},
		{"taskmanager", flink.V1_20, "taskmanager.heap.mb=1g", "taskmanager.heap.mb", []string{`"1g"`}},
		{"taskmanager", flink.V1_20, "taskmanager.heap.mb=-1", "taskmanager.heap.mb", []string{`"-1"`}},
		{"taskmanager", flink.V1_20, "process.size=1728m jvm-metaspace.size=9223372036854775807", "taskmanager.memory.jvm-metaspace.size", []string{"more than Flink can hold"}},
		{"taskmanager", flink.V1_20, "flink.size=8388607t jvm-overhead.fraction=0.9", "taskmanager.memory.jvm-overhead.fraction", []string{"larger than Flink can hold"}},
		{"taskmanager", flink.V1_20, "process.size=1728m taskmanager.network.numberOfBuffers=-1", "taskmanager.network.numberOfBuffers", []string{"-1"}},
		{"taskmanager", flink.V1_20, "process.size=1728m taskmanager.network.numberOfBuffers=many", "taskmanager.network.numberOfBuffers", []string{`"many"`}},
		{"taskmanager", flink.V1_20, "process.size=1728m segment-size=33000", "taskmanager.memory.segment-size", []string{"power of two"}},
		{"taskmanager", flink.V1_20, "process.size=1728m segment-size=2k", "taskmanager.memory.segment-size", []string{"2048"}},
		{"taskmanager", flink.V1_20, "process.size=1728m framework.off-heap.batch-shuffle.size=16k", "taskmanager.memory.framework.off-heap.batch-shuffle.size", []string{"16384 bytes", "32768 bytes"}},
		{"taskmanager", flink.V1_20, "process.size=1728m taskmanager.numberOfTaskSlots=0", "taskmanager.numberOfTaskSlots", []string{"at least 1"}},
		{"taskmanager", flink.V1_20, "process.size=1728m taskmanager.numberOfTaskSlots=-2 taskmanager.cpu.cores=1", "taskmanager.numberOfTaskSlots", []string{"-2"}},
		{"taskmanager", flink.V1_20, "process.size=1728m taskmanager.cpu.cores=0", "taskmanager.cpu.cores", []string{"0 cores"}},
		{"taskmanager", flink.V1_20, "process.size=1728m taskmanager.numberOfTaskSlots=-1", "taskmanager.cpu.cores", []string{"-1 cores"}},
		{"taskmanager", flink.V1_20, "process.size=1728m kubernetes.taskmanager.cpu.amount=500m", "kubernetes.taskmanager.cpu.amount", []string{`"500m"`}},
		{"taskmanager", flink.V2_0, "taskmanager.heap.size=1g", "taskmanager.heap.size", []string{"Flink 2.0 does not read", "taskmanager.memory.process.size"}},
		{"taskmanager", v2_2, "process.size=1g taskmanager.heap.mb=1", "taskmanager.heap.mb", []string{"Flink 2.2"}},
		{"taskmanager", v2_2, "process.size=1g taskmanager.memory.size=1m", "taskmanager.memory.size", []string{"taskmanager.memory.managed.size"}},
		{"taskmanager", v2_2, "process.size=1g taskmanager.network.memory.min=1m taskmanager.network.memory.max=1g", "taskmanager.network.memory.min", []string{"taskmanager.memory.network.min", "taskmanager.memory.network.max"}},
		{"taskmanager", v2_2, "process.size=1g taskmanager.network.numberOfBuffers=1", "taskmanager.network.numberOfBuffers", []string{"taskmanager.memory.network.fraction"}},
		{"jobmanager", flink.V1_20, "", "jobmanager.memory.process.size", []string{"no size", "jobmanager.memory.heap.size"}},
		{"jobmanager", flink.V1_17, "process.size=3g flink.size=4g", "jobmanager.memory.process.size", []string{"3072 MiB"}},
		{"jobmanager", v1_13, "flink.size=100m heap.size=150m", "jobmanager.memory.heap.size", []string{"150 MiB", "100 MiB"}},
		{"jobmanager", flink.V1_20, "process.size=1g heap.size=1g", "jobmanager.memory.process.size", []string{"less than total Flink memory (1152 MiB)"}},
		{"jobmanager", flink.V1_20, "process.size=4g heap.size=1g", "jobmanager.memory.jvm-overhead.max", []string{"2688 MiB"}},
		{"jobmanager", flink.V1_20, "process.size=1g jvm-overhead.min=2g", "jobmanager.memory.jvm-overhead.min", []string{"above the most"}},
		{"jobmanager", flink.V1_20, "jobmanager.heap.mb=400", "jobmanager.heap.mb", []string{"raise jobmanager.heap.mb"}},
		{"jobmanager", v1_13, "flink.size=128m", "jobmanager.memory.flink.size", []string{"no room", "fits is 129m"}},
		{"jobmanager", v1_13, "flink.size=1g heap.size=1g off-heap.size=1m", "jobmanager.memory.heap.size", []string{"1025 MiB"}},
		{"jobmanager", v1_12, "flink.size=1025m heap.size=1g off-heap.size=1m", "jobmanager.memory.flink.size", []string{"Flink 1.12 refuses"}},
		{"jobmanager", flink.V1_20, "process.size=576m", "jobmanager.memory.process.size", []string{"128 MiB", "fits is 577m"}},
		{"jobmanager", flink.V1_20, "jobmanager.heap.size=576m", "jobmanager.heap.size", []string{"raise jobmanager.heap.size"}},
		{"jobmanager", flink.V1_20, "process.size=448m off-heap.size=0", "jobmanager.memory.process.size", []string{"no room for a heap"}},
		{"jobmanager", flink.V1_20, "process.size=400m", "jobmanager.memory.process.size", []string{"JVM overhead (192 MiB)"}},
		{"jobmanager", flink.V1_20, "process.size=1g enable-jvm-direct-memory-limit=", "jobmanager.memory.enable-jvm-direct-memory-limit", []string{"true or false"}},
		{"jobmanager", v2_2, "jobmanager.heap.mb=1600", "jobmanager.heap.mb", []string{"jobmanager.memory.process.size"}},
	} {
		t.Run(fmt.Sprintf("%s %v %s", test.process, test.version, test.configuration), func(t *testing.T) {
			err := derive(test.process, test.version, options(test.process, test.configuration))
			var problem *Error
			if !errors.As(err, &problem) {
				t.Fatalf("accepted, or not an *Error: %v", err)
			}
			if !slices.Contains(problem.Options, test.option) {
				t.Errorf("points at %q, want %s", problem.Options, test.option)
			}
			for _, says := range test.says {
				if !strings.Contains(err.Error(), says) {
					t.Errorf("%q does not say %q", err, says)
				}
			}
		})
	}
}

func derive(process string, version flink.Version, configuration map[string]string) error {
	if process == "jobmanager" {
		_, err := JobManager(version, configuration)
		return err
	}
	_, err := TaskManager(version, configuration)
	return err
}

func TestVersionsWithAnotherModel(t *testing.T) {
	if err := derive("taskmanager", flink.Version{Major: 1, Minor: 9}, options("taskmanager", "process.size=1728m")); err == nil {
		t.Error("TaskManager of Flink 1.9 accepted")
	}
	if err := derive("jobmanager", v1_10, options("jobmanager", "process.size=1600m")); err == nil {
		t.Error("JobManager of Flink 1.10 accepted")
	}
}

// What is not needed is not read, as in Flink.
func TestUnreadOptions(t *testing.T) {
	if err := derive("taskmanager", flink.V1_20, options("taskmanager", "process.size=1728m managed.size=1m managed.fraction=7")); err != nil {
		t.Errorf("a fraction that nobody reads: %v", err)
	}
}

// A fraction is 32 bits wide before it is multiplied.
func TestMultiply(t *testing.T) {
	for _, test := range []struct {
		size   int64
		factor float64
		want   int64
		ok     bool
	}{
		{1342177280, float64(float32(0.4)), 536870920, true},
		{1342177280, 0.4, 536870912, true},
		{10, 0.29, 2, true},
		{100, 0.29, 29, true}, // 28.999999999999996 in binary
		{1 << 62, 1.9, 8762203435012037017, true},
		{1 << 62, 2, 0, false},
		{3, 1e-5, 0, true},
	} {
		if got, ok := multiply(test.size, test.factor); got != test.want || ok != test.ok {
			t.Errorf("multiply(%d, %v) = %d, %t, want %d", test.size, test.factor, got, ok, test.want)
		}
	}
}

// The overhead leaves its floor above 1920 MiB and meets its ceiling at 10 GiB;
// half the fraction keeps it on the floor until 3840 MiB.
func TestOverheadLimits(t *testing.T) {
	for _, test := range []struct {
		configuration string
		origin        Origin
		bytes         int64
	}{
		{"process.size=1919m", Clamped, 192 * mib},
		{"process.size=1920m", Derived, 201326595},
		{"process.size=10239m", Derived, 1073636982},
		{"process.size=10240m", Clamped, 1024 * mib},
		{"process.size=1536m jvm-overhead.fraction=0.125", Derived, 192 * mib},
		{"process.size=3839m jvm-overhead.fraction=0.05", Clamped, 192 * mib},
		{"process.size=3840m jvm-overhead.fraction=0.05", Derived, 201326595},
	} {
		m, err := JobManager(flink.V1_20, options("jobmanager", test.configuration))
		if err != nil || m.Overhead.Origin != test.origin || m.Overhead.Bytes != test.bytes {
			t.Errorf("%s: %s %d, %v", test.configuration, m.Overhead.Origin, m.Overhead.Bytes, err)
		}
	}
}
