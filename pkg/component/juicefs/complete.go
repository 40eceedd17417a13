package juicefs

import (
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Complete fills the derived values that are blank from the version. What the
// version fixes is set in any case. Doing it twice changes nothing. MetaURL,
// Bucket and TimeZone are left to the stack.
func Complete(v *Values) error {
	if v.Version == "" {
		v.Version = catalog.Newest(catalog.JuiceFSDriver).Version
	}
	release, err := ForVersion(v.Version)
	if err != nil {
		return err
	}
	if v.Dashboard.Enabled && !release.Configuration {
		return fmt.Errorf("the dashboard needs JuiceFS CSI driver 0.%d.0 or newer, not %s", configurationSince, v.Version)
	}
	if v.MountPod.Patches != "" && !release.Configuration {
		return fmt.Errorf("mountPod.patches needs JuiceFS CSI driver 0.%d.0 or newer, not %s", configurationSince, v.Version)
	}
	v.Release = release
	for image, entry := range map[*component.Image]catalog.Entry{
		&v.Image:                              release.Driver,
		&v.MountPod.Image:                     release.Mount,
		&v.Dashboard.Image:                    release.Dashboard,
		&v.Sidecars.Provisioner.Image:         release.Provisioner,
		&v.Sidecars.Resizer.Image:             release.Resizer,
		&v.Sidecars.LivenessProbe.Image:       release.LivenessProbe,
		&v.Sidecars.NodeDriverRegistrar.Image: release.NodeDriverRegistrar,
	} {
		image.Complete(component.FromCatalog(entry))
	}
	v.StorageClass.AllowVolumeExpansion = v.StorageClass.AllowVolumeExpansion && release.Expansion
	return nil
}

func controllerName(v Values) string { return v.Name + "-csi-controller" }

func nodeName(v Values) string { return v.Name + "-csi-node" }

func dashboardName(v Values) string { return v.Name + "-csi-dashboard" }

func configurationName(v Values) string { return v.Name + "-csi-driver-config" }
