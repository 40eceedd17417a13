package historyserver

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/utils/ptr"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
)

func TestTransparent(t *testing.T) {
	componenttest.Transparent(t, Defaults(), Objects)
}

func with(change func(*Values)) Values {
	v := Defaults()
	change(&v)
	return v
}

// the gives the one object of type T, or fails.
func the[T component.Object](t *testing.T, v Values) T {
	t.Helper()
	var found []T
	for _, object := range Objects(v) {
		if typed, ok := object.(T); ok {
			found = append(found, typed)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d objects of type %T, want 1", len(found), *new(T))
	}
	return found[0]
}

func pod(t *testing.T, v Values) corev1.PodSpec {
	t.Helper()
	return the[*appsv1.Deployment](t, v).Spec.Template.Spec
}

func TestObjectsByRoute(t *testing.T) {
	always := []string{"ServiceAccount", "PersistentVolumeClaim", "ConfigMap", "Service", "Deployment"}
	tests := map[string][]string{
		RouteNone:    always,
		RouteIngress: append(slices.Clone(always), "Ingress"),
		RouteGateway: append(slices.Clone(always), "HTTPRoute"),
	}
	for route, want := range tests {
		var got []string
		for _, object := range Objects(with(func(v *Values) { v.Route = route })) {
			got = append(got, object.GetObjectKind().GroupVersionKind().Kind)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("route %s (-want +got):\n%s", route, diff)
		}
	}
}

// settings reads a configuration file as the stricter of Flink's parsers do:
// a key may stand once, and a line is "key: value" or a comment.
func settings(t *testing.T, file string) map[string]string {
	t.Helper()
	if !strings.HasSuffix(file, "\n") || strings.HasSuffix(file, "\n\n") {
		t.Errorf("the file does not end in one line break: %q", file)
	}
	line := regexp.MustCompile(`^([a-z0-9.-]+): (\S.*\S|\S)$`)
	found := map[string]string{}
	for text := range strings.SplitSeq(strings.TrimSuffix(file, "\n"), "\n") {
		if text == "" || strings.HasPrefix(text, "# ") {
			continue
		}
		match := line.FindStringSubmatch(text)
		if match == nil {
			t.Errorf("not a setting: %q", text)
			continue
		}
		if _, twice := found[match[1]]; twice {
			t.Errorf("%s stands twice", match[1])
		}
		found[match[1]] = match[2]
	}
	return found
}

func TestConfiguration(t *testing.T) {
	v := with(func(v *Values) {
		v.ConfigFileName = "flink-conf.yaml"
		v.ArchiveDir = "s3://flink/history"
		v.Port = 9082
		v.ExtraConfiguration = "s3.endpoint: http://minio.minio.svc:9000\n"
	})
	data := the[*corev1.ConfigMap](t, v).Data
	if len(data) != 2 || data["log4j-console.properties"] == "" {
		t.Fatalf("files of the ConfigMap: %v", data)
	}
	want := map[string]string{
		"historyserver.archive.fs.dir":              "s3://flink/history",
		"historyserver.archive.fs.refresh-interval": "10000",
		"historyserver.archive.retained-jobs":       "-1",
		"historyserver.archive.clean-expired-jobs":  "true",
		"historyserver.web.address":                 "0.0.0.0",
		"historyserver.web.port":                    "9082",
		"historyserver.web.tmpdir":                  cacheDir + "/web",
		"s3.endpoint":                               "http://minio.minio.svc:9000",
	}
	if diff := cmp.Diff(want, settings(t, data["flink-conf.yaml"])); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

// Every logger appender that is referred to must be defined, or log4j is silent.
func TestLogging(t *testing.T) {
	file := the[*corev1.ConfigMap](t, with(func(v *Values) { v.LogLevel = "DEBUG" })).Data["log4j-console.properties"]
	for _, line := range []string{
		"rootLogger.level = DEBUG",
		"rootLogger.appenderRef.console.ref = ConsoleAppender",
		"appender.console.name = ConsoleAppender",
		"appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n",
	} {
		if !slices.Contains(strings.Split(file, "\n"), line) {
			t.Errorf("no line %q in:\n%s", line, file)
		}
	}
}

// The image's entrypoint writes below these paths, and the server does; the
// root is read-only, so each must lie on an emptyDir that the pod has.
func TestWritablePaths(t *testing.T) {
	v := Defaults()
	spec := pod(t, v)
	emptyDirs := map[string]bool{}
	for _, volume := range spec.Volumes {
		emptyDirs[volume.Name] = volume.EmptyDir != nil
	}
	c := spec.Containers[0]
	if !*c.SecurityContext.ReadOnlyRootFilesystem {
		t.Error("the root is writable")
	}
	tmpdir := settings(t, the[*corev1.ConfigMap](t, v).Data["config.yaml"])["historyserver.web.tmpdir"]
	for _, path := range []string{"/opt/flink/conf/config.yaml", "/opt/flink/plugins/x", "/tmp/x", "/opt/flink/log/x", tmpdir} {
		if !slices.ContainsFunc(c.VolumeMounts, func(m corev1.VolumeMount) bool {
			return strings.HasPrefix(path, m.MountPath+"/") && emptyDirs[m.Name] && !m.ReadOnly && m.SubPath == ""
		}) {
			t.Errorf("%s cannot be written", path)
		}
	}
	// A mount point cannot be deleted, and the server deletes its directory.
	if slices.ContainsFunc(c.VolumeMounts, func(m corev1.VolumeMount) bool { return m.MountPath == tmpdir }) {
		t.Errorf("%s is a mount point", tmpdir)
	}
}

// The init container must hand its directories to the server by the same volumes.
func TestPrepareReachesTheServer(t *testing.T) {
	spec := pod(t, Defaults())
	prepared := map[string]string{}
	for _, mount := range spec.InitContainers[0].VolumeMounts {
		prepared[mount.MountPath] = mount.Name
	}
	used := map[string]string{}
	for _, mount := range spec.Containers[0].VolumeMounts {
		used[mount.MountPath] = mount.Name
	}
	for from, to := range map[string]string{"/prepare/conf": "/opt/flink/conf", "/prepare/plugins": "/opt/flink/plugins"} {
		if prepared[from] == "" || prepared[from] != used[to] {
			t.Errorf("%s is volume %q, %s is volume %q", from, prepared[from], to, used[to])
		}
		if !strings.Contains(spec.InitContainers[0].Command[2], " "+from+"/\n") {
			t.Errorf("nothing is copied to %s", from)
		}
	}
	if _, mounted := prepared["/opt/flink/plugins"]; mounted {
		t.Error("a mount hides the plugins of the image from the copy")
	}
	if diff := cmp.Diff([]string{"history-server"}, spec.Containers[0].Args); diff != "" || spec.Containers[0].Command != nil {
		t.Errorf("the image's entrypoint does not run: %v %v", spec.Containers[0].Command, spec.Containers[0].Args)
	}
}

func TestPersistence(t *testing.T) {
	for _, test := range []struct {
		enabled, create bool
	}{{true, true}, {true, false}, {false, false}} {
		v := with(func(v *Values) {
			v.Persistence.Enabled, v.Persistence.Create, v.Persistence.ClaimName = test.enabled, test.create, "shared"
		})
		var claims []string
		for _, object := range Objects(v) {
			if claim, ok := object.(*corev1.PersistentVolumeClaim); ok {
				claims = append(claims, claim.Name)
				if !slices.Equal(claim.Spec.AccessModes, []corev1.PersistentVolumeAccessMode{corev1.ReadWriteMany}) {
					t.Errorf("access modes %v", claim.Spec.AccessModes)
				}
			}
		}
		if (len(claims) == 1 && claims[0] == "shared") != test.create {
			t.Errorf("%+v: claims %v", test, claims)
		}
		spec := pod(t, v)
		mounted := slices.ContainsFunc(spec.Volumes, func(volume corev1.Volume) bool {
			return volume.PersistentVolumeClaim != nil && volume.PersistentVolumeClaim.ClaimName == "shared"
		})
		at := slices.IndexFunc(spec.Containers[0].VolumeMounts, func(m corev1.VolumeMount) bool { return m.Name == archiveVolume })
		if mounted != test.enabled || (at >= 0) != test.enabled {
			t.Errorf("%+v: volume %t, mount %t", test, mounted, at >= 0)
		}
		if at >= 0 {
			mount := spec.Containers[0].VolumeMounts[at]
			if mount.MountPropagation == nil || *mount.MountPropagation != corev1.MountPropagationHostToContainer {
				t.Error("a restored JuiceFS mount does not reach the pod")
			}
			if !strings.HasPrefix(v.ArchiveDir, "file://"+mount.MountPath) {
				t.Errorf("the archives in %s are not on the volume at %s", v.ArchiveDir, mount.MountPath)
			}
		}
	}
}

func TestIngressAnswersForItsHost(t *testing.T) {
	v := with(func(v *Values) { v.Host, v.Ingress.TLS = "hs.example.org", TLS{Enabled: true, SecretName: "hs-tls"} })
	i := the[*networkingv1.Ingress](t, v)
	if len(i.Spec.Rules) != 1 || i.Spec.Rules[0].Host != "hs.example.org" || *i.Spec.IngressClassName != "nginx" {
		t.Errorf("rules %v of class %v", i.Spec.Rules, i.Spec.IngressClassName)
	}
	backend := i.Spec.Rules[0].HTTP.Paths[0].Backend.Service
	s := the[*corev1.Service](t, v)
	if backend.Name != s.Name || backend.Port.Name != s.Spec.Ports[0].Name {
		t.Errorf("backend %v is not the Service %s", backend, s.Name)
	}
	want := []networkingv1.IngressTLS{{Hosts: []string{"hs.example.org"}, SecretName: "hs-tls"}}
	if diff := cmp.Diff(want, i.Spec.TLS); diff != "" {
		t.Errorf("TLS (-want +got):\n%s", diff)
	}
	if tls := the[*networkingv1.Ingress](t, Defaults()).Spec.TLS; tls != nil {
		t.Errorf("TLS without the switch: %v", tls)
	}
}

func TestHTTPRoute(t *testing.T) {
	v := with(func(v *Values) {
		v.Route, v.Host = RouteGateway, "hs.example.org"
		v.Gateway = Gateway{Name: "edge", SectionName: "https"}
	})
	route := the[*gatewayv1.HTTPRoute](t, v)
	want := gatewayv1.HTTPRouteSpec{
		CommonRouteSpec: gatewayv1.CommonRouteSpec{ParentRefs: []gatewayv1.ParentReference{{
			Name: "edge", SectionName: ptr.To[gatewayv1.SectionName]("https"),
		}}},
		Hostnames: []gatewayv1.Hostname{"hs.example.org"},
		Rules: []gatewayv1.HTTPRouteRule{{
			Matches: []gatewayv1.HTTPRouteMatch{{Path: &gatewayv1.HTTPPathMatch{
				Type: ptr.To(gatewayv1.PathMatchPathPrefix), Value: new("/"),
			}}},
			BackendRefs: []gatewayv1.HTTPBackendRef{{BackendRef: gatewayv1.BackendRef{
				BackendObjectReference: gatewayv1.BackendObjectReference{
					Name: "flink-historyserver", Port: ptr.To[gatewayv1.PortNumber](8082),
				},
			}}},
		}},
	}
	if diff := cmp.Diff(want, route.Spec); diff != "" {
		t.Errorf("HTTPRoute (-want +got):\n%s", diff)
	}
}

// The pods carry what the Service and the Deployment select, and the probes
// reach the port of the configuration.
func TestServiceReachesTheServer(t *testing.T) {
	v := with(func(v *Values) { v.Name, v.Port = "history", 9082 })
	d := the[*appsv1.Deployment](t, v)
	s := the[*corev1.Service](t, v)
	for key, value := range s.Spec.Selector {
		if d.Spec.Template.Labels[key] != value {
			t.Errorf("the Service selects %s=%s, the pods have %q", key, value, d.Spec.Template.Labels[key])
		}
	}
	c := d.Spec.Template.Spec.Containers[0]
	if c.Ports[0].ContainerPort != 9082 || c.Ports[0].Name != s.Spec.Ports[0].TargetPort.StrVal {
		t.Errorf("container port %v, Service port %v", c.Ports[0], s.Spec.Ports[0])
	}
	for _, probe := range []*corev1.Probe{c.StartupProbe, c.LivenessProbe, c.ReadinessProbe} {
		if probe.HTTPGet.Path != "/config" || probe.HTTPGet.Port.StrVal != c.Ports[0].Name {
			t.Errorf("the probe asks for %v", probe.HTTPGet)
		}
	}
}

func TestPodIsRestricted(t *testing.T) {
	spec := pod(t, Defaults())
	if *spec.AutomountServiceAccountToken {
		t.Error("the server has a token that it does not need")
	}
	if *spec.SecurityContext.RunAsUser != 9999 || !*spec.SecurityContext.RunAsNonRoot ||
		spec.SecurityContext.SeccompProfile.Type != corev1.SeccompProfileTypeRuntimeDefault {
		t.Errorf("pod security context %v", spec.SecurityContext)
	}
	for _, c := range slices.Concat(spec.InitContainers, spec.Containers) {
		if *c.SecurityContext.AllowPrivilegeEscalation || c.SecurityContext.Capabilities.Add != nil ||
			!slices.Equal(c.SecurityContext.Capabilities.Drop, []corev1.Capability{"ALL"}) || !*c.SecurityContext.ReadOnlyRootFilesystem {
			t.Errorf("%s: security context %v", c.Name, c.SecurityContext)
		}
		if c.Resources.Limits.Memory().IsZero() || c.Resources.Requests.Cpu().IsZero() {
			t.Errorf("%s: incomplete resources %v", c.Name, c.Resources)
		}
	}
	// Without a share the JVM takes a quarter; a fixed -Xmx would not follow the limit.
	if !slices.ContainsFunc(spec.Containers[0].Env, func(e corev1.EnvVar) bool {
		return e.Name == "FLINK_ENV_JAVA_OPTS_HS" && strings.Contains(e.Value, "-XX:MaxRAMPercentage=")
	}) {
		t.Error("the heap does not follow the memory limit")
	}
}

// Credentials reach the server from a Secret, by the names that S3 clients read.
func TestObjectStore(t *testing.T) {
	secretKey := &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
		LocalObjectReference: corev1.LocalObjectReference{Name: "history-s3"}, Key: "accessKey",
	}}
	spec := pod(t, with(func(v *Values) {
		v.EnableBuiltInPlugins = "flink-s3-fs-presto-2.2.1.jar"
		v.ExtraEnv = []corev1.EnvVar{{Name: "AWS_ACCESS_KEY_ID", ValueFrom: secretKey}}
	}))
	env := map[string]corev1.EnvVar{}
	for _, e := range spec.Containers[0].Env {
		env[e.Name] = e
	}
	if env["ENABLE_BUILT_IN_PLUGINS"].Value != "flink-s3-fs-presto-2.2.1.jar" {
		t.Errorf("plugins: %v", env["ENABLE_BUILT_IN_PLUGINS"])
	}
	if diff := cmp.Diff(secretKey, env["AWS_ACCESS_KEY_ID"].ValueFrom); diff != "" {
		t.Errorf("credentials (-want +got):\n%s", diff)
	}
}
