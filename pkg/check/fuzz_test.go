package check_test

import (
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/check"
)

// FuzzRun judges anything without a panic, and gives the same findings twice.
func FuzzRun(f *testing.F) {
	for _, seed := range []string{
		cluster, workload, claim, volume, route, sentinels, class, binding, session,
		"apiVersion: v1\nkind: List\nitems: [null, 1, {kind: Pod, apiVersion: v1, spec: {containers: [null]}}]",
		"a: &a [*a]", "kind: Pod\napiVersion: v1\nmetadata: null\nspec: null", "--- {}", "- apiVersion: v1",
	} {
		f.Add(seed, 0)
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, text string, reach int) {
		var said []string
		for range 2 {
			objects, findings, err := check.Read("m.yaml", []byte(text))
			if err != nil {
				return
			}
			found, err := check.Run(objects, check.Options{Reach: check.Reach(reach), OperatorVersion: "1.0.0"})
			if err != nil {
				t.Fatal(err)
			}
			var all strings.Builder
			for _, format := range check.Formats() {
				if err := check.Write(&all, format, append(findings, found...)); err != nil {
					t.Fatal(err)
				}
			}
			said = append(said, all.String())
		}
		if said[0] != said[1] {
			t.Errorf("the findings differ:\n%s\n%s", said[0], said[1])
		}
	})
}

// Objects of every kind may have nothing in them.
func TestHollow(t *testing.T) {
	for _, kind := range []string{
		"v1 Pod", "v1 Service", "v1 PersistentVolume", "v1 PersistentVolumeClaim", "v1 ConfigMap", "v1 Secret", "v1 ServiceAccount",
		"apps/v1 Deployment", "apps/v1 StatefulSet", "apps/v1 DaemonSet", "apps/v1 ReplicaSet", "batch/v1 Job", "batch/v1 CronJob",
		"networking.k8s.io/v1 Ingress", "policy/v1 PodDisruptionBudget", "storage.k8s.io/v1 StorageClass",
		"rbac.authorization.k8s.io/v1 RoleBinding", "rbac.authorization.k8s.io/v1 ClusterRoleBinding",
		"admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration", "apiextensions.k8s.io/v1 CustomResourceDefinition",
		"gateway.networking.k8s.io/v1 HTTPRoute", "cert-manager.io/v1 Certificate", "cert-manager.io/v1 Issuer", "monitoring.coreos.com/v1 PodMonitor",
		"flink.apache.org/v1beta1 FlinkDeployment", "flink.apache.org/v1beta1 FlinkSessionJob",
		"flink.apache.org/v1beta1 FlinkStateSnapshot", "flink.apache.org/v1beta1 FlinkBlueGreenDeployment",
	} {
		version, name, _ := strings.Cut(kind, " ")
		for _, spec := range []string{"", "spec: null\n", "spec: {}\n", "spec: {job: {}, template: {spec: {}}}\n"} {
			for reach := range check.Everything + 1 {
				findings(t, "apiVersion: "+version+"\nkind: "+name+"\nmetadata: {name: hollow}\n"+spec, check.Options{Reach: reach})
			}
		}
	}
}
