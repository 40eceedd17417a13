package job

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// restPort is where Flink serves its web UI and REST API.
const restPort = 8081

// Objects gives the claims, the clusters with their jobs, the route and the
// snapshots of a job.
func Objects(v Values) []component.Object {
	var objects []component.Object
	for _, claim := range v.Claims {
		objects = append(objects, persistentVolumeClaim(v, claim))
	}
	switch v.DeploymentMode {
	case "application":
		cluster := deployment(v)
		cluster.Spec.Job = jobSpec(v.Program)
		cluster.Spec.Ingress = operatorIngress(v)
		objects = append(objects, cluster)
	case "session":
		cluster := deployment(v)
		cluster.Spec.Ingress = operatorIngress(v)
		objects = append(objects, cluster)
		objects = append(objects, sessionJobs(v)...)
	case "blueGreen":
		cluster := blueGreen(v)
		cluster.Spec.Ingress = operatorIngress(v)
		objects = append(objects, cluster)
	case "standalone":
		objects = append(objects, standalone(v)...)
		objects = append(objects, ownIngresses(v)...)
	case "native":
		objects = append(objects, native(v)...)
		objects = append(objects, ownIngresses(v)...)
	}
	objects = append(objects, routes(v)...)
	for _, snapshot := range v.Snapshots {
		objects = append(objects, stateSnapshot(v, snapshot))
	}
	return objects
}

// operatorIngress is what the operator makes an Ingress from, if it is to.
func operatorIngress(v Values) *v1beta1.IngressSpec {
	switch v.Ingress.Type {
	case "ingress":
		return ingress(v)
	default:
		return nil
	}
}

// ownIngresses stand in for what the operator would make.
func ownIngresses(v Values) []component.Object {
	switch v.Ingress.Type {
	case "ingress":
		return []component.Object{ownIngress(v)}
	default:
		return nil
	}
}

// routes are the ways to the web UI that the operator does not make.
func routes(v Values) []component.Object {
	var objects []component.Object
	switch v.Ingress.Type {
	case "none":
	case "ingress":
		if v.Ingress.SlashRedirect {
			objects = append(objects, slashRedirect(v))
		}
	case "gateway":
		objects = append(objects, httpRoute(v))
	}
	return objects
}

func selector(v Values) map[string]string { return component.Selector("flink-job", v.Name) }

func meta(v Values, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name:        name,
		Namespace:   v.Namespace,
		Labels:      labels(v, v.Labels),
		Annotations: component.Merge(v.Annotations),
	}
}

// labels of an object beside the cluster. One that is not managed shares none
// with the cluster.
func labels(v Values, own map[string]string) map[string]string {
	if !v.Managed {
		return component.Merge(own)
	}
	return component.Labels(selector(v), v.Labels, own)
}

// annotations of an object beside the cluster, likewise.
func annotations(v Values, own map[string]string) map[string]string {
	if !v.Managed {
		return component.Merge(own)
	}
	return component.Merge(v.Annotations, own)
}

func persistentVolumeClaim(v Values, claim Claim) *corev1.PersistentVolumeClaim {
	object := &corev1.PersistentVolumeClaim{
		TypeMeta:   component.CoreV1("PersistentVolumeClaim"),
		ObjectMeta: meta(v, claim.Name),
		Spec: corev1.PersistentVolumeClaimSpec{
			AccessModes:      claim.AccessModes,
			StorageClassName: component.Optional(claim.StorageClassName),
			Resources: corev1.VolumeResourceRequirements{
				Requests: corev1.ResourceList{corev1.ResourceStorage: claim.Size},
			},
		},
	}
	object.Labels = labels(v, claim.Labels)
	object.Annotations = annotations(v, claim.Annotations)
	return object
}
