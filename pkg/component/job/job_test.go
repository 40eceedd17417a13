package job

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

func TestTransparent(t *testing.T) {
	v := Defaults()
	v.Artifacts.Files = []Artifact{{Name: "job-jar"}}
	componenttest.Transparent(t, v, Objects)
}

// completed gives the defaults with the configuration filled in, as package stack does.
func completed(t *testing.T, change func(*Values)) Values {
	t.Helper()
	v := Defaults()
	if change != nil {
		change(&v)
	}
	configuration, err := Configuration(v)
	if err != nil {
		t.Fatal(err)
	}
	v.FlinkConfiguration = configuration
	return v
}

func find[T component.Object](t *testing.T, objects []component.Object) T {
	t.Helper()
	for _, object := range objects {
		if typed, ok := object.(T); ok {
			return typed
		}
	}
	var none T
	t.Fatalf("no %T among the objects", none)
	return none
}

func template(t *testing.T, v Values) corev1.PodSpec {
	t.Helper()
	return find[*v1beta1.FlinkDeployment](t, Objects(v)).Spec.PodTemplate.Spec
}

func TestDefaultsAreValid(t *testing.T) {
	if errs := Validate(Defaults(), nil); len(errs) > 0 {
		t.Errorf("the defaults are not valid: %v", errs.ToAggregate())
	}
	if errs := Validate(completed(t, nil), nil); len(errs) > 0 {
		t.Errorf("the completed defaults are not valid: %v", errs.ToAggregate())
	}
}

// The claim is made before the cluster that mounts it, in the same namespace.
func TestClaimIsWhereThePodsAre(t *testing.T) {
	objects := Objects(Defaults())
	claim, ok := objects[0].(*corev1.PersistentVolumeClaim)
	if !ok {
		t.Fatalf("first object is a %T", objects[0])
	}
	deployment := find[*v1beta1.FlinkDeployment](t, objects)
	if claim.Namespace != deployment.Namespace {
		t.Errorf("claim in %q, cluster in %q", claim.Namespace, deployment.Namespace)
	}
	var mounted bool
	for _, volume := range deployment.Spec.PodTemplate.Spec.Volumes {
		mounted = mounted || volume.PersistentVolumeClaim != nil && volume.PersistentVolumeClaim.ClaimName == claim.Name
	}
	if !mounted {
		t.Errorf("no pod mounts claim %q", claim.Name)
	}
}

// Every mount of a pod names a volume of the pod, and no path is mounted twice.
func TestMountsHaveVolumes(t *testing.T) {
	for _, logs := range []Logs{{Volume: "ephemeral"}, {Volume: "claim", ClaimName: "flink-logs"}} {
		t.Run(logs.Volume, func(t *testing.T) {
			v := Defaults()
			v.Logs = logs
			pod := template(t, v)
			volumes, paths := map[string]bool{}, map[string]bool{}
			for _, volume := range pod.Volumes {
				volumes[volume.Name] = true
			}
			for _, mount := range pod.Containers[0].VolumeMounts {
				if !volumes[mount.Name] {
					t.Errorf("mount %q has no volume", mount.Name)
				}
				if paths[mount.MountPath] {
					t.Errorf("%q is mounted twice", mount.MountPath)
				}
				paths[mount.MountPath] = true
			}
			for _, writable := range []string{"/tmp", "/opt/flink/log"} {
				if !paths[writable] {
					t.Errorf("the root is read-only and %q is not mounted", writable)
				}
			}
		})
	}
}

// Two pods of a job write log files of the same name, so each has a directory of its own.
func TestSharedLogsHaveADirectoryForEachPod(t *testing.T) {
	v := Defaults()
	v.Logs = Logs{Volume: "claim", ClaimName: "flink-logs"}
	main := template(t, v).Containers[0]
	for _, mount := range main.VolumeMounts {
		if mount.Name != "logs" {
			continue
		}
		if mount.SubPathExpr != "logs/state-machine/$(POD_NAME)" {
			t.Errorf("logs are in %q", mount.SubPathExpr)
		}
		if env := main.Env[0]; env.Name != "POD_NAME" || env.ValueFrom.FieldRef.FieldPath != "metadata.name" {
			t.Errorf("POD_NAME is %+v", env)
		}
		return
	}
	t.Error("no mount for the logs")
}

func TestClaimsFollowTheHost(t *testing.T) {
	for _, mount := range template(t, Defaults()).Containers[0].VolumeMounts {
		if mount.Name == "flink-data" && (mount.MountPropagation == nil || *mount.MountPropagation != corev1.MountPropagationHostToContainer) {
			t.Errorf("mount %+v does not recover when the file system is mounted anew", mount)
		}
	}
}

// What the Pod Security Standard "restricted" wants of a pod.
func TestRestricted(t *testing.T) {
	pod := template(t, Defaults())
	main := pod.Containers[0]
	if main.Name != "flink-main-container" {
		t.Errorf("Flink would not find its container: %q", main.Name)
	}
	got := map[string]bool{
		"non-root":             *pod.SecurityContext.RunAsNonRoot && *pod.SecurityContext.RunAsUser == 9999,
		"seccomp":              pod.SecurityContext.SeccompProfile.Type == corev1.SeccompProfileTypeRuntimeDefault,
		"no escalation":        !*main.SecurityContext.AllowPrivilegeEscalation,
		"capabilities dropped": cmp.Equal(main.SecurityContext.Capabilities.Drop, []corev1.Capability{"ALL"}),
		"read-only root":       *main.SecurityContext.ReadOnlyRootFilesystem,
		"token":                *pod.AutomountServiceAccountToken,
	}
	for what, ok := range got {
		if !ok {
			t.Errorf("%s: missing", what)
		}
	}
}

func TestOneRoutePerType(t *testing.T) {
	for kind, want := range map[string]struct{ ingress, route bool }{
		"none": {}, "ingress": {ingress: true}, "gateway": {route: true},
	} {
		v := Defaults()
		v.Ingress.Type = kind
		objects := Objects(v)
		var routes int
		for _, object := range objects {
			if _, ok := object.(*gatewayv1.HTTPRoute); ok {
				routes++
			}
		}
		if got := find[*v1beta1.FlinkDeployment](t, objects).Spec.Ingress != nil; got != want.ingress {
			t.Errorf("%s: ingress %t", kind, got)
		}
		if (routes == 1) != want.route {
			t.Errorf("%s: %d routes", kind, routes)
		}
	}
}

// The path without its slash is redirected, relatively and not for ever, by an
// Ingress that does not match the path with it.
func TestSlashRedirect(t *testing.T) {
	v := Defaults()
	v.Ingress.Host = "flink.example.com"
	redirect := find[*networkingv1.Ingress](t, Objects(v))
	rule := redirect.Spec.Rules[0]
	if rule.Host != v.Ingress.Host || rule.HTTP.Paths[0].Path != "/flink/state-machine$" {
		t.Errorf("redirects %s%s", rule.Host, rule.HTTP.Paths[0].Path)
	}
	for annotation, want := range map[string]string{
		"use-regex": "true", "permanent-redirect": "/flink/state-machine/", "permanent-redirect-code": "302", "relative-redirects": "true",
	} {
		if got := redirect.Annotations["nginx.ingress.kubernetes.io/"+annotation]; got != want {
			t.Errorf("%s is %q, want %q", annotation, got, want)
		}
	}
	v.Ingress.SlashRedirect = false
	for _, object := range Objects(v) {
		if _, ok := object.(*networkingv1.Ingress); ok {
			t.Error("a redirect without the switch")
		}
	}
}

// The UI is found with and without the slash, and Flink sees its own root.
func TestHTTPRoute(t *testing.T) {
	v := Defaults()
	v.Ingress.Type = "gateway"
	v.Ingress.Gateway = Gateway{Name: "web", Namespace: "gateways"}
	route := find[*gatewayv1.HTTPRoute](t, Objects(v))
	redirect, ui := route.Spec.Rules[0], route.Spec.Rules[1]
	got := map[string]string{
		"redirect on": string(*redirect.Matches[0].Path.Type) + " " + *redirect.Matches[0].Path.Value,
		"redirect to": *redirect.Filters[0].RequestRedirect.Path.ReplaceFullPath,
		"serve":       string(*ui.Matches[0].Path.Type) + " " + *ui.Matches[0].Path.Value,
		"as":          *ui.Filters[0].URLRewrite.Path.ReplacePrefixMatch,
		"from":        string(ui.BackendRefs[0].Name),
		// The annotations of the Ingress mean nothing to a Gateway.
		"rewrite": route.Annotations["nginx.ingress.kubernetes.io/rewrite-target"],
	}
	want := map[string]string{
		"redirect on": "Exact /flink/state-machine",
		"redirect to": "/flink/state-machine/",
		"serve":       "PathPrefix /flink/state-machine",
		"as":          "/",
		"from":        "state-machine-rest",
		"rewrite":     "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("route (-want +got):\n%s", diff)
	}
}

// A writer of Go code may go on using the values after a build.
func TestValuesAreNotShared(t *testing.T) {
	v := Defaults()
	v.ExtraEnv = make([]corev1.EnvVar, 1, 8)
	first := template(t, v).Containers[0].Env
	template(t, v).Containers[0].Env[2].Name = "CHANGED"
	if first[2].Name == "CHANGED" || v.ExtraEnv[0].Name == "CHANGED" {
		t.Error("two builds share a list")
	}
}
