package secrets

import (
	"strings"

	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// place is where the value goes in a template.
func (v Value) place() string { return "{{ ." + v.Name + " }}" }

// objectStoreKeys are the credentials of an object store.
type objectStoreKeys struct {
	access, secret Value
}

func (k objectStoreKeys) values() []Value { return []Value{k.access, k.secret} }

// minioKeys are the credentials of the root user of the stack's MinIO.
func minioKeys(spec *stack.Spec) objectStoreKeys {
	held := ""
	if existing := spec.MinIO.Auth.ExistingSecret; existing != "" {
		held = "Secret " + spec.MinIO.Namespace + "/" + existing
	}
	return objectStoreKeys{
		access: Value{Name: "minioRootUser", Variable: "FLINKGEN_MINIO_ROOT_USER", Held: held},
		secret: Value{Name: "minioRootPassword", Variable: "FLINKGEN_MINIO_ROOT_PASSWORD", Held: held},
	}
}

// keysOf are the credentials of whoever uses the store at a URL: those of the
// stack's MinIO if it is there, otherwise their own, which the store has.
func keysOf(spec *stack.Spec, url, name, variable string) objectStoreKeys {
	endpoint := minio.Endpoint(spec.MinIO.Values)
	if on(spec.MinIO.Enabled) && (url == endpoint || strings.HasPrefix(url, endpoint+"/")) {
		return minioKeys(spec)
	}
	held := "the object store at " + url
	return objectStoreKeys{
		access: Value{Name: name + "AccessKey", Variable: "FLINKGEN_" + variable + "_ACCESS_KEY", Held: held},
		secret: Value{Name: name + "SecretKey", Variable: "FLINKGEN_" + variable + "_SECRET_KEY", Held: held},
	}
}

// metadata is how JuiceFS reaches its metadata store.
type metadata struct {
	url         string
	environment []string
	values      []Value
}

// metadataOf puts the place of the password where the metadata store wants it:
// into the URL of Redis, and into META_PASSWORD for every other engine
// (juicedata/juicefs, cmd/mount.go). Sentinel has a password of its own.
func metadataOf(spec *stack.Spec) metadata {
	url := spec.JuiceFS.MetaURL
	scheme, rest, _ := strings.Cut(url, "://")
	password := metadataPassword(spec)
	m := metadata{url: literal(url), values: []Value{password}}
	if scheme != "redis" && scheme != "rediss" {
		m.environment = append(m.environment, `"META_PASSWORD": {{ printf "%q" .`+password.Name+` }}`)
		return m
	}
	user, hosts, hasUser := strings.Cut(rest, "@")
	if !hasUser {
		user, hosts = "", rest
	}
	m.url = literal(scheme+"://"+user) + ":{{ ." + password.Name + " | urlquery }}@" + literal(hosts)
	if name, _, sentinel := strings.Cut(hosts, ","); sentinel && !strings.Contains(name, ":") {
		word := sentinelPassword(spec)
		m.values = append(m.values, word)
		m.environment = append(m.environment, `"SENTINEL_PASSWORD": {{ printf "%q" .`+word.Name+` }}`)
	}
	return m
}

// inStack says whether the metadata is in the stack's Redis.
func inStack(spec *stack.Spec) bool {
	if !on(spec.Redis.Enabled) {
		return false
	}
	for _, host := range redis.Hosts(spec.Redis.Values) {
		if strings.Contains(spec.JuiceFS.MetaURL, host) {
			return true
		}
	}
	service := spec.Redis.Name + "." + spec.Redis.Namespace + "."
	return strings.Contains(spec.JuiceFS.MetaURL, ","+service) || strings.Contains(spec.JuiceFS.MetaURL, "//"+service)
}

func metadataPassword(spec *stack.Spec) Value {
	if inStack(spec) {
		return redisPassword(spec)
	}
	return Value{Name: "metaPassword", Variable: "FLINKGEN_META_PASSWORD", Held: "the external metadata store"}
}

func redisPassword(spec *stack.Spec) Value {
	return Value{Name: "redisPassword", Variable: "FLINKGEN_REDIS_PASSWORD", Held: redisHolder(spec)}
}

func sentinelPassword(spec *stack.Spec) Value {
	if !inStack(spec) && !on(spec.Redis.Enabled) {
		return Value{Name: "sentinelPassword", Variable: "FLINKGEN_SENTINEL_PASSWORD", Held: "the external Sentinel"}
	}
	if auth := spec.Redis.Auth; auth.SentinelPasswordKey == auth.PasswordKey {
		// One entry of the Secret is one password.
		return redisPassword(spec)
	}
	return Value{Name: "sentinelPassword", Variable: "FLINKGEN_SENTINEL_PASSWORD", Held: redisHolder(spec)}
}

// redisHolder says who has the passwords of the stack's Redis already.
func redisHolder(spec *stack.Spec) string {
	if existing := spec.Redis.Auth.ExistingSecret; existing != "" {
		return "Secret " + spec.Redis.Namespace + "/" + existing
	}
	return ""
}
