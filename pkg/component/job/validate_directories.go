package job

import (
	"net/url"
	"path"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// directories checks that what one pod writes the others can read.
func (c *checker) directories() {
	v, at := c.values, c.at
	for _, dir := range []struct {
		option  flink.Option
		section *field.Path
		value   string
	}{
		{flink.CheckpointDirectory, at.Child("checkpoints", "dir"), v.Checkpoints.Dir},
		{flink.SavepointDirectory, at.Child("savepoints", "dir"), v.Savepoints.Dir},
		{flink.HighAvailabilityStorage, at.Child("highAvailability", "storageDir"), v.HighAvailability.StorageDir},
		{flink.ArchiveDirectory, at.Child("archiveDir"), v.ArchiveDir},
	} {
		if c.set(dir.option) {
			c.directory(c.where(dir.option, dir.section, dir.value), dir.option.Value(c.configuration), true)
		}
	}
	if v.InitialSavepointPath != "" {
		c.directory(at.Child("initialSavepointPath"), v.InitialSavepointPath, false)
	}
}

func (c *checker) directory(at *field.Path, uri string, written bool) {
	parsed, err := url.Parse(uri)
	switch {
	case err != nil || parsed.Scheme == "" || parsed.Path == "":
		c.invalid(at, uri, "write a URI with its scheme, such as file:///flink-data/… on a shared volume or s3://bucket/…")
	case parsed.Scheme != "file":
	case !c.shared(parsed.Path, written):
		cure := "no shared volume is mounted there, so each pod would see a directory of its own: put it below the mountPath of one of volumes, or use an object store"
		if written {
			cure += "; the volume must be writable"
		}
		c.invalid(at, uri, cure)
	}
}

// shared says whether a path lies on a volume that all pods of the job see.
func (c *checker) shared(directory string, written bool) bool {
	v := c.values
	local := map[string]bool{}
	for _, volume := range v.ExtraVolumes {
		local[volume.Name] = volume.EmptyDir != nil || volume.HostPath != nil || volume.Ephemeral != nil
	}
	mounts := slices.Clone(v.ExtraVolumeMounts)
	for _, volume := range v.Volumes {
		mounts = append(mounts, corev1.VolumeMount{Name: volume.Name, MountPath: volume.MountPath, ReadOnly: volume.ReadOnly})
	}
	return slices.ContainsFunc(mounts, func(m corev1.VolumeMount) bool {
		return below(directory, m.MountPath) && !local[m.Name] && (!written || !m.ReadOnly)
	})
}

func below(directory, mountPath string) bool {
	directory, mountPath = path.Clean(directory), path.Clean(mountPath)
	return directory == mountPath || strings.HasPrefix(directory, strings.TrimSuffix(mountPath, "/")+"/")
}
