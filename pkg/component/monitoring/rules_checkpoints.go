package monitoring

import "fmt"

func checkpointRules(r Rules) []definition {
	return []definition{
		{
			name: "FlinkCheckpointsFailing", Alert: r.CheckpointsFailing.Alert,
			expr:        increase("flink_jobmanager_job_numberOfFailedCheckpoints", r.CheckpointsFailing),
			summary:     theJob + " fails to take checkpoints",
			description: "{{ $value | printf \"%.0f\" }} checkpoints failed lately. After a failure the job goes back to the last one that succeeded.",
			action:      "See the page Checkpoints of the web UI: expired ones point to back-pressure or slow storage, declined ones to an exception. Check that the storage can be written to and is not full.",
		},
		{
			// The series must be as old as the window: a job that has just started
			// has no checkpoint yet. A job that takes none, as a batch job does, has
			// the series too, but never starts a checkpoint.
			name: "FlinkNoCheckpoint", Alert: r.NoCheckpoint.Alert,
			expr: fmt.Sprintf("%s (changes(flink_jobmanager_job_numberOfCompletedCheckpoints[%[2]s]) == 0 and flink_jobmanager_job_numberOfCompletedCheckpoints offset %[2]s >= 0 and flink_jobmanager_job_totalNumberOfCheckpoints > 0)",
				byJob, r.NoCheckpoint.Window),
			summary:     theJob + " has completed no checkpoint for long",
			description: "What it has read since its last checkpoint is read again after a failure, and Kafka may have deleted it by then.",
			action:      "See the page Checkpoints of the web UI: find the task that does not acknowledge. Back-pressure holds barriers up; unaligned checkpoints overtake it.",
		},
		{
			name: "FlinkCheckpointSlow", Alert: r.CheckpointSlow.Alert,
			expr:        fmt.Sprintf("%s (flink_jobmanager_job_lastCheckpointDuration) > %d * 1000", byJob, r.CheckpointSlow.Seconds),
			summary:     theJob + " takes checkpoints slowly",
			description: "The last one took {{ $value | printf \"%.0f\" }} ms. Flink gives up at execution.checkpointing.timeout.",
			action:      "See whether alignment (back-pressure) or the asynchronous part (storage, state size) takes the time. Incremental checkpoints write less; a longer timeout buys time.",
		},
	}
}
