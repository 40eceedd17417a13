package flink

import "slices"

// OperatorRelease is what is true about a release of the Flink Kubernetes operator.
type OperatorRelease struct {
	// Version of the operator, such as 1.15.0.
	Version string
	// Date of the release, year-month-day.
	Date string
	// APIVersion of its resources without the group: v1beta1, or v1alpha1 in 0.1.0.
	APIVersion string
	// Kinds are its custom resources by plural name.
	Kinds []string
	// Java is the major version in its image.
	Java int
	// TestedKubernetes is the release that its quick start runs on; others work too.
	TestedKubernetes string

	// Library is the Flink version whose option names the operator itself
	// reads, for example to see whether high availability is on.
	Library Version
	// Oldest and Newest are the Flink versions that it runs.
	Oldest, Newest Version
	// OldestAccepted is the first Flink version that the API server accepts,
	// which the operator may refuse to run; Newest is the last one.
	OldestAccepted Version

	// Standalone says that spec.mode may be standalone.
	Standalone bool
	// AutoscalerPrefix starts the options of the autoscaler; empty without one.
	AutoscalerPrefix string
	// LifecycleState says that status.lifecycleState exists.
	LifecycleState bool
	// VersionDefaults says that the operator has default options by Flink version.
	VersionDefaults bool
	// VersionRanges says that these may hold from a Flink version on (v1_19+).
	VersionRanges bool
	// Quantities says that memory may also be a Kubernetes quantity (2Gi).
	Quantities bool
	// IngressLabels says that spec.ingress has labels and tls.
	IngressLabels bool
	// LastStateByCancel says that the upgrade mode last-state works without
	// high availability, as long as the job can be cancelled.
	LastStateByCancel bool
	// UpgradeSavepointPath says that status.jobStatus.upgradeSavepointPath
	// exists: what the job starts from next.
	UpgradeSavepointPath bool
	// MutatesDeployments says that the mutating webhook is called for
	// FlinkDeployments and for updates.
	MutatesDeployments bool
	// PrefixCheck says that it refuses keys that are a prefix of other keys
	// where the job is of Flink 2.
	PrefixCheck bool
	// ConfigYAML says that its own configuration may be config.yaml.
	ConfigYAML bool
	// FreeForm says that flinkConfiguration may hold numbers and nested maps,
	// not only texts.
	FreeForm bool
	// ManageIngress says that kubernetes.operator.ingress.manage exists.
	ManageIngress bool
	// JarSchemes are the URI schemes that the jar of a session job may have by
	// default; nil means that all are allowed.
	JarSchemes []string
}

// OldestKubernetes is the first Kubernetes whose namespaces carry the label
// kubernetes.io/metadata.name, by which every release's webhook selects them.
// Nothing older is stated by the operator. Source: Kubernetes 1.21, feature
// NamespaceDefaultLabelName; webhook.yaml of the operator's chart.
const OldestKubernetes = "1.21"

// Operator gives a release of the operator. The empty version means the newest one.
func Operator(version string) (OperatorRelease, bool) {
	all := Operators()
	if version == "" {
		return all[0], true
	}
	i := slices.IndexFunc(all, func(o OperatorRelease) bool { return o.Version == version })
	if i < 0 {
		return OperatorRelease{}, false
	}
	return all[i], true
}

// Operators gives all releases of the operator, the newest first.
func Operators() []OperatorRelease {
	var all []OperatorRelease
	var o OperatorRelease
	for _, r := range operatorHistory {
		o.Version, o.Date = r.version, r.date
		o.Kinds, o.JarSchemes = slices.Clone(o.Kinds), slices.Clone(o.JarSchemes)
		if r.brought != nil {
			r.brought(&o)
		}
		all = append(all, o)
	}
	slices.Reverse(all)
	return all
}

// FlinkVersions lists the Flink versions that the API server accepts, the
// oldest first.
func (o OperatorRelease) FlinkVersions() []Version {
	var accepted []Version
	for _, version := range Versions() {
		if version.AtLeast(o.OldestAccepted) && o.Newest.AtLeast(version) {
			accepted = append(accepted, version)
		}
	}
	slices.Reverse(accepted)
	return accepted
}

// Runs says whether the operator runs a version of Flink.
func (o OperatorRelease) Runs(v Version) bool { return v.AtLeast(o.Oldest) && o.Newest.AtLeast(v) }

// Has says whether the operator knows a kind, by plural name.
func (o OperatorRelease) Has(kind string) bool { return slices.Contains(o.Kinds, kind) }

// SavepointField is the path in an object where the operator keeps the savepoint
// that a suspended job goes on from, such as .status.jobStatus.upgradeSavepointPath.
func (o OperatorRelease) SavepointField() string {
	if o.UpgradeSavepointPath {
		return ".status.jobStatus.upgradeSavepointPath"
	}
	return ".status.jobStatus.savepointInfo.lastSavepoint.location"
}

// OptionNames is the version whose option names both Flink v and the operator
// understand: Flink still reads old names, the operator does not know newer ones.
func (o OperatorRelease) OptionNames(v Version) Version {
	if v.Compare(o.Library) < 0 {
		return v
	}
	return o.Library
}
