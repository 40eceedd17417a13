package stack

import (
	"net/url"
	"path"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/hadoop"
)

// Where Hadoop's client finds its configuration and a keytab.
const (
	hadoopVolume        = "hadoop-configuration"
	hadoopConfiguration = "/opt/hadoop/conf"
	keytabVolume        = "kerberos-keytab"
	keytabDirectory     = "/opt/hadoop/keytab"
	keytabKey           = "keytab"
)

// hdfs checks the file system and names its configuration.
func (c *completion) hdfs(at *field.Path, h *HDFS) {
	fill(&h.Directory, "/flink")
	fill(&h.ConfigMapName, hadoop.Defaults().ConfigMapName)
	uri, err := url.Parse(h.URI)
	switch {
	case h.URI == "":
		c.fail(field.Required(at.Child("uri"), "name the file system, such as hdfs://namenode.example.com:8020, or hdfs://nameservice with the files that explain it"))
	case err != nil || uri.Scheme != "hdfs" || uri.Host == "" || uri.Path != "" && uri.Path != "/":
		c.fail(field.Invalid(at.Child("uri"), h.URI, "write hdfs:// and the host or nameservice; the path belongs into directory"))
	}
	if !path.IsAbs(h.Directory) || path.Clean(h.Directory) != h.Directory {
		c.fail(field.Invalid(at.Child("directory"), h.Directory, "write an absolute path without a slash at the end, such as /flink"))
	}
	if (h.Kerberos.Principal == "") != (h.Kerberos.SecretName == "") {
		c.fail(field.Required(at.Child("kerberos"), "a login needs both principal and secretName"))
	}
	if h.Kerberos.Principal != "" && h.User != "" {
		c.fail(field.Forbidden(at.Child("user"), "with Kerberos the principal is the user: remove it"))
	}
}

// hdfsURI is a directory of the file system.
func hdfsURI(h HDFS, below ...string) string {
	return "hdfs://" + hdfsHost(h) + path.Join(append([]string{h.Directory}, below...)...)
}

func hdfsHost(h HDFS) string {
	uri, err := url.Parse(h.URI)
	if err != nil {
		return ""
	}
	return uri.Host
}

// onHDFS lets a pod use the file system.
func onHDFS(h HDFS, pod *component.Pod) {
	env := []corev1.EnvVar{{Name: "HADOOP_CONF_DIR", Value: hadoopConfiguration}}
	if h.User != "" {
		env = append(env, corev1.EnvVar{Name: "HADOOP_USER_NAME", Value: h.User})
	}
	addEnv(&pod.ExtraEnv, env...)
	addPodVolume(pod, hadoopConfiguration, corev1.Volume{Name: hadoopVolume, VolumeSource: corev1.VolumeSource{
		ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: corev1.LocalObjectReference{Name: h.ConfigMapName}},
	}})
	if h.Kerberos.SecretName != "" {
		addPodVolume(pod, keytabDirectory, corev1.Volume{Name: keytabVolume, VolumeSource: corev1.VolumeSource{
			Secret: &corev1.SecretVolumeSource{SecretName: h.Kerberos.SecretName, DefaultMode: new(int32(0o440))},
		}})
	}
}

// hdfsOptions are what Flink needs besides.
func hdfsOptions(h HDFS) map[string]string {
	if h.Kerberos.Principal == "" {
		return nil
	}
	return map[string]string{
		"security.kerberos.login.keytab":    keytabDirectory + "/" + keytabKey,
		"security.kerberos.login.principal": h.Kerberos.Principal,
	}
}

// addPodVolume mounts a volume read-only, unless it is there.
func addPodVolume(pod *component.Pod, at string, volume corev1.Volume) {
	if slices.ContainsFunc(pod.ExtraVolumes, func(v corev1.Volume) bool { return v.Name == volume.Name }) {
		return
	}
	pod.ExtraVolumes = append(slices.Clip(pod.ExtraVolumes), volume)
	pod.ExtraVolumeMounts = append(slices.Clip(pod.ExtraVolumeMounts), corev1.VolumeMount{Name: volume.Name, MountPath: at, ReadOnly: true})
}

// jobOnHDFS lets the job keep its state in the file system.
func (c *completion) jobOnHDFS(j *Job) {
	h := c.spec.Storage.HDFS
	directories(j, hdfsURI(h, j.Namespace, j.Name))
	if on(c.spec.HistoryServer.Enabled) {
		fill(&j.ArchiveDir, c.spec.HistoryServer.ArchiveDir)
	}
	fill(&j.Logs.Volume, "ephemeral")
	onHDFS(h, &j.Pod)
	addOptions(j, hdfsOptions(h))
	c.hadoopNamespace(j.Namespace)
}

// addOptions sets options that are not written.
func addOptions(j *Job, options map[string]string) {
	if j.FlinkConfiguration == nil {
		j.FlinkConfiguration = map[string]string{}
	}
	for key, value := range options {
		if _, written := j.FlinkConfiguration[key]; !written {
			j.FlinkConfiguration[key] = value
		}
	}
}

// historyOnHDFS reads the archive from the file system.
func (c *completion) historyOnHDFS(s *HistoryServer) {
	h := c.spec.Storage.HDFS
	s.Persistence.Enabled, s.Persistence.Create = false, false
	fill(&s.ArchiveDir, hdfsURI(h, "history"))
	onHDFS(h, &s.Pod)
	extraConfiguration(s, hdfsOptions(h))
	c.hadoopNamespace(s.Namespace)
}

// hadoopNamespace brings the configuration into a namespace.
func (c *completion) hadoopNamespace(name string) {
	h := &c.spec.Storage.HDFS
	namespace := hadoop.Namespace{Name: name}
	if len(h.Files) > 0 && !slices.Contains(h.Namespaces, namespace) {
		h.Namespaces = append(slices.Clip(h.Namespaces), namespace)
	}
}
