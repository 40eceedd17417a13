package historyserver

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// Objects gives the objects in apply order.
func Objects(v Values) []component.Object {
	objects := []component.Object{serviceAccount(v)}
	if v.Persistence.Create {
		objects = append(objects, claim(v))
	}
	objects = append(objects, configMap(v), service(v), deployment(v))
	switch v.Route {
	case RouteIngress:
		objects = append(objects, ingress(v))
	case RouteGateway:
		objects = append(objects, httpRoute(v))
	}
	return objects
}

func selector(v Values) map[string]string {
	return component.Selector("flink-historyserver", v.Name)
}

// meta is the metadata of an object with annotations of its own.
func meta(v Values, name string, annotations map[string]string) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name:        name,
		Namespace:   v.Namespace,
		Labels:      component.Labels(selector(v), v.Labels),
		Annotations: component.Merge(v.Annotations, annotations),
	}
}

func serviceAccount(v Values) component.Object {
	return &corev1.ServiceAccount{
		TypeMeta:                     component.CoreV1("ServiceAccount"),
		ObjectMeta:                   meta(v, v.Name, v.ServiceAccount.Annotations),
		AutomountServiceAccountToken: new(false),
	}
}

func claim(v Values) component.Object {
	return &corev1.PersistentVolumeClaim{
		TypeMeta:   component.CoreV1("PersistentVolumeClaim"),
		ObjectMeta: meta(v, v.Persistence.ClaimName, v.Persistence.Annotations),
		Spec: corev1.PersistentVolumeClaimSpec{
			AccessModes:      v.Persistence.AccessModes,
			StorageClassName: component.Optional(v.Persistence.StorageClassName),
			Resources: corev1.VolumeResourceRequirements{
				Requests: corev1.ResourceList{corev1.ResourceStorage: v.Persistence.Size},
			},
		},
	}
}

func service(v Values) component.Object {
	s := &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: meta(v, v.Name, v.Service.Annotations),
		Spec: corev1.ServiceSpec{
			Type:     v.Service.Type,
			Selector: selector(v),
			Ports: []corev1.ServicePort{{
				Name:        portName,
				Port:        v.Port,
				Protocol:    corev1.ProtocolTCP,
				TargetPort:  intstr.FromString(portName),
				AppProtocol: new("http"),
				NodePort:    v.Service.NodePort,
			}},
		},
	}
	s.Labels = component.Merge(s.Labels, v.Service.Labels)
	return s
}
