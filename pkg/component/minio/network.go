package minio

import (
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// headlessService gives every pod its host name, ready or not: no pod becomes
// ready before it has found the others.
func headlessService(v Values) component.Object {
	return &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: meta(v, headlessName(v)),
		Spec: corev1.ServiceSpec{
			Type:                     corev1.ServiceTypeClusterIP,
			ClusterIP:                corev1.ClusterIPNone,
			PublishNotReadyAddresses: true,
			Selector:                 selector(v),
			Ports:                    []corev1.ServicePort{servicePort("http-api", "api", Port)},
		},
	}
}

func apiService(v Values) component.Object {
	return service(v, v.Name, v.Service, servicePort("http-api", "api", Port))
}

// consoleService sends a browser to the same pod as before: the pods do not
// share what they know of its session.
func consoleService(v Values) component.Object {
	object := service(v, v.Name+"-console", v.Console.Service, servicePort("http-console", "console", ConsolePort))
	object.Spec.SessionAffinity = corev1.ServiceAffinityClientIP
	return object
}

func service(v Values, name string, knobs component.Service, port corev1.ServicePort) *corev1.Service {
	object := &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: meta(v, name),
		Spec: corev1.ServiceSpec{
			Type:     knobs.Type,
			Selector: selector(v),
			Ports:    []corev1.ServicePort{port},
		},
	}
	object.Labels = component.Labels(selector(v), v.Labels, knobs.Labels)
	object.Annotations = component.Merge(v.Annotations, knobs.Annotations)
	return object
}

func servicePort(name, target string, port int32) corev1.ServicePort {
	return corev1.ServicePort{Name: name, Protocol: corev1.ProtocolTCP, Port: port, TargetPort: intstr.FromString(target)}
}

// networkPolicy leaves the way out open: the pods need DNS and each other.
func networkPolicy(v Values) component.Object {
	return &networkingv1.NetworkPolicy{
		TypeMeta:   component.NetworkingV1("NetworkPolicy"),
		ObjectMeta: meta(v, v.Name),
		Spec: networkingv1.NetworkPolicySpec{
			PodSelector: metav1.LabelSelector{MatchLabels: selector(v)},
			PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeIngress},
			Ingress: []networkingv1.NetworkPolicyIngressRule{{
				From: v.NetworkPolicy.From,
				Ports: []networkingv1.NetworkPolicyPort{
					{Protocol: ptr.To(corev1.ProtocolTCP), Port: new(intstr.FromInt32(Port))},
					{Protocol: ptr.To(corev1.ProtocolTCP), Port: new(intstr.FromInt32(ConsolePort))},
				},
			}},
		},
	}
}
