package memory

import (
	"errors"
	"maps"
	"math"
	"strconv"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

var (
	fuzzSizes     = []flink.Option{TaskManagerProcessSize, taskManagerFlinkSize, taskHeapSize, managedSize, frameworkHeapSize, frameworkOffHeapSize, taskOffHeapSize, networkMin, networkMax, taskManagerOptions.metaspace, taskManagerOptions.overheadMin, taskManagerOptions.overheadMax, "taskmanager.memory.size", "taskmanager.heap.size", batchShuffleSize, segmentSize, JobManagerProcessSize, jobManagerFlinkSize, jobManagerHeapSize, jobManagerOffHeap, jobManagerOptions.metaspace, jobManagerOptions.overheadMin, jobManagerOptions.overheadMax, "jobmanager.heap.size"}
	fuzzFractions = []flink.Option{managedFraction, networkFraction, taskManagerOptions.overheadFraction, jobManagerOptions.overheadFraction, "taskmanager.network.memory.fraction"}
	fuzzIntegers  = []flink.Option{networkBuffers, flink.TaskSlots, "taskmanager.heap.mb"}
)

// fuzzConfiguration makes a configuration of bytes: which option, and two
// bytes for its value.
func fuzzConfiguration(data []byte) map[string]string {
	configuration := map[string]string{}
	for ; len(data) >= 3; data = data[3:] {
		option, value := int(data[0]), int(data[1])<<8|int(data[2])
		switch {
		case option < 4*len(fuzzSizes):
			units := []string{"m", "m", "k", ""}
			text := strconv.Itoa(value) + units[option/len(fuzzSizes)]
			if value == math.MaxUint16 {
				text = strconv.Itoa(math.MaxInt64)
			}
			configuration[string(fuzzSizes[option%len(fuzzSizes)])] = text
		case option < 4*len(fuzzSizes)+4*len(fuzzFractions):
			configuration[string(fuzzFractions[option%len(fuzzFractions)])] = strconv.FormatFloat(float64(value)/60000, 'g', -1, 64)
		default:
			configuration[string(fuzzIntegers[option%len(fuzzIntegers)])] = strconv.Itoa(value)
		}
	}
	return configuration
}

// FuzzMemory: the parts add up to the totals and lie in their limits, or an
// error says why not and what to do.
func FuzzMemory(f *testing.F) {
	f.Add(byte(20), []byte{0, 6, 192, 16, 6, 64})
	f.Add(byte(13), []byte{1, 5, 0, 2, 0, 100, 3, 0, 200, 17, 5, 0, 18, 4, 0})
	f.Add(byte(20), []byte{13, 8, 0, 12, 0, 50, 110, 8, 0, 23, 6, 0})
	f.Add(byte(30), []byte{0, 64, 0, 1, 60, 0, 96, 20, 0, 97, 20, 0, 98, 1, 0})
	f.Add(byte(16), []byte{0, 255, 255, 16, 255, 255, 9, 0, 0, 10, 0, 0})
	f.Fuzz(func(t *testing.T, minor byte, data []byte) {
		version := flink.Version{Major: 1, Minor: int(minor % 24)}
		if version.Minor > 20 {
			version = flink.Version{Major: 2, Minor: version.Minor - 21}
		}
		configuration := fuzzConfiguration(data)
		before := maps.Clone(configuration)
		s := &settings{version: version, configuration: configuration}

		if m, err := TaskManager(version, configuration); err != nil {
			checkError(t, err)
		} else {
			checkSum(t, m.TotalFlink, m.Components()[:6])
			checkSum(t, m.TotalProcess, m.Components())
			checkTotals(t, s, taskManagerOptions, m.Process)
			checkLimits(t, s.overhead(taskManagerOptions), m.Overhead)
			if _, found := s.networkBuffers(); !found {
				checkLimits(t, s.network(), m.Network)
			}
			if m.JVM.Heap != m.FrameworkHeap.Bytes+m.TaskHeap.Bytes || m.JVM.Direct != m.FrameworkOffHeap.Bytes+m.TaskOffHeap.Bytes+m.Network.Bytes {
				t.Errorf("JVM %+v of %+v", m.JVM, m.Components())
			}
			if m.Slots < 1 || m.CPU <= 0 || m.Text() == "" {
				t.Errorf("%d slots, %v cores", m.Slots, m.CPU)
			}
		}
		if m, err := JobManager(version, configuration); err != nil {
			checkError(t, err)
		} else {
			checkSum(t, m.TotalFlink, m.Components()[:2])
			checkSum(t, m.TotalProcess, m.Components())
			checkTotals(t, s, jobManagerOptions, m.Process)
			checkLimits(t, s.overhead(jobManagerOptions), m.Overhead)
		}
		if !maps.Equal(before, configuration) {
			t.Error("the configuration was changed")
		}
	})
}

func checkError(t *testing.T, err error) {
	t.Helper()
	var problem *Error
	if !errors.As(err, &problem) || problem.Problem == "" || problem.Cure == "" {
		t.Errorf("an error without problem or cure: %#v", err)
	}
}

func checkSum(t *testing.T, total Component, parts []Component) {
	t.Helper()
	sum := int64(0)
	for _, part := range parts {
		if part.Bytes < 0 || part.Bytes > math.MaxInt64-sum || part.Name == "" || part.Origin == "" {
			t.Fatalf("part %+v", part)
		}
		sum += part.Bytes
	}
	if sum != total.Bytes {
		t.Errorf("the parts are %d bytes, %s is %d: %+v", sum, total.Name, total.Bytes, parts)
	}
}

// checkTotals checks that a total that is written is the one that came out.
func checkTotals(t *testing.T, s *settings, options processOptions, p Process) {
	t.Helper()
	for option, total := range map[flink.Option]Component{options.process: p.TotalProcess, options.flink: p.TotalFlink} {
		if s.has(option) && s.written(option, "").Bytes != total.Bytes {
			t.Errorf("%s is %d, not %+v", total.Name, total.Bytes, s.written(option, ""))
		}
	}
}

func checkLimits(t *testing.T, r share, part Component) {
	t.Helper()
	if part.Bytes < r.least.Bytes || part.Bytes > r.most.Bytes {
		t.Errorf("%+v is not %s", part, r.limits())
	}
}
