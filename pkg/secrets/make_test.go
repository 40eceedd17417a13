package secrets_test

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/secrets"
)

// The Secrets of the default stack hold the same values where they must, with
// values of every character that is allowed.
func TestConsistent(t *testing.T) {
	for name, source := range map[string]secrets.Source{"random": secrets.Random(), "special characters": named} {
		t.Run(name, func(t *testing.T) {
			all := made(t, complete(t, "default"), source)
			store, meta, files := all["minio/minio"], all["redis/redis"], all["juicefs/juicefs-sc-secret"]
			if files[juicefs.KeyAccessKey] != store[minio.RootUserKey] || files[juicefs.KeySecretKey] != store[minio.RootPasswordKey] {
				t.Error("the keys of JuiceFS are not those of MinIO")
			}
			if store[minio.RootUserKey] == store[minio.RootPasswordKey] {
				t.Error("MinIO's user and password are one")
			}
			// JuiceFS takes the URL apart with net/url.
			address, err := url.Parse(files[juicefs.KeyMetaURL])
			if err != nil {
				t.Fatalf("the metadata URL does not parse: %v", err)
			}
			password, _ := address.User.Password()
			if password != meta[redis.PasswordKey] || address.User.Username() != "" {
				t.Error("the metadata URL holds another password than Redis, or a user")
			}
			if without, _, _ := strings.Cut(address.Host, ","); without != "mymaster" || address.Path != "/0" {
				t.Errorf("the metadata URL leads to %s%s", address.Host, address.Path)
			}
			var variables map[string]string
			if err := json.Unmarshal([]byte(files[juicefs.KeyEnvs]), &variables); err != nil {
				t.Fatalf("envs is no JSON: %v", err)
			}
			want := map[string]string{"SENTINEL_PASSWORD": meta[redis.SentinelPasswordKey], "TZ": "UTC"}
			if diff := cmp.Diff(want, variables); diff != "" {
				t.Errorf("envs (-want +got):\n%s", diff)
			}
			if len(all) != 4 || all["flink/flink-operator-webhook-secret"][operator.PasswordKey] == "" {
				t.Errorf("want four Secrets, with one for the webhook: %d", len(all))
			}
		})
	}
}

// One entry for the passwords of Redis and Sentinel is one password, for JuiceFS
// too and in an ExternalSecret.
func TestOnePassword(t *testing.T) {
	s := complete(t, "default", "redis.auth.sentinelPasswordKey="+redis.PasswordKey)
	all := made(t, s, secrets.Random())
	meta, files := all["redis/redis"], all["juicefs/juicefs-sc-secret"]
	if len(meta) != 1 || meta[redis.PasswordKey] == "" {
		t.Fatalf("the Secret of Redis has %d entries", len(meta))
	}
	address, err := url.Parse(files[juicefs.KeyMetaURL])
	if err != nil {
		t.Fatal(err)
	}
	var variables map[string]string
	if err := json.Unmarshal([]byte(files[juicefs.KeyEnvs]), &variables); err != nil {
		t.Fatal(err)
	}
	password, _ := address.User.Password()
	if password != meta[redis.PasswordKey] || variables["SENTINEL_PASSWORD"] != meta[redis.PasswordKey] {
		t.Error("JuiceFS has another password than Redis")
	}
	objects, err := secrets.External(s, "store")
	if err != nil {
		t.Fatal(err)
	}
	for _, object := range objects {
		asked := map[string]bool{}
		for _, value := range object.(*secrets.ExternalSecret).Spec.Data {
			if asked[value.SecretKey] {
				t.Errorf("ExternalSecret %s asks for %s twice", object.GetName(), value.SecretKey)
			}
			asked[value.SecretKey] = true
		}
	}
}

// A Secret is complete: type, labels, text.
func TestSecretObjects(t *testing.T) {
	for _, name := range scenarios(t) {
		objects, err := secrets.Make(complete(t, name, "metadata.labels.team=blue"), named)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range objects {
			secret := o.(*corev1.Secret)
			if secret.APIVersion != "v1" || secret.Kind != "Secret" || secret.Type != corev1.SecretTypeOpaque || secret.Namespace == "" || secret.Name == "" {
				t.Errorf("%s: %+v", name, secret.ObjectMeta)
			}
			if secret.Labels["app.kubernetes.io/managed-by"] != "flinkgen" || secret.Labels["team"] != "blue" {
				t.Errorf("%s: labels of %s: %v", name, secret.Name, secret.Labels)
			}
			for key, text := range secret.StringData {
				if text == "" || strings.Contains(text, "<no value>") || strings.Contains(text, "{{") {
					t.Errorf("%s: %s of %s is not whole", name, key, secret.Name)
				}
			}
		}
	}
}

var whole = regexp.MustCompile(`^[A-Za-z0-9]{32}$`)

// Random values are 32 letters and digits, and no two are alike, in one run or
// in two.
func TestRandom(t *testing.T) {
	seen := map[string]string{}
	characters := map[rune]bool{}
	random := secrets.Random()
	for range 2 {
		for _, name := range []string{"redisPassword", "sentinelPassword", "minioRootUser", "minioRootPassword", "webhookKeystorePassword"} {
			for range 50 {
				text, err := random(secrets.Value{Name: name})
				if err != nil {
					t.Fatal(err)
				}
				if !whole.MatchString(text) {
					t.Errorf("%s has %d characters, or others than letters and digits", name, len(text))
				}
				if seen[text] != "" {
					t.Errorf("%s and %s are alike", name, seen[text])
				}
				seen[text] = name
				for _, r := range text {
					characters[r] = true
				}
			}
		}
	}
	if len(characters) != 62 {
		t.Errorf("only %d of 62 characters are drawn", len(characters))
	}
	one, two := made(t, complete(t, "default"), random), made(t, complete(t, "default"), random)
	for name, data := range one {
		for key, text := range data {
			if whole.MatchString(text) && two[name][key] == text {
				t.Errorf("%s, %s is the same in two runs", name, key)
			}
		}
	}
}

// What the user keeps is left out, and what others hold is never invented.
func TestHeld(t *testing.T) {
	for _, test := range []struct {
		name, stack string
		set         []string
		secrets     []string
		// held are the values, each with its holder, that cannot be invented.
		held []string
	}{
		{"default", "default", nil, []string{"flink/flink-operator-webhook-secret", "juicefs/juicefs-sc-secret", "minio/minio", "redis/redis"}, nil},
		{"MinIO's Secret is there", "default", []string{"minio.auth.existingSecret=root"},
			[]string{"flink/flink-operator-webhook-secret", "juicefs/juicefs-sc-secret", "redis/redis"},
			[]string{"FLINKGEN_MINIO_ROOT_USER Secret minio/root", "FLINKGEN_MINIO_ROOT_PASSWORD Secret minio/root"}},
		{"Redis' Secret is there", "default", []string{"redis.auth.existingSecret=passwords"},
			[]string{"flink/flink-operator-webhook-secret", "juicefs/juicefs-sc-secret", "minio/minio"},
			[]string{"FLINKGEN_REDIS_PASSWORD Secret redis/passwords", "FLINKGEN_SENTINEL_PASSWORD Secret redis/passwords"}},
		{"all Secrets are there", "default", []string{"minio.auth.existingSecret=a", "redis.auth.existingSecret=b", "juicefs.auth.existingSecret=c", "operator.webhook.existingSecret=d"}, nil, nil},
		{"no webhook", "default", []string{"operator.webhook.enabled=false"}, []string{"juicefs/juicefs-sc-secret", "minio/minio", "redis/redis"}, nil},
		{"external stores, Secret is there", "external-stores", nil, []string{"flink/flink-operator-webhook-secret"}, nil},
		{"external stores", "external-stores", []string{"juicefs.auth.existingSecret="}, []string{"flink/flink-operator-webhook-secret", "juicefs/juicefs-sc-secret"},
			[]string{"FLINKGEN_META_PASSWORD the external metadata store", "FLINKGEN_JUICEFS_ACCESS_KEY the object store at https://flink-state.s3.eu-central-1.amazonaws.com", "FLINKGEN_JUICEFS_SECRET_KEY the object store at https://flink-state.s3.eu-central-1.amazonaws.com"}},
		{"metadata in another engine", "external-stores", []string{"juicefs.auth.existingSecret=", "juicefs.metaURL=tikv://pd:2379/juicefs"}, []string{"flink/flink-operator-webhook-secret", "juicefs/juicefs-sc-secret"},
			[]string{"FLINKGEN_META_PASSWORD the external metadata store", "FLINKGEN_JUICEFS_ACCESS_KEY the object store at https://flink-state.s3.eu-central-1.amazonaws.com", "FLINKGEN_JUICEFS_SECRET_KEY the object store at https://flink-state.s3.eu-central-1.amazonaws.com"}},
		{"S3 in the namespace of every job", "watch-namespaces", []string{"storage.s3.auth.existingSecret="},
			[]string{"flink-operator/flink-operator-webhook-secret", "flink-operator/flink-s3", "team-a/flink-s3", "team-b/flink-s3"},
			[]string{"FLINKGEN_S3_ACCESS_KEY the object store at https://s3.example.com", "FLINKGEN_S3_SECRET_KEY the object store at https://s3.example.com"}},
		{"S3 elsewhere beside the stack's MinIO", "default", []string{"minio.enabled=true", "juicefs.enabled=false", "storage.type=s3", "storage.s3.bucket=b", "storage.s3.endpoint=https://s3.example.com"},
			[]string{"flink/flink-operator-webhook-secret", "flink/flink-s3", "minio/minio"},
			[]string{"FLINKGEN_S3_ACCESS_KEY the object store at https://s3.example.com", "FLINKGEN_S3_SECRET_KEY the object store at https://s3.example.com"}},
		{"a bucket elsewhere beside the stack's MinIO", "default", []string{"minio.enabled=true", "juicefs.bucket=https://s3.example.com/b"},
			[]string{"flink/flink-operator-webhook-secret", "juicefs/juicefs-sc-secret", "minio/minio", "redis/redis"},
			[]string{"FLINKGEN_JUICEFS_ACCESS_KEY the object store at https://s3.example.com/b", "FLINKGEN_JUICEFS_SECRET_KEY the object store at https://s3.example.com/b"}},
		{"S3 on the stack's MinIO", "default", []string{"minio.enabled=true", "juicefs.enabled=false", "storage.type=s3", "storage.s3.bucket=b"},
			[]string{"flink/flink-operator-webhook-secret", "flink/flink-s3", "minio/minio"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := complete(t, test.stack, test.set...)
			var names []string
			objects, err := secrets.Make(s, named)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range objects {
				names = append(names, o.GetNamespace()+"/"+o.GetName())
			}
			if diff := cmp.Diff(test.secrets, names, sorted); diff != "" {
				t.Errorf("Secrets (-want +got):\n%s", diff)
			}
			_, err = secrets.Make(s, secrets.Random())
			if (err != nil) != (test.held != nil) {
				t.Fatalf("random values: %v; held are %q", err, test.held)
			}
			for _, value := range test.held {
				variable, holder, _ := strings.Cut(value, " ")
				if want := "is held by " + holder + " and cannot be invented: give it as " + variable + " with --from env"; !strings.Contains(err.Error(), want) {
					t.Errorf("random values are refused with\n%v\nwhich lacks\n%s", err, want)
				}
			}
		})
	}
}

// Text of the stack is no template.
func TestTextIsNoTemplate(t *testing.T) {
	s := complete(t, "default", `juicefs.formatOptions="{{ .redisPassword }}"`, `timeZone="{{ .minioRootUser }}"`)
	files := made(t, s, named)["juicefs/juicefs-sc-secret"]
	if got := files[juicefs.KeyFormatOptions]; got != "{{ .redisPassword }}" {
		t.Errorf("format-options is %q", got)
	}
	if got := files[juicefs.KeyEnvs]; !strings.Contains(got, `"TZ": "{{ .minioRootUser }}"`) {
		t.Errorf("envs is %q", got)
	}
}
