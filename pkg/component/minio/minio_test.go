package minio

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
)

func TestTransparent(t *testing.T) {
	componenttest.Transparent(t, Defaults(), Objects)
	componenttest.Transparent(t, derived(1, 1), Objects)
}

// derived gives the defaults for another number of pods and drives.
func derived(replicas, drives int32) Values {
	v := Knobs()
	v.Replicas, v.DrivesPerNode = replicas, drives
	Complete(&v)
	return v
}

func TestDrives(t *testing.T) {
	for name, test := range map[string]struct {
		replicas, drives int32
		layout           string
		mounts           []string
	}{
		"three nodes, two drives": {3, 2, "http://minio-{0...2}.minio-headless.minio.svc.cluster.local:9000/data-{0...1}", []string{"/data-0", "/data-1"}},
		"four nodes, one drive":   {4, 1, "http://minio-{0...3}.minio-headless.minio.svc.cluster.local:9000/data-0", []string{"/data-0"}},
		"one node, four drives":   {1, 4, "/data-{0...3}", []string{"/data-0", "/data-1", "/data-2", "/data-3"}},
		"one node, one drive":     {1, 1, "/data-0", []string{"/data-0"}},
	} {
		t.Run(name, func(t *testing.T) {
			set := find[*appsv1.StatefulSet](t, derived(test.replicas, test.drives), "minio")
			container := set.Spec.Template.Spec.Containers[0]
			if got := container.Args[1]; got != test.layout {
				t.Errorf("layout is %q, want %q", got, test.layout)
			}
			if got := *set.Spec.Replicas; got != test.replicas {
				t.Errorf("replicas is %d, want %d", got, test.replicas)
			}
			claims := map[string]bool{}
			for _, claim := range set.Spec.VolumeClaimTemplates {
				claims[claim.Name] = true
			}
			var mounts []string
			for _, mount := range container.VolumeMounts {
				if claims[mount.Name] {
					mounts = append(mounts, mount.MountPath)
				}
			}
			if diff := cmp.Diff(test.mounts, mounts); diff != "" {
				t.Errorf("drives with a claim of their own (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCompleteKeepsWhatIsSet(t *testing.T) {
	v := Knobs()
	v.Mode, v.ReplicaRange, v.DriveRange = Distributed, "{4...7}", "{1...2}"
	v.Drives = []Drive{{Name: "disk", MountPath: "/data-1"}}
	want := v
	Complete(&v)
	if diff := cmp.Diff(want, v); diff != "" {
		t.Errorf("changed (-before +after):\n%s", diff)
	}
}

// The pods find each other by the names that the headless Service gives them,
// and they need those names before they are ready.
func TestPodsFindEachOther(t *testing.T) {
	v := Defaults()
	set := find[*appsv1.StatefulSet](t, v, "minio")
	headless := find[*corev1.Service](t, v, set.Spec.ServiceName)
	if headless.Spec.ClusterIP != corev1.ClusterIPNone || !headless.Spec.PublishNotReadyAddresses {
		t.Errorf("%s does not publish the addresses of pods that are not ready", headless.Name)
	}
	if set.Spec.PodManagementPolicy != appsv1.ParallelPodManagement {
		t.Error("the pods start one after the other and wait for each other")
	}
	for _, object := range Objects(v) {
		service, ok := object.(*corev1.Service)
		if !ok {
			continue
		}
		if diff := cmp.Diff(service.Spec.Selector, set.Spec.Selector.MatchLabels); diff != "" {
			t.Errorf("%s selects other pods:\n%s", service.Name, diff)
		}
		ports := map[string]int32{}
		for _, port := range set.Spec.Template.Spec.Containers[0].Ports {
			ports[port.Name] = port.ContainerPort
		}
		for _, port := range service.Spec.Ports {
			if ports[port.TargetPort.StrVal] != port.Port {
				t.Errorf("port %s of %s leads to %d", port.Name, service.Name, ports[port.TargetPort.StrVal])
			}
		}
	}
	if got, want := Endpoint(v), "http://minio.minio.svc.cluster.local:9000"; got != want {
		t.Errorf("endpoint is %q, want %q", got, want)
	}
}

func TestProbes(t *testing.T) {
	container := find[*appsv1.StatefulSet](t, Defaults(), "minio").Spec.Template.Spec.Containers[0]
	for name, probe := range map[string]*corev1.Probe{
		"/minio/health/live":    container.LivenessProbe,
		"/minio/health/cluster": container.ReadinessProbe,
	} {
		if probe.HTTPGet.Path != name || probe.HTTPGet.Port.StrVal != "api" {
			t.Errorf("probe asks %+v, want %s", probe.HTTPGet, name)
		}
	}
	if container.StartupProbe.HTTPGet.Path != "/minio/health/live" {
		t.Errorf("start is seen by %+v", container.StartupProbe.HTTPGet)
	}
}

func TestPodSecurity(t *testing.T) {
	pod := find[*appsv1.StatefulSet](t, Defaults(), "minio").Spec.Template.Spec
	security := pod.SecurityContext
	if *security.RunAsUser != 1000 || *security.FSGroup != 1000 || !*security.RunAsNonRoot ||
		*security.FSGroupChangePolicy != corev1.FSGroupChangeOnRootMismatch ||
		security.SeccompProfile.Type != corev1.SeccompProfileTypeRuntimeDefault {
		t.Errorf("pod runs as %+v", security)
	}
	if *pod.AutomountServiceAccountToken || *pod.EnableServiceLinks {
		t.Error("the pod gets a token or the variables of Services")
	}
	container := pod.Containers[0]
	want := &corev1.SecurityContext{
		AllowPrivilegeEscalation: new(false),
		ReadOnlyRootFilesystem:   new(true),
		Capabilities:             &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
	}
	if diff := cmp.Diff(want, container.SecurityContext); diff != "" {
		t.Errorf("container (-want +got):\n%s", diff)
	}
	if container.Resources.Limits.Memory().IsZero() || container.Resources.Requests.Cpu().IsZero() {
		t.Errorf("resources are %+v", container.Resources)
	}
}

// The Secret is mounted, and MinIO reads exactly the files that are in it.
func TestCredentialsAreFiles(t *testing.T) {
	v := Defaults()
	v.Auth.SecretName = "store-credentials"
	pod := find[*appsv1.StatefulSet](t, v, "minio").Spec.Template.Spec
	var files []string
	for _, volume := range pod.Volumes {
		if volume.Secret == nil || volume.Secret.SecretName != "store-credentials" {
			continue
		}
		for _, mount := range pod.Containers[0].VolumeMounts {
			if mount.Name != volume.Name {
				continue
			}
			for _, item := range volume.Secret.Items {
				files = append(files, item.Key+" at "+mount.MountPath+"/"+item.Path)
			}
		}
	}
	want := []string{
		"root-user at /etc/minio/credentials/root-user",
		"root-password at /etc/minio/credentials/root-password",
	}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Fatalf("files of the Secret (-want +got):\n%s", diff)
	}
	environment := map[string]string{}
	for _, variable := range pod.Containers[0].Env {
		environment[variable.Name] = variable.Value
	}
	if environment["MINIO_ROOT_USER_FILE"] != "/etc/minio/credentials/root-user" ||
		environment["MINIO_ROOT_PASSWORD_FILE"] != "/etc/minio/credentials/root-password" {
		t.Errorf("environment is %v", environment)
	}
}

func TestAntiAffinityMatchesPods(t *testing.T) {
	template := find[*appsv1.StatefulSet](t, Defaults(), "minio").Spec.Template
	terms := template.Spec.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution
	if len(terms) != 1 || terms[0].TopologyKey != corev1.LabelHostname {
		t.Fatalf("terms are %+v", terms)
	}
	for key, value := range terms[0].LabelSelector.MatchLabels {
		if template.Labels[key] != value {
			t.Errorf("the pods have %s=%q, the rule looks for %q", key, template.Labels[key], value)
		}
	}
}

func TestNoSecretInObjects(t *testing.T) {
	data, err := json.Marshal(Objects(Defaults()))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "minioadmin") || strings.Contains(string(data), `"kind":"Secret"`) {
		t.Error("the objects hold credentials")
	}
}

func find[T component.Object](t *testing.T, v Values, name string) T {
	t.Helper()
	for _, object := range Objects(v) {
		if typed, ok := object.(T); ok && typed.GetName() == name {
			return typed
		}
	}
	var none T
	t.Fatalf("no %T named %q", none, name)
	return none
}
