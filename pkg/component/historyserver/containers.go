package historyserver

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// portName is the port of the pages in the container and the Service.
const portName = "http"

// prepare fills the directories that the image's entrypoint writes to. The
// links of the ConfigMap are followed, and the copies belong to the user.
const prepare = `set -eu
cp -L ` + configMapDir + `/* ` + prepareDir + `/conf/
cp -R /opt/flink/plugins/. ` + prepareDir + `/plugins/
`

func initContainer(v Values) corev1.Container {
	return corev1.Container{
		Name:            "prepare",
		Image:           v.Image.Reference(),
		ImagePullPolicy: v.Image.PullPolicy,
		Command:         []string{"sh", "-c", prepare},
		Resources:       v.InitResources,
		SecurityContext: component.RestrictedContainer(true),
		VolumeMounts: []corev1.VolumeMount{
			{Name: configMapVolume, MountPath: configMapDir, ReadOnly: true},
			{Name: confVolume, MountPath: prepareDir + "/conf"},
			{Name: pluginsVolume, MountPath: prepareDir + "/plugins"},
		},
	}
}

func container(v Values) corev1.Container {
	return corev1.Container{
		Name:            "historyserver",
		Image:           v.Image.Reference(),
		ImagePullPolicy: v.Image.PullPolicy,
		// An argument of the image's own entrypoint.
		Args:            []string{"history-server"},
		Env:             slices.Concat(environment(v), v.ExtraEnv),
		Ports:           []corev1.ContainerPort{{Name: portName, ContainerPort: v.Port, Protocol: corev1.ProtocolTCP}},
		Resources:       v.Resources,
		SecurityContext: component.RestrictedContainer(true),
		VolumeMounts:    slices.Concat(volumeMounts(v), v.ExtraVolumeMounts),
		// Five minutes: the image's scripts start Java several times before the server.
		StartupProbe:   probe(5, 60),
		LivenessProbe:  probe(20, 3),
		ReadinessProbe: probe(10, 3),
	}
}

func environment(v Values) []corev1.EnvVar {
	return []corev1.EnvVar{
		// Read by bin/config.sh for this server alone.
		{Name: "FLINK_ENV_JAVA_OPTS_HS", Value: v.JavaOpts},
		{Name: "TZ", Value: v.TimeZone},
		{Name: "ENABLE_BUILT_IN_PLUGINS", Value: v.EnableBuiltInPlugins},
	}
}

// probe asks for /config, a small file that the server writes before it
// listens. The server knows no /overview, and /jobs/overview grows with the jobs.
func probe(periodSeconds, failureThreshold int32) *corev1.Probe {
	return &corev1.Probe{
		ProbeHandler: corev1.ProbeHandler{
			HTTPGet: &corev1.HTTPGetAction{
				Path:   "/config",
				Port:   intstr.FromString(portName),
				Scheme: corev1.URISchemeHTTP,
			},
		},
		PeriodSeconds:    periodSeconds,
		FailureThreshold: failureThreshold,
		TimeoutSeconds:   5,
		SuccessThreshold: 1,
	}
}
