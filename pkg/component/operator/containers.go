package operator

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const (
	operatorContainerName = "flink-kubernetes-operator"
	webhookContainerName  = "flink-webhook"
	healthPortName        = "health-port"
	webhookPortName       = "webhook"
	webhookPort           = 9443
)

const (
	configDir   = "/opt/flink/conf"
	keystoreDir = "/certs"
)

func operatorContainer(v Values) corev1.Container {
	ports := []corev1.ContainerPort{{Name: healthPortName, ContainerPort: v.HealthPort, Protocol: corev1.ProtocolTCP}}
	if v.Metrics.Enabled {
		ports = append(ports, corev1.ContainerPort{Name: "metrics", ContainerPort: v.Metrics.Port, Protocol: corev1.ProtocolTCP})
	}
	return corev1.Container{
		Name:            operatorContainerName,
		Image:           v.Image.Reference(),
		ImagePullPolicy: v.Image.PullPolicy,
		Command:         []string{"/docker-entrypoint.sh", "operator"},
		Ports:           ports,
		Env: slices.Concat(
			[]corev1.EnvVar{
				fieldEnv("HOST_IP", "status.hostIP"),
				fieldEnv("POD_IP", "status.podIP"),
				fieldEnv("POD_NAME", "metadata.name"),
				{Name: "OPERATOR_NAME", Value: v.Name},
				{Name: "JVM_ARGS", Value: v.JVMArgs.Operator},
			},
			sharedEnv(v),
			v.ExtraEnv,
		),
		Resources:       v.Resources,
		SecurityContext: component.RestrictedContainer(true),
		VolumeMounts: slices.Concat(
			[]corev1.VolumeMount{
				{Name: configVolume, MountPath: configDir, ReadOnly: true},
				{Name: artifactsVolume, MountPath: "/opt/flink/artifacts"},
				{Name: operatorTmpVolume, MountPath: "/tmp"},
			},
			v.ExtraVolumeMounts,
		),
		// No readiness probe: the pod's only Service is the webhook's, and the
		// webhook answers while the operator starts or stands by.
		StartupProbe:  probe(httpGet(healthPortName), 10, 30),
		LivenessProbe: probe(httpGet(healthPortName), 10, 3),
	}
}

func webhookContainer(v Values) corev1.Container {
	return corev1.Container{
		Name:            webhookContainerName,
		Image:           v.Image.Reference(),
		ImagePullPolicy: v.Image.PullPolicy,
		Command:         []string{"/docker-entrypoint.sh", "webhook"},
		Ports:           []corev1.ContainerPort{{Name: webhookPortName, ContainerPort: webhookPort, Protocol: corev1.ProtocolTCP}},
		Env: slices.Concat(
			[]corev1.EnvVar{
				{Name: "WEBHOOK_KEYSTORE_PASSWORD", ValueFrom: &corev1.EnvVarSource{
					SecretKeyRef: &corev1.SecretKeySelector{
						LocalObjectReference: corev1.LocalObjectReference{Name: v.Webhook.SecretName},
						Key:                  PasswordKey,
					},
				}},
				{Name: "WEBHOOK_KEYSTORE_FILE", Value: keystoreDir + "/" + keystoreFile},
				{Name: "WEBHOOK_KEYSTORE_TYPE", Value: "pkcs12"},
				{Name: "WEBHOOK_SERVER_PORT", Value: "9443"},
				{Name: "JVM_ARGS", Value: v.JVMArgs.Webhook},
			},
			sharedEnv(v),
			v.Webhook.ExtraEnv,
		),
		Resources:       v.Webhook.Resources,
		SecurityContext: component.RestrictedContainer(true),
		VolumeMounts: []corev1.VolumeMount{
			{Name: configVolume, MountPath: configDir, ReadOnly: true},
			{Name: keystoreVolume, MountPath: keystoreDir, ReadOnly: true},
			{Name: webhookTmpVolume, MountPath: "/tmp"},
		},
		// The port opens only after the keystore is read.
		StartupProbe:   probe(tcpSocket(webhookPortName), 5, 60),
		ReadinessProbe: probe(tcpSocket(webhookPortName), 10, 3),
		LivenessProbe:  probe(tcpSocket(webhookPortName), 10, 6),
	}
}

// sharedEnv is the environment that both containers have.
func sharedEnv(v Values) []corev1.EnvVar {
	return []corev1.EnvVar{
		fieldEnv("OPERATOR_NAMESPACE", "metadata.namespace"),
		{Name: "FLINK_CONF_DIR", Value: configDir},
		{Name: "FLINK_PLUGINS_DIR", Value: "/opt/flink/plugins"},
		// Read since 1.15, which can also log with Logback.
		{Name: "LOGGING_FRAMEWORK", Value: "log4j2"},
		{Name: "LOG_CONFIG", Value: "-Dlog4j.configurationFile=" + configDir + "/" + operatorLogFile},
		{Name: "TZ", Value: v.TimeZone},
	}
}

func fieldEnv(name, path string) corev1.EnvVar {
	return corev1.EnvVar{Name: name, ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: path}}}
}

func probe(handler corev1.ProbeHandler, period, failures int32) *corev1.Probe {
	return &corev1.Probe{ProbeHandler: handler, PeriodSeconds: period, FailureThreshold: failures}
}

func httpGet(port string) corev1.ProbeHandler {
	return corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: "/", Port: intstr.FromString(port)}}
}

func tcpSocket(port string) corev1.ProbeHandler {
	return corev1.ProbeHandler{TCPSocket: &corev1.TCPSocketAction{Port: intstr.FromString(port)}}
}
