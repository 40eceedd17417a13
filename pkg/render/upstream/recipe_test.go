package upstream_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// setting is a --set of the recipe of 2023 that stack seed-000 stands for.
type setting struct {
	chart, key string
	value      any
	// is what the values have instead, as JSON, and why; empty where they have the
	// same. absent says that they have nothing.
	is     string
	absent bool
	reason string
}

// recipe is every flag, at the versions of the recipe: flink-kubernetes-operator
// 1.5.0, ingress-nginx 4.7.1, redis 17.14.3, minio 12.6.10.
var recipe = []setting{
	{chart: "flink-kubernetes-operator", key: "image.repository", value: "apache/flink-kubernetes-operator",
		is: `"docker.io/apache/flink-kubernetes-operator"`, reason: "the same with its registry, so that a mirror can replace it"},

	{chart: "ingress-nginx", key: "controller.image.digest", value: ""},
	{chart: "ingress-nginx", key: "controller.admissionWebhooks.patch.image.digest", value: ""},
	{chart: "ingress-nginx", key: "controller.service.type", value: "NodePort"},
	{chart: "ingress-nginx", key: "controller.hostNetwork", value: true},
	{chart: "ingress-nginx", key: "controller.replicaCount", value: 1},

	{chart: "redis", key: "auth.enabled", value: false, is: "true", reason: "everybody in the cluster could change the file system"},
	{chart: "redis", key: "auth.sentinel", value: false, is: "true", reason: "everybody in the cluster could name another master"},
	{chart: "redis", key: "global.storageClass", value: "local-storage-redis"},
	{chart: "redis", key: "replica.persistence.size", value: "2Gi"},
	{chart: "redis", key: "sentinel.enabled", value: true},
	{chart: "redis", key: "sentinel.quorum", value: 2},

	{chart: "minio", key: "auth.rootUser", value: "minioadmin", absent: true, reason: "it is in the Secret that auth.existingSecret names"},
	{chart: "minio", key: "auth.rootPassword", value: "minioadmin", absent: true, reason: "it is in the Secret that auth.existingSecret names, and is not the one that everybody knows"},
	{chart: "minio", key: "mode", value: "distributed"},
	{chart: "minio", key: "statefulset.replicaCount", value: 3},
	{chart: "minio", key: "statefulset.drivesPerNode", value: 2},
	{chart: "minio", key: "persistence.storageClass", value: "local-storage-minio"},
	{chart: "minio", key: "persistence.size", value: "20Gi"},
	{chart: "minio", key: "service.type", value: "NodePort"},

	// A file of values in the recipe. The StorageClass is a manifest instead.
	{chart: "juicefs-csi-driver", key: "storageClasses", value: "a list with the keys of MinIO in plain text",
		is: "[]", reason: "with it this chart makes a Secret of what stands in the values; the StorageClass is a manifest"},
}

// beyond are keys that the recipe left to the chart, by what they start with.
var beyond = []struct{ chart, start, reason string }{
	{"flink-kubernetes-operator", "image.tag", "the released chart has the same tag; the one in git has latest"},
	{"flink-kubernetes-operator", "image.pullPolicy", "the default of the chart"},
	{"flink-kubernetes-operator", "operatorServiceAccount.name", "the default of the chart"},
	{"flink-kubernetes-operator", "jobServiceAccount.", "the default of the chart"},
	{"flink-kubernetes-operator", "rbac.", "the default of the chart"},
	{"flink-kubernetes-operator", "replicas", "the default of the chart"},
	{"flink-kubernetes-operator", "strategy.type", "the default of the chart"},
	{"flink-kubernetes-operator", "operatorHealth.port", "the default of the chart"},
	{"flink-kubernetes-operator", "webhook.create", "the default of the chart"},
	{"flink-kubernetes-operator", "webhook.keystore.", "the password was password1234"},
	{"flink-kubernetes-operator", "defaultConfiguration.", "the options of the stack; the chart's log of metrics every five minutes is not among them"},
	{"flink-kubernetes-operator", "jvmArgs.", "a heap that fits into the memory"},
	{"flink-kubernetes-operator", "operatorPod.resources", "it had no requests and no limits"},
	{"flink-kubernetes-operator", "operatorPod.webhook.resources", "it had no requests and no limits"},
	{"flink-kubernetes-operator", "operatorPod.env", "the time zone of the stack"},
	{"flink-kubernetes-operator", "operatorPod.labels", "other objects find the pods by it"},
	{"flink-kubernetes-operator", "podSecurityContext", "the namespace is restricted"},
	{"flink-kubernetes-operator", "operatorSecurityContext", "the namespace is restricted"},
	{"flink-kubernetes-operator", "webhookSecurityContext", "the namespace is restricted"},

	{"ingress-nginx", "controller.image.", "a release with fixes"},
	{"ingress-nginx", "controller.admissionWebhooks.", "a release with fixes, and resources"},
	{"ingress-nginx", "controller.kind", "the default of the chart"},
	{"ingress-nginx", "controller.dnsPolicy", "names of the cluster did not resolve"},
	{"ingress-nginx", "controller.updateStrategy", "an update waited for ports that the old pod held"},
	{"ingress-nginx", "controller.ingressClass", "the default of the chart"},
	{"ingress-nginx", "controller.allowSnippetAnnotations", "whoever may write an Ingress could read every Secret"},
	{"ingress-nginx", "controller.publishService", "a NodePort has no address to publish"},
	{"ingress-nginx", "controller.reportNodeInternalIp", "a NodePort has no address to publish"},
	{"ingress-nginx", "controller.service.ipFam", "the cluster chooses"},
	{"ingress-nginx", "controller.maxUnavailable", "for the PodDisruptionBudget of more replicas"},
	{"ingress-nginx", "controller.resources", "it had no limits"},
	{"ingress-nginx", "controller.terminationGracePeriodSeconds", "the default of the chart"},
	{"ingress-nginx", "controller.nodeSelector", "the default of the chart"},

	{"redis", "commonLabels", "the name of the stack"},
	{"redis", "clusterDomain", "the default of the chart"},
	{"redis", "architecture", "the default of the chart"},
	{"redis", "image.", "Bitnami's images moved"},
	{"redis", "sentinel.image.", "Bitnami's images moved"},
	{"redis", "auth.existingSecret", "the passwords are in a Secret"},
	{"redis", "commonConfiguration", "metadata must never be evicted"},
	{"redis", "master.disableCommands", "commonConfiguration removes them"},
	{"redis", "replica.disableCommands", "commonConfiguration removes them"},
	{"redis", "replica.replicaCount", "the default of the chart"},
	{"redis", "sentinel.masterSet", "the default of the chart"},
	{"redis", "sentinel.downAfterMilliseconds", "JuiceFS gives up before the 60 s of the chart"},
	{"redis", "sentinel.failoverTimeout", "a second try comes before JuiceFS gives up"},
	{"redis", "sentinel.parallelSyncs", "the default of the chart"},
	{"redis", "sentinel.resources", "it had no requests and no limits"},
	{"redis", "sentinel.service.type", "the default of the chart"},
	{"redis", "sentinel.terminationGracePeriodSeconds", "a master hands its role over"},
	{"redis", "pdb.", "a drain takes one pod at a time"},
	{"redis", "networkPolicy.", "nothing but the two ports"},
	{"redis", "serviceAccount.", "pods need no token"},
	{"redis", "replica.resources", "it had no requests and no limits"},
	{"redis", "replica.updateStrategy", "the default of the chart"},
	{"redis", "replica.tolerations", "master1 has the taint of the control plane"},
	{"redis", "replica.podAntiAffinityPreset", "two pods on one node would be lost with it"},

	{"minio", "commonLabels", "the name of the stack"},
	{"minio", "clusterDomain", "the default of the chart"},
	{"minio", "image.", "Bitnami's images moved"},
	{"minio", "auth.existingSecret", "the credentials are in a Secret"},
	{"minio", "auth.useCredentialsFiles", "the password stays out of the environment"},
	{"minio", "metrics.prometheusAuthType", "the default of the chart"},
	{"minio", "pdb.", "a drain takes one pod at a time"},
	{"minio", "networkPolicy.", "nothing but the two ports"},
	{"minio", "serviceAccount.", "pods need no token"},
	{"minio", "containerSecurityContext.", "the namespace is restricted"},
	{"minio", "resources", "it had no requests and no limits"},
	{"minio", "terminationGracePeriodSeconds", "the default of Kubernetes"},
	{"minio", "statefulset.updateStrategy", "the default of the chart"},
	{"minio", "tolerations", "master1 has the taint of the control plane"},
	{"minio", "podAntiAffinityPreset", "two pods on one node would be lost with it"},

	{"juicefs-csi-driver", "image.", "the default of the chart, with its registry"},
	{"juicefs-csi-driver", "sidecars.", "quay.io/k8scsi is gone"},
	{"juicefs-csi-driver", "defaultMountImage.ce", "the image that this release of the driver has built in"},
	{"juicefs-csi-driver", "kubeletDir", "the default of the chart"},
	{"juicefs-csi-driver", "controller.", "as the default of the chart, and no limit of CPU"},
	{"juicefs-csi-driver", "node.resources", "no limit of CPU"},
	{"juicefs-csi-driver", "node.tolerations", "a pod may use a volume on any node"},
	{"juicefs-csi-driver", "serviceAccount.", "the default of the chart"},
}

// The values of seed-000 mean what the flags of the recipe mean, but for what is
// listed with a reason, and say nothing else that is not listed.
func TestRecipe(t *testing.T) {
	u := of(t, complete(t, "seed-000"))
	versions := map[string]string{}
	for _, r := range u.Releases {
		versions[r.Chart.Name] = r.Chart.Version
		written := flatten(t, "", values(t, u, r.Chart.Name))
		for _, f := range recipe {
			if f.chart != r.Chart.Name {
				continue
			}
			f.check(t, written)
			delete(written, f.key)
		}
		for _, key := range slices.Sorted(maps.Keys(written)) {
			listed := false
			for _, one := range beyond {
				listed = listed || one.chart == r.Chart.Name && strings.HasPrefix(key, one.start) && one.reason != ""
			}
			if !listed {
				t.Errorf("%s: %s: %s is beyond the recipe, and not listed", r.Chart.Name, key, written[key])
			}
		}
		for _, one := range beyond {
			used := slices.ContainsFunc(slices.Collect(maps.Keys(written)), func(key string) bool { return strings.HasPrefix(key, one.start) })
			if one.chart == r.Chart.Name && !used {
				t.Errorf("%s: nothing starts with %s", one.chart, one.start)
			}
		}
	}
	want := map[string]string{
		"flink-kubernetes-operator": "1.5.0", "ingress-nginx": "4.7.1", "redis": "17.14.3", "minio": "12.6.10", "juicefs-csi-driver": "0.15.1",
	}
	if diff := cmp.Diff(want, versions); diff != "" {
		t.Errorf("versions (-want +got):\n%s", diff)
	}
}

// check compares what is written with the flag, or with what is listed instead.
func (f setting) check(t *testing.T, written map[string]string) {
	t.Helper()
	got, found := written[f.key]
	switch {
	case f.absent:
		if found || f.reason == "" {
			t.Errorf("%s: %s is written, or lacks a reason", f.chart, f.key)
		}
	case f.is != "":
		if got != f.is || f.reason == "" || f.is == encoded(t, f.value) {
			t.Errorf("%s: %s: want %s instead of %v, got %s", f.chart, f.key, f.is, f.value, got)
		}
	default:
		if want := encoded(t, f.value); got != want {
			t.Errorf("%s: %s: want %s, got %s", f.chart, f.key, want, got)
		}
	}
}

// flatten gives the JSON of each value that is no map, by its path.
func flatten(t *testing.T, prefix string, all map[string]any) map[string]string {
	t.Helper()
	flat := map[string]string{}
	for key, value := range all {
		if inner, ok := value.(map[string]any); ok {
			maps.Copy(flat, flatten(t, prefix+key+".", inner))
			continue
		}
		flat[prefix+key] = encoded(t, value)
	}
	return flat
}

func encoded(t *testing.T, value any) string {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
