package stack

import (
	"fmt"
	"path"
	"slices"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component/minio"
)

// The keys of the Secret with the credentials of the object store.
const (
	S3AccessKey = "access-key"
	S3SecretKey = "secret-key"
)

const (
	s3PluginVolume = "s3-plugin"
	// builtInPlugins is the variable by which the images enable plugins.
	builtInPlugins = "ENABLE_BUILT_IN_PLUGINS"
)

// storage derives where jobs keep their state.
func (c *completion) storage() {
	s := &c.spec.Storage
	at := specPath("storage")
	switch s.Type {
	case StorageVolume:
		if on(c.spec.JuiceFS.Enabled) {
			fill(&s.StorageClassName, c.spec.JuiceFS.StorageClass.Name)
		}
		if s.StorageClassName == "" && c.storageNeeded() {
			c.fail(field.Required(at.Child("storageClassName"), "JuiceFS is not enabled: name a StorageClass that allows ReadWriteMany, or set spec.storage.type to s3"))
		}
	case StorageS3:
		if on(c.spec.MinIO.Enabled) && s.S3.Endpoint == "" {
			s.S3.Endpoint = minio.Endpoint(c.spec.MinIO.Values)
		}
		if s.S3.Bucket == "" {
			c.fail(field.Required(at.Child("s3", "bucket"), "name a bucket that exists"))
		}
		c.secret(&s.S3.Auth, "flink-s3")
	case StorageHDFS:
		c.hdfs(at.Child("hdfs"), &s.HDFS)
	}
}

// storageNeeded says whether anything of the stack derives a place from it.
func (c *completion) storageNeeded() bool {
	managed := func(j Job) bool { return on(j.Enabled) && j.Managed }
	return on(c.spec.HistoryServer.Enabled) || len(c.spec.Jobs) == 0 || slices.ContainsFunc(c.spec.Jobs, managed)
}

// s3URI is a directory of the object store.
func s3URI(s3 S3, below ...string) string {
	return "s3://" + path.Join(append([]string{s3.Bucket, s3.Prefix}, below...)...)
}

// s3Options are the options of Flink's S3 file systems.
func s3Options(s3 S3) map[string]string {
	options := map[string]string{}
	if s3.Endpoint != "" {
		options["s3.endpoint"] = s3.Endpoint
	}
	if s3.Region != "" {
		options["s3.region"] = s3.Region
	}
	if s3.PathStyleAccess {
		options["s3.path.style.access"] = strconv.FormatBool(true)
	}
	return options
}

// s3Plugin is the jar below /opt/flink/opt of the images.
func s3Plugin(s3 S3, flinkRelease string) string {
	return fmt.Sprintf("flink-s3-fs-%s-%s.jar", s3.Plugin, flinkRelease)
}

// s3Env makes the image's entrypoint enable the plugin, and gives it the
// credentials by the names that every S3 client knows.
func s3Env(s3 S3, plugin string) []corev1.EnvVar {
	return append([]corev1.EnvVar{{Name: builtInPlugins, Value: plugin}}, s3Credentials(s3)...)
}

func s3Credentials(s3 S3) []corev1.EnvVar {
	from := func(key string) *corev1.EnvVarSource {
		return &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
			LocalObjectReference: corev1.LocalObjectReference{Name: s3.Auth.SecretName},
			Key:                  key,
		}}
	}
	return []corev1.EnvVar{
		{Name: "AWS_ACCESS_KEY_ID", ValueFrom: from(S3AccessKey)},
		{Name: "AWS_SECRET_ACCESS_KEY", ValueFrom: from(S3SecretKey)},
	}
}
