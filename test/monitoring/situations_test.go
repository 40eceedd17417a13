package monitoring

// series is a metric with a value for each minute, in promtool's notation.
type series struct {
	Series string `json:"series"`
	Values string `json:"values"`
}

// situation is an hour of a cluster. fires holds the labels that the alert has
// at its end, without those of the rule, and value its number as a person
// reads it; nil means that it keeps silent.
type situation struct {
	name   string
	series []series
	fires  map[string]string
	value  string
}

// The labels as Prometheus gets them: namespace, pod and the labels of the pod
// from the PodMonitor, the rest from Flink's reporter.
const (
	jobManager  = `namespace="flink", app="orders", app_kubernetes_io_name="flink-job", component="jobmanager", pod="orders-1"`
	standby     = `namespace="flink", app="orders", app_kubernetes_io_name="flink-job", component="jobmanager", pod="orders-2"`
	job         = jobManager + `, job_id="0", job_name="Orders"`
	mayBeIdle   = `, flinkgen_dev_may_be_idle="true"`
	taskManager = `namespace="flink", app="orders", app_kubernetes_io_name="flink-job", component="taskmanager", pod="orders-taskmanager-1-1"`
	operator    = `namespace="operators", pod="operator-1", app_kubernetes_io_name="flink-kubernetes-operator"`
	deployments = operator + `, resourcens="flink", resourcetype="FlinkDeployment"`
)

var (
	ofCluster  = map[string]string{"namespace": "flink", "app": "orders"}
	ofJob      = map[string]string{"namespace": "flink", "app": "orders", "job_id": "0", "job_name": "Orders"}
	ofTask     = map[string]string{"namespace": "flink", "app": "orders", "job_id": "0", "job_name": "Orders", "task_name": "Map"}
	ofResource = map[string]string{"resourcens": "flink", "resourcetype": "FlinkDeployment"}
)

func one(metric, labels, values string) []series {
	return []series{{metric + "{" + labels + "}", values}}
}

func ofPod(pod string) map[string]string {
	return map[string]string{"namespace": "flink", "app": "orders", "pod": pod}
}

// The rules are those of the golden stack, which changes some thresholds.
var situations = map[string][]situation{
	"FlinkJobRestarting": {
		{"every five minutes", one("flink_jobmanager_job_numRestarts", job, "0x4 1x4 2x4 3x4 4x4 5x4 6x4 7x4 8x4 9x4 10x4 11x4 12x9"), ofJob, "6"},
		{"twice", one("flink_jobmanager_job_numRestarts", job, "0x40 1x5 2x30"), nil, ""},
		{"often, long ago", one("flink_jobmanager_job_numRestarts", job, "0 5 10 10x60"), nil, ""},
		{"a new JobManager starts to count anew", []series{
			{"flink_jobmanager_job_numRestarts{" + job + "}", "7x40 stale"},
			{`flink_jobmanager_job_numRestarts{namespace="flink", app="orders", pod="orders-9", job_id="0", job_name="Orders"}`, "_x41 0x30"},
		}, nil, ""},
	},
	"FlinkJobDown": {
		{"restarting", one("flink_jobmanager_job_restartingTime", job, "0x40 0+60000x30"), ofJob, "1140000"},
		{"Flink without restartingTime", one("flink_jobmanager_job_downtime", job, "0x40 0+60000x30"), ofJob, "1140000"},
		{"running", []series{
			{"flink_jobmanager_job_restartingTime{" + job + "}", "0x70"},
			{"flink_jobmanager_job_downtime{" + job + "}", "0x70"},
		}, nil, ""},
		{"a short restart", one("flink_jobmanager_job_restartingTime", job, "0x57 0+60000x10"), nil, ""},
		{"ended", one("flink_jobmanager_job_downtime", job, "-1x70"), nil, ""},
	},
	"FlinkJobNotRunning": {
		{"failed", one("flink_jobmanager_numRunningJobs", jobManager, "1x30 0x40"), ofCluster, ""},
		{"running", one("flink_jobmanager_numRunningJobs", jobManager, "1x70"), nil, ""},
		{"a standby runs nothing", []series{
			{"flink_jobmanager_numRunningJobs{" + jobManager + "}", "1x70"},
			{"flink_jobmanager_numRunningJobs{" + standby + "}", "0x70"},
		}, nil, ""},
		{"just started", one("flink_jobmanager_numRunningJobs", jobManager, "_x55 0x10"), nil, ""},
		{"a session cluster may be idle", one("flink_jobmanager_numRunningJobs", jobManager+mayBeIdle, "0x70"), nil, ""},
		{"a batch job has ended", one("flink_jobmanager_numRunningJobs", jobManager+mayBeIdle, "1x30 0x40"), nil, ""},
	},
	"FlinkBackPressure": {
		{"most of the time", []series{
			{"flink_taskmanager_job_task_backPressuredTimeMsPerSecond{" + taskManager + `, job_id="0", job_name="Orders", task_name="Map", subtask_index="0"}`, "900x70"},
			{"flink_taskmanager_job_task_backPressuredTimeMsPerSecond{" + taskManager + `, job_id="0", job_name="Orders", task_name="Map", subtask_index="1"}`, "700x70"},
		}, ofTask, "800"},
		{"one subtask of two", []series{
			{"flink_taskmanager_job_task_backPressuredTimeMsPerSecond{" + taskManager + `, job_id="0", job_name="Orders", task_name="Map", subtask_index="0"}`, "900x70"},
			{"flink_taskmanager_job_task_backPressuredTimeMsPerSecond{" + taskManager + `, job_id="0", job_name="Orders", task_name="Map", subtask_index="1"}`, "0x70"},
		}, nil, ""},
		{"a while", one("flink_taskmanager_job_task_backPressuredTimeMsPerSecond", taskManager+`, job_id="0", job_name="Orders", task_name="Map", subtask_index="0"`, "0x50 900x20"), nil, ""},
	},
	"FlinkCheckpointsFailing": {
		{"all", one("flink_jobmanager_job_numberOfFailedCheckpoints", job, "0+1x70"), ofJob, "30"},
		{"two", one("flink_jobmanager_job_numberOfFailedCheckpoints", job, "0x40 1x5 2x30"), nil, ""},
	},
	"FlinkNoCheckpoint": {
		{"none for twenty minutes", checkpoints("0+1x70", "0+1x40 40x30"), ofJob, ""},
		{"none ever", checkpoints("0+1x70", "0x70"), ofJob, ""},
		{"the first one takes an hour", checkpoints("1x70", "0x70"), ofJob, ""},
		{"one a minute", checkpoints("0+1x70", "0+1x70"), nil, ""},
		{"just started", checkpoints("_x55 0x20", "_x55 0x20"), nil, ""},
		{"a job without checkpoints", checkpoints("0x70", "0x70"), nil, ""},
	},
	"FlinkCheckpointSlow": {
		{"near the timeout", one("flink_jobmanager_job_lastCheckpointDuration", job, "290000x70"), ofJob, "290000"},
		{"quick", one("flink_jobmanager_job_lastCheckpointDuration", job, "3000x70"), nil, ""},
		{"none yet", one("flink_jobmanager_job_lastCheckpointDuration", job, "-1x70"), nil, ""},
	},
	"FlinkNoTaskManager": {
		{"a job and none", []series{
			{"flink_jobmanager_numRegisteredTaskManagers{" + jobManager + "}", "2x40 0x30"},
			{"flink_jobmanager_numRunningJobs{" + jobManager + "}", "1x70"},
		}, ofCluster, ""},
		{"one is left", []series{
			{"flink_jobmanager_numRegisteredTaskManagers{" + jobManager + "}", "2x40 1x30"},
			{"flink_jobmanager_numRunningJobs{" + jobManager + "}", "1x70"},
		}, nil, ""},
		{"no job needs one", []series{
			{"flink_jobmanager_numRegisteredTaskManagers{" + jobManager + "}", "0x70"},
			{"flink_jobmanager_numRunningJobs{" + jobManager + "}", "0x70"},
		}, nil, ""},
	},
	"FlinkTaskManagersPending": {
		{"for long", one("flink_jobmanager_numPendingTaskManagers", jobManager, "0x30 3x40"), ofCluster, "3"},
		{"while they start", one("flink_jobmanager_numPendingTaskManagers", jobManager, "0x55 3x20"), nil, ""},
		{"none", one("flink_jobmanager_numPendingTaskManagers", jobManager, "0x70"), nil, ""},
	},
	"FlinkTaskManagerHeapFull": {
		{"after each collection", heap("taskmanager", taskManager, "95 98 96 97 95x70"), ofPod("orders-taskmanager-1-1"), "95%"},
		{"until the next collection", heap("taskmanager", taskManager, "45+10x5 45+10x5 45+10x5 45+10x5 45+10x5 45+10x5 45+10x5 45+10x5 45+10x5 45+10x5 45+10x5"), nil, ""},
	},
	"FlinkJobManagerHeapFull": {
		{"after each collection", heap("jobmanager", jobManager, "95 98 96 97 95x70"), ofPod("orders-1"), "95%"},
		{"with room", heap("jobmanager", jobManager, "50x70"), nil, ""},
	},
	"FlinkResourceFailed": {
		{"two", one("flink_k8soperator_namespace_Lifecycle_State_FAILED_Count", deployments, "0x40 2x30"), ofResource, "2"},
		{"none", one("flink_k8soperator_namespace_Lifecycle_State_FAILED_Count", deployments, "0x70"), nil, ""},
		{"others are stable", one("flink_k8soperator_namespace_Lifecycle_State_STABLE_Count", deployments, "5x70"), nil, ""},
	},
	"FlinkDeploymentError": {
		{"in error", one("flink_k8soperator_namespace_JmDeploymentStatus_ERROR_Count", deployments, "0x40 1x30"), ofResource, "1"},
		{"missing", one("flink_k8soperator_namespace_JmDeploymentStatus_MISSING_Count", deployments, "0x40 1x30"), ofResource, "1"},
		{"ready", one("flink_k8soperator_namespace_JmDeploymentStatus_READY_Count", deployments, "5x70"), nil, ""},
		{"while it deploys", one("flink_k8soperator_namespace_JmDeploymentStatus_MISSING_Count", deployments, "0x58 1x1 0x20"), nil, ""},
	},
	"FlinkOperatorDown": {
		{"no answer", one("up", operator, "1x40 0x30"), map[string]string{"namespace": "operators"}, ""},
		{"one of two answers", []series{
			{"up{" + operator + "}", "0x70"},
			{`up{namespace="operators", pod="operator-2", app_kubernetes_io_name="flink-kubernetes-operator"}`, "1x70"},
		}, nil, ""},
		{"others do not answer", one("up", taskManager, "0x70"), nil, ""},
	},
}

// checkpoints of a job that were started and completed.
func checkpoints(started, completed string) []series {
	return []series{
		{"flink_jobmanager_job_totalNumberOfCheckpoints{" + job + "}", started},
		{"flink_jobmanager_job_numberOfCompletedCheckpoints{" + job + "}", completed},
	}
}

// heap is a JVM with a limit of 100.
func heap(role, labels, used string) []series {
	return []series{
		{"flink_" + role + "_Status_JVM_Memory_Heap_Used{" + labels + "}", used},
		{"flink_" + role + "_Status_JVM_Memory_Heap_Max{" + labels + "}", "100x70"},
	}
}
