package postrender_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/postrender"
)

const images = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: operator
spec:
  template:
    spec:
      initContainers:
      - name: wait
        image: busybox
      containers:
      - name: main
        image: ghcr.io/apache/flink-kubernetes-operator:1.15.0@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
        args:
        - --config-reloader=quay.io/prometheus-operator/prometheus-config-reloader:v0.75.0
        - --solver-image=jetstack/solver:v1
        - --other=jetstack/solver:v1
        - --job-image
        - redis:7
        - redis:7
        - https://quay.io/a/b:c
        env:
        - name: JUICEFS_CE_MOUNT_IMAGE
          value: juicedata/mount:ce-v1.3.0
        - name: RELATED_IMAGE_FLINK
          value: flink:1.20
        - name: SIDECAR
          value: registry.k8s.io/a/b:v1
        - name: HOST
          value: example.com/path:8080
        - name: EMPTY_IMAGE
          value: ""
        - name: PULL_IMAGE
          value: "true"
      - name: there
        image: mirror.example.com:5000/apps/library/redis:7
      - name: later
        image: $(IMAGE)
      volumes:
      - name: model
        image:
          reference: quay.io/models/a:v1
---
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: job
spec:
  image: flink:1.20
  flinkConfiguration:
    kubernetes.container.image.ref: flink:1.20
  podTemplate:
    spec:
      containers:
      - name: flink-main-container
      - name: side
        image: quay.io/a/b:c
---
apiVersion: flink.apache.org/v1beta1
kind: FlinkBlueGreenDeployment
metadata:
  name: job
spec:
  template:
    spec:
      image: flink:1.20
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: p
spec:
  image: quay.io/prometheus/prometheus:v3
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: files
data:
  pod.yaml: |
    # image: docker.io/library/redis:7
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: described
spec:
  description: such as docker.io/library/redis:7
`

func TestMirror(t *testing.T) {
	const registry = "mirror.example.com:5000/apps"
	got, result := render(t, images, postrender.Options{Mirror: registry + "/"})
	changes := strings.NewReplacer(
		"image: busybox", "image: REG/library/busybox",
		"ghcr.io/apache/", "REG/apache/",
		"=quay.io/prometheus-operator", "=REG/prometheus-operator",
		"--solver-image=jetstack", "--solver-image=REG/jetstack",
		"--job-image\n        - redis:7", "--job-image\n        - REG/library/redis:7",
		"value: juicedata", "value: REG/juicedata",
		"value: flink:1.20", "value: REG/library/flink:1.20",
		"value: registry.k8s.io", "value: REG",
		"reference: quay.io", "reference: REG",
		"image: flink:1.20", "image: REG/library/flink:1.20",
		"image.ref: flink", "image.ref: REG/library/flink",
		"image: quay.io/a/b", "image: REG/a/b",
	)
	want := strings.ReplaceAll(changes.Replace(images), "REG", registry)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		`Deployment operator: spec.template.spec.containers[0].args[6]: image "quay.io/a/b:c" stays as it is`,
		`Deployment operator: spec.template.spec.containers[2].image: image "$(IMAGE)" stays as it is`,
		`Prometheus p: spec.image: image "quay.io/prometheus/prometheus:v3" stays as it is`,
		`ConfigMap files: data.pod.yaml: image "docker.io/library/redis:7" stays as it is`,
	}, result.Notes); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// What is in the mirror stays there.
	again, result := render(t, got, postrender.Options{Mirror: registry})
	if again != got || result.Changed != 0 {
		t.Errorf("a second time changes %d: %s", result.Changed, cmp.Diff(got, again))
	}
}

func TestPullSecrets(t *testing.T) {
	const in = `kind: StatefulSet
apiVersion: apps/v1
metadata: {name: a}
spec:
  template:
    spec:
      imagePullSecrets:
      - name: old
      - name: two
---
kind: CronJob
apiVersion: batch/v1
metadata: {name: a}
spec:
  jobTemplate:
    spec: {}
---
kind: FlinkDeployment
apiVersion: flink.apache.org/v1beta1
metadata: {name: a}
spec:
  image: a
---
kind: Deployment
apiVersion: example.com/v1
metadata: {name: not-of-kubernetes}
spec: {}
---
kind: Service
apiVersion: v1
metadata: {name: a}
`
	const want = `kind: StatefulSet
apiVersion: apps/v1
metadata: {name: a}
spec:
  template:
    spec:
      imagePullSecrets:
      - name: old
      - name: two
      - name: one
---
kind: CronJob
apiVersion: batch/v1
metadata: {name: a}
spec:
  jobTemplate:
    spec: {template: {spec: {imagePullSecrets: [{name: one}, {name: two}]}}}
---
kind: FlinkDeployment
apiVersion: flink.apache.org/v1beta1
metadata: {name: a}
spec:
  image: a
  podTemplate:
    spec:
      imagePullSecrets:
      - name: one
      - name: two
---
kind: Deployment
apiVersion: example.com/v1
metadata: {name: not-of-kubernetes}
spec: {}
---
kind: Service
apiVersion: v1
metadata: {name: a}
`
	got, result := render(t, in, postrender.Options{PullSecrets: []string{"one", "two"}})
	if diff := cmp.Diff(want, got); diff != "" || result.Changed != 3 {
		t.Errorf("changed %d (-want +got)\n%s", result.Changed, diff)
	}
}

func TestSetResources(t *testing.T) {
	const in = `kind: Deployment
apiVersion: apps/v1
metadata: {name: a, labels: {x: y}}
spec:
  template:
    spec:
      initContainers:
      - name: init
      containers:
      - name: main
        resources:
          limits:
            cpu: 2
            memory: 1Gi
      - name: side
`
	for _, test := range []struct {
		flags []string
		want  string
	}{
		{[]string{"deployment/a -c main --limits=cpu=1,memory=2Gi --requests=cpu=500m"}, `kind: Deployment
apiVersion: apps/v1
metadata: {name: a, labels: {x: y}}
spec:
  template:
    spec:
      initContainers:
      - name: init
      containers:
      - name: main
        resources:
          limits:
            cpu: "1"
            memory: 2Gi
          requests:
            cpu: 500m
      - name: side
`},
		{[]string{"deploy -l x=y -c init,s* --requests memory=1Gi", "deploy a --limits nvidia.com/gpu=1 -c side"}, `kind: Deployment
apiVersion: apps/v1
metadata: {name: a, labels: {x: y}}
spec:
  template:
    spec:
      initContainers:
      - name: init
        resources:
          requests:
            memory: 1Gi
      containers:
      - name: main
        resources:
          limits:
            cpu: 2
            memory: 1Gi
      - name: side
        resources:
          requests:
            memory: 1Gi
          limits:
            nvidia.com/gpu: "1"
`},
	} {
		got, _ := render(t, in, postrender.Options{Resources: test.flags})
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q (-want +got)\n%s", test.flags, diff)
		}
	}
}

// The flags see what overlays add, and the namespace takes its references along.
func TestFlagsAfterOverlays(t *testing.T) {
	o := patched("resources: []\npatches: [{target: {kind: Pod}, patch: '{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: side, image: fluent/fluent-bit:5.0.3}]}}'}]")
	o.Mirror, o.Namespace = "mirror", "there"
	o.Labels, o.Annotations = map[string]string{"team": "data"}, map[string]string{"on": "yes"}
	got, _ := render(t, `kind: Pod
apiVersion: v1
metadata:
  name: a
spec:
  containers:
  - name: main
    image: a:1
---
kind: ServiceAccount
apiVersion: v1
metadata:
  name: runner
  namespace: elsewhere
---
kind: ClusterRoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata:
  name: binding
subjects:
- kind: ServiceAccount
  name: runner
  namespace: elsewhere
- kind: User
  name: runner
`, o)
	const want = `kind: Pod
apiVersion: v1
metadata:
  name: a
  annotations:
    "on": "yes"
  namespace: there
  labels:
    team: data
spec:
  containers:
  - {name: side, image: 'mirror/fluent/fluent-bit:5.0.3'}
  - name: main
    image: mirror/library/a:1
---
kind: ServiceAccount
apiVersion: v1
metadata:
  name: runner
  namespace: there
  annotations:
    "on": "yes"
  labels:
    team: data
---
kind: ClusterRoleBinding
apiVersion: rbac.authorization.k8s.io/v1
metadata:
  name: binding
  annotations:
    "on": "yes"
  labels:
    team: data
subjects:
- kind: ServiceAccount
  name: runner
  namespace: there
- kind: User
  name: runner
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
