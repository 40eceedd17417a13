package ingressnginx

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const (
	// healthPort serves /healthz and, when enabled, /metrics.
	healthPort  = 10254
	webhookPort = 8443
)

func container(v Values) corev1.Container {
	return corev1.Container{
		Name:            "controller",
		Image:           v.Image.Reference(),
		ImagePullPolicy: v.Image.PullPolicy,
		// Arguments of the image's own entrypoint: its binaries carry the file capability for
		// ports below 1024 along, so that no privilege escalation is needed.
		Args:            slices.Concat(arguments(v), v.ExtraArgs),
		Env:             slices.Concat(environment(), v.ExtraEnv),
		Ports:           ports(v),
		Resources:       v.Resources,
		SecurityContext: securityContext(),
		VolumeMounts:    slices.Concat(volumeMounts(v), v.ExtraVolumeMounts),
		StartupProbe:    probe(2, 60),
		LivenessProbe:   probe(10, 5),
		ReadinessProbe:  probe(10, 3),
		Lifecycle: &corev1.Lifecycle{
			// Ends when nginx has served its open connections.
			PreStop: &corev1.LifecycleHandler{
				Exec: &corev1.ExecAction{Command: []string{"/wait-shutdown"}},
			},
		},
	}
}

func arguments(v Values) []string {
	args := []string{"/nginx-ingress-controller"}
	if v.PublishService {
		args = append(args, "--publish-service=$(POD_NAMESPACE)/"+v.Name+"-controller")
	} else {
		args = append(args, "--report-node-internal-ip-address")
	}
	args = append(args,
		"--election-id="+leaseName(v),
		"--controller-class="+v.ControllerClass,
		"--ingress-class="+v.IngressClassName,
		"--configmap=$(POD_NAMESPACE)/"+v.Name+"-controller",
	)
	if v.AdmissionWebhooks.Enabled {
		args = append(args,
			"--validating-webhook=:8443",
			"--validating-webhook-certificate="+certificateDir+"/cert",
			"--validating-webhook-key="+certificateDir+"/key",
		)
	}
	if v.Metrics.Enabled {
		args = append(args, "--enable-metrics=true")
	}
	return args
}

func environment() []corev1.EnvVar {
	return []corev1.EnvVar{
		fromField("POD_NAME", "metadata.name"),
		fromField("POD_NAMESPACE", "metadata.namespace"),
		{Name: "LD_PRELOAD", Value: "/usr/local/lib/libmimalloc.so"},
	}
}

func fromField(name, path string) corev1.EnvVar {
	return corev1.EnvVar{
		Name:      name,
		ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: path}},
	}
}

func ports(v Values) []corev1.ContainerPort {
	ports := []corev1.ContainerPort{
		{Name: "http", ContainerPort: 80, Protocol: corev1.ProtocolTCP},
		{Name: "https", ContainerPort: 443, Protocol: corev1.ProtocolTCP},
	}
	if v.AdmissionWebhooks.Enabled {
		ports = append(ports, corev1.ContainerPort{Name: "webhook", ContainerPort: webhookPort, Protocol: corev1.ProtocolTCP})
	}
	if v.Metrics.Enabled {
		ports = append(ports, corev1.ContainerPort{Name: "metrics", ContainerPort: healthPort, Protocol: corev1.ProtocolTCP})
	}
	if v.HostNetwork {
		// The scheduler keeps two pods with the same host port apart.
		for i := range ports {
			ports[i].HostPort = ports[i].ContainerPort
		}
	}
	return ports
}

// securityContext adds the one capability that Pod Security "restricted"
// allows. The root file system stays writable: the controller writes nginx.conf
// and certificates below /etc.
func securityContext() *corev1.SecurityContext {
	context := component.RestrictedContainer(false)
	context.Capabilities.Add = []corev1.Capability{"NET_BIND_SERVICE"}
	return context
}

func probe(periodSeconds, failureThreshold int32) *corev1.Probe {
	return &corev1.Probe{
		ProbeHandler: corev1.ProbeHandler{
			HTTPGet: &corev1.HTTPGetAction{
				Path:   "/healthz",
				Port:   intstr.FromInt32(healthPort),
				Scheme: corev1.URISchemeHTTP,
			},
		},
		PeriodSeconds:    periodSeconds,
		FailureThreshold: failureThreshold,
		TimeoutSeconds:   1,
		SuccessThreshold: 1,
	}
}
