// Package sample is a part with every construct that a chart can have, for the
// tests of the packages that make charts.
package sample

import (
	"fmt"
	"strconv"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// Values of the sample.
type Values struct {
	// Name of the objects.
	Name string `json:"name" chart:"name"`
	// Namespace of the objects.
	Namespace string `json:"namespace" chart:"namespace"`
	// Labels of every object.
	Labels map[string]string `json:"labels,omitempty"`
	// Image of the container.
	Image component.Image `json:"image"`
	// Kind of the workload.
	Kind string `json:"kind" chart:"choice=Deployment|DaemonSet"`
	// Replicas of the Deployment.
	Replicas int32 `json:"replicas"`
	// MinReadySeconds is absent by default: 0 is another value.
	MinReadySeconds *int32 `json:"minReadySeconds,omitempty"`
	// Greeting is a text in the configuration and in an argument.
	Greeting string `json:"greeting"`
	// Ratio is a number in the configuration.
	Ratio float64 `json:"ratio"`
	// Verbose comes out as it is.
	Verbose bool `json:"verbose"`
	// ExtraConfig ends the configuration.
	ExtraConfig string `json:"extraConfig,omitempty"`
	// Cache is the size of a volume.
	Cache resource.Quantity `json:"cache"`
	// Toleration of the pods.
	Toleration corev1.Toleration `json:"toleration"`
	// Surge of an update.
	Surge intstr.IntOrString `json:"surge"`
	// Resources of the container.
	Resources corev1.ResourceRequirements `json:"resources"`
	// Affinity of the pods.
	Affinity *corev1.Affinity `json:"affinity,omitempty"`
	// PodLabels of the pods win over Labels.
	PodLabels map[string]string `json:"podLabels,omitempty"`
	// ExtraArgs of the container.
	ExtraArgs []string `json:"extraArgs,omitempty"`
	// PriorityClassName of the pods.
	PriorityClassName string `json:"priorityClassName,omitempty"`
	// ServiceAccountName of the pods.
	ServiceAccountName string `json:"serviceAccountName,omitempty"`
	// Service in front of the pods.
	Service Service `json:"service"`
	// Tenants each have a namespace with quotas.
	Tenants []Tenant `json:"tenants,omitempty" chart:"each"`
	// Hosts of the route.
	Hosts []string `json:"hosts,omitempty" chart:"each"`
	// Release is no value of the chart.
	Release string `json:"release" chart:"-"`
}

// Service in front of the pods.
type Service struct {
	// Enabled adds it.
	Enabled bool `json:"enabled" chart:"switch"`
	// Type of the Service.
	Type corev1.ServiceType `json:"type,omitempty"`
	// Metrics adds a port.
	Metrics bool `json:"metrics" chart:"switch"`
	// NodePort of the Service; 0 for none.
	NodePort int32 `json:"nodePort,omitempty"`
}

// Tenant has a namespace.
type Tenant struct {
	// Name of the namespace.
	Name string `json:"name"`
	// Team is a label, if there is one.
	Team string `json:"team,omitempty"`
	// Isolated forbids traffic from outside.
	Isolated bool `json:"isolated" chart:"switch"`
	// Peers may send traffic all the same.
	Peers []Peer `json:"peers,omitempty" chart:"each"`
}

// Peer may send traffic.
type Peer struct {
	// CIDR of the peer.
	CIDR string `json:"cidr"`
}

// Defaults of the sample.
func Defaults() Values {
	return Values{
		Name: "sample", Namespace: "sample", Kind: "Deployment", Replicas: 2, Greeting: "hello", Ratio: 0.5, Release: "1.2",
		ServiceAccountName: "sample",
		Image:              component.Image{Registry: "docker.io", Repository: "library/sample", Tag: "1.2", PullPolicy: corev1.PullIfNotPresent},
		Cache:              resource.MustParse("1Gi"),
		Toleration:         corev1.Toleration{Key: "sample", Operator: corev1.TolerationOpExists},
		Surge:              intstr.FromString("25%"),
		Resources:          component.Resources("100m", "64Mi", "128Mi"),
		Service:            Service{Enabled: true, Type: corev1.ServiceTypeClusterIP},
		Tenants:            []Tenant{{Name: "red", Isolated: true, Peers: []Peer{{CIDR: "10.0.0.0/8"}}}},
	}
}

// Component is the sample as one value.
func Component() component.Component[Values] {
	return component.Component[Values]{
		Name: "sample", Description: "A part with every construct", Version: "1.2", Defaults: Defaults, Objects: Objects,
		Named: []string{"serviceAccountName"},
	}
}

// Objects of the sample.
func Objects(v Values) []component.Object {
	objects := []component.Object{configuration(v)}
	switch v.Kind {
	case "Deployment":
		objects = append(objects, deployment(v))
	case "DaemonSet":
		objects = append(objects, daemonSet(v))
	}
	if v.Service.Enabled {
		objects = append(objects, service(v))
	}
	for _, tenant := range v.Tenants {
		objects = append(objects, namespace(v, tenant), policy(v, tenant))
	}
	return objects
}

func selector(v Values) map[string]string { return component.Selector("sample", v.Name) }

func meta(v Values, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{Name: name, Namespace: v.Namespace, Labels: component.Labels(selector(v), v.Labels)}
}

func configuration(v Values) component.Object {
	return &corev1.ConfigMap{
		TypeMeta: component.CoreV1("ConfigMap"), ObjectMeta: meta(v, v.Name+"-config"),
		Data: map[string]string{
			"sample.conf": fmt.Sprintf("# Braces are text: {{ .Values }}\ngreeting %s\nratio %s\nreplicas %d\n",
				v.Greeting, strconv.FormatFloat(v.Ratio, 'f', -1, 64), v.Replicas) + v.ExtraConfig,
			"release": v.Release,
		},
	}
}

func deployment(v Values) component.Object {
	d := &appsv1.Deployment{
		TypeMeta: component.AppsV1("Deployment"), ObjectMeta: meta(v, v.Name),
		Spec: appsv1.DeploymentSpec{
			Replicas: &v.Replicas,
			Selector: &metav1.LabelSelector{MatchLabels: selector(v)},
			Strategy: appsv1.DeploymentStrategy{RollingUpdate: &appsv1.RollingUpdateDeployment{MaxSurge: &v.Surge}},
			Template: pods(v),
		},
	}
	if v.MinReadySeconds != nil {
		d.Spec.MinReadySeconds = *v.MinReadySeconds
	}
	return d
}

func daemonSet(v Values) component.Object {
	return &appsv1.DaemonSet{
		TypeMeta: component.AppsV1("DaemonSet"), ObjectMeta: meta(v, v.Name),
		Spec: appsv1.DaemonSetSpec{Selector: &metav1.LabelSelector{MatchLabels: selector(v)}, Template: pods(v)},
	}
}

func pods(v Values) corev1.PodTemplateSpec {
	return corev1.PodTemplateSpec{
		ObjectMeta: metav1.ObjectMeta{Labels: component.Merge(component.Labels(selector(v), v.Labels), v.PodLabels)},
		Spec: corev1.PodSpec{
			PriorityClassName:  v.PriorityClassName,
			ServiceAccountName: v.ServiceAccountName,
			Affinity:           v.Affinity,
			Tolerations:        []corev1.Toleration{v.Toleration},
			Containers: []corev1.Container{{
				Name: "sample", Image: v.Image.Reference(), ImagePullPolicy: v.Image.PullPolicy,
				Args:      append([]string{"--greeting=" + v.Greeting, "--name=" + v.Name}, v.ExtraArgs...),
				Env:       hosts(v),
				Resources: v.Resources,
				Stdin:     v.Verbose,
			}},
			Volumes: []corev1.Volume{{Name: "cache", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{SizeLimit: &v.Cache}}}},
		},
	}
}

func hosts(v Values) []corev1.EnvVar {
	var all []corev1.EnvVar
	for _, host := range v.Hosts {
		all = append(all, corev1.EnvVar{Name: host, Value: "yes"})
	}
	return all
}

func service(v Values) component.Object {
	ports := []corev1.ServicePort{{Name: "http", Port: 80, NodePort: v.Service.NodePort}}
	if v.Service.Metrics {
		ports = append(ports, corev1.ServicePort{Name: "metrics", Port: 9090})
	}
	return &corev1.Service{
		TypeMeta: component.CoreV1("Service"), ObjectMeta: meta(v, v.Name),
		Spec: corev1.ServiceSpec{Type: v.Service.Type, Selector: selector(v), Ports: ports},
	}
}

func namespace(v Values, tenant Tenant) component.Object {
	labels := map[string]string{}
	if tenant.Team != "" {
		labels["team"] = tenant.Team
	}
	return &corev1.Namespace{
		TypeMeta:   component.CoreV1("Namespace"),
		ObjectMeta: metav1.ObjectMeta{Name: tenant.Name, Labels: component.Labels(nil, labels, v.Labels)},
	}
}

func policy(v Values, tenant Tenant) component.Object {
	object := &networkingv1.NetworkPolicy{
		TypeMeta: component.NetworkingV1("NetworkPolicy"), ObjectMeta: meta(v, v.Name),
		Spec: networkingv1.NetworkPolicySpec{PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeEgress}},
	}
	object.Namespace = tenant.Name
	if tenant.Isolated {
		object.Spec.PolicyTypes = append(object.Spec.PolicyTypes, networkingv1.PolicyTypeIngress)
	}
	for _, peer := range tenant.Peers {
		object.Spec.Ingress = append(object.Spec.Ingress, networkingv1.NetworkPolicyIngressRule{
			From: []networkingv1.NetworkPolicyPeer{{IPBlock: &networkingv1.IPBlock{CIDR: peer.CIDR}}},
		})
	}
	return object
}
