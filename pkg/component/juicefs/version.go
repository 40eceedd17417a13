package juicefs

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
)

// The minor releases 0.x of the driver that brought something. Source:
// juicedata/juicefs-csi-driver, deploy/k8s.yaml of each git tag.
const (
	expansionSince     = 21
	podInfoSince       = 21
	configurationSince = 24
	webPortSince       = 24
	fuseHandoverSince  = 25
)

// Version is what is true about one release of the driver.
type Version struct {
	// Version is the release, such as 0.32.4.
	Version string
	// The images of the release.
	Driver, Dashboard, Mount, Provisioner, Resizer, LivenessProbe, NodeDriverRegistrar catalog.Entry

	// PodInfoOnMount is the field of that name of the CSIDriver. It cannot be changed: to upgrade across the change the CSIDriver must be deleted first.
	PodInfoOnMount bool
	// Expansion says that volumes can grow.
	Expansion bool
	// Configuration says that the driver reads a configuration file, and that the dashboard can work with it.
	Configuration bool
	// WebPort says that the port of the driver's metrics can be chosen.
	WebPort bool
	// FuseHandover says that the node plugin keeps the connection to the kernel while a mount pod is replaced.
	FuseHandover bool

	// ControllerRules and NodeRules hold in the whole cluster, ControllerOwnRules and NodeOwnRules in the driver's namespace.
	ControllerRules, ControllerOwnRules, NodeRules, NodeOwnRules []rbacv1.PolicyRule
	// LogFlags make the driver say as much as its newest release does by default.
	LogFlags []string
}

// ForVersion gives what is true about a release of the catalog.
func ForVersion(version string) (Version, error) {
	driver, found := catalog.Find(catalog.JuiceFSDriver, version)
	if !found {
		return Version{}, fmt.Errorf("JuiceFS CSI driver %q is not known: choose one of %s",
			version, strings.Join(catalog.Versions(catalog.JuiceFSDriver), ", "))
	}
	minor, err := minorOf(version)
	if err != nil {
		return Version{}, err
	}
	// The dashboard is built with the driver and has its tags.
	dashboard := driver
	dashboard.Repository = "juicedata/csi-dashboard"

	release := Version{
		Version:             version,
		Driver:              driver,
		Dashboard:           dashboard,
		Mount:               catalog.Newest(catalog.JuiceFSMount),
		Provisioner:         catalog.Newest(catalog.CSIProvisioner),
		Resizer:             catalog.Newest(catalog.CSIResizer),
		LivenessProbe:       catalog.Newest(catalog.CSILivenessProbe),
		NodeDriverRegistrar: catalog.Newest(catalog.NodeDriverRegistrar),
		PodInfoOnMount:      minor >= podInfoSince,
		Expansion:           minor >= expansionSince,
		Configuration:       minor >= configurationSince,
		WebPort:             minor >= webPortSince,
		FuseHandover:        minor >= fuseHandoverSince,
	}
	release.ControllerRules, release.ControllerOwnRules = controllerRules(), controllerOwnRules()
	release.NodeRules, release.NodeOwnRules = nodeRules(), nodeOwnRules()
	if minor < configurationSince {
		// The client and the provisioner of the time.
		release.Mount = oldest(catalog.JuiceFSMount)
		release.Provisioner = oldest(catalog.CSIProvisioner)
		release.ControllerOwnRules = append(release.ControllerOwnRules, oldElectionRules()...)
		release.LogFlags = []string{"--v=5"}
	}
	return release, nil
}

func oldest(part string) catalog.Entry {
	versions := catalog.Versions(part)
	slices.Reverse(versions)
	for _, version := range versions {
		if entry, found := catalog.Find(part, version); found {
			return entry
		}
	}
	return catalog.Entry{}
}

func minorOf(version string) (int, error) {
	segments := strings.Split(version, ".")
	if len(segments) != 3 || segments[0] != "0" {
		return 0, fmt.Errorf("JuiceFS CSI driver %q: write a version such as 0.32.4", version)
	}
	return strconv.Atoi(segments[1])
}
