package upstream_test

import (
	"path"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// The workloads of the charts, as far as patches meet them. Source: the templates
// of juicefs-csi-driver 0.32.4 and flink-kubernetes-operator 1.5.0.
const workloads = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: juicefs-csi-controller, namespace: juicefs}
spec:
  template:
    spec:
      containers:
      - {name: juicefs-plugin, image: driver}
      - {name: csi-provisioner, image: provisioner}
      - {name: csi-resizer, image: resizer}
      - {name: liveness-probe, image: probe}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: juicefs-csi-node, namespace: juicefs}
spec:
  template:
    spec:
      containers:
      - {name: juicefs-plugin, image: driver, env: [{name: NODE_NAME, value: a}]}
      - {name: node-driver-registrar, image: registrar}
      - {name: liveness-probe, image: probe}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: juicefs-sc}
provisioner: csi.juicefs.com
parameters: {a: b}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: flink-kubernetes-operator, namespace: flink}
spec:
  template:
    spec:
      containers:
      - name: flink-kubernetes-operator
        image: operator
        env: [{name: OPERATOR_NAME, value: a}]
        volumeMounts: [{name: flink-artifacts-volume, mountPath: /opt/flink/artifacts}]
      - {name: flink-webhook, image: operator}
      volumes:
      - {name: flink-artifacts-volume, emptyDir: {}}
---
apiVersion: v1
kind: Service
metadata: {name: flink-operator-webhook-service, namespace: flink}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: flink-operator-flink-webhook-configuration}
webhooks:
- {name: validationwebhook.flink.apache.org, sideEffects: None, namespaceSelector: {matchExpressions: [{key: a, operator: Exists}]}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: flink-operator-flink-webhook-configuration}
webhooks:
- {name: mutationwebhook.flink.apache.org, sideEffects: None}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: ingress-nginx-controller, namespace: ingress-nginx}
---
apiVersion: v1
kind: Service
metadata: {name: minio-console, namespace: minio}
`

// Kustomize puts the overlays over the workloads of the charts, and they say what
// the charts have no key for.
func TestOverlays(t *testing.T) {
	for _, test := range []struct {
		name, stack string
		set         []string
		release     string
		// kind and name of the object that is looked at.
		kind, object string
		want         []string
	}{
		{"resources of sidecars", "default", nil, "juicefs-csi-driver", "StatefulSet", "juicefs-csi-controller",
			[]string{"image: resizer\n        name: csi-resizer\n        resources:\n          limits:\n            memory: 256Mi"}},
		{"labels", "default", []string{"juicefs.annotations={a: b}"}, "juicefs-csi-driver", "DaemonSet", "juicefs-csi-node",
			[]string{"app.kubernetes.io/part-of: streaming", "a: b"}},
		{"priority of mount pods", "default", []string{"juicefs.mountPod.priorityClassName=low"}, "juicefs-csi-driver", "DaemonSet", "juicefs-csi-node",
			[]string{"name: JUICEFS_MOUNT_PRIORITY_NAME\n          value: low\n", "name: NODE_NAME"}},
		{"parameters", "default", []string{"juicefs.storageClass.parameters={c: d, pathPattern: e}"}, "juicefs-csi-driver", "StorageClass", "juicefs-sc",
			[]string{"parameters:\n  a: b\n  c: d\nprovisioner"}},
		{"volume of artifacts", "default", []string{"operator.artifacts={persistentVolumeClaim: {claimName: jars}, emptyDir: null}"}, "flink-kubernetes-operator", "Deployment", "flink-kubernetes-operator",
			[]string{"volumes:\n      - name: flink-artifacts-volume\n        persistentVolumeClaim:\n          claimName: jars\n"}},
		{"sidecar before there was a key", "seed-000", []string{"operator.sidecarContainers=[{name: logs, image: logs}]"}, "flink-kubernetes-operator", "Deployment", "flink-kubernetes-operator",
			[]string{"name: logs\n", "image: operator\n        name: flink-webhook\n"}},
		{"time zone before there was a key", "seed-000", nil, "flink-kubernetes-operator", "Deployment", "flink-kubernetes-operator",
			[]string{"env:\n        - name: TZ\n          value: Asia/Shanghai\n        image: operator\n        name: flink-webhook\n"}},
		{"variables by reference", "seed-000", []string{"operator.extraEnv=[{name: A, valueFrom: {fieldRef: {fieldPath: metadata.uid}}}]"}, "flink-kubernetes-operator", "Deployment", "flink-kubernetes-operator",
			[]string{"name: A\n          valueFrom:\n            fieldRef:\n              fieldPath: metadata.uid\n", "name: OPERATOR_NAME"}},
		{"selector of the webhook", "default", []string{"operator.webhook.namespaceSelector={matchLabels: {flink: 'yes'}, matchExpressions: null}"}, "flink-kubernetes-operator", "ValidatingWebhookConfiguration", "flink-operator-flink-webhook-configuration",
			[]string{"namespaceSelector:\n    matchLabels:\n      flink: \"yes\"\n  sideEffects"}},
		{"labels of a Service", "default", []string{"minio.console.service.labels={a: b}"}, "minio", "Service", "minio-console", []string{"a: b"}},
		{"no budget", "default", []string{"ingress.replicas=2", "ingress.podDisruptionBudget.enabled=false"}, "ingress-nginx", "PodDisruptionBudget", "ingress-nginx-controller", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			built := build(t, files(t, of(t, complete(t, test.stack, test.set...))), test.release)
			for _, object := range built.Resources() {
				if object.GetKind() != test.kind || object.GetName() != test.object {
					continue
				}
				if test.want == nil {
					t.Fatal("it is still there")
				}
				text := object.MustYaml()
				for _, want := range test.want {
					if !strings.Contains(text, want) {
						t.Errorf("it lacks\n%s\n---\n%s", want, text)
					}
				}
				return
			}
			if test.want != nil {
				t.Errorf("there is no %s %s", test.kind, test.object)
			}
		})
	}
}

// build lets kustomize put an overlay over the workloads.
func build(t *testing.T, files map[string]string, release string) resmap.ResMap {
	t.Helper()
	system := filesys.MakeFsInMemory()
	directory := "overlays/" + release
	for name, text := range files {
		if path.Dir(name) != directory {
			continue
		}
		if path.Base(name) == "kustomization.yaml" {
			text += "resources: [workloads.yaml]\n"
		}
		if err := system.WriteFile("/"+name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := system.WriteFile("/"+directory+"/workloads.yaml", []byte(workloads)); err != nil {
		t.Fatal(err)
	}
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(system, "/"+directory)
	if err != nil {
		t.Fatal(err)
	}
	return built
}
