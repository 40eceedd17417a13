package minio

import (
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const credentialsPath = "/etc/minio/credentials"

func container(v Values) corev1.Container {
	return corev1.Container{
		Name:            "minio",
		Image:           v.Image.Reference(),
		ImagePullPolicy: v.Image.PullPolicy,
		Args:            args(v),
		Env: slices.Concat([]corev1.EnvVar{
			// MinIO reads the files itself, so the password is not in the
			// environment that the pod shows.
			{Name: "MINIO_ROOT_USER_FILE", Value: credentialsPath + "/" + RootUserKey},
			{Name: "MINIO_ROOT_PASSWORD_FILE", Value: credentialsPath + "/" + RootPasswordKey},
			{Name: "MINIO_PROMETHEUS_AUTH_TYPE", Value: v.PrometheusAuthType},
			// MinIO keeps the certificates of others in its home directory. The
			// user has none in the image, and the image is read-only.
			{Name: "HOME", Value: "/tmp"},
			// The image is what changes the version. This also keeps MinIO from
			// asking the internet for a newer one.
			{Name: "MINIO_UPDATE", Value: "off"},
		}, v.ExtraEnv),
		Ports: []corev1.ContainerPort{
			{Name: "api", ContainerPort: Port, Protocol: corev1.ProtocolTCP},
			{Name: "console", ContainerPort: ConsolePort, Protocol: corev1.ProtocolTCP},
		},
		// The servers wait for each other before they answer.
		StartupProbe:  probe("/minio/health/live", 5, 5, 60),
		LivenessProbe: probe("/minio/health/live", 10, 5, 6),
		// /minio/health/ready also answers without a quorum of drives; this
		// one does not, and then no client is sent here.
		ReadinessProbe:  probe("/minio/health/cluster", 10, 10, 3),
		Resources:       v.Resources,
		SecurityContext: component.RestrictedContainer(true),
		VolumeMounts: slices.Concat(driveMounts(v), []corev1.VolumeMount{
			{Name: "tmp", MountPath: "/tmp"},
			{Name: "credentials", MountPath: credentialsPath, ReadOnly: true},
		}, v.ExtraVolumeMounts),
	}
}

// args tells every server the addresses of all drives, in the same order.
func args(v Values) []string {
	command := []string{"server"}
	switch v.Mode {
	case Distributed:
		command = append(command, fmt.Sprintf("http://%s-%s.%s.%s.svc.%s:%d/data-%s",
			v.Name, v.ReplicaRange, headlessName(v), v.Namespace, v.ClusterDomain, Port, v.DriveRange))
	case Standalone:
		command = append(command, "/data-"+v.DriveRange)
	}
	return append(command,
		fmt.Sprintf("--address=:%d", Port),
		fmt.Sprintf("--console-address=:%d", ConsolePort),
	)
}

func driveMounts(v Values) []corev1.VolumeMount {
	var mounts []corev1.VolumeMount
	for _, drive := range v.Drives {
		mounts = append(mounts, corev1.VolumeMount{Name: drive.Name, MountPath: drive.MountPath})
	}
	return mounts
}

func probe(path string, periodSeconds, timeoutSeconds, failureThreshold int32) *corev1.Probe {
	return &corev1.Probe{
		ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{
			Path: path, Port: intstr.FromString("api"), Scheme: corev1.URISchemeHTTP,
		}},
		PeriodSeconds:    periodSeconds,
		TimeoutSeconds:   timeoutSeconds,
		FailureThreshold: failureThreshold,
		SuccessThreshold: 1,
	}
}
