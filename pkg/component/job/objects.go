package job

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// restPort is where Flink serves its web UI and REST API.
const restPort = 8081

// Objects gives the claims, the FlinkDeployment and the route of a job.
func Objects(v Values) []component.Object {
	var objects []component.Object
	for _, claim := range v.Claims {
		objects = append(objects, persistentVolumeClaim(v, claim))
	}
	deployment := application(v)
	objects = append(objects, deployment)
	switch v.Ingress.Type {
	case "none":
	case "ingress":
		deployment.Spec.Ingress = ingress(v)
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
		Labels:      component.Labels(selector(v), v.Labels),
		Annotations: component.Merge(v.Annotations),
	}
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
	object.Annotations = component.Merge(v.Annotations, claim.Annotations)
	return object
}
