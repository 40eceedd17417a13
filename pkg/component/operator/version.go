package operator

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	admissionv1 "k8s.io/api/admissionregistration/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// flinkConf is the configuration file that every release to 1.15.0 has by
// default, upstream too. With configYAML they write lists such as
// pipeline.jars into the configuration of Flink 1.x in a form that Flink 1.x
// cannot read, and its JobManager does not start (FLINK-40055).
const (
	flinkConf  = "flink-conf.yaml"
	configYAML = "config.yaml"
)

// Version is a release of the operator, and what its objects need.
type Version struct {
	flink.OperatorRelease
	// Image is the release's entry in the catalog.
	Image catalog.Entry
	// ConfigFile is the name of the operator's configuration file.
	ConfigFile string
	// MutatedOperations are what the mutating webhook is called for.
	MutatedOperations []admissionv1.OperationType
	// MutatedResources are what the mutating webhook is called for.
	MutatedResources []string
	// ValidatedResources are what the validating webhook is called for.
	ValidatedResources []string
}

// ForVersion gives the facts of a release that the catalog knows.
func ForVersion(version string) (Version, error) {
	entry, inCatalog := catalog.Find(catalog.FlinkOperator, version)
	release, known := flink.Operator(version)
	if !inCatalog || !known {
		return Version{}, fmt.Errorf("operator version %q is not known; the nearest known: %s", version, strings.Join(nearest(version), ", "))
	}
	facts := Version{
		OperatorRelease:    release,
		Image:              entry,
		ConfigFile:         flinkConf,
		MutatedOperations:  []admissionv1.OperationType{admissionv1.Create},
		MutatedResources:   []string{flink.SessionJobs},
		ValidatedResources: []string{flink.Deployments, flink.SessionJobs},
	}
	if release.MutatesDeployments {
		facts.MutatedOperations = []admissionv1.OperationType{admissionv1.Create, admissionv1.Update}
		facts.MutatedResources = []string{flink.Deployments, flink.SessionJobs}
	}
	if release.Has(flink.StateSnapshots) {
		facts.ValidatedResources = append(facts.ValidatedResources, flink.StateSnapshots)
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
