package postrender_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"sigs.k8s.io/yaml"
)

// generator makes random streams and overlays.
type generator struct {
	*rand.Rand
}

type m = map[string]any

func (g generator) one(words ...string) string { return words[g.IntN(len(words))] }

func (g generator) flip() bool { return g.IntN(2) == 0 }

func (g generator) text() string {
	return g.one("a", "true", "1", "1.0", "null", "~", "", "on", "0x1f", "#x", "a: b", "é", "x\ny\n", " lead", "2024-01-01", "{a}", "*a", "'", `"`, "1_000", "0o7", "yes", "-")
}

func (g generator) labels() m {
	labels := m{}
	for range g.IntN(4) {
		labels[g.one("app", "tier", "a.b/c", "env")] = g.one("a", "b", "true", "1")
	}
	return labels
}

func (g generator) meta(name string) m {
	meta := m{"name": name}
	if namespace := g.one("", "flink", "default", "other"); namespace != "" {
		meta["namespace"] = namespace
	}
	for _, key := range []string{"labels", "annotations"} {
		if g.IntN(3) > 0 {
			meta[key] = g.labels()
		}
	}
	if g.flip() {
		meta["annotations"] = m{"postrenderer.helm.sh/postrender-filename": "chart/templates/" + name + ".yaml", "text": g.text()}
	}
	return meta
}

func (g generator) container(i int) m {
	c := m{"name": fmt.Sprintf("c%d", i), "image": g.one("redis", "redis:7", "docker.io/library/redis:7", "flink:1.20", "ghcr.io/a/b@sha256:"+strings.Repeat("0", 64))}
	if g.flip() {
		c["env"] = []any{m{"name": "A", "value": g.text()}, m{"name": "B", "value": g.text()}}
	}
	if g.flip() {
		c["args"] = []any{g.text(), g.text()}
	}
	if g.flip() {
		c["ports"] = []any{m{"containerPort": 8081, "name": "rest"}, m{"containerPort": 6123, "protocol": "TCP"}}
	}
	if g.flip() {
		c["volumeMounts"] = []any{m{"name": "v0", "mountPath": "/v0"}}
	}
	return c
}

func (g generator) pod() m {
	spec := m{"containers": []any{g.container(0), g.container(1)}}
	if g.flip() {
		spec["initContainers"] = []any{g.container(2)}
	}
	if g.flip() {
		spec["volumes"] = []any{m{"name": "v0", "emptyDir": m{}}, m{"name": "v1", "configMap": m{"name": "c"}}}
	}
	if g.flip() {
		spec["affinity"] = m{"podAntiAffinity": m{
			"requiredDuringSchedulingIgnoredDuringExecution":  []any{m{"topologyKey": "zone", "labelSelector": m{"matchLabels": g.labels()}}},
			"preferredDuringSchedulingIgnoredDuringExecution": []any{m{"weight": 1, "podAffinityTerm": m{"topologyKey": "zone", "labelSelector": m{"matchLabels": g.labels()}}}},
		}}
	}
	if g.flip() {
		spec["topologySpreadConstraints"] = []any{m{"topologyKey": "zone", "labelSelector": m{"matchLabels": g.labels()}}}
	}
	return m{"metadata": m{"labels": g.labels()}, "spec": spec}
}

// kinds that a stream is made of.
var kinds = []struct{ apiVersion, kind string }{
	{"apps/v1", "Deployment"},
	{"apps/v1", "StatefulSet"},
	{"apps/v1", "DaemonSet"},
	{"batch/v1", "Job"},
	{"batch/v1", "CronJob"},
	{"v1", "Service"},
	{"v1", "ConfigMap"},
	{"v1", "ServiceAccount"},
	{"v1", "Namespace"},
	{"v1", "Pod"},
	{"rbac.authorization.k8s.io/v1", "ClusterRole"},
	{"rbac.authorization.k8s.io/v1", "RoleBinding"},
	{"rbac.authorization.k8s.io/v1", "ClusterRoleBinding"},
	{"networking.k8s.io/v1", "NetworkPolicy"},
	{"policy/v1", "PodDisruptionBudget"},
	{"admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"},
	{"apiregistration.k8s.io/v1", "APIService"},
	{"flink.apache.org/v1beta1", "FlinkDeployment"},
	{"example.com/v1", "Widget"},
}

func (g generator) object(i int) m {
	kind := kinds[i%len(kinds)]
	name := g.one("one", "two", "three")
	o := m{"apiVersion": kind.apiVersion, "kind": kind.kind, "metadata": g.meta(name)}
	reference := func(extra m) m {
		extra["name"] = g.one("one", "two", "default", "absent")
		// kustomize fills in the namespace of a reference that names none, when
		// what it names was patched. Kubernetes refuses such a reference.
		extra["namespace"] = g.one("flink", "other", "default", "absent")
		return extra
	}
	switch kind.kind {
	case "Deployment", "StatefulSet", "DaemonSet", "Job":
		o["spec"] = m{"template": g.pod()}
		if kind.kind != "DaemonSet" && kind.kind != "Job" && g.flip() {
			o["spec"].(m)["replicas"] = g.IntN(4)
		}
		if kind.kind == "StatefulSet" && g.flip() {
			o["spec"].(m)["volumeClaimTemplates"] = []any{m{"metadata": m{"name": "d"}, "spec": m{"storageClassName": g.text()}}}
		}
		if g.flip() {
			o["spec"].(m)["selector"] = m{"matchLabels": g.labels()}
		}
	case "CronJob":
		o["spec"] = m{"schedule": "* * * * *", "jobTemplate": m{"spec": m{"template": g.pod()}}}
	case "Service":
		o["spec"] = m{"ports": []any{m{"port": 80, "targetPort": "web"}}, "selector": g.labels()}
	case "ConfigMap":
		o["data"] = m{"a": g.text(), "b": g.text(), "redis": "image: redis:7"}
	case "Pod":
		o["spec"] = g.pod()["spec"]
	case "ClusterRole":
		o["rules"] = []any{m{"apiGroups": []any{""}, "resources": []any{"pods"}, "verbs": []any{"get"}}}
	case "RoleBinding", "ClusterRoleBinding":
		o["roleRef"] = m{"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "one"}
		o["subjects"] = []any{reference(m{"kind": "ServiceAccount"}), reference(m{"kind": "ServiceAccount"})}
	case "NetworkPolicy":
		o["spec"] = m{"podSelector": m{"matchLabels": g.labels()}, "ingress": []any{m{"from": []any{m{"podSelector": m{"matchLabels": g.labels()}}}}}}
	case "PodDisruptionBudget":
		o["spec"] = m{"selector": m{"matchLabels": g.labels()}}
	case "ValidatingWebhookConfiguration":
		o["webhooks"] = []any{m{"name": "a.b.c", "clientConfig": m{"service": reference(m{})}}}
	case "APIService":
		o["spec"] = m{"service": m{"name": "one", "namespace": "flink"}}
	case "FlinkDeployment":
		o["spec"] = m{"image": "flink:1.20", "podTemplate": g.pod(), "flinkConfiguration": m{"a": g.text()}, "replicas": 1}
	case "Widget":
		o["spec"] = m{"containers": []any{g.container(0)}, "selector": g.labels(), "replicas": 1}
	}
	return o
}

// stream is a stream of different objects and their identities.
func (g generator) stream() (string, []m) {
	var text strings.Builder
	var all []m
	seen := map[string]bool{}
	for i := range kinds {
		for range g.IntN(3) {
			o := g.object(i)
			meta := o["metadata"].(m)
			namespace, _ := meta["namespace"].(string)
			if namespace == "default" {
				namespace = ""
			}
			// The names of objects that belong to a cluster are unique in it.
			key := fmt.Sprint(o["kind"], namespace, meta["name"])
			if clustered[o["kind"].(string)] {
				delete(meta, "namespace")
				key = fmt.Sprint(o["kind"], meta["name"])
			}
			if seen[key] {
				continue
			}
			seen[key] = true
			all = append(all, o)
		}
	}
	for i, o := range all {
		data := marshal(o)
		if i%7 == 6 && i+1 < len(all) { // a list in place of a document
			data = marshal(m{"apiVersion": "v1", "kind": "List", "items": []any{o}})
		}
		fmt.Fprintf(&text, "---\n# Source: chart/templates/%d.yaml\n%s", i, data)
	}
	return text.String(), all
}

var clustered = map[string]bool{
	"Namespace": true, "ClusterRole": true, "ClusterRoleBinding": true, "ValidatingWebhookConfiguration": true, "APIService": true,
}

func marshal(value any) string {
	data, err := yaml.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(data)
}
