package operator

import (
	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	certmanager "github.com/flinkgen/flinkgen/pkg/certmanager/v1"
	"github.com/flinkgen/flinkgen/pkg/component"
)

const webhookServiceName = "flink-operator-webhook-service"

func webhookService(v Values) *corev1.Service {
	service := &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: meta(v, webhookServiceName),
		Spec: corev1.ServiceSpec{
			Type:     corev1.ServiceTypeClusterIP,
			Selector: selector(v),
			Ports: []corev1.ServicePort{{
				Name:       "https",
				Protocol:   corev1.ProtocolTCP,
				Port:       443,
				TargetPort: intstr.FromString(webhookPortName),
			}},
		},
	}
	service.Labels = component.Labels(selector(v), v.Labels, v.Webhook.ServiceLabels)
	return service
}

func mutatingWebhook(v Values) *admissionv1.MutatingWebhookConfiguration {
	return &admissionv1.MutatingWebhookConfiguration{
		TypeMeta:   component.AdmissionV1("MutatingWebhookConfiguration"),
		ObjectMeta: webhookMeta(v),
		Webhooks: []admissionv1.MutatingWebhook{{
			Name:                    "mutationwebhook." + flinkGroup,
			AdmissionReviewVersions: []string{"v1"},
			ClientConfig:            clientConfig(v, "/mutate"),
			FailurePolicy:           new(admissionv1.Fail),
			SideEffects:             new(admissionv1.SideEffectClassNone),
			NamespaceSelector:       v.Webhook.NamespaceSelector,
			Rules:                   webhookRules(v.Webhook.MutatedOperations, v.Webhook.MutatedResources),
		}},
	}
}

func validatingWebhook(v Values) *admissionv1.ValidatingWebhookConfiguration {
	return &admissionv1.ValidatingWebhookConfiguration{
		TypeMeta:   component.AdmissionV1("ValidatingWebhookConfiguration"),
		ObjectMeta: webhookMeta(v),
		Webhooks: []admissionv1.ValidatingWebhook{{
			Name:                    "validationwebhook." + flinkGroup,
			AdmissionReviewVersions: []string{"v1"},
			ClientConfig:            clientConfig(v, "/validate"),
			FailurePolicy:           new(admissionv1.Fail),
			SideEffects:             new(admissionv1.SideEffectClassNone),
			NamespaceSelector:       v.Webhook.NamespaceSelector,
			Rules: webhookRules(
				[]admissionv1.OperationType{admissionv1.Create, admissionv1.Update},
				v.Webhook.ValidatedResources,
			),
		}},
	}
}

func webhookMeta(v Values) metav1.ObjectMeta {
	m := clusterMeta(v, "flink-operator-"+v.Namespace+"-webhook-configuration")
	m.Annotations = component.Merge(
		v.Annotations,
		map[string]string{certmanager.InjectCAFrom: v.Namespace + "/" + certificateName},
	)
	return m
}

func clientConfig(v Values, path string) admissionv1.WebhookClientConfig {
	return admissionv1.WebhookClientConfig{Service: &admissionv1.ServiceReference{
		Namespace: v.Namespace,
		Name:      webhookServiceName,
		Path:      &path,
		Port:      new(int32(443)),
	}}
}

func webhookRules(operations []admissionv1.OperationType, resources []string) []admissionv1.RuleWithOperations {
	return []admissionv1.RuleWithOperations{{
		Operations: operations,
		Rule: admissionv1.Rule{
			APIGroups:   []string{flinkGroup},
			APIVersions: []string{"*"},
			Resources:   resources,
			Scope:       new(admissionv1.NamespacedScope),
		},
	}}
}
