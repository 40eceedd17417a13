package check

import (
	"net/url"
	"path"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

func configurationRules() []Rule {
	return []Rule{
		{ID: "FG072", Name: "hs-dir-mismatch", Severity: finding.Warning, About: "Jobs put their archives where the history server among the objects does not look.", judge: archives},
		{ID: "FG073", Name: "hs-internal-keys", Severity: finding.Warning, About: "An option that Flink writes for itself, copied from a running cluster.", judge: internalOptions},
		{ID: "FG074", Name: "conf-file-name", Severity: finding.Error, About: "The configuration of Flink in a file that its image does not read: flink-conf.yaml from 2.0 on, or config.yaml before 1.19.", judge: configurationFile},
	}
}

// historyDirectories is the option of the history server with the directories
// that it looks into.
const historyDirectories = "historyserver.archive.fs.dir"

// directory writes a directory in one way: file:/a/ is file:///a.
func directory(text string) string {
	at, err := url.Parse(strings.TrimSpace(text))
	if err != nil {
		return text
	}
	return at.Scheme + "://" + at.Host + path.Clean("/"+at.Path)
}

func archives(j *judge) {
	var read []string
	for _, o := range j.objects {
		for _, c := range o.configurations {
			for one := range strings.SplitSeq(c.values[historyDirectories], ",") {
				if one != "" {
					read = append(read, directory(one))
				}
			}
		}
	}
	for _, c := range j.configurations {
		written := flink.ArchiveDirectory.Value(c.values)
		if len(read) > 0 && written != "" && !slices.Contains(read, directory(written)) {
			j.fail(c.path(string(flink.ArchiveDirectory)), "the history server looks into %s only, so its page is without this job: write the same in %s", listed(read), flink.ArchiveDirectory)
		}
	}
}

func internalOptions(j *judge) {
	for _, c := range j.configurations {
		for _, key := range c.keys() {
			if strings.HasPrefix(key, "$internal.") || strings.HasPrefix(key, "internal.") || strings.HasPrefix(key, "kubernetes.internal.") {
				j.fail(c.path(key), "Flink writes %s for itself: remove it", key)
			}
		}
	}
}

// configurationDirectory is where images of Flink have their configuration.
const configurationDirectory = "/opt/flink/conf"

func configurationFile(j *judge) {
	for _, p := range j.pods() {
		if p.partial {
			continue
		}
		for _, c := range p.containers() {
			version, _, ok := imageTag(c.Image)
			if !ok {
				continue
			}
			for i, mount := range c.VolumeMounts {
				if mount.MountPath != configurationDirectory && path.Dir(mount.MountPath) != configurationDirectory {
					continue
				}
				if name := unread(version, j.filesOf(p, mount)); name != "" {
					j.fail(item(c.path+".volumeMounts", i), "Flink %s does not read %s: call the file %s", version, name, version.ConfigurationFile())
				}
			}
		}
	}
}

// unread is the configuration file among some files, if this version of Flink
// reads none of them.
func unread(version flink.Version, files []string) string {
	release, known := version.Release()
	if !known || slices.ContainsFunc(release.ConfigurationFiles, func(name string) bool { return slices.Contains(files, name) }) {
		return ""
	}
	for _, name := range []string{flink.ConfigYAML, flink.FlinkConf} {
		if slices.Contains(files, name) {
			return name
		}
	}
	return ""
}

// filesOf are the files of ConfigMaps in a mounted volume, as far as they are
// among the objects.
func (j *judge) filesOf(p pod, mount corev1.VolumeMount) []string {
	if mount.SubPath != "" {
		return []string{path.Base(mount.MountPath)}
	}
	var files []string
	for i := range p.spec.Volumes {
		volume := &p.spec.Volumes[i]
		if volume.Name != mount.Name {
			continue
		}
		if volume.ConfigMap != nil {
			files = append(files, j.filesIn(volume.ConfigMap.Name, volume.ConfigMap.Items)...)
		}
		if volume.Projected == nil {
			continue
		}
		for _, from := range volume.Projected.Sources {
			if from.ConfigMap != nil {
				files = append(files, j.filesIn(from.ConfigMap.Name, from.ConfigMap.Items)...)
			}
		}
	}
	return files
}

// filesIn are the files that a ConfigMap of the namespace makes in a volume.
func (j *judge) filesIn(name string, items []corev1.KeyToPath) []string {
	var files []string
	for _, one := range items {
		files = append(files, one.Path)
	}
	if len(items) > 0 {
		return files
	}
	for _, o := range j.objects {
		configuration, ok := o.typed.(*corev1.ConfigMap)
		if ok && o.Namespace == j.Namespace && o.Name == name {
			for key := range configuration.Data {
				files = append(files, key)
			}
		}
	}
	return files
}
