package monitoring

import "fmt"

func resourceRules(r Rules) []definition {
	return []definition{
		{
			name: "FlinkNoTaskManager", Alert: r.NoTaskManager,
			expr:        fmt.Sprintf("%[1]s (flink_jobmanager_numRegisteredTaskManagers) == 0 and %[1]s (flink_jobmanager_numRunningJobs) > 0", byCluster),
			summary:     cluster + " has no TaskManager",
			description: "A job is there, and nothing runs it.",
			action:      "See kubectl get pods: where none are there, the JobManager may not create pods (ServiceAccount, quota); where they are Pending, nodes are full or volumes do not bind; where they crash, see their log.",
		},
		{
			name: "FlinkTaskManagersPending", Alert: r.TaskManagersPending,
			expr:        fmt.Sprintf("%s (flink_jobmanager_numPendingTaskManagers) > 0", byCluster),
			summary:     cluster + " has too few slots",
			description: "{{ $value | printf \"%.0f\" }} TaskManagers are asked for and do not come.",
			action:      "See the events of pods that are Pending: mostly the nodes have no CPU or memory left, or a quota is used up. Otherwise lower the parallelism or the resources of the TaskManagers.",
		},
		{
			name: "FlinkTaskManagerHeapFull", Alert: r.TaskManagerHeapFull.Alert,
			expr:        heapFull("taskmanager", r.TaskManagerHeapFull),
			summary:     "The heap of TaskManager {{ $labels.namespace }}/{{ $labels.pod }} is nearly full",
			description: "It stays above {{ $value | humanizePercentage }} even after garbage collections.",
			action:      "Give the TaskManager more memory, or take it from managed memory where the job has no RocksDB. State on the heap (hashmap) grows with its keys: use RocksDB, or a time to live.",
		},
		{
			name: "FlinkJobManagerHeapFull", Alert: r.JobManagerHeapFull.Alert,
			expr:        heapFull("jobmanager", r.JobManagerHeapFull),
			summary:     "The heap of JobManager {{ $labels.namespace }}/{{ $labels.pod }} is nearly full",
			description: "It stays above {{ $value | humanizePercentage }} even after garbage collections.",
			action:      "Give the JobManager more memory. Many files per checkpoint, many tasks and long histories of checkpoints fill it.",
		},
	}
}

// heapFull takes the lowest level of the window: between two garbage
// collections every heap fills up.
func heapFull(role string, a LevelAlert) string {
	return fmt.Sprintf("max by (namespace, app, pod) (min_over_time(flink_%[1]s_Status_JVM_Memory_Heap_Used[%[2]s]) / flink_%[1]s_Status_JVM_Memory_Heap_Max) > %[3]s",
		role, a.Window, float(a.Threshold))
}
