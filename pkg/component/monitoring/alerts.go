package monitoring

import (
	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
)

// Rules are the alerts.
type Rules struct {
	// Enabled adds the PrometheusRule.
	Enabled bool `json:"enabled" chart:"switch"`
	// AlertLabels are added to every alert, for example to route it to a team.
	AlertLabels map[string]string `json:"alertLabels,omitempty"`

	// JobRestarting fires when a job restarted more often than threshold within the window.
	JobRestarting IncreaseAlert `json:"jobRestarting"`
	// JobDown fires when a job has been restarting for longer than the given seconds.
	JobDown SecondsAlert `json:"jobDown"`
	// JobNotRunning fires when the cluster of an application has no job, unless metrics.mayBeIdle of the job allows it.
	JobNotRunning Alert `json:"jobNotRunning"`
	// BackPressure fires when a task waits for the next one for more than threshold milliseconds of each second.
	BackPressure ThresholdAlert `json:"backPressure"`

	// CheckpointsFailing fires when more checkpoints than threshold failed within the window.
	CheckpointsFailing IncreaseAlert `json:"checkpointsFailing"`
	// NoCheckpoint fires when a job that takes checkpoints completed none within the window, which should be several checkpoint intervals long.
	NoCheckpoint WindowAlert `json:"noCheckpoint"`
	// CheckpointSlow fires when the last checkpoint took longer than the given seconds. Flink gives up after execution.checkpointing.timeout, 10 minutes by default.
	CheckpointSlow SecondsAlert `json:"checkpointSlow"`

	// NoTaskManager fires when a cluster has a job and no TaskManager.
	NoTaskManager Alert `json:"noTaskManager"`
	// TaskManagersPending fires when a job lacks slots: TaskManagers are asked for and do not come (Flink 1.15 or later).
	TaskManagersPending Alert `json:"taskManagersPending"`
	// TaskManagerHeapFull fires when the heap of a TaskManager never fell below threshold, a part of 1, within the window.
	TaskManagerHeapFull LevelAlert `json:"taskManagerHeapFull"`
	// JobManagerHeapFull fires when the heap of a JobManager never fell below threshold, a part of 1, within the window.
	JobManagerHeapFull LevelAlert `json:"jobManagerHeapFull"`

	// ResourceFailed fires when the operator reports FlinkDeployments or FlinkSessionJobs in state FAILED.
	ResourceFailed Alert `json:"resourceFailed"`
	// DeploymentError fires when the Deployment of a JobManager is missing or in error, as the operator sees it.
	DeploymentError Alert `json:"deploymentError"`
	// OperatorDown fires when Prometheus cannot scrape the operator.
	OperatorDown Alert `json:"operatorDown"`

	// ExtraGroups of rules of your own, in PromQL. Prometheus reads their annotations as templates.
	ExtraGroups []monitoringv1.RuleGroup `json:"extraGroups,omitempty"`
}

// Alert holds the knobs of an alert.
type Alert struct {
	// Enabled adds the alert.
	Enabled bool `json:"enabled" chart:"switch"`
	// Severity is the label severity of the alert.
	Severity string `json:"severity"`
	// For is how long the condition must hold, in Prometheus's notation.
	For monitoringv1.Duration `json:"for"`
}

// WindowAlert looks back.
type WindowAlert struct {
	Alert `json:",inline"`
	// Window that is looked at, in Prometheus's notation.
	Window monitoringv1.Duration `json:"window"`
}

// IncreaseAlert counts within a window.
type IncreaseAlert struct {
	Alert `json:",inline"`
	// Window that is looked at, in Prometheus's notation.
	Window monitoringv1.Duration `json:"window"`
	// Threshold is the count that is still fine.
	Threshold int32 `json:"threshold"`
}

// LevelAlert compares a part with a threshold throughout a window.
type LevelAlert struct {
	Alert `json:",inline"`
	// Window that is looked at, in Prometheus's notation.
	Window monitoringv1.Duration `json:"window"`
	// Threshold is the part of 1 that is still fine.
	Threshold float64 `json:"threshold"`
}

// SecondsAlert compares a time.
type SecondsAlert struct {
	Alert `json:",inline"`
	// Seconds that are still fine.
	Seconds int32 `json:"seconds"`
}

// ThresholdAlert compares a number.
type ThresholdAlert struct {
	Alert `json:",inline"`
	// Threshold that is still fine.
	Threshold int32 `json:"threshold"`
}
