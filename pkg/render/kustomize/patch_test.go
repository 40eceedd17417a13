package kustomize_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/kustomize"
)

// patchOf is the patch that a change of a Deployment needs; empty for none.
func patchOf(t *testing.T, change func(*appsv1.Deployment)) string {
	t.Helper()
	before := &appsv1.Deployment{TypeMeta: component.AppsV1("Deployment"), ObjectMeta: metav1.ObjectMeta{Name: "web", Namespace: "shop"}}
	before.Spec.Replicas = new(int32(1))
	before.Spec.Strategy = appsv1.DeploymentStrategy{Type: appsv1.RollingUpdateDeploymentStrategyType, RollingUpdate: &appsv1.RollingUpdateDeployment{MaxSurge: new(intstr.FromInt32(1))}}
	before.Spec.Template.Spec.Containers = []corev1.Container{
		{Name: "web", Image: "web:1", Args: []string{"--address=0.0.0.0:8080", "--level=info", "--cache=/var/cache/web", "--timeout=30s", "--workers=4", "--backend=orders.shop.svc:8080"}, Env: []corev1.EnvVar{{Name: "A", Value: "a"}, {Name: "B", Value: "b"}, {Name: "C", Value: "c"}}},
		{Name: "log", Image: "log:1", Ports: []corev1.ContainerPort{{Name: "tcp", ContainerPort: 53, Protocol: "TCP"}, {Name: "udp", ContainerPort: 53, Protocol: "UDP"}}},
	}
	after := before.DeepCopy()
	change(after)
	files, err := kustomize.Tree(kustomize.Stack{Base: of(before), Environments: map[string]*bundle.Bundle{"dev": of(after)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files.Files() {
		if strings.HasPrefix(file.Path, "dev/patches/") {
			return string(file.Data)
		}
	}
	return ""
}

// of is a bundle of these objects.
func of(objects ...component.Object) *bundle.Bundle {
	b := &bundle.Bundle{Name: "shop"}
	b.Add("web", bundle.WaveJobs, objects)
	return b
}

const header = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
`

func TestPatch(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*appsv1.Deployment)
		want   string
	}{
		"nothing": {func(*appsv1.Deployment) {}, ""},
		"scalar": {
			func(d *appsv1.Deployment) { d.Spec.Replicas = new(int32(3)) },
			"# Changes Deployment shop/web:\n#   spec.replicas: 1 becomes 3\n" + header + "spec:\n  replicas: 3\n",
		},
		"removed key": {
			func(d *appsv1.Deployment) {
				d.Spec.Strategy = appsv1.DeploymentStrategy{Type: appsv1.RecreateDeploymentStrategyType}
			},
			`# Changes Deployment shop/web:
#   spec.strategy is changed
` + header + `spec:
  strategy:
    rollingUpdate: null
    type: Recreate
`,
		},
		// What stands before a changed item is named, or kustomize would move the item.
		"item with a merge key": {
			func(d *appsv1.Deployment) { d.Spec.Template.Spec.Containers[0].Env[1].Value = "new" },
			`# Changes Deployment shop/web:
#   spec.template.spec.containers[web].env[B].value: b becomes new
` + header + `spec:
  template:
    spec:
      containers:
      - env:
        - name: A
        - name: B
          value: new
        name: web
`,
		},
		"item that goes": {
			func(d *appsv1.Deployment) {
				c := &d.Spec.Template.Spec.Containers[0]
				c.Env = c.Env[1:]
			},
			`# Changes Deployment shop/web:
#   spec.template.spec.containers[web].env[A] is removed
` + header + `spec:
  template:
    spec:
      containers:
      - env:
        - $patch: delete
          name: A
        name: web
`,
		},
		"list without a merge key": {
			func(d *appsv1.Deployment) { d.Spec.Template.Spec.Containers[0].Args[4] = "--workers=8" },
			`# Changes Deployment shop/web:
#   spec.template.spec.containers[web].args[4]: --workers=4 becomes --workers=8
- op: replace
  path: /spec/template/spec/containers/0/args/4
  value: --workers=8
`,
		},
		// Two ports of one number are one to the API server's merge.
		"items of one key": {
			func(d *appsv1.Deployment) { d.Spec.Template.Spec.Containers[1].Ports[1].Name = "dns" },
			`# Changes Deployment shop/web:
#   spec.template.spec.containers[log].ports[udp].name: udp becomes dns
- op: replace
  path: /spec/template/spec/containers/1/ports/1/name
  value: dns
`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, patchOf(t, c.change)); diff != "" {
				t.Errorf("patch (-want +got):\n%s", diff)
			}
		})
	}
}
