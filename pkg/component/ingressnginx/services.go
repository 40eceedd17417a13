package ingressnginx

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The address families are left to the cluster, so that one with IPv6 only works too.
func controllerService(v Values) component.Object {
	service := &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: meta(v, controllerComponent, v.Name+"-controller"),
		Spec: corev1.ServiceSpec{
			Type:                  v.Service.Type,
			ExternalTrafficPolicy: v.Service.ExternalTrafficPolicy,
			Selector:              selector(v, controllerComponent),
			Ports: []corev1.ServicePort{
				servicePort("http", 80, v.Service.NodePorts.HTTP),
				servicePort("https", 443, v.Service.NodePorts.HTTPS),
			},
		},
	}
	service.Labels = component.Merge(service.Labels, v.Service.Labels)
	service.Annotations = component.Merge(v.Annotations, v.Service.Annotations)
	return service
}

func servicePort(name string, port, nodePort int32) corev1.ServicePort {
	return corev1.ServicePort{
		Name:        name,
		Port:        port,
		Protocol:    corev1.ProtocolTCP,
		TargetPort:  intstr.FromString(name),
		AppProtocol: new(name),
		NodePort:    nodePort,
	}
}

func metricsService(v Values) component.Object {
	return &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: meta(v, controllerComponent, v.Name+"-controller-metrics"),
		Spec: corev1.ServiceSpec{
			Type:     corev1.ServiceTypeClusterIP,
			Selector: selector(v, controllerComponent),
			Ports: []corev1.ServicePort{{
				Name:       "metrics",
				Port:       healthPort,
				Protocol:   corev1.ProtocolTCP,
				TargetPort: intstr.FromString("metrics"),
			}},
		},
	}
}

func admissionService(v Values) component.Object {
	return &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: meta(v, controllerComponent, admissionServiceName(v)),
		Spec: corev1.ServiceSpec{
			Type:     corev1.ServiceTypeClusterIP,
			Selector: selector(v, controllerComponent),
			Ports: []corev1.ServicePort{{
				Name:        "https-webhook",
				Port:        443,
				Protocol:    corev1.ProtocolTCP,
				TargetPort:  intstr.FromString("webhook"),
				AppProtocol: new("https"),
			}},
		},
	}
}

func admissionServiceName(v Values) string { return v.Name + "-controller-admission" }
