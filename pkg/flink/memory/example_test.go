package memory_test

import (
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/memory"
)

func ExampleTaskManager() {
	configuration := map[string]string{
		string(memory.TaskManagerProcessSize): "2048m",
		"taskmanager.memory.managed.fraction": "0.1",
	}
	taskManager, err := memory.TaskManager(flink.V1_20, configuration)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, component := range taskManager.Components() {
		fmt.Println(component.Name, component.Bytes, component.Origin)
	}
	// Output:
	// framework heap 134217728 default
	// task heap 1063004400 remainder
	// managed 166429984 derived
	// framework off-heap 134217728 default
	// task off-heap 0 default
	// network 166429984 derived
	// JVM metaspace 268435456 default
	// JVM overhead 214748368 derived
}

func ExampleError() {
	_, err := memory.JobManager(flink.V1_20, map[string]string{string(memory.JobManagerProcessSize): "512m"})
	fmt.Println(err)
	// Output:
	// total Flink memory (64 MiB) has no room for a heap beside off-heap (128 MiB); raise jobmanager.memory.process.size or lower jobmanager.memory.off-heap.size; the smallest jobmanager.memory.process.size that fits is 577m
}
