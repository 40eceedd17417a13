package monitoring

import "fmt"

const (
	theJob  = "Flink job {{ $labels.job_name }} of {{ $labels.namespace }}/{{ $labels.app }}"
	cluster = "Flink cluster {{ $labels.namespace }}/{{ $labels.app }}"
)

func jobRules(r Rules) []definition {
	return []definition{
		{
			name: "FlinkJobRestarting", Alert: r.JobRestarting.Alert,
			expr:        increase("flink_jobmanager_job_numRestarts", r.JobRestarting),
			summary:     theJob + " restarts again and again",
			description: "It restarted {{ $value | printf \"%.0f\" }} times lately, and goes back to its last checkpoint each time.",
			action:      "Look for the first exception on the page Exceptions of the web UI or in the log of the JobManager. A TaskManager that vanished was mostly killed for its memory: see kubectl describe pod.",
		},
		{
			// restartingTime came with Flink 1.16; downtime is deprecated since, and
			// counts from the failure as well.
			name: "FlinkJobDown", Alert: r.JobDown.Alert,
			expr:        fmt.Sprintf("%s (flink_jobmanager_job_restartingTime or flink_jobmanager_job_downtime) > %d * 1000", byJob, r.JobDown.Seconds),
			summary:     theJob + " is down",
			description: "It has not been running for {{ $value | printf \"%.0f\" }} ms.",
			action:      "Look whether TaskManagers are missing (kubectl get pods, kubectl describe pod) and at the newest exception in the web UI.",
		},
		{
			// No metric of Flink tells how a job has ended, and the operator keeps
			// the JobManager for a day (kubernetes.operator.jm-deployment.shutdown-ttl).
			// So a cluster whose job may end says so itself.
			name: "FlinkJobNotRunning", Alert: r.JobNotRunning,
			expr:        fmt.Sprintf("%s (flink_jobmanager_numRunningJobs{app_kubernetes_io_name=%q,flinkgen_dev_may_be_idle=\"\"}) == 0", byCluster, jobApp),
			summary:     cluster + " runs no job",
			description: "Its JobManager is there, but the job has failed for good, was cancelled or has ended.",
			action:      "A program that ends by itself, as a batch job does, needs metrics.mayBeIdle in its stack. For any other, see kubectl describe flinkdeployment and the log of the JobManager. Its last checkpoint is what a start with upgradeMode last-state, or with initialSavepointPath, goes on from.",
		},
		{
			name: "FlinkBackPressure", Alert: r.BackPressure.Alert,
			expr:        fmt.Sprintf("avg by (namespace, app, job_id, job_name, task_name) (flink_taskmanager_job_task_backPressuredTimeMsPerSecond) > %d", r.BackPressure.Threshold),
			summary:     theJob + " cannot keep up",
			description: "Its task {{ $labels.task_name }} waits {{ $value | printf \"%.0f\" }} ms of each second for the tasks after it.",
			action:      "Find the first busy task after it in the web UI: it is the bottleneck. Give the job more parallelism, or that task less work; look at its garbage collection and at the system that it writes to.",
		},
	}
}
