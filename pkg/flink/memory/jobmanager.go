package memory

import (
	"cmp"
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// JobManagerMemory is the memory of a JobManager, all of it.
type JobManagerMemory struct {
	// Heap and OffHeap add up to TotalFlink.
	Heap    Component `json:"heap"`
	OffHeap Component `json:"offHeap"`
	Process
}

// The heap that Flink recommends at least (JobManagerOptions.MIN_JVM_HEAP_SIZE).
const littleJobManagerHeap = 128 * mebibyte

// JobManager derives the memory of a JobManager from Flink's options. The
// error is an *Error.
func JobManager(version flink.Version, configuration map[string]string) (JobManagerMemory, error) {
	m, s := jobManager(version, configuration)
	if err := s.result(func(trial map[string]string) *Error {
		_, s := jobManager(version, trial)
		return s.problem
	}); err != nil {
		return JobManagerMemory{}, err
	}
	return m, nil
}

// Components are the parts that add up to the total of the process.
func (m JobManagerMemory) Components() []Component {
	return []Component{m.Heap, m.OffHeap, m.Metaspace, m.Overhead}
}

func jobManager(version flink.Version, configuration map[string]string) (JobManagerMemory, *settings) {
	s := &settings{version: version, configuration: configuration}
	s.since("JobManager", flink.Version{Major: 1, Minor: 11})
	s.legacy(JobManagerProcessSize)

	m := JobManagerMemory{
		OffHeap: s.size(jobManagerOffHeap, "off-heap", 128*mebibyte),
		Process: Process{Version: version},
	}
	switch {
	case s.has(jobManagerHeapSize):
		m.add(s)
		m.enclose(s, jobManagerOptions)
	case s.has(jobManagerFlinkSize):
		m.TotalFlink = s.written(jobManagerFlinkSize, nameTotalFlink)
		m.divide(s, jobManagerFlinkSize)
		m.enclose(s, jobManagerOptions)
	case s.has(JobManagerProcessSize):
		m.open(s, jobManagerOptions)
		m.divide(s, JobManagerProcessSize)
	default:
		s.unset(jobManagerOptions)
	}
	if m.Heap.Bytes < littleJobManagerHeap {
		s.warn(JobManagerHeapSmall, flink.Option(cmp.Or(m.Heap.Option, s.key(JobManagerProcessSize))), "%s of heap is less than the %s that Flink recommends for a JobManager; raise the total", size(m.Heap.Bytes), size(littleJobManagerHeap))
	}
	m.JVM = newJVM(m.Heap.Bytes, m.OffHeap.Bytes, m.Metaspace.Bytes, s.enabled(limitDirectMemory))
	m.Warnings = s.warnings
	return m, s
}

// add finds the total of Flink's memory from the heap. With a written total
// the off-heap memory is what the heap leaves, unless it is written as well.
func (m *JobManagerMemory) add(s *settings) {
	m.Heap = s.written(jobManagerHeapSize, "heap")
	if !s.has(jobManagerFlinkSize) {
		m.TotalFlink = Component{nameTotalFlink, s.sum(m.Heap, m.OffHeap), Derived, "", "the sum of its parts"}
		return
	}
	m.TotalFlink = s.written(jobManagerFlinkSize, nameTotalFlink)
	if s.has(jobManagerOffHeap) {
		m.checkSum(s)
		return
	}
	if m.Heap.Bytes > m.TotalFlink.Bytes {
		s.fail(&Error{
			Options: keys(m.Heap, m.TotalFlink),
			Problem: fmt.Sprintf("the %s of %s are more than the %s of %s", size(m.Heap.Bytes), m.Heap.Option, size(m.TotalFlink.Bytes), m.TotalFlink.Option),
			Cure:    fmt.Sprintf("raise %s, or write only one of the two", m.TotalFlink.Option),
		})
	}
	m.OffHeap = Component{m.OffHeap.Name, m.TotalFlink.Bytes - m.Heap.Bytes, Remainder, "", "what the heap leaves of total Flink memory"}
}

// checkSum checks heap, off-heap and total, all three written. Flink 1.11 and
// 1.12 compare the wrong sizes and refuse even those that add up.
func (m *JobManagerMemory) checkSum(s *settings) {
	if sum := s.sum(m.Heap, m.OffHeap); sum != m.TotalFlink.Bytes {
		s.fail(&Error{
			Options: keys(m.Heap, m.OffHeap, m.TotalFlink),
			Problem: fmt.Sprintf("heap (%s) and off-heap (%s) are %s, %s is %s", size(m.Heap.Bytes), size(m.OffHeap.Bytes), size(sum), m.TotalFlink.Option, size(m.TotalFlink.Bytes)),
			Cure:    fmt.Sprintf("leave one of %s, %s and %s out", m.Heap.Option, m.OffHeap.Option, m.TotalFlink.Option),
		})
	}
	if !s.version.AtLeast(flink.Version{Major: 1, Minor: 13}) {
		s.fail(&Error{
			Options: keys(m.TotalFlink, m.Heap, m.OffHeap),
			Problem: fmt.Sprintf("Flink %v refuses %s together with %s and %s, even where they add up", s.version, m.TotalFlink.Option, m.Heap.Option, m.OffHeap.Option),
			Cure:    fmt.Sprintf("leave %s out", m.TotalFlink.Option),
		})
	}
}

// divide gives the heap what off-heap leaves of the total, which must be something.
func (m *JobManagerMemory) divide(s *settings, total flink.Option) {
	if m.TotalFlink.Bytes <= m.OffHeap.Bytes {
		s.fail(&Error{
			Options: []string{s.key(total), m.OffHeap.Option},
			Problem: fmt.Sprintf("%s (%s) has no room for a heap beside off-heap (%s)", nameTotalFlink, size(m.TotalFlink.Bytes), size(m.OffHeap.Bytes)),
			Cure:    fmt.Sprintf("raise %s or lower %s", s.key(total), m.OffHeap.Option),
			raise:   total,
		})
	}
	m.Heap = Component{"heap", m.TotalFlink.Bytes - m.OffHeap.Bytes, Remainder, "", "what off-heap leaves of total Flink memory"}
}
