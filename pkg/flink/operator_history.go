package flink

// The kinds of the operator, by plural name.
const (
	Deployments          = "flinkdeployments"
	SessionJobs          = "flinksessionjobs"
	StateSnapshots       = "flinkstatesnapshots"
	BlueGreenDeployments = "flinkbluegreendeployments"
)

// operatorRelease is a release and what it brought.
type operatorRelease struct {
	version, date string
	brought       func(*OperatorRelease)
}

// operatorHistory is the oldest first. What a release brought stays until
// another one changes it. Source: apache/flink-kubernetes-operator at each tag
// release-X, read 2026-11-21: flink.version in pom.xml (Library), the enum of
// flinkVersion in crds/flinkdeployments (OldestAccepted, Newest),
// FlinkVersion.isSupported (Oldest), Dockerfile (Java), the quick start
// (TestedKubernetes), and what is named behind a line.
var operatorHistory = []operatorRelease{
	{"0.1.0", "2022-03-30", func(o *OperatorRelease) {
		o.APIVersion, o.Kinds = "v1alpha1", []string{Deployments}
		o.Java, o.TestedKubernetes = 11, "1.21.5"
		o.Library = Version{1, 14}
		o.OldestAccepted, o.Oldest, o.Newest = Version{1, 14}, Version{1, 14}, Version{1, 16}
	}},
	{"1.0.0", "2022-06-01", func(o *OperatorRelease) {
		o.APIVersion, o.Kinds = "v1beta1", []string{Deployments, SessionJobs}
		o.Library = Version{1, 15}
		o.OldestAccepted, o.Oldest = Version{1, 13}, Version{1, 13}
	}},
	{"1.0.1", "2022-06-22", nil},
	{"1.1.0", "2022-07-20", nil},
	{"1.2.0", "2022-09-30", func(o *OperatorRelease) {
		o.Standalone = true // FLINK-27446
	}},
	{"1.3.0", "2022-12-07", nil},
	{"1.3.1", "2023-01-01", nil},
	{"1.4.0", "2023-02-15", func(o *OperatorRelease) {
		o.Library, o.Newest = Version{1, 16}, V1_17
		o.TestedKubernetes = "1.25.3"
		o.AutoscalerPrefix = "kubernetes.operator.job.autoscaler." // AutoScalerOptions
		o.LifecycleState = true                                    // crds/flinkdeployments
	}},
	{"1.5.0", "2023-05-12", nil},
	{"1.6.0", "2023-08-10", func(o *OperatorRelease) {
		o.Library, o.Newest = V1_17, V1_18
		o.VersionDefaults = true // FlinkConfigManager
	}},
	{"1.6.1", "2023-10-20", nil},
	{"1.7.0", "2023-11-15", func(o *OperatorRelease) {
		o.Oldest, o.Newest = V1_15, V1_19
		o.Quantities = true                    // FLINK-31871
		o.AutoscalerPrefix = "job.autoscaler." // AutoScalerOptions
	}},
	{"1.8.0", "2024-03-14", func(o *OperatorRelease) {
		o.Library = V1_18
		o.IngressLabels = true // FLINK-33454
	}},
	{"1.9.0", "2024-06-18", nil},
	{"1.10.0", "2024-10-14", func(o *OperatorRelease) {
		o.Library, o.Newest = V1_19, V1_20
		o.Kinds = append(o.Kinds, StateSnapshots) // crds/flinkstatesnapshots
		o.LastStateByCancel = true                // release notes
		o.UpgradeSavepointPath = true             // crds/flinkdeployments
	}},
	{"1.11.0", "2025-02-25", func(o *OperatorRelease) {
		o.Library, o.Newest = V1_20, V2_0
		o.VersionRanges = true      // FlinkConfigManager
		o.MutatesDeployments = true // templates/webhook.yaml
	}},
	{"1.12.0", "2025-05-28", func(o *OperatorRelease) {
		o.PrefixCheck = true // FLINK-37405
		o.ConfigYAML = true  // FLINK-35744, templates/flink-operator.yaml
	}},
	{"1.12.1", "2025-07-03", nil},
	{"1.13.0", "2025-09-18", func(o *OperatorRelease) {
		o.Newest, o.Java, o.TestedKubernetes = V2_2, 17, "1.28.0"
		o.FreeForm = true      // crds/flinkdeployments: flinkConfiguration
		o.ManageIngress = true // KubernetesOperatorConfigOptions
	}},
	{"1.14.0", "2026-02-03", func(o *OperatorRelease) {
		o.Kinds = append(o.Kinds, BlueGreenDeployments) // crds/flinkbluegreendeployments
	}},
	{"1.15.0", "2026-05-07", func(o *OperatorRelease) {
		o.JarSchemes = []string{"https"} // kubernetes.operator.user.artifacts.allowed-schemes
	}},
}
