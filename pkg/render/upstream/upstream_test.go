package upstream_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/render/upstream"
	"github.com/flinkgen/flinkgen/pkg/secrets"
)

// A value of the stack reaches its key, whatever the version calls it.
func TestValues(t *testing.T) {
	for _, test := range []struct {
		name, stack string
		set         []string
		chart, key  string
		// want is JSON; empty for a key that is not written.
		want string
	}{
		{"class before the rename", "seed-000", nil, "redis", "global.storageClass", `"local-storage-redis"`},
		{"class after the rename", "default", nil, "redis", "global.defaultStorageClass", `"local-storage-redis"`},
		{"no old key after the rename", "default", nil, "redis", "global.storageClass", ""},
		{"other name", "default", []string{"redis.name=meta"}, "redis", "fullnameOverride", `"meta"`},
		{"same name", "default", nil, "redis", "fullnameOverride", ""},
		{"existing Secret", "default", []string{"redis.auth.existingSecret=mine"}, "redis", "auth.existingSecret", `"mine"`},
		{"existing Secret of MinIO", "default", []string{"minio.auth.existingSecret=mine"}, "minio", "auth.existingSecret", `"mine"`},
		{"Secret of the webhook", "default", nil, "flink-kubernetes-operator", "webhook.keystore.passwordSecretRef.name", `"flink-operator-webhook-secret"`},
		{"own image of Bitnami", "default", []string{"redis.image=docker.io/bitnamisecure/redis:latest"}, "redis", "image.repository", `"bitnamisecure/redis"`},
		{"own image of another", "default", []string{"redis.image=docker.io/library/redis:8"}, "redis", "image.repository", `"bitnamilegacy/redis"`},
		{"own affinity", "default", []string{"redis.affinity=null"}, "redis", "replica.podAntiAffinityPreset", `""`},
		{"one MinIO", "default", []string{"minio.replicas=1", "minio.drivesPerNode=1"}, "minio", "mode", `"standalone"`},
		{"one MinIO has no replicas", "default", []string{"minio.replicas=1", "minio.drivesPerNode=1"}, "minio", "statefulset.replicaCount", ""},
		{"one MinIO gives way", "default", []string{"minio.replicas=1", "minio.drivesPerNode=1"}, "minio", "updateStrategy.type", `"Recreate"`},
		{"no resources and no preset", "default", []string{"minio.resources={limits: null, requests: null}"}, "minio", "resourcesPreset", `"none"`},
		{"who may connect", "default", []string{"redis.networkPolicy.from=[{namespaceSelector: {}}]"}, "redis", "networkPolicy.allowExternal", "false"},
		{"what looks like a template", "default", []string{"redis.podAnnotations={a: '{{ b }}'}"}, "redis", "replica.podAnnotations.a", "\"{{ `{{` }} b }}\""},
		{"what the old chart copies", "seed-000", []string{"ingress.config={a: '{{ b }}'}"}, "ingress-nginx", "controller.config.a", `"{{ b }}"`},
		{"what the new chart reads", "default", []string{"ingress.config={a: '{{ b }}'}"}, "ingress-nginx", "controller.config.a", "\"{{ `{{` }} b }}\""},
		{"our pods become the chart's", "default", []string{"juicefs.controller.affinity={nodeAffinity: {}}"}, "juicefs-csi-driver", "controller.affinity.podAntiAffinity", `{"preferredDuringSchedulingIgnoredDuringExecution":[{"podAffinityTerm":{"labelSelector":{"matchLabels":{"app":"juicefs-csi-controller"}},"topologyKey":"kubernetes.io/hostname"},"weight":100}]}`},
		{"our pods become those of MinIO", "default", []string{"minio.affinity={nodeAffinity: {}}"}, "minio", "affinity.podAntiAffinity", `{"requiredDuringSchedulingIgnoredDuringExecution":[{"labelSelector":{"matchLabels":{"app.kubernetes.io/instance":"minio","app.kubernetes.io/name":"minio"}},"topologyKey":"kubernetes.io/hostname"}]}`},
		{"an argument", "default", []string{"ingress.extraArgs=[--watch-namespace=flink, --v=2]"}, "ingress-nginx", "controller.extraArgs.watch-namespace", `"flink"`},
		{"a selector instead of the chart's", "default", []string{"ingress.nodeSelector={disk: ssd, kubernetes.io/os: null}"}, "ingress-nginx", `controller.nodeSelector.kubernetes\.io/os`, "null"},
		{"snippets", "default", []string{"ingress.config={allow-snippet-annotations: 'true'}"}, "ingress-nginx", "controller.allowSnippetAnnotations", "true"},
		{"snippets are there once", "default", []string{"ingress.config={allow-snippet-annotations: 'true'}"}, "ingress-nginx", "controller.config", ""},
		{"a digest", "default", []string{"juicefs.image=docker.io/a/b:v1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}, "juicefs-csi-driver", "image.tag", `"v1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"`},
		{"a digest alone", "default", []string{"juicefs.image=docker.io/a/b@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}, "juicefs-csi-driver", "image.repository", `"docker.io/a/b@sha256"`},
		{"no limit of CPU", "default", nil, "juicefs-csi-driver", "node.resources.limits.cpu", "null"},
		{"Secret of the file system", "default", nil, "juicefs-csi-driver", "storageClasses", `[{"allowVolumeExpansion":true,"enabled":true,"existingSecret":"juicefs-sc-secret","mountOptions":["buffer-size=300"],"name":"juicefs-sc","reclaimPolicy":"Retain"}]`},
		{"all namespaces", "default", []string{"operator.watchNamespaces=[]"}, "flink-kubernetes-operator", "watchNamespaces", ""},
		{"the dialect of config.yaml", "default", []string{"operator.configFile=config.yaml"}, "flink-kubernetes-operator", `defaultConfiguration.flink-conf\.yaml`, "null"},
		{"a port for metrics", "default", []string{"operator.metrics.enabled=true"}, "flink-kubernetes-operator", "metrics.port", "9999"},
		{"affinity with a key", "seed-000", []string{"operator.version=1.10.0", "operator.affinity={nodeAffinity: {}}"}, "flink-kubernetes-operator", "operatorPod.affinity", `{"nodeAffinity":{}}`},
		{"affinity without one", "seed-000", []string{"operator.version=1.9.0", "operator.affinity={nodeAffinity: {}}"}, "flink-kubernetes-operator", "operatorPod.affinity", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := values(t, of(t, complete(t, test.stack, test.set...)), test.chart)
			var got any = all
			found := true
			for _, name := range regexp.MustCompile(`(?:\\.|[^.])+`).FindAllString(test.key, -1) {
				inner, _ := got.(map[string]any)
				got, found = inner[strings.ReplaceAll(name, `\.`, ".")]
			}
			switch {
			case !found && test.want != "":
				t.Errorf("%s is not written", test.key)
			case found && encoded(t, got) != test.want:
				t.Errorf("%s: want %s, got %s", test.key, test.want, encoded(t, got))
			}
		})
	}
}

// What a chart cannot have is said, and whether the stack asks for it.
func TestLosses(t *testing.T) {
	for _, test := range []struct {
		stack string
		set   []string
		// want are those that are said aloud, beside the one that always is.
		want []string
	}{
		{"default", nil, nil},
		{"default", []string{"images.registry=mirror.example.com/all"}, nil},
		{"default", []string{"redis.sentinel.askSeconds=30"}, []string{"spec.redis.sentinel.askSeconds"}},
		{"default", []string{"redis.image=docker.io/library/redis:8", "juicefs.name=files"}, []string{"spec.redis.image", "spec.juicefs.name"}},
		{"default", []string{"redis.image=docker.io/bitnamisecure/redis:latest"}, nil},
		{"default", []string{"redis.service.type=NodePort"}, []string{"spec.redis.service.type"}},
		{"default", []string{"redis.auth.sentinelPasswordKey=redis-password"}, nil},
		{"default", []string{"ingress.extraArgs=[--v=1, --v=2]"}, []string{"spec.ingress.extraArgs"}},
		{"default", []string{"ingress.admissionWebhooks.patch.affinity={nodeAffinity: {}}"}, []string{"spec.ingress.admissionWebhooks.patch.affinity"}},
		{"seed-000", []string{"minio.console.service.type=NodePort"}, nil},
		{"seed-000", []string{"minio.console.service.type=LoadBalancer"}, []string{"spec.minio.console.service"}},
	} {
		var got []string
		for _, loss := range of(t, complete(t, test.stack, test.set...)).Losses() {
			if loss.Reason == "" || loss.Value == "" {
				t.Errorf("%s: no reason or no value", loss.Path)
			}
			if loss.Warning {
				got = append(got, loss.Path)
			}
		}
		for _, path := range test.want {
			if !slices.Contains(got, path) {
				t.Errorf("%s with %q: no word about %s, but about %q", test.stack, test.set, path, got)
			}
		}
		got = slices.DeleteFunc(got, func(path string) bool { return path == "spec.redis.auth.sentinelPasswordKey" })
		if test.want == nil && len(got) > 0 {
			t.Errorf("%s with %q: words about %q", test.stack, test.set, got)
		}
	}
}

// What a chart cannot work with is refused, with all that is wrong.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		set  string
		want string
	}{
		{"minio.replicas=1", "spec.minio.drivesPerNode: 2: chart minio 17.0.23: a single MinIO of the chart has one drive"},
		{"redis.annotations={a: '{{ b }}'}", "spec.redis.annotations: chart redis 23.1.1 reads {{ as a template, in some places twice"},
		{"minio.drivesPerNode=1", "spec.minio.replicas: 3: chart minio 17.0.23: the chart refuses fewer than 4 drives"},
	} {
		if _, err := upstream.Of(complete(t, "default", test.set)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: want %q, got %v", test.set, test.want, err)
		}
	}
	said := of(t, complete(t, "default", "redis.auth.sentinelPasswordKey=redis-password"))
	if slices.ContainsFunc(said.Losses(), func(l upstream.Loss) bool { return l.Path == "spec.redis.auth.sentinelPasswordKey" }) {
		t.Error("one key for both passwords is said to be lost")
	}
}

// The Secrets that the charts are told are those that flinkgen secrets makes, and
// no value holds a password.
func TestSecrets(t *testing.T) {
	password := regexp.MustCompile(`(?i)minioadmin|password1234|rootPassword:|secretKey:|accessKey:|metaurl: `)
	for _, name := range []string{"default", "seed-000"} {
		s := complete(t, name)
		u := of(t, s)
		made, err := secrets.Make(s, secrets.Random())
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, secret := range made {
			names = append(names, secret.GetNamespace()+"/"+secret.GetName())
		}
		slices.Sort(names)
		if !slices.Equal(names, u.Secrets) || len(names) != 4 {
			t.Errorf("%s: install.sh asks for %q, and %q are made", name, u.Secrets, names)
		}
		for path, text := range files(t, u) {
			if found := password.FindString(text); found != "" && path != "manifests/10-crds.yaml" {
				t.Errorf("%s: %s holds %q", name, path, found)
			}
		}
		if script := files(t, u)["install.sh"]; !strings.Contains(script, "flinkgen secrets -f STACK --set redis.auth.sentinelPasswordKey=redis-password") {
			t.Errorf("%s: install.sh does not say how the Secrets of these charts are made", name)
		}
	}
}

// With a mirror nothing is pulled from anywhere else.
func TestMirror(t *testing.T) {
	elsewhere := regexp.MustCompile(`(docker\.io|quay\.io|ghcr\.io|registry\.k8s\.io|registry-1\.docker\.io)\b`)
	comment := regexp.MustCompile(`(?m)^\s*#.*$`)
	for _, name := range []string{"default", "seed-000"} {
		s := complete(t, name, "images.registry=mirror.example.com/all", "images.pullSecrets=[mirror]")
		u := of(t, s)
		mirrored := 0
		for path, text := range files(t, u) {
			if !strings.HasPrefix(path, "values/") && !strings.HasPrefix(path, "overlays/") && !strings.HasPrefix(path, "manifests/") {
				continue
			}
			text = comment.ReplaceAllString(text, "")
			if found := elsewhere.FindString(text); found != "" {
				t.Errorf("%s: %s names %s", name, path, found)
			}
			mirrored += strings.Count(text, "mirror.example.com/all")
		}
		if mirrored < 10 {
			t.Errorf("%s: the mirror is named %d times only", name, mirrored)
		}
		for _, r := range u.Releases {
			if !strings.Contains(string(r.Values), "mirror\n") {
				t.Errorf("%s: chart %s has no pull secret", name, r.Chart.Name)
			}
		}
	}
}
