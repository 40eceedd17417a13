package monitoring

import "github.com/flinkgen/flinkgen/pkg/grafana"

func jvmRow() grafana.Row {
	return grafana.Row{Title: "JVM", Lines: []grafana.Line{
		{
			plot("Heap of TaskManagers", "", "bytes",
				"flink_taskmanager_Status_JVM_Memory_Heap_Used{@}", "{{pod}} used",
				"max by (namespace, app) (flink_taskmanager_Status_JVM_Memory_Heap_Max{@})", "{{app}} limit"),
			plot("Heap of JobManagers", "", "bytes",
				"flink_jobmanager_Status_JVM_Memory_Heap_Used{@}", "{{pod}} used",
				"max by (namespace, app) (flink_jobmanager_Status_JVM_Memory_Heap_Max{@})", "{{app}} limit"),
			plot("Managed memory and metaspace of TaskManagers", "Managed memory is what RocksDB, sorting and Python use.", "bytes",
				"flink_taskmanager_Status_Flink_Memory_Managed_Used{@}", "{{pod}} managed",
				"flink_taskmanager_Status_JVM_Memory_Metaspace_Used{@}", "{{pod}} metaspace"),
		},
		{
			plot("CPU", "Load of the JVM: 100% is all processors that it sees.", "percentunit",
				"flink_taskmanager_Status_JVM_CPU_Load{@}", "{{pod}}",
				"flink_jobmanager_Status_JVM_CPU_Load{@}", "{{pod}}"),
			// The collector of all collectors came with Flink 1.19 (FLINK-33318).
			plot("Garbage collection", "Time of each second. Flink before 1.19: G1's young generation only.", "ms",
				"flink_taskmanager_Status_JVM_GarbageCollector_All_TimeMsPerSecond{@} or rate(flink_taskmanager_Status_JVM_GarbageCollector_G1_Young_Generation_Time{@}[$__rate_interval])", "{{pod}}",
				"flink_jobmanager_Status_JVM_GarbageCollector_All_TimeMsPerSecond{@} or rate(flink_jobmanager_Status_JVM_GarbageCollector_G1_Young_Generation_Time{@}[$__rate_interval])", "{{pod}}"),
		},
	}}
}

func taskManagersRow() grafana.Row {
	return grafana.Row{Title: "TaskManagers and slots", Lines: []grafana.Line{{
		plot("TaskManagers", "Pending ones are asked for and have not come.", "short",
			"max by (namespace, app) (flink_jobmanager_numRegisteredTaskManagers{@})", "{{app}} registered",
			"max by (namespace, app) (flink_jobmanager_numPendingTaskManagers{@})", "{{app}} pending"),
		plot("Slots", "", "short",
			"max by (namespace, app) (flink_jobmanager_taskSlotsTotal{@})", "{{app}} all",
			"max by (namespace, app) (flink_jobmanager_taskSlotsAvailable{@})", "{{app}} free"),
	}}}
}

func operatorRow() grafana.Row {
	return grafana.Row{Title: "Flink operator", Lines: []grafana.Line{{
		plot("Flink resources by state", "", "short",
			`max by (resourcens, resourcetype, __name__) ({__name__=~"flink_k8soperator_namespace_Lifecycle_State_.+_Count", resourcens=~"$namespace"}) > 0`, "{{resourcens}} {{resourcetype}} {{__name__}}"),
		plot("Heap of the operator", "", "bytes",
			"flink_k8soperator_Status_JVM_Memory_Heap_Used", "{{pod}}"),
	}}}
}
