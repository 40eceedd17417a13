package ingressnginx

import (
	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Defaults is one controller behind a NodePort Service, with its webhook.
func Defaults() Values {
	return Values{
		Name:             "ingress-nginx",
		Namespace:        "ingress-nginx",
		Image:            component.ImageOf(catalog.IngressNginx),
		Kind:             KindDeployment,
		Replicas:         1,
		IngressClassName: "nginx",
		ControllerClass:  "k8s.io/ingress-nginx",
		Service:          Service{Service: component.Service{Type: corev1.ServiceTypeNodePort}},
		AdmissionWebhooks: AdmissionWebhooks{
			Enabled:       true,
			FailurePolicy: admissionv1.Fail,
			Patch: Patch{
				Image: component.ImageOf(catalog.WebhookCertgen),
				// Long enough for a script to wait for the Jobs.
				TTLSecondsAfterFinished: 300,
				Resources:               component.Resources("10m", "32Mi", "64Mi"),
				Pod:                     linuxNodes(),
			},
		},
		PodDisruptionBudget: component.PodDisruptionBudget{
			Enabled:        true,
			MaxUnavailable: intstr.FromInt32(1),
		},
		Resources:                     component.Resources("100m", "256Mi", "1Gi"),
		TerminationGracePeriodSeconds: 300,
		Pod:                           linuxNodes(),
	}
}

func linuxNodes() component.Pod {
	return component.Pod{NodeSelector: map[string]string{corev1.LabelOSStable: "linux"}}
}
