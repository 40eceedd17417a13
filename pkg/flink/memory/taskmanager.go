package memory

import (
	"fmt"
	"math"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// TaskManagerMemory is the memory of a TaskManager, all of it.
type TaskManagerMemory struct {
	// The six parts add up to TotalFlink.
	FrameworkHeap    Component `json:"frameworkHeap"`
	TaskHeap         Component `json:"taskHeap"`
	Managed          Component `json:"managed"`
	FrameworkOffHeap Component `json:"frameworkOffHeap"`
	TaskOffHeap      Component `json:"taskOffHeap"`
	Network          Component `json:"network"`
	Process
	// Slots share the task heap, managed and network memory.
	Slots int `json:"slots"`
	// CPU in cores, which Flink also divides among the slots.
	CPU float64 `json:"cpu"`
}

// TaskManager derives the memory of a TaskManager from Flink's options. The
// error is an *Error.
func TaskManager(version flink.Version, configuration map[string]string) (TaskManagerMemory, error) {
	m, s := taskManager(version, configuration)
	if err := s.result(func(trial map[string]string) *Error {
		_, s := taskManager(version, trial)
		return s.problem
	}); err != nil {
		return TaskManagerMemory{}, err
	}
	return m, nil
}

// Components are the parts that add up to the total of the process.
func (m TaskManagerMemory) Components() []Component {
	return []Component{m.FrameworkHeap, m.TaskHeap, m.Managed, m.FrameworkOffHeap, m.TaskOffHeap, m.Network, m.Metaspace, m.Overhead}
}

// TaskHeapPerSlot is the heap that one slot can count on.
func (m TaskManagerMemory) TaskHeapPerSlot() int64 { return m.TaskHeap.Bytes / int64(max(m.Slots, 1)) }

func taskManager(version flink.Version, configuration map[string]string) (TaskManagerMemory, *settings) {
	s := &settings{version: version, configuration: configuration}
	s.since("TaskManager", flink.Version{Major: 1, Minor: 10})
	s.legacy(TaskManagerProcessSize, managedSize, networkMin, networkMax, networkFraction, networkBuffers)

	m := TaskManagerMemory{
		FrameworkHeap:    s.size(frameworkHeapSize, "framework heap", 128*mebibyte),
		FrameworkOffHeap: s.size(frameworkOffHeapSize, "framework off-heap", 128*mebibyte),
		TaskOffHeap:      s.size(taskOffHeapSize, "task off-heap", 0),
		Process:          Process{Version: version},
	}
	switch {
	case s.has(taskHeapSize) && s.has(managedSize) && !s.has(taskManagerFlinkSize):
		m.add(s)
		m.enclose(s, taskManagerOptions)
	case s.has(taskManagerFlinkSize):
		m.TotalFlink = s.written(taskManagerFlinkSize, nameTotalFlink)
		m.divide(s)
		m.enclose(s, taskManagerOptions)
	case s.has(TaskManagerProcessSize):
		m.open(s, taskManagerOptions)
		m.divide(s)
	default:
		s.unset(taskManagerOptions)
	}
	m.slots(s)
	m.check(s)
	m.JVM = newJVM(m.FrameworkHeap.Bytes+m.TaskHeap.Bytes, m.FrameworkOffHeap.Bytes+m.TaskOffHeap.Bytes+m.Network.Bytes, m.Metaspace.Bytes, true)
	m.Warnings = s.warnings
	return m, s
}

// add finds the total of Flink's memory from its parts.
func (m *TaskManagerMemory) add(s *settings) {
	m.TaskHeap = s.written(taskHeapSize, "task heap")
	m.Managed = s.written(managedSize, "managed")
	rest := s.sum(m.FrameworkHeap, m.FrameworkOffHeap, m.TaskHeap, m.TaskOffHeap, m.Managed)
	if buffers, found := s.networkBuffers(); found {
		m.Network = buffers
	} else {
		m.Network = s.beside(s.network(), rest, nameTotalFlink)
	}
	total := s.sum(m.FrameworkHeap, m.FrameworkOffHeap, m.TaskHeap, m.TaskOffHeap, m.Managed, m.Network)
	m.TotalFlink = Component{nameTotalFlink, total, Derived, "", "the sum of its parts"}
}

// divide shares out the total of Flink's memory: what nobody asked for goes to
// the task heap or, if that is written, to the network.
func (m *TaskManagerMemory) divide(s *settings) {
	if s.has(managedSize) {
		m.Managed = s.written(managedSize, "managed")
	} else {
		m.Managed = s.of(s.share("managed", "", "", managedFraction, 0, math.MaxInt64, 0.4), m.TotalFlink)
	}
	if s.has(taskHeapSize) {
		m.TaskHeap = s.written(taskHeapSize, "task heap")
		m.Network = Component{"network", m.rest(s, m.FrameworkHeap, m.FrameworkOffHeap, m.TaskHeap, m.TaskOffHeap, m.Managed), Remainder, "", "what the other parts leave of total Flink memory"}
		m.checkNetwork(s)
		return
	}
	if buffers, found := s.networkBuffers(); found {
		m.Network = buffers
	} else {
		m.Network = s.of(s.network(), m.TotalFlink)
	}
	m.TaskHeap = Component{"task heap", m.rest(s, m.FrameworkHeap, m.FrameworkOffHeap, m.TaskOffHeap, m.Managed, m.Network), Remainder, "", "what the other parts leave of total Flink memory"}
}

// rest is what the parts leave of Flink's memory, which may be nothing.
func (m *TaskManagerMemory) rest(s *settings, parts ...Component) int64 {
	sum := s.sum(parts...)
	if sum <= m.TotalFlink.Bytes {
		return m.TotalFlink.Bytes - sum
	}
	total := TaskManagerProcessSize
	if s.has(taskManagerFlinkSize) {
		total = taskManagerFlinkSize
	}
	s.fail(&Error{
		Options: append([]string{s.key(total)}, keys(parts...)...),
		Problem: fmt.Sprintf("%s need %s, %s has %s", listed(parts), size(sum), nameTotalFlink, size(m.TotalFlink.Bytes)),
		Cure:    fmt.Sprintf("raise %s or lower the parts", s.key(total)),
		raise:   total,
	})
	return 0
}

// listed names parts with their sizes: a (1 MiB), b (2 MiB) and c (3 MiB).
func listed(parts []Component) string {
	var b strings.Builder
	for i, part := range parts {
		switch {
		case i == 0:
		case i == len(parts)-1:
			b.WriteString(" and ")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s (%s)", part.Name, size(part.Bytes))
	}
	return b.String()
}

// slots reads what is divided and into how many.
func (m *TaskManagerMemory) slots(s *settings) {
	number := s.integer(flink.TaskSlots, 1)
	m.CPU = s.cores(taskManagerCores)
	if !s.has(taskManagerCores) {
		m.CPU = s.cores(TaskManagerCores)
		if m.CPU <= 0 {
			m.CPU = float64(number)
		}
	}
	if number == 0 || number < -1 {
		s.fail(&Error{
			Options: []string{string(flink.TaskSlots)},
			Problem: fmt.Sprintf("%s is %d", flink.TaskSlots, number),
			Cure:    "write at least 1",
		})
	}
	if m.CPU <= 0 {
		s.fail(&Error{
			Options: []string{string(taskManagerCores)},
			Problem: fmt.Sprintf("a TaskManager with %v cores cannot start", m.CPU),
			Cure:    fmt.Sprintf("set %s, or leave %s out", TaskManagerCores, taskManagerCores),
		})
	}
	m.Slots = int(max(number, 1))
}
