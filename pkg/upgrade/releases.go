package upgrade

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crds"
)

// releases finds both releases, and refuses what is no upgrade.
func releases(fromVersion, toVersion string) (from, to flink.OperatorRelease, err error) {
	from, known := flink.Operator(fromVersion)
	if fromVersion == "" || !known {
		return from, to, fmt.Errorf("operator version %q is not known: write one of %s", fromVersion, everyRelease())
	}
	to, known = flink.Operator(toVersion)
	switch {
	case !known:
		return from, to, fmt.Errorf("operator version %q is not known: write one of %s", toVersion, strings.Join(crds.Releases(), ", "))
	case from.Version == to.Version:
		return from, to, fmt.Errorf("the operator is %s already: write another --to", to.Version)
	case from.AtLeast(to.Version):
		return from, to, downgrade(from, to)
	case !slices.Contains(crds.Releases(), to.Version):
		return from, to, fmt.Errorf("the CRDs of operator %s are not known: upgrade to one of %s", to.Version, strings.Join(crds.Releases(), ", "))
	}
	return from, to, nil
}

func everyRelease() string {
	var versions []string
	for _, release := range flink.Operators() {
		versions = append(versions, release.Version)
	}
	slices.Reverse(versions)
	return strings.Join(versions, ", ")
}

// downgrade says what an older release does not have. Its CRDs would cut the
// fields off that it does not know, of the objects and of their status, where
// the operator keeps what it last deployed.
func downgrade(from, to flink.OperatorRelease) error {
	var lost []string
	for _, kind := range from.Kinds {
		if !to.Has(kind) {
			lost = append(lost, "all "+kind)
		}
	}
	if from.Newest != to.Newest {
		lost = append(lost, fmt.Sprintf("jobs of Flink after %s", to.Newest))
	}
	for _, feature := range []struct {
		from, to bool
		name     string
	}{
		{from.FreeForm, to.FreeForm, "nested flinkConfiguration"},
		{from.IngressLabels, to.IngressLabels, "tls and labels of ingresses"},
		{from.Quantities, to.Quantities, "memory written as 2Gi"},
		{from.UpgradeSavepointPath, to.UpgradeSavepointPath, "the savepoint that suspended jobs go on from (status.jobStatus.upgradeSavepointPath)"},
		{from.Standalone, to.Standalone, "mode: standalone"},
		{from.APIVersion != "v1alpha1", to.APIVersion != "v1alpha1", "every object of v1beta1"},
	} {
		if feature.from && !feature.to {
			lost = append(lost, feature.name)
		}
	}
	lost = append(lost, "fields and status that the older CRDs do not know")
	return fmt.Errorf("%s to %s is a downgrade, which the operator does not support; it loses %s: restore the older objects from a backup instead", from.Version, to.Version, strings.Join(lost, ", "))
}
