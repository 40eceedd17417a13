package kustomize_test

import (
	"fmt"
	"maps"
	"math/rand/v2"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// generator makes random objects of a few names, so that two of them have much
// in common.
type generator struct{ *rand.Rand }

// texts are what YAML, templates or patches could take for something else.
var texts = []string{
	"plain", "", "123", "1e3", "true", "null", "~", "a: b", "- item", "# comment", "delete", "$patch", "two\nlines\n",
	" leading", "ünïcödé 漢字", "{{ x }}", "$(VAR)", "/slash~tilde", "on", "0x1F", "\n\nlines", "tab\there",
}

var keys = []string{"team", "app", "example.com/team", "a~b", "true", "1", "with.dot", "$patch-not", "empty"}

func (g generator) flip() bool { return g.IntN(2) == 0 }

func (g generator) text() string { return texts[g.IntN(len(texts))] }

func (g generator) quantity() resource.Quantity {
	return resource.MustParse([]string{"1", "1000m", "250m", "0.25", "2Gi", "2048Mi", "1500M"}[g.IntN(7)])
}

func (g generator) labels() map[string]string {
	labels := map[string]string{}
	for range g.IntN(4) {
		labels[keys[g.IntN(len(keys))]] = g.text()
	}
	return labels
}

func (g generator) meta(name string) metav1.ObjectMeta {
	meta := metav1.ObjectMeta{Name: name, Namespace: "flink", Labels: g.labels(), Annotations: g.labels()}
	// kustomize loses the quotes of these keys, but only in annotations.
	maps.DeleteFunc(meta.Annotations, func(key, _ string) bool { return key == "true" || key == "1" })
	if g.flip() {
		meta.Finalizers = list(g, 3, func(i int) string { return fmt.Sprintf("example.com/f%d", i) })
	}
	return meta
}

// list gives up to n different items in random order.
func list[T any](g generator, n int, item func(int) T) []T {
	var items []T
	for _, i := range g.Perm(n)[:g.IntN(n+1)] {
		items = append(items, item(i))
	}
	return items
}

func (g generator) env(i int) corev1.EnvVar {
	e := corev1.EnvVar{Name: fmt.Sprintf("VAR_%d", i)}
	switch g.IntN(3) {
	case 0:
		e.Value = g.text()
	case 1:
		e.ValueFrom = &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: "metadata.name"}}
	default:
		e.ValueFrom = &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: corev1.LocalObjectReference{Name: "s"}, Key: "k"}}
	}
	return e
}

// port may have the number of another port and its own protocol.
func (g generator) port(i int) corev1.ContainerPort {
	p := corev1.ContainerPort{Name: fmt.Sprintf("p%d", i), ContainerPort: int32(8080 + i/2)}
	if i%2 == 1 {
		p.Protocol = corev1.ProtocolUDP
	} else if g.flip() {
		p.Protocol = corev1.ProtocolTCP
	}
	return p
}

func (g generator) volume(i int) corev1.Volume {
	v := corev1.Volume{Name: fmt.Sprintf("volume-%d", i)}
	switch g.IntN(4) {
	case 0:
		v.EmptyDir = &corev1.EmptyDirVolumeSource{}
	case 1:
		size := g.quantity()
		v.EmptyDir = &corev1.EmptyDirVolumeSource{SizeLimit: &size}
	case 2:
		v.ConfigMap = &corev1.ConfigMapVolumeSource{LocalObjectReference: corev1.LocalObjectReference{Name: "c"}, Items: []corev1.KeyToPath{{Key: "k", Path: g.text()}}}
	default:
		v.PersistentVolumeClaim = &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "claim"}
	}
	return v
}

func (g generator) mount(i int) corev1.VolumeMount {
	return corev1.VolumeMount{Name: fmt.Sprintf("volume-%d", i), MountPath: fmt.Sprintf("/data/%d", i/2), ReadOnly: g.flip()}
}

func (g generator) container(i int) corev1.Container {
	c := corev1.Container{
		Name: fmt.Sprintf("container-%d", i), Image: g.text(),
		Env: list(g, 5, g.env), Ports: list(g, 4, g.port), VolumeMounts: list(g, 3, g.mount),
		Args: list(g, 6, func(i int) string { return fmt.Sprintf("--arg-%d=%s", i, texts[i]) }),
	}
	if g.flip() {
		c.Resources.Limits = corev1.ResourceList{corev1.ResourceCPU: g.quantity(), corev1.ResourceMemory: g.quantity()}
	}
	if g.flip() {
		c.SecurityContext = &corev1.SecurityContext{RunAsNonRoot: new(g.flip())}
	}
	if g.flip() {
		c.LivenessProbe = &corev1.Probe{ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: g.text(), Port: intstr.FromInt32(8080)}}}
	} else if g.flip() {
		c.LivenessProbe = &corev1.Probe{ProbeHandler: corev1.ProbeHandler{TCPSocket: &corev1.TCPSocketAction{Port: intstr.FromString("web")}}}
	}
	return c
}

func (g generator) pod() corev1.PodTemplateSpec {
	pod := corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: g.labels()}}
	pod.Spec = corev1.PodSpec{
		Containers: list(g, 3, g.container), InitContainers: list(g, 2, g.container), Volumes: list(g, 4, g.volume),
		NodeSelector: g.labels(),
		Tolerations: list(g, 3, func(i int) corev1.Toleration {
			return corev1.Toleration{Key: fmt.Sprintf("key-%d", i), Operator: corev1.TolerationOpExists}
		}),
		ImagePullSecrets: list(g, 3, func(i int) corev1.LocalObjectReference {
			return corev1.LocalObjectReference{Name: fmt.Sprintf("pull-%d", i)}
		}),
		HostAliases: list(g, 2, func(i int) corev1.HostAlias {
			return corev1.HostAlias{IP: fmt.Sprintf("10.0.0.%d", i), Hostnames: []string{g.text(), "b"}}
		}),
		TopologySpreadConstraints: list(g, 2, func(i int) corev1.TopologySpreadConstraint {
			return corev1.TopologySpreadConstraint{MaxSkew: int32(1 + g.IntN(2)), TopologyKey: fmt.Sprintf("zone-%d", i), WhenUnsatisfiable: corev1.DoNotSchedule}
		}),
	}
	return pod
}

func (g generator) deployment(name string) component.Object {
	d := &appsv1.Deployment{TypeMeta: component.AppsV1("Deployment"), ObjectMeta: g.meta(name)}
	d.Spec.Template = g.pod()
	if g.flip() {
		d.Spec.Replicas = new(int32(g.IntN(4)))
	}
	if g.flip() {
		d.Spec.Strategy.Type = appsv1.RecreateDeploymentStrategyType
	} else if g.flip() {
		d.Spec.Strategy = appsv1.DeploymentStrategy{Type: appsv1.RollingUpdateDeploymentStrategyType, RollingUpdate: &appsv1.RollingUpdateDeployment{MaxSurge: new(intstr.FromString("25%"))}}
	}
	return d
}

func (g generator) statefulSet(name string) component.Object {
	s := &appsv1.StatefulSet{TypeMeta: component.AppsV1("StatefulSet"), ObjectMeta: g.meta(name)}
	s.Spec.Template = g.pod()
	s.Spec.VolumeClaimTemplates = list(g, 3, func(i int) corev1.PersistentVolumeClaim {
		c := corev1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: fmt.Sprintf("claim-%d", i)}}
		c.Spec.Resources.Requests = corev1.ResourceList{corev1.ResourceStorage: g.quantity()}
		return c
	})
	return s
}

func (g generator) service(name string) component.Object {
	s := &corev1.Service{TypeMeta: component.CoreV1("Service"), ObjectMeta: g.meta(name)}
	s.Spec.Selector = g.labels()
	s.Spec.Ports = list(g, 4, func(i int) corev1.ServicePort {
		return corev1.ServicePort{Name: fmt.Sprintf("p%d", i), Port: int32(80 + i/2), Protocol: []corev1.Protocol{"TCP", "UDP"}[i%2], TargetPort: intstr.FromString(fmt.Sprintf("t%d", g.IntN(3)))}
	})
	return s
}

func (g generator) configMap(name string) component.Object {
	c := &corev1.ConfigMap{TypeMeta: component.CoreV1("ConfigMap"), ObjectMeta: g.meta(name), Data: g.labels()}
	if g.flip() {
		c.BinaryData = map[string][]byte{"binary": []byte(g.text())}
	}
	return c
}

func (g generator) clusterRole(name string) component.Object {
	r := &rbacv1.ClusterRole{TypeMeta: component.RBACV1("ClusterRole"), ObjectMeta: metav1.ObjectMeta{Name: "system:" + name, Labels: g.labels()}}
	r.Rules = list(g, 5, func(i int) rbacv1.PolicyRule {
		return rbacv1.PolicyRule{APIGroups: []string{fmt.Sprintf("group-%d", i)}, Resources: list(g, 3, func(i int) string { return fmt.Sprintf("r%d", i) }), Verbs: []string{"get"}}
	})
	return r
}

func (g generator) flinkDeployment(name string) component.Object {
	d := &v1beta1.FlinkDeployment{TypeMeta: metav1.TypeMeta{APIVersion: "flink.apache.org/v1beta1", Kind: "FlinkDeployment"}, ObjectMeta: g.meta(name)}
	pod := g.pod()
	d.Spec.Image = g.text()
	if g.flip() {
		d.Spec.PodTemplate = &pod
	}
	return d
}

// objects are one or more of each kind, by names that another call gives too.
func (g generator) objects() []component.Object {
	var all []component.Object
	for _, kind := range []func(string) component.Object{
		g.deployment, g.statefulSet, g.service, g.configMap, g.clusterRole, g.flinkDeployment,
	} {
		for _, name := range []string{"one", "two.dotted", "two-dotted", "always"} {
			if name == "always" || g.IntN(4) == 0 {
				all = append(all, kind(name))
			}
		}
	}
	return all
}
