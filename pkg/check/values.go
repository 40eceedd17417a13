package check

import (
	"fmt"
	"slices"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"
)

// values checks what the types of Go do not say. Source: pkg/apis/*/validation
// of Kubernetes.
func values(j *judge) {
	switch t := j.typed.(type) {
	case *corev1.Service:
		j.service(t)
	case *corev1.PersistentVolumeClaim:
		j.claimValues("spec", &t.Spec)
	case *corev1.PersistentVolume:
		j.volumeValues(t)
	case *corev1.ConfigMap:
		j.keys("data", t.Data)
	case *corev1.Secret:
		j.keys("stringData", t.StringData)
	case *networkingv1.Ingress:
		j.ingressValues(t)
	case *appsv1.StatefulSet:
		for i := range t.Spec.VolumeClaimTemplates {
			j.claimValues(item("spec.volumeClaimTemplates", i)+".spec", &t.Spec.VolumeClaimTemplates[i].Spec)
		}
	}
	for _, p := range j.pods() {
		j.pod(p)
	}
}

// one says that a value is none of those that are allowed.
func one[T ~string](j *judge, path string, value T, allowed ...T) {
	if value != "" && !slices.Contains(allowed, value) {
		words := make([]string, len(allowed))
		for i, word := range allowed {
			words[i] = string(word)
		}
		j.fail(path, "%q is not one of %s", value, strings.Join(words, ", "))
	}
}

func (j *judge) port(path string, port int32, zero bool) {
	if port < 0 || port > 65535 || port == 0 && !zero {
		j.fail(path, "%d is no port: write 1 to 65535", port)
	}
}

// portOrName checks a port that may be the name of one.
func (j *judge) portOrName(path string, port intstr.IntOrString) {
	if port.Type == intstr.Int {
		j.port(path, port.IntVal, false)
		return
	}
	if problems := validation.IsValidPortName(port.StrVal); len(problems) > 0 {
		j.fail(path, "%q is no port and no name of one: %s", port.StrVal, problems[0])
	}
}

func (j *judge) service(s *corev1.Service) {
	one(j, "spec.type", s.Spec.Type, corev1.ServiceTypeClusterIP, corev1.ServiceTypeNodePort, corev1.ServiceTypeLoadBalancer, corev1.ServiceTypeExternalName)
	if len(s.Spec.Ports) == 0 && s.Spec.ClusterIP != corev1.ClusterIPNone && s.Spec.Type != corev1.ServiceTypeExternalName {
		j.fail("spec.ports", "a Service has at least one port")
	}
	if s.Spec.Type == corev1.ServiceTypeExternalName && s.Spec.ExternalName == "" {
		j.fail("spec.externalName", "the name is missing")
	}
	names, ports := map[string]bool{}, map[string]bool{}
	for i, port := range s.Spec.Ports {
		at := item("spec.ports", i)
		j.port(at+".port", port.Port, false)
		j.port(at+".nodePort", port.NodePort, true)
		if target := port.TargetPort; target != (intstr.IntOrString{}) && target != intstr.FromString("") {
			j.portOrName(at+".targetPort", port.TargetPort)
		}
		one(j, at+".protocol", port.Protocol, corev1.ProtocolTCP, corev1.ProtocolUDP, corev1.ProtocolSCTP)
		switch {
		case port.Name == "" && len(s.Spec.Ports) > 1:
			j.fail(at, "the name is missing: with more than one port each has one")
		case names[port.Name]:
			j.fail(at+".name", "two ports have the name %q", port.Name)
		case port.Name != "" && len(validation.IsDNS1123Label(port.Name)) > 0:
			j.fail(at+".name", "the name %q is not allowed: %s", port.Name, validation.IsDNS1123Label(port.Name)[0])
		}
		names[port.Name] = true
		key := fmt.Sprint(port.Port, port.Protocol == corev1.ProtocolUDP)
		if ports[key] {
			j.fail(at+".port", "the port %d is here twice", port.Port)
		}
		ports[key] = true
	}
	j.checkLabels(j.Object, "spec.selector", s.Spec.Selector)
}

func (j *judge) modes(path string, modes []corev1.PersistentVolumeAccessMode) {
	if len(modes) == 0 {
		j.fail(path, "the access modes are missing: write such as [ReadWriteOnce]")
	}
	for i, mode := range modes {
		one(j, item(path, i), mode, corev1.ReadWriteOnce, corev1.ReadOnlyMany, corev1.ReadWriteMany, corev1.ReadWriteOncePod)
	}
}

func (j *judge) claimValues(at string, claim *corev1.PersistentVolumeClaimSpec) {
	j.modes(at+".accessModes", claim.AccessModes)
	size, found := claim.Resources.Requests[corev1.ResourceStorage]
	switch {
	case !found:
		j.fail(at+".resources.requests.storage", "the size is missing: write such as 10Gi")
	case size.Sign() <= 0:
		j.fail(at+".resources.requests.storage", "the size must be more than 0")
	}
}

func (j *judge) volumeValues(v *corev1.PersistentVolume) {
	j.modes("spec.accessModes", v.Spec.AccessModes)
	if size, found := v.Spec.Capacity[corev1.ResourceStorage]; !found || size.Sign() <= 0 {
		j.fail("spec.capacity.storage", "the size is missing or not more than 0: write such as 10Gi")
	}
	one(j, "spec.persistentVolumeReclaimPolicy", v.Spec.PersistentVolumeReclaimPolicy, corev1.PersistentVolumeReclaimRetain, corev1.PersistentVolumeReclaimDelete, corev1.PersistentVolumeReclaimRecycle)
	if v.Spec.Local != nil && v.Spec.NodeAffinity == nil {
		j.fail("spec.nodeAffinity", "a local volume needs the node that it is on")
	}
}

func (j *judge) keys(at string, data map[string]string) {
	for key := range data {
		if problems := validation.IsConfigMapKey(key); len(problems) > 0 {
			j.fail(join(at, key), "the key is not allowed: %s", problems[0])
		}
	}
}

func (j *judge) ingressValues(ingress *networkingv1.Ingress) {
	for i, rule := range ingress.Spec.Rules {
		at := item("spec.rules", i)
		host := strings.TrimPrefix(rule.Host, "*.")
		if problems := validation.IsDNS1123Subdomain(host); rule.Host != "" && len(problems) > 0 {
			j.fail(at+".host", "the host is not allowed: %s", problems[0])
		}
		if rule.HTTP == nil {
			continue
		}
		for k, path := range rule.HTTP.Paths {
			at := item(at+".http.paths", k)
			switch {
			case path.PathType == nil:
				j.fail(at, "pathType is missing: write Prefix, Exact or ImplementationSpecific")
			case *path.PathType != networkingv1.PathTypeImplementationSpecific && !strings.HasPrefix(path.Path, "/"):
				j.fail(at+".path", "the path %q does not begin with /", path.Path)
			default:
				one(j, at+".pathType", *path.PathType, networkingv1.PathTypePrefix, networkingv1.PathTypeExact, networkingv1.PathTypeImplementationSpecific)
			}
			if service := path.Backend.Service; service != nil {
				if service.Port.Number != 0 || service.Port.Name == "" {
					j.port(at+".backend.service.port", service.Port.Number, false)
				}
			} else if path.Backend.Resource == nil {
				j.fail(at+".backend", "the backend is missing: write service with name and port")
			}
		}
	}
}

// pod checks the template of a pod.
func (j *judge) pod(p pod) {
	spec := p.specPath()
	if p.path != "" {
		j.checkLabels(j.Object, p.path+".metadata.labels", p.labels)
	}
	if !p.partial {
		if len(p.spec.Containers) == 0 {
			j.fail(spec+".containers", "a pod has at least one container")
		}
		if p.restarts != nil && !slices.Contains(p.restarts, p.spec.RestartPolicy) {
			words := make([]string, 0, len(p.restarts))
			for _, word := range p.restarts {
				words = append(words, string(word))
			}
			j.fail(spec+".restartPolicy", "a %s takes %s, not %q", j.Kind, listed(words), p.spec.RestartPolicy)
		}
	}
	j.volumesOf(p)
	names := map[string]bool{}
	for _, c := range p.containers() {
		switch {
		case c.Name == "":
			j.fail(c.path, "the name of the container is missing")
		case names[c.Name]:
			j.fail(c.path+".name", "two containers have the name %q", c.Name)
		case len(validation.IsDNS1123Label(c.Name)) > 0:
			j.fail(c.path+".name", "the name %q is not allowed: %s", c.Name, validation.IsDNS1123Label(c.Name)[0])
		}
		names[c.Name] = true
		if c.Image == "" && !p.partial {
			j.fail(c.path, "the image of the container is missing")
		}
		one(j, c.path+".imagePullPolicy", c.ImagePullPolicy, corev1.PullAlways, corev1.PullIfNotPresent, corev1.PullNever)
		j.portsOf(c)
		j.environment(c)
		j.mountsOf(c)
		j.resources(c.path+".resources", c.Resources)
		for field, probe := range map[string]*corev1.Probe{"livenessProbe": c.LivenessProbe, "readinessProbe": c.ReadinessProbe, "startupProbe": c.StartupProbe} {
			j.probe(c.path+"."+field, probe, p.partial)
		}
	}
}

func (j *judge) volumesOf(p pod) {
	names := map[string]bool{}
	for i := range p.spec.Volumes {
		at, volume := item(p.specPath()+".volumes", i), &p.spec.Volumes[i]
		if problems := validation.IsDNS1123Label(volume.Name); len(problems) > 0 {
			j.fail(at+".name", "the name %q is not allowed: %s", volume.Name, problems[0])
		}
		if names[volume.Name] {
			j.fail(at+".name", "two volumes have the name %q", volume.Name)
		}
		names[volume.Name] = true
		if node := j.node.Find(at); node != nil && !p.partial {
			sources := 0
			for _, entry := range node.Entries {
				if entry.Key != "name" && (len(entry.Value.Entries) > 0 || entry.Value.Kind != 0) {
					sources++
				}
			}
			if sources > 1 {
				j.fail(at, "the volume %q has more than one source: leave one", volume.Name)
			}
		}
	}
}

func (j *judge) portsOf(c container) {
	names, ports := map[string]bool{}, map[string]bool{}
	for i, port := range c.Ports {
		at := item(c.path+".ports", i)
		j.port(at+".containerPort", port.ContainerPort, false)
		j.port(at+".hostPort", port.HostPort, true)
		one(j, at+".protocol", port.Protocol, corev1.ProtocolTCP, corev1.ProtocolUDP, corev1.ProtocolSCTP)
		if problems := validation.IsValidPortName(port.Name); port.Name != "" && len(problems) > 0 {
			j.fail(at+".name", "the name %q is not allowed: %s", port.Name, problems[0])
		}
		if port.Name != "" && names[port.Name] {
			j.fail(at+".name", "two ports have the name %q", port.Name)
		}
		names[port.Name] = true
		key := fmt.Sprint(port.ContainerPort, port.Protocol, port.HostIP)
		if ports[key] {
			j.warn(at+".containerPort", "the port %d is here twice: kubectl apply merges ports by their number", port.ContainerPort)
		}
		ports[key] = true
	}
}

func (j *judge) environment(c container) {
	names := map[string]bool{}
	for i, variable := range c.Env {
		at := item(c.path+".env", i)
		switch {
		case variable.Name == "":
			j.fail(at, "the name of the variable is missing")
		case len(validation.IsRelaxedEnvVarName(variable.Name)) > 0:
			j.fail(at+".name", "the name %q is not allowed: it has a =, or a character that is not printable ASCII", variable.Name)
		case names[variable.Name]:
			j.warn(at+".name", "the variable %q is here twice: only the last one counts, and kubectl apply mixes them up", variable.Name)
		}
		if variable.Value != "" && variable.ValueFrom != nil {
			j.fail(at, "the variable %q has value and valueFrom: leave one", variable.Name)
		}
		names[variable.Name] = true
	}
}

func (j *judge) mountsOf(c container) {
	paths := map[string]bool{}
	for i, mount := range c.VolumeMounts {
		at := item(c.path+".volumeMounts", i)
		switch {
		case mount.MountPath == "":
			j.fail(at, "mountPath is missing")
		case paths[mount.MountPath]:
			j.fail(at+".mountPath", "two volumes are mounted at %s", mount.MountPath)
		}
		paths[mount.MountPath] = true
		one(j, at+".mountPropagation", deref(mount.MountPropagation), corev1.MountPropagationNone, corev1.MountPropagationHostToContainer, corev1.MountPropagationBidirectional)
		if strings.HasPrefix(mount.SubPath, "/") || slices.Contains(strings.Split(mount.SubPath, "/"), "..") {
			j.fail(at+".subPath", "the path leaves the volume: write one below it")
		}
	}
}

func deref[T any](value *T) (v T) {
	if value != nil {
		v = *value
	}
	return v
}

func (j *judge) resources(at string, r corev1.ResourceRequirements) {
	for name, limit := range r.Limits {
		if limit.Sign() < 0 {
			j.fail(join(at+".limits", string(name)), "the limit is negative")
		}
		if request, asked := r.Requests[name]; asked && request.Cmp(limit) > 0 {
			j.fail(join(at+".requests", string(name)), "the request %s is more than the limit %s", request.String(), limit.String())
		}
	}
	for name, request := range r.Requests {
		if request.Sign() < 0 {
			j.fail(join(at+".requests", string(name)), "the request is negative")
		}
		if name == corev1.ResourceMemory && request.Cmp(resource.MustParse("1Ki")) < 0 && request.Sign() > 0 {
			j.warn(join(at+".requests", string(name)), "%s is less than a KiB: m means thousandths, write Mi", request.String())
		}
	}
}

func (j *judge) probe(at string, probe *corev1.Probe, partial bool) {
	if probe == nil {
		return
	}
	handlers := 0
	if probe.HTTPGet != nil {
		handlers++
		j.portOrName(at+".httpGet.port", probe.HTTPGet.Port)
	}
	if probe.TCPSocket != nil {
		handlers++
		j.portOrName(at+".tcpSocket.port", probe.TCPSocket.Port)
	}
	if probe.GRPC != nil {
		handlers++
		j.port(at+".grpc.port", probe.GRPC.Port, false)
	}
	if probe.Exec != nil {
		handlers++
	}
	switch {
	case handlers == 0 && !partial:
		j.fail(at, "the probe asks nothing: write httpGet, tcpSocket, grpc or exec")
	case handlers > 1:
		j.fail(at, "the probe asks in more than one way: leave one")
	}
	for _, n := range []struct {
		field string
		value int32
	}{
		{"initialDelaySeconds", probe.InitialDelaySeconds}, {"timeoutSeconds", probe.TimeoutSeconds},
		{"periodSeconds", probe.PeriodSeconds}, {"successThreshold", probe.SuccessThreshold}, {"failureThreshold", probe.FailureThreshold},
	} {
		if n.value < 0 {
			j.fail(at+"."+n.field, "%d is negative", n.value)
		}
	}
	if probe.SuccessThreshold > 1 && !strings.HasSuffix(at, "readinessProbe") {
		j.fail(at+".successThreshold", "it must be 1 here")
	}
}
