package flink

import "slices"

// OperatorRelease is what a release of the Flink Kubernetes operator knows of Flink.
type OperatorRelease struct {
	// Version of the operator, such as 1.15.0.
	Version string
	// Library is the Flink version whose option names the operator itself
	// reads, for example to see whether high availability is on.
	Library Version
	// Oldest and Newest are the Flink versions that it runs.
	Oldest, Newest Version
	// Quantities says that memory may also be a Kubernetes quantity (2Gi).
	Quantities bool
	// LastStateByCancel says that the upgrade mode last-state works without
	// high availability, as long as the job can be cancelled.
	LastStateByCancel bool
	// IngressLabels says that spec.ingress has labels and tls.
	IngressLabels bool
}

// operators is the newest first. Source: apache/flink-kubernetes-operator, at
// each tag release-X: flink.version in pom.xml (Library), the enum in
// crds/flinkdeployments.flink.apache.org-v1.yml (Newest),
// FlinkVersion.isSupported (Oldest); FLINK-31871, FLINK-33454 and the release
// notes of 1.10 for the rest.
var operators = []OperatorRelease{
	{"1.15.0", V1_20, Version{1, 15}, Version{2, 2}, true, true, true},
	{"1.14.0", V1_20, Version{1, 15}, Version{2, 2}, true, true, true},
	{"1.13.0", V1_20, Version{1, 15}, Version{2, 2}, true, true, true},
	{"1.12.1", V1_20, Version{1, 15}, Version{2, 0}, true, true, true},
	{"1.12.0", V1_20, Version{1, 15}, Version{2, 0}, true, true, true},
	{"1.11.0", V1_20, Version{1, 15}, Version{2, 0}, true, true, true},
	{"1.10.0", V1_19, Version{1, 15}, Version{1, 20}, true, true, true},
	{"1.9.0", Version{1, 18}, Version{1, 15}, Version{1, 19}, true, false, true},
	{"1.8.0", Version{1, 18}, Version{1, 15}, Version{1, 19}, true, false, true},
	{"1.7.0", V1_17, Version{1, 15}, Version{1, 19}, true, false, false},
	{"1.6.1", V1_17, Version{1, 13}, Version{1, 18}, false, false, false},
	{"1.6.0", V1_17, Version{1, 13}, Version{1, 18}, false, false, false},
	{"1.5.0", Version{1, 16}, Version{1, 13}, Version{1, 17}, false, false, false},
}

// Operator gives a release of the operator. The empty version means the newest one.
func Operator(version string) (OperatorRelease, bool) {
	if version == "" {
		return operators[0], true
	}
	i := slices.IndexFunc(operators, func(o OperatorRelease) bool { return o.Version == version })
	if i < 0 {
		return OperatorRelease{}, false
	}
	return operators[i], true
}

// OptionNames is the version whose option names both Flink v and the operator
// understand: Flink still reads old names, the operator does not know newer ones.
func (o OperatorRelease) OptionNames(v Version) Version {
	if v.Compare(o.Library) < 0 {
		return v
	}
	return o.Library
}

// atLeast compares releases of the operator by number.
func (o OperatorRelease) atLeast(version string) bool {
	return slices.IndexFunc(operators, func(r OperatorRelease) bool { return r.Version == o.Version }) <=
		slices.IndexFunc(operators, func(r OperatorRelease) bool { return r.Version == version })
}

// Snapshots says whether the release has FlinkStateSnapshots.
func (o OperatorRelease) Snapshots() bool { return o.atLeast("1.10.0") }

// BlueGreen says whether the release has FlinkBlueGreenDeployments.
func (o OperatorRelease) BlueGreen() bool { return o.atLeast("1.14.0") }

// HTTPSArtifacts says whether the release fetches the jars of session jobs
// over https only, unless told otherwise.
func (o OperatorRelease) HTTPSArtifacts() bool { return o.atLeast("1.15.0") }
