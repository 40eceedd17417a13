package ingressnginx

import (
	"slices"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// jobID is the user and group of the image of kube-webhook-certgen.
const jobID = 65532

// createJob makes the certificate of the webhook, unless there is one.
func createJob(v Values) component.Object {
	return job(v, "create",
		"create",
		"--host="+admissionServiceName(v)+","+admissionServiceName(v)+".$(POD_NAMESPACE).svc",
		"--namespace=$(POD_NAMESPACE)",
		"--secret-name="+admissionName(v),
	)
}

// patchJob tells the API server which authority signed that certificate.
func patchJob(v Values) component.Object {
	return job(v, "patch",
		"patch",
		"--webhook-name="+admissionName(v),
		"--namespace=$(POD_NAMESPACE)",
		"--patch-mutating=false",
		"--secret-name="+admissionName(v),
		"--patch-failure-policy="+string(v.AdmissionWebhooks.FailurePolicy),
	)
}

func job(v Values, name string, args ...string) component.Object {
	patch := v.AdmissionWebhooks.Patch
	objectMeta := meta(v, admissionComponent, admissionName(v)+"-"+name)
	objectMeta.Annotations = component.Merge(v.Annotations, patch.Annotations)
	return &batchv1.Job{
		TypeMeta:   component.BatchV1("Job"),
		ObjectMeta: objectMeta,
		Spec: batchv1.JobSpec{
			TTLSecondsAfterFinished: &patch.TTLSecondsAfterFinished,
			// Where all is applied at once, "patch" fails until "create" is done.
			BackoffLimit: ptr.To[int32](10),
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{
					Labels:      component.Labels(selector(v, admissionComponent), patch.PodLabels),
					Annotations: component.Merge(patch.PodAnnotations),
				},
				Spec: corev1.PodSpec{
					ServiceAccountName:           admissionName(v),
					AutomountServiceAccountToken: new(true),
					SecurityContext:              component.RestrictedPod(jobID, jobID),
					RestartPolicy:                corev1.RestartPolicyOnFailure,
					ImagePullSecrets:             patch.ImagePullSecrets,
					NodeSelector:                 patch.NodeSelector,
					Tolerations:                  patch.Tolerations,
					Affinity:                     patch.Affinity,
					TopologySpreadConstraints:    patch.TopologySpreadConstraints,
					PriorityClassName:            patch.PriorityClassName,
					Volumes:                      patch.ExtraVolumes,
					Containers: []corev1.Container{{
						Name:            name,
						Image:           patch.Image.Reference(),
						ImagePullPolicy: patch.Image.PullPolicy,
						Args:            args,
						Env: slices.Concat(
							[]corev1.EnvVar{fromField("POD_NAMESPACE", "metadata.namespace")},
							patch.ExtraEnv,
						),
						Resources:       patch.Resources,
						SecurityContext: component.RestrictedContainer(true),
						VolumeMounts:    patch.ExtraVolumeMounts,
					}},
				},
			},
		},
	}
}
