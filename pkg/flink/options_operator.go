package flink

// operatorOptions are those of the operator that stand in the configuration of
// a job. They do not depend on the version of Flink. Source:
// KubernetesOperatorConfigOptions of operator 1.15.0.
var operatorOptions = []Definition{
	{Option: PodTemplateMergeByName, Type: TypeBoolean, Default: "false"},
	{Option: PeriodicSavepoint, Type: TypeString},
	{Option: LastStateMaximumAge, Type: TypeDuration},
	{Option: RollbackEnabled, Type: TypeBoolean, Default: "false"},
	{Option: HealthCheckEnabled, Type: TypeBoolean, Default: "false"},
	{Option: DeploymentRecovery, Type: TypeBoolean, Default: "true"},
	{Option: "kubernetes.operator.savepoint.history.max.count", Type: TypeInteger, Default: "10"},
	{Option: "kubernetes.operator.savepoint.history.max.age", Type: TypeDuration, Default: "1 d"},
	{Option: "kubernetes.operator.job.restart.failed", Type: TypeBoolean, Default: "false"},
	{Option: "kubernetes.operator.ingress.manage", Type: TypeBoolean, Default: "true"},
}
