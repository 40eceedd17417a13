package memory

import (
	"fmt"
	"math"
	"math/bits"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// network is the share of the network buffers. Flink 1.17 took the upper limit
// away (FLINK-30469).
func (s *settings) network() share {
	most := int64(math.MaxInt64)
	if !s.version.AtLeast(flink.V1_17) {
		most = 1024 * mebibyte
	}
	return s.share("network", networkMin, networkMax, networkFraction, 64*mebibyte, most, 0.1)
}

// networkBuffers is the oldest way to size the network: a number of buffers,
// which counts only while none of the three newer options is written.
func (s *settings) networkBuffers() (Component, bool) {
	if !s.has(networkBuffers) || s.has(networkMin) || s.has(networkMax) || s.has(networkFraction) {
		return Component{}, false
	}
	number := s.integer(networkBuffers, 0)
	if number < 0 {
		s.fail(&Error{Options: []string{string(networkBuffers)}, Problem: fmt.Sprintf("%s is %d", networkBuffers, number), Cure: "write a number of buffers, or leave it out"})
	}
	segment := s.segment()
	return Component{"network", number * segment, Set, string(networkBuffers), fmt.Sprintf("%d buffers of %d bytes", number, segment)}, true
}

// checkNetwork checks a network that gets what the other parts leave.
func (m *TaskManagerMemory) checkNetwork(s *settings) {
	if buffers, found := s.networkBuffers(); found {
		if buffers.Bytes != m.Network.Bytes {
			s.fail(&Error{
				Options: []string{buffers.Option, string(taskHeapSize)},
				Problem: fmt.Sprintf("network is what the other parts leave of total Flink memory, %s, and %s asks for %s", size(m.Network.Bytes), buffers.Option, size(buffers.Bytes)),
				Cure:    fmt.Sprintf("leave %s out", buffers.Option),
			})
		}
		return
	}
	r := s.network()
	s.fits(r, m.Network, fmt.Sprintf("change %s, the total or the limits, or leave %s out so that the task heap takes the rest", m.TaskHeap.Option, m.TaskHeap.Option))
	s.unused(r, networkFraction, m.Network, m.TotalFlink)
}

// segment is the size of a network buffer.
func (s *settings) segment() int64 {
	segment := s.size(segmentSize, "memory segment", 32*1024)
	if segment.Bytes < 4096 || segment.Bytes > math.MaxInt32 || bits.OnesCount64(uint64(segment.Bytes)) != 1 {
		s.fail(&Error{
			Options: []string{segment.Option},
			Problem: fmt.Sprintf("%s is %d bytes", segment.Option, segment.Bytes),
			Cure:    "write a power of two from 4096 bytes to 1 GiB",
		})
	}
	return segment.Bytes
}

// The heap of one slot below which a hint is given: user code, its objects in
// flight and state on the heap share it.
const littleTaskHeap = 64 * mebibyte

// check says what Flink does not check when it divides the memory, or only
// later.
func (m *TaskManagerMemory) check(s *settings) {
	segment := s.segment()
	m.checkBatchShuffle(s, segment)
	if perSlot := m.TaskHeapPerSlot(); perSlot < littleTaskHeap {
		s.warn(TaskHeapSmall, TaskManagerProcessSize, "each slot has %s of task heap; below %s a job runs out of heap early: raise the total, lower the other parts, or use fewer slots",
			size(perSlot), size(littleTaskHeap))
	}
}

// checkBatchShuffle looks at the buffer in which batch jobs read shuffled data.
// It is taken from the framework's off-heap memory, which Flink documents and
// does not check; a buffer smaller than a segment ends the process.
func (m *TaskManagerMemory) checkBatchShuffle(s *settings, segment int64) {
	standard := int64(64 * mebibyte)
	switch {
	case !s.version.AtLeast(flink.Version{Major: 1, Minor: 13}):
		return
	case !s.version.AtLeast(flink.Version{Major: 1, Minor: 14}):
		standard = 32 * mebibyte
	}
	buffer := s.size(batchShuffleSize, "batch shuffle", standard)
	if buffer.Bytes < segment {
		s.fail(&Error{
			Options: []string{buffer.Option, string(segmentSize)},
			Problem: fmt.Sprintf("%s (%s) is less than one memory segment (%s)", buffer.Option, size(buffer.Bytes), size(segment)),
			Cure:    fmt.Sprintf("raise it to at least %s", size(segment)),
		})
	}
	if buffer.Bytes >= m.FrameworkOffHeap.Bytes {
		s.warn(BatchShuffleLarge, frameworkOffHeapSize, "%s (%s) is taken from framework off-heap (%s) and leaves it nothing: a batch job can run out of direct memory; raise %s or lower %s",
			buffer.Option, size(buffer.Bytes), size(m.FrameworkOffHeap.Bytes), frameworkOffHeapSize, batchShuffleSize)
	}
}
