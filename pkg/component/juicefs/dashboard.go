package juicefs

import (
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const dashboardPort = 8088

// nobody is a user that owns nothing; the image of the dashboard names none.
const nobody = 65534

func dashboard(v Values) component.Object {
	pod := v.Dashboard.Pod
	return &appsv1.Deployment{
		TypeMeta:   component.AppsV1("Deployment"),
		ObjectMeta: meta(v, dashboardPart, dashboardName(v)),
		Spec: appsv1.DeploymentSpec{
			Replicas: ptr.To[int32](1),
			Selector: &metav1.LabelSelector{MatchLabels: selector(v, dashboardPart)},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: podMeta(v, dashboardPart, pod),
				Spec: corev1.PodSpec{
					ServiceAccountName:           v.Dashboard.ServiceAccount.Name,
					AutomountServiceAccountToken: new(true),
					SecurityContext:              component.RestrictedPod(nobody, nobody),
					Containers:                   []corev1.Container{dashboardContainer(v)},
					Volumes:                      pod.ExtraVolumes,
					ImagePullSecrets:             pod.ImagePullSecrets,
					NodeSelector:                 pod.NodeSelector,
					Tolerations:                  pod.Tolerations,
					Affinity:                     pod.Affinity,
					TopologySpreadConstraints:    pod.TopologySpreadConstraints,
					PriorityClassName:            pod.PriorityClassName,
				},
			},
		},
	}
}

func dashboardContainer(v Values) corev1.Container {
	return corev1.Container{
		Name:            "dashboard",
		Image:           v.Dashboard.Image.Reference(),
		ImagePullPolicy: v.Dashboard.Image.PullPolicy,
		Args:            []string{"--static-dir=/dist"},
		Env: slices.Concat([]corev1.EnvVar{
			fromField("SYS_NAMESPACE", "metadata.namespace"),
			{Name: "JUICEFS_CONFIG_NAME", Value: configurationName(v)},
			// For the jobs that upgrade mount pods.
			{Name: "DASHBOARD_IMAGE", Value: v.Dashboard.Image.Reference()},
			{Name: "JUICEFS_CSI_DASHBOARD_SA", Value: v.Dashboard.ServiceAccount.Name},
			fromSecret("USERNAME", v.Dashboard.Auth.SecretName, DashboardUsernameKey),
			fromSecret("PASSWORD", v.Dashboard.Auth.SecretName, DashboardPasswordKey),
		}, v.Dashboard.ExtraEnv),
		Ports: []corev1.ContainerPort{{Name: "http", ContainerPort: dashboardPort, Protocol: corev1.ProtocolTCP}},
		// Every page asks for the password, so the probes only connect.
		ReadinessProbe:  dashboardProbe(5, 3),
		LivenessProbe:   dashboardProbe(10, 6),
		Resources:       v.Dashboard.Resources,
		SecurityContext: component.RestrictedContainer(true),
		VolumeMounts:    v.Dashboard.ExtraVolumeMounts,
	}
}

func fromSecret(variable, secret, key string) corev1.EnvVar {
	return corev1.EnvVar{Name: variable, ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
		LocalObjectReference: corev1.LocalObjectReference{Name: secret},
		Key:                  key,
	}}}
}

func dashboardProbe(periodSeconds, failureThreshold int32) *corev1.Probe {
	return &corev1.Probe{
		ProbeHandler:     corev1.ProbeHandler{TCPSocket: &corev1.TCPSocketAction{Port: intstr.FromString("http")}},
		PeriodSeconds:    periodSeconds,
		TimeoutSeconds:   3,
		FailureThreshold: failureThreshold,
		SuccessThreshold: 1,
	}
}

func dashboardService(v Values) component.Object {
	knobs := v.Dashboard.Service
	service := &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: meta(v, dashboardPart, dashboardName(v)),
		Spec: corev1.ServiceSpec{
			Type:     knobs.Type,
			Selector: selector(v, dashboardPart),
			Ports: []corev1.ServicePort{{
				Name: "http", Protocol: corev1.ProtocolTCP, Port: dashboardPort, TargetPort: intstr.FromString("http"),
			}},
		},
	}
	service.Labels = component.Labels(selector(v, dashboardPart), v.Labels, knobs.Labels)
	service.Annotations = component.Merge(v.Annotations, knobs.Annotations)
	return service
}
