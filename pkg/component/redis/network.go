package redis

import (
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// headlessService gives every pod its host name, ready or not: pods need each
// other to become ready.
func headlessService(v Values) component.Object {
	return &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: meta(v, headlessName(v)),
		Spec: corev1.ServiceSpec{
			Type:                     corev1.ServiceTypeClusterIP,
			ClusterIP:                corev1.ClusterIPNone,
			PublishNotReadyAddresses: true,
			Selector:                 selector(v),
			Ports:                    servicePorts(),
		},
	}
}

func clientService(v Values) component.Object {
	service := &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: meta(v, v.Name),
		Spec: corev1.ServiceSpec{
			Type:     v.Service.Type,
			Selector: selector(v),
			Ports:    servicePorts(),
		},
	}
	service.Labels = component.Labels(component.Selector(app, v.Name), v.Labels, v.Service.Labels)
	service.Annotations = component.Merge(v.Annotations, v.Service.Annotations)
	return service
}

func servicePorts() []corev1.ServicePort {
	return []corev1.ServicePort{
		{Name: "tcp-redis", Protocol: corev1.ProtocolTCP, Port: Port, TargetPort: intstr.FromString("redis")},
		{Name: "tcp-sentinel", Protocol: corev1.ProtocolTCP, Port: SentinelPort, TargetPort: intstr.FromString("sentinel")},
	}
}

// networkPolicy leaves the way out open: the pods need DNS and each other.
func networkPolicy(v Values) component.Object {
	return &networkingv1.NetworkPolicy{
		TypeMeta:   component.NetworkingV1("NetworkPolicy"),
		ObjectMeta: meta(v, statefulSetName(v)),
		Spec: networkingv1.NetworkPolicySpec{
			PodSelector: metav1.LabelSelector{MatchLabels: selector(v)},
			PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeIngress},
			Ingress: []networkingv1.NetworkPolicyIngressRule{{
				From: v.NetworkPolicy.From,
				Ports: []networkingv1.NetworkPolicyPort{
					{Protocol: ptr.To(corev1.ProtocolTCP), Port: new(intstr.FromInt32(Port))},
					{Protocol: ptr.To(corev1.ProtocolTCP), Port: new(intstr.FromInt32(SentinelPort))},
				},
			}},
		},
	}
}

func podDisruptionBudget(v Values) component.Object {
	return &policyv1.PodDisruptionBudget{
		TypeMeta:   component.PolicyV1("PodDisruptionBudget"),
		ObjectMeta: meta(v, statefulSetName(v)),
		Spec: policyv1.PodDisruptionBudgetSpec{
			MaxUnavailable: new(v.PodDisruptionBudget.MaxUnavailable),
			Selector:       &metav1.LabelSelector{MatchLabels: selector(v)},
		},
	}
}
