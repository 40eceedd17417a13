package secrets

import (
	"fmt"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// description is a Secret before its values are known.
type description struct {
	part, namespace, name string
	// values that the data needs.
	values []Value
	// data holds text by key, with the values as {{ .name }}.
	data map[string]string
}

// describe gives the Secrets of a completed stack, in the order of its parts.
func describe(s *stack.Stack) []description {
	spec := &s.Spec
	var all []description
	add := func(enabled bool, reference component.SecretReference, d description) {
		if enabled && reference.ExistingSecret == "" {
			d.name = reference.SecretName
			all = append(all, d)
		}
	}
	add(on(spec.MinIO.Enabled), spec.MinIO.Auth, minioSecret(spec))
	add(on(spec.Redis.Enabled), spec.Redis.Auth.SecretReference, redisSecret(spec))
	add(on(spec.JuiceFS.Enabled), spec.JuiceFS.Auth, juicefsSecret(spec))
	add(on(spec.Operator.Enabled) && spec.Operator.Webhook.Enabled, spec.Operator.Webhook.SecretReference, description{
		part: "flink-kubernetes-operator", namespace: spec.Operator.Namespace,
		values: []Value{{Name: "webhookKeystorePassword", Variable: "FLINKGEN_WEBHOOK_KEYSTORE_PASSWORD"}},
		data:   map[string]string{operator.PasswordKey: "{{ .webhookKeystorePassword }}"},
	})
	for _, namespace := range s3Namespaces(spec) {
		add(true, spec.Storage.S3.Auth, s3Secret(spec, namespace))
	}
	return all
}

func redisSecret(spec *stack.Spec) description {
	auth := spec.Redis.Auth
	return description{
		part: "redis", namespace: spec.Redis.Namespace,
		values: []Value{redisPassword(spec), sentinelPassword(spec)},
		data: map[string]string{
			auth.PasswordKey:         "{{ ." + redisPassword(spec).Name + " }}",
			auth.SentinelPasswordKey: "{{ ." + sentinelPassword(spec).Name + " }}",
		},
	}
}

func minioSecret(spec *stack.Spec) description {
	return description{
		part: "minio", namespace: spec.MinIO.Namespace,
		values: minioKeys(spec).values(),
		data: map[string]string{
			minio.RootUserKey:     minioKeys(spec).access.place(),
			minio.RootPasswordKey: minioKeys(spec).secret.place(),
		},
	}
}

// juicefsSecret is the file system as the driver reads it: where its metadata
// and data are, and with which credentials.
func juicefsSecret(spec *stack.Spec) description {
	j := spec.JuiceFS
	keys := keysOf(spec, j.Bucket, "juicefs", "JUICEFS")
	metadata := metadataOf(spec)
	d := description{
		part: "juicefs-csi-driver", namespace: j.Namespace,
		values: append(metadata.values, keys.values()...),
		data: map[string]string{
			juicefs.KeyName:      literal(j.FileSystemName),
			juicefs.KeyMetaURL:   metadata.url,
			juicefs.KeyStorage:   literal(j.Storage),
			juicefs.KeyBucket:    literal(j.Bucket),
			juicefs.KeyAccessKey: keys.access.place(),
			juicefs.KeySecretKey: keys.secret.place(),
		},
	}
	environment := metadata.environment
	if j.TimeZone != "" {
		environment = append(environment, literal(fmt.Sprintf(`"TZ": %q`, j.TimeZone)))
	}
	if len(environment) > 0 {
		d.data[juicefs.KeyEnvs] = "{" + strings.Join(environment, ", ") + "}"
	}
	if j.FormatOptions != "" {
		d.data[juicefs.KeyFormatOptions] = literal(j.FormatOptions)
	}
	return d
}

func s3Secret(spec *stack.Spec, namespace string) description {
	keys := keysOf(spec, spec.Storage.S3.Endpoint, "s3", "S3")
	return description{
		part: "flink", namespace: namespace,
		values: keys.values(),
		data: map[string]string{
			stack.S3AccessKey: keys.access.place(),
			stack.S3SecretKey: keys.secret.place(),
		},
	}
}

// s3Namespaces are where pods use the object store directly.
func s3Namespaces(spec *stack.Spec) []string {
	if spec.Storage.Type != stack.StorageS3 {
		return nil
	}
	var namespaces []string
	seen := map[string]bool{}
	add := func(enabled *bool, namespace string) {
		if on(enabled) && !seen[namespace] {
			seen[namespace] = true
			namespaces = append(namespaces, namespace)
		}
	}
	add(spec.HistoryServer.Enabled, spec.HistoryServer.Namespace)
	for i := range spec.Jobs {
		add(spec.Jobs[i].Enabled, spec.Jobs[i].Namespace)
	}
	return namespaces
}

// literal keeps text of the stack from being read as a template.
func literal(text string) string { return strings.ReplaceAll(text, "{{", `{{ "{{" }}`) }

func on(enabled *bool) bool { return enabled != nil && *enabled }
