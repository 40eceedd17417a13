package monitoring

import "github.com/flinkgen/flinkgen/pkg/grafana"

func jobsRow() grafana.Row {
	return grafana.Row{Title: "Jobs", Lines: []grafana.Line{
		{
			count("Jobs", "Jobs that are running or restarting.", "sum(max by (namespace, app) (flink_jobmanager_numRunningJobs{@}))"),
			count("Restarts in an hour", "", "sum(max by (namespace, app, job_id) (increase(flink_jobmanager_job_numRestarts{@}[1h])))"),
			count("TaskManagers", "", "sum(max by (namespace, app) (flink_jobmanager_numRegisteredTaskManagers{@}))"),
			count("Free slots", "", "sum(max by (namespace, app) (flink_jobmanager_taskSlotsAvailable{@}))"),
		},
		{
			plot("Restarts", "Within the interval of the graph.", "short",
				"max by (namespace, app, job_name) (increase(flink_jobmanager_job_numRestarts{@}[$__rate_interval]))", "{{app}} {{job_name}}"),
			plot("Running since", "Time since the job last started to run; a fall to zero is a restart. Flink before 1.16 has uptime only.", "ms",
				"max by (namespace, app, job_name) (flink_jobmanager_job_runningTime{@} or flink_jobmanager_job_uptime{@})", "{{app}} {{job_name}}"),
		},
	}}
}

func checkpointsRow() grafana.Row {
	return grafana.Row{Title: "Checkpoints", Lines: []grafana.Line{
		{
			plot("Checkpoints", "Within the interval of the graph.", "short",
				"max by (namespace, app, job_name) (increase(flink_jobmanager_job_numberOfCompletedCheckpoints{@}[$__rate_interval]))", "{{app}} completed",
				"max by (namespace, app, job_name) (increase(flink_jobmanager_job_numberOfFailedCheckpoints{@}[$__rate_interval]))", "{{app}} failed",
				"max by (namespace, app, job_name) (flink_jobmanager_job_numberOfInProgressCheckpoints{@})", "{{app}} in progress"),
			plot("Duration of the last checkpoint", "", "ms",
				"max by (namespace, app, job_name) (flink_jobmanager_job_lastCheckpointDuration{@})", "{{app}} {{job_name}}"),
		},
		{
			plot("Size of the last checkpoint", "Written is less than full where checkpoints are incremental.", "bytes",
				"max by (namespace, app, job_name) (flink_jobmanager_job_lastCheckpointSize{@})", "{{app}} written",
				"max by (namespace, app, job_name) (flink_jobmanager_job_lastCheckpointFullSize{@})", "{{app}} full"),
			plot("Since the last completed checkpoint", "Flink 2.0 or later.", "s",
				"time() - max by (namespace, app, job_name) (flink_jobmanager_job_lastCheckpointCompletedTimestamp{@} > 0) / 1000", "{{app}} {{job_name}}"),
		},
	}}
}

func throughputRow() grafana.Row {
	task := "{{app}} {{task_name}}"
	byTask := "by (namespace, app, task_name)"
	return grafana.Row{Title: "Throughput", Lines: []grafana.Line{
		{
			plot("Back-pressured", "Time of each second that a task waits for the next one; the average of its subtasks.", "ms",
				"avg "+byTask+" (flink_taskmanager_job_task_backPressuredTimeMsPerSecond{@})", task),
			plot("Busy", "Time of each second that a task works.", "ms",
				"avg "+byTask+" (flink_taskmanager_job_task_busyTimeMsPerSecond{@} >= 0)", task),
			plot("Idle", "Time of each second that a task has no data.", "ms",
				"avg "+byTask+" (flink_taskmanager_job_task_idleTimeMsPerSecond{@})", task),
		},
		{
			plot("Records in", "", "short", "sum "+byTask+" (flink_taskmanager_job_task_numRecordsInPerSecond{@})", task),
			plot("Records out", "", "short", "sum "+byTask+" (flink_taskmanager_job_task_numRecordsOutPerSecond{@})", task),
			plot("Lag of sources", "Records that a source has not read yet: of all sources that report it, and of Kafka's consumers.", "short",
				"sum by (namespace, app, operator_name) (flink_taskmanager_job_task_operator_pendingRecords{@})", "{{app}} {{operator_name}}",
				"max by (namespace, app, operator_name) (flink_taskmanager_job_task_operator_KafkaSourceReader_KafkaConsumer_records_lag_max{@})", "{{app}} {{operator_name}} Kafka, worst partition"),
		},
	}}
}
