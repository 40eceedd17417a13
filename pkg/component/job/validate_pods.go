package job

import (
	"path"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// pods checks the volumes and what a read-only image rules out.
func (c *checker) pods() {
	v, at := c.values, c.at
	names, paths, claims := taken{"tmp": true, "logs": true}, taken{"/tmp": true, logDirectory: true}, taken{}
	if v.Logs.Volume == "claim" {
		if v.Logs.ClaimName == "" {
			c.required(at.Child("logs", "claimName"), "name the claim that holds the logs, or set logs.volume to ephemeral")
		}
		claims[v.Logs.ClaimName] = true
	}
	if v.Logs.Volume == "volume" && !slices.ContainsFunc(v.Volumes, func(volume Volume) bool { return volume.Name == v.Logs.VolumeName }) {
		c.invalid(at.Child("logs", "volumeName"), v.Logs.VolumeName, "name one of volumes, or set logs.volume to ephemeral")
	}
	for i, volume := range v.Volumes {
		at := at.Child("volumes").Index(i)
		if volume.ClaimName == "" {
			c.required(at.Child("claimName"), "name a claim in the namespace of the job")
		}
		if !path.IsAbs(volume.MountPath) {
			c.invalid(at.Child("mountPath"), volume.MountPath, "must be an absolute path")
		}
		if names.twice(volume.Name) {
			c.invalid(at.Child("name"), volume.Name, "another volume has this name; tmp and logs are always there")
		}
		if paths.twice(path.Clean(volume.MountPath)) {
			c.invalid(at.Child("mountPath"), volume.MountPath, "another volume is mounted here; /tmp and "+logDirectory+" always are, see tmp and logs")
		}
		if claims.twice(volume.ClaimName) {
			c.invalid(at.Child("claimName"), volume.ClaimName, "another volume has this claim, and a pod should mount a claim once: add the second path to extraVolumeMounts, with the name of the first volume")
		}
	}
	c.extraVolumes(names, paths)
	c.claims()
	if v.ReadOnlyRootFilesystem && slices.ContainsFunc(v.ExtraEnv, c.linksPlugins) {
		c.invalid(at.Child("readOnlyRootFilesystem"), true, "ENABLE_BUILT_IN_PLUGINS links plugins inside the image at the start: mount an emptyDir at "+pluginDirectory+"<plugin>, set this to false, or build an image with the plugins")
	}
}

// extraVolumes checks those that the user adds against what is there already.
func (c *checker) extraVolumes(names, paths taken) {
	for i, volume := range c.values.ExtraVolumes {
		if names.twice(volume.Name) {
			c.invalid(c.at.Child("extraVolumes").Index(i).Child("name"), volume.Name, "another volume has this name; tmp and logs are always there")
		}
	}
	for i, mount := range c.values.ExtraVolumeMounts {
		if paths.twice(path.Clean(mount.MountPath)) {
			c.invalid(c.at.Child("extraVolumeMounts").Index(i).Child("mountPath"), mount.MountPath, "another volume is mounted here; see volumes, tmp and logs")
		}
	}
}

// pluginDirectory is where the entrypoint of the images links a plugin, in a
// directory named after its jar.
const pluginDirectory = "/opt/flink/plugins/"

// linksPlugins says whether a variable makes the entrypoint write into a
// directory of the image that no volume covers.
func (c *checker) linksPlugins(env corev1.EnvVar) bool {
	if env.Name != "ENABLE_BUILT_IN_PLUGINS" {
		return false
	}
	return slices.ContainsFunc(strings.Split(env.Value, ";"), func(jar string) bool {
		directory := pluginDirectory + strings.TrimSuffix(jar, ".jar")
		return !slices.ContainsFunc(c.values.ExtraVolumeMounts, func(m corev1.VolumeMount) bool { return path.Clean(m.MountPath) == directory })
	})
}

func (c *checker) claims() {
	for i, claim := range c.values.Claims {
		at := c.at.Child("claims").Index(i)
		if claim.Name == "" {
			c.required(at.Child("name"), "name the claim, as one of volumes does")
		}
		if claim.Size.Sign() <= 0 {
			c.invalid(at.Child("size"), claim.Size.String(), "must be greater than 0, such as 10Gi")
		}
		if c.mounted(claim.Name) && !slices.ContainsFunc(claim.AccessModes, manyPods) {
			c.invalid(at.Child("accessModes"), claim.AccessModes, "the JobManager and the TaskManagers mount it from several nodes: use ReadWriteMany and a storage class that has it")
		}
	}
}

func (c *checker) mounted(claim string) bool {
	return c.values.Logs.Volume == "claim" && c.values.Logs.ClaimName == claim ||
		slices.ContainsFunc(c.values.Volumes, func(v Volume) bool { return v.ClaimName == claim })
}

func manyPods(mode corev1.PersistentVolumeAccessMode) bool {
	return mode == corev1.ReadWriteMany || mode == corev1.ReadOnlyMany
}

// overlay checks the template of a role that is merged here and not by the
// operator.
func (c *checker) overlay(at *field.Path, template *corev1.PodTemplateSpec) {
	if template == nil {
		return
	}
	for i, container := range template.Spec.Containers {
		if container.Name == "" {
			c.required(at.Child("spec", "containers").Index(i).Child("name"), "containers are merged by name: write "+mainContainer+", or the name of a sidecar")
		}
	}
	if _, err := overlay(podTemplate(c.values), template); err != nil {
		c.invalid(at, "(template)", "it cannot be merged over the pods of the job: "+err.Error())
	}
}

// taken remembers what is in use.
type taken map[string]bool

func (t taken) twice(key string) bool {
	before := t[key]
	t[key] = true
	return before && key != ""
}
