package memory

import (
	"fmt"
	"strconv"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// Origin says where a figure comes from.
type Origin string

const (
	// Set is written in the configuration.
	Set Origin = "set"
	// Default is what this version of Flink takes by itself.
	Default Origin = "default"
	// Derived is computed: a fraction of a total, or the sum of the parts.
	Derived Origin = "derived"
	// Clamped is a fraction that was below its least or above its most.
	Clamped Origin = "clamped"
	// Remainder is what the other parts leave of a total.
	Remainder Origin = "remainder"
)

// Component is one part of a process's memory, or a total.
type Component struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	Origin Origin `json:"origin"`
	// Option is the key that gives the figure; none for a remainder or a sum.
	Option string `json:"option,omitempty"`
	// Why explains a figure that is not simply written or a default.
	Why string `json:"why,omitempty"`
}

// JVM is what the process's Java virtual machine is started with.
type JVM struct {
	// Heap in bytes.
	Heap int64 `json:"heap"`
	// Direct memory in bytes.
	Direct int64 `json:"direct"`
	// LimitsDirect says whether the JVM holds the process to Direct.
	LimitsDirect bool `json:"limitsDirect"`
	// Metaspace in bytes.
	Metaspace int64 `json:"metaspace"`
	// Flags are the options of the java command, in Flink's order.
	Flags []string `json:"flags"`
}

func newJVM(heap, direct, metaspace int64, limitsDirect bool) JVM {
	flags := []string{fmt.Sprintf("-Xmx%d", heap), fmt.Sprintf("-Xms%d", heap)}
	if limitsDirect {
		flags = append(flags, fmt.Sprintf("-XX:MaxDirectMemorySize=%d", direct))
	}
	flags = append(flags, fmt.Sprintf("-XX:MaxMetaspaceSize=%d", metaspace))
	return JVM{Heap: heap, Direct: direct, LimitsDirect: limitsDirect, Metaspace: metaspace, Flags: flags}
}

// Process is what TaskManager and JobManager have in common.
type Process struct {
	Version flink.Version `json:"-"`
	// TotalProcess is what the container must have; it is the sum of
	// TotalFlink, Metaspace and Overhead.
	TotalProcess Component `json:"totalProcess"`
	TotalFlink   Component `json:"totalFlink"`
	Metaspace    Component `json:"metaspace"`
	Overhead     Component `json:"overhead"`
	JVM          JVM       `json:"jvm"`
	Warnings     []Warning `json:"warnings,omitempty"`
}

// WarningKind tells warnings apart.
type WarningKind string

const (
	// JobManagerHeapSmall is a heap below what Flink recommends.
	JobManagerHeapSmall WarningKind = "jobmanager-heap-small"
	// TaskHeapSmall is a hint: little heap for each slot.
	TaskHeapSmall WarningKind = "task-heap-small"
	// BatchShuffleLarge is a read buffer that leaves the framework nothing.
	BatchShuffleLarge WarningKind = "batch-shuffle-large"
	// FractionUnused is a fraction that is written and has no effect.
	FractionUnused WarningKind = "fraction-unused"
	// LegacyOption is an old key that a later Flink does not read.
	LegacyOption WarningKind = "legacy-option"
)

// Warning is something that Flink accepts and people should know.
type Warning struct {
	Kind WarningKind `json:"kind"`
	// Option is the key to change.
	Option  string `json:"option"`
	Message string `json:"message"`
}

const mebibyte = 1 << 20

// size is a number of bytes for people: whole MiB alone, others with the bytes.
func size(bytes int64) string {
	switch {
	case bytes%mebibyte == 0:
		return fmt.Sprintf("%d MiB", bytes/mebibyte)
	case bytes < mebibyte:
		return fmt.Sprintf("%d bytes", bytes)
	}
	return fmt.Sprintf("%s MiB (%d bytes)", decimal(bytes), bytes)
}

// decimal is a size in MiB with at most two decimals.
func decimal(bytes int64) string {
	hundredths := (float64(bytes) / mebibyte) * 100
	return strconv.FormatFloat(float64(int64(hundredths+0.5))/100, 'f', -1, 64)
}
