package operator

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	admissionv1 "k8s.io/api/admissionregistration/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
)

// The minor releases 1.x of the operator that brought something. Source, where
// nothing else is named: apache/flink-kubernetes-operator, git tags release-1.5.0
// to release-1.15.0, directories helm/flink-kubernetes-operator and
// flink-kubernetes-operator/src/main.
const (
	versionDefaultsSince      = 6  // FlinkConfigManager: options by Flink version
	quantitiesSince           = 7  // FLINK-31871
	ingressTLSSince           = 8  // FLINK-33454
	snapshotsSince            = 10 // crds/flinkstatesnapshots
	versionRangesSince        = 11 // FlinkConfigManager: options from a Flink version on
	mutateDeploymentsSince    = 11 // templates/webhook.yaml
	configYAMLSince           = 12 // templates/flink-operator.yaml mounts it
	freeFormSince             = 13 // crds/flinkdeployments: flinkConfiguration
	manageIngressSince        = 13 // KubernetesOperatorConfigOptions
	java17Since               = 13 // Dockerfile
	blueGreenDeploymentsSince = 14 // crds/flinkbluegreendeployments
)

// flinkVersions lists what each minor release added to the flinkVersion that
// the API server accepts (crds/flinkdeployments).
var flinkVersions = []struct {
	since    int
	versions []string
}{
	{5, []string{"v1_13", "v1_14", "v1_15", "v1_16", "v1_17"}},
	{6, []string{"v1_18"}},
	{7, []string{"v1_19"}},
	{10, []string{"v1_20"}},
	{11, []string{"v2_0"}},
	{13, []string{"v2_1", "v2_2"}},
}

// flinkConf is the configuration file that every release to 1.15.0 has by
// default, upstream too. With configYAML they write lists such as
// pipeline.jars into the configuration of Flink 1.x in a form that Flink 1.x
// cannot read, and its JobManager does not start (FLINK-40055).
const (
	flinkConf  = "flink-conf.yaml"
	configYAML = "config.yaml"
)

// Version is what is true about one release of the operator.
type Version struct {
	// Version is the release, such as 1.15.0.
	Version string
	// Image is the release's entry in the catalog.
	Image catalog.Entry
	// ConfigFile is the name of the operator's configuration file.
	ConfigFile string
	// Java is the major version in the operator's image.
	Java int
	// Kubernetes is the oldest release of Kubernetes that works, as major.minor:
	// the webhook selects namespaces by a label that exists since then.
	Kubernetes string
	// Kinds are the custom resources, by plural name.
	Kinds []string
	// FlinkVersions are the values of flinkVersion that the API server accepts.
	FlinkVersions []string
	// Snapshots says that FlinkStateSnapshot exists.
	Snapshots bool
	// BlueGreenDeployments says that FlinkBlueGreenDeployment exists.
	BlueGreenDeployments bool
	// ManageIngress says that kubernetes.operator.ingress.manage exists.
	ManageIngress bool
	// IngressTLS says that spec.ingress has tls and labels.
	IngressTLS bool
	// MemoryQuantities says that memory may be a Kubernetes quantity such as 2Gi.
	MemoryQuantities bool
	// FreeFormConfiguration says that flinkConfiguration may hold numbers and nested maps, not only strings.
	FreeFormConfiguration bool
	// MutatedOperations are what the mutating webhook is called for.
	MutatedOperations []admissionv1.OperationType
	// MutatedResources are what the mutating webhook is called for.
	MutatedResources []string
	// ValidatedResources are what the validating webhook is called for.
	ValidatedResources []string

	minor int
}

// ForVersion gives the facts of a release that the catalog knows.
func ForVersion(version string) (Version, error) {
	entry, known := catalog.Find(catalog.FlinkOperator, version)
	number, valid := parse(version)
	if !known || !valid {
		return Version{}, fmt.Errorf("operator version %q is not known; the nearest known: %s", version, strings.Join(nearest(version), ", "))
	}
	minor := number[1]
	facts := Version{
		Version:               version,
		Image:                 entry,
		ConfigFile:            flinkConf,
		Java:                  11,
		Kubernetes:            "1.21",
		Kinds:                 []string{"flinkdeployments", "flinksessionjobs"},
		Snapshots:             minor >= snapshotsSince,
		BlueGreenDeployments:  minor >= blueGreenDeploymentsSince,
		ManageIngress:         minor >= manageIngressSince,
		IngressTLS:            minor >= ingressTLSSince,
		MemoryQuantities:      minor >= quantitiesSince,
		FreeFormConfiguration: minor >= freeFormSince,
		MutatedOperations:     []admissionv1.OperationType{admissionv1.Create},
		MutatedResources:      []string{"flinksessionjobs"},
		ValidatedResources:    []string{"flinkdeployments", "flinksessionjobs"},
		minor:                 minor,
	}
	if minor >= java17Since {
		facts.Java = 17
	}
	if minor >= mutateDeploymentsSince {
		facts.MutatedOperations = []admissionv1.OperationType{admissionv1.Create, admissionv1.Update}
		facts.MutatedResources = []string{"flinkdeployments", "flinksessionjobs"}
	}
	if facts.Snapshots {
		facts.Kinds = append(facts.Kinds, "flinkstatesnapshots")
		facts.ValidatedResources = append(facts.ValidatedResources, "flinkstatesnapshots")
	}
	if facts.BlueGreenDeployments {
		facts.Kinds = append(facts.Kinds, "flinkbluegreendeployments")
	}
	for _, added := range flinkVersions {
		if minor >= added.since {
			facts.FlinkVersions = append(facts.FlinkVersions, added.versions...)
		}
	}
	return facts, nil
}

// nearest gives the known versions right below and above a version; the newest
// where the version cannot be read.
func nearest(version string) []string {
	known := catalog.Versions(catalog.FlinkOperator)
	wanted, valid := parse(version)
	if !valid {
		return known[:1]
	}
	slices.Reverse(known)
	above := slices.IndexFunc(known, func(candidate string) bool {
		number, _ := parse(candidate)
		return slices.Compare(number, wanted) > 0
	})
	switch above {
	case -1:
		return known[len(known)-1:]
	case 0:
		return known[:1]
	default:
		return known[above-1 : above+1]
	}
}

// parse reads a version with two or three numbers.
func parse(version string) ([]int, bool) {
	parts := strings.Split(strings.TrimPrefix(version, "v"), ".")
	if len(parts) < 2 || len(parts) > 3 {
		return nil, false
	}
	numbers := make([]int, 3)
	for i, part := range parts {
		number, err := strconv.Atoi(part)
		if err != nil {
			return nil, false
		}
		numbers[i] = number
	}
	return numbers, true
}
