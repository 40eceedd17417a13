package ingressnginx

import (
	admissionv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// webhookConfiguration holds no caBundle: the Job "patch" writes it, and an
// apply leaves it alone.
func webhookConfiguration(v Values) component.Object {
	return &admissionv1.ValidatingWebhookConfiguration{
		TypeMeta:   component.AdmissionV1("ValidatingWebhookConfiguration"),
		ObjectMeta: clusterMeta(v, admissionComponent, admissionName(v)),
		Webhooks: []admissionv1.ValidatingWebhook{{
			Name:                    "validate.nginx.ingress.kubernetes.io",
			MatchPolicy:             ptr.To(admissionv1.Equivalent),
			FailurePolicy:           component.Optional(v.AdmissionWebhooks.FailurePolicy),
			SideEffects:             ptr.To(admissionv1.SideEffectClassNone),
			AdmissionReviewVersions: []string{"v1"},
			Rules: []admissionv1.RuleWithOperations{{
				Operations: []admissionv1.OperationType{admissionv1.Create, admissionv1.Update},
				Rule: admissionv1.Rule{
					APIGroups:   []string{networkingGroup},
					APIVersions: []string{"v1"},
					Resources:   []string{"ingresses"},
				},
			}},
			ClientConfig: admissionv1.WebhookClientConfig{
				Service: &admissionv1.ServiceReference{
					Name:      admissionServiceName(v),
					Namespace: v.Namespace,
					Port:      ptr.To[int32](443),
					Path:      new("/networking/v1/ingresses"),
				},
			},
		}},
	}
}
