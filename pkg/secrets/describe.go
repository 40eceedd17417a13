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
	add := func(enabled *bool, reference component.SecretReference, d description) {
		if enabled != nil && *enabled && reference.ExistingSecret == "" {
			d.name = reference.SecretName
			all = append(all, d)
		}
	}
	add(spec.MinIO.Enabled, spec.MinIO.Auth, minioSecret(spec))
	add(spec.Redis.Enabled, spec.Redis.Auth.SecretReference, redisSecret(spec))
	add(spec.JuiceFS.Enabled, spec.JuiceFS.Auth, juicefsSecret(spec))
	webhook := spec.Operator.Enabled != nil && *spec.Operator.Enabled && spec.Operator.Webhook.Enabled
	add(&webhook, spec.Operator.Webhook.SecretReference, description{
		part: "flink-kubernetes-operator", namespace: spec.Operator.Namespace,
		values: []Value{{Name: "webhookKeystorePassword", Variable: "FLINKGEN_WEBHOOK_KEYSTORE_PASSWORD"}},
		data:   map[string]string{operator.PasswordKey: "{{ .webhookKeystorePassword }}"},
	})
	for _, namespace := range s3Namespaces(spec) {
		s3 := true
		add(&s3, spec.Storage.S3.Auth, s3Secret(spec, namespace))
	}
	return all
}

func redisSecret(spec *stack.Spec) description {
	auth := spec.Redis.Auth
	return description{
		part: "redis", namespace: spec.Redis.Namespace,
		values: []Value{redisPassword(spec), sentinelPassword(spec)},
		data: map[string]string{
			auth.PasswordKey:         "{{ .redisPassword }}",
			auth.SentinelPasswordKey: "{{ .sentinelPassword }}",
		},
	}
}

func minioSecret(spec *stack.Spec) description {
	return description{
		part: "minio", namespace: spec.MinIO.Namespace,
		values: objectStoreKeys(spec),
		data: map[string]string{
			minio.RootUserKey:     "{{ .accessKey }}",
			minio.RootPasswordKey: "{{ .secretKey }}",
		},
	}
}

// juicefsSecret is the file system as the driver reads it: where its metadata
// and data are, and with which credentials.
func juicefsSecret(spec *stack.Spec) description {
	j := spec.JuiceFS
	d := description{
		part: "juicefs-csi-driver", namespace: j.Namespace,
		values: objectStoreKeys(spec),
		data: map[string]string{
			juicefs.KeyName:      literal(j.FileSystemName),
			juicefs.KeyMetaURL:   literal(j.MetaURL),
			juicefs.KeyStorage:   literal(j.Storage),
			juicefs.KeyBucket:    literal(j.Bucket),
			juicefs.KeyAccessKey: "{{ .accessKey }}",
			juicefs.KeySecretKey: "{{ .secretKey }}",
		},
	}
	if metaURL := withPassword(j.MetaURL); metaURL != literal(j.MetaURL) {
		d.values = append([]Value{redisPassword(spec)}, d.values...)
		d.data[juicefs.KeyMetaURL] = metaURL
	}
	var environment []string
	if on(spec.Redis.Enabled) {
		d.values = append(d.values, sentinelPassword(spec))
		environment = append(environment, `"SENTINEL_PASSWORD": {{ printf "%q" .sentinelPassword }}`)
	}
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
	return description{
		part: "flink", namespace: namespace,
		values: objectStoreKeys(spec),
		data: map[string]string{
			stack.S3AccessKey: "{{ .accessKey }}",
			stack.S3SecretKey: "{{ .secretKey }}",
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

func redisPassword(spec *stack.Spec) Value {
	return Value{Name: "redisPassword", Variable: "FLINKGEN_REDIS_PASSWORD", Held: redisHolder(spec)}
}

func sentinelPassword(spec *stack.Spec) Value {
	return Value{Name: "sentinelPassword", Variable: "FLINKGEN_SENTINEL_PASSWORD", Held: redisHolder(spec)}
}

// redisHolder says who has the passwords of Redis already.
func redisHolder(spec *stack.Spec) string {
	switch {
	case !on(spec.Redis.Enabled):
		return "the external metadata store"
	case spec.Redis.Auth.ExistingSecret != "":
		return "Secret " + spec.Redis.Namespace + "/" + spec.Redis.Auth.ExistingSecret
	}
	return ""
}

// objectStoreKeys are the credentials of MinIO's root user or of the external store.
func objectStoreKeys(spec *stack.Spec) []Value {
	held := ""
	switch {
	case !on(spec.MinIO.Enabled):
		held = "the external object store"
	case spec.MinIO.Auth.ExistingSecret != "":
		held = "Secret " + spec.MinIO.Namespace + "/" + spec.MinIO.Auth.ExistingSecret
	}
	return []Value{
		{Name: "accessKey", Variable: "FLINKGEN_ACCESS_KEY", Held: held},
		{Name: "secretKey", Variable: "FLINKGEN_SECRET_KEY", Held: held},
	}
}

// withPassword puts the place of the password into a metadata URL. The
// template escapes it as a URL needs it.
func withPassword(metaURL string) string {
	scheme, rest, found := strings.Cut(metaURL, "://")
	if !found || scheme != "redis" && scheme != "rediss" {
		return literal(metaURL)
	}
	return literal(scheme+"://") + ":{{ .redisPassword | urlquery }}@" + literal(rest)
}

// literal keeps text of the stack from being read as a template.
func literal(text string) string { return strings.ReplaceAll(text, "{{", `{{ "{{" }}`) }

func on(enabled *bool) bool { return enabled != nil && *enabled }
