package redis

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
)

func TestTransparent(t *testing.T) {
	componenttest.Transparent(t, Defaults(), Objects)
}

func TestConfigurationPromises(t *testing.T) {
	v := Defaults()
	v.Appendfsync = "always"
	v.Maxmemory = "96mb"
	v.MinReplicasToWrite = 1
	v.Sentinel.MasterName = "main"
	v.Sentinel.DownAfterMilliseconds = 7000
	v.Sentinel.FailoverTimeout = 20000
	files := find[*corev1.ConfigMap](t, v, "redis-configuration").Data
	for file, lines := range map[string][]string{
		"redis.conf": {
			"appendonly yes", "appendfsync always", `save ""`, "maxmemory 96mb", "maxmemory-policy noeviction",
			"min-replicas-to-write 1", `rename-command FLUSHALL ""`, "dir /data",
		},
		"sentinel.conf": {
			"sentinel resolve-hostnames yes", "sentinel announce-hostnames yes",
			"sentinel down-after-milliseconds main 7000", "sentinel failover-timeout main 20000", "sentinel parallel-syncs main 1",
		},
	} {
		for _, line := range lines {
			if !strings.Contains("\n"+files[file], "\n"+line+"\n") {
				t.Errorf("%s lacks the line %q", file, line)
			}
		}
	}
	for file, text := range files {
		for _, secret := range []string{"requirepass", "masterauth", "auth-pass", "sentinel-pass"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s sets %s: passwords are appended in the pod", file, secret)
			}
		}
	}
}

// Redis refuses nothing after a start of the whole cluster.
func TestDefaultsDoNotBlockWrites(t *testing.T) {
	if got := Defaults().MinReplicasToWrite; got != 0 {
		t.Errorf("minReplicasToWrite is %d: after a start nothing could be written until replicas have synced", got)
	}
}

func TestStatefulSetPromises(t *testing.T) {
	set := find[*appsv1.StatefulSet](t, Defaults(), "redis-node")
	if set.Spec.PodManagementPolicy != appsv1.ParallelPodManagement {
		t.Errorf("pods start %s: a pod is ready only with a quorum, so they would wait for each other", set.Spec.PodManagementPolicy)
	}
	if headless := find[*corev1.Service](t, Defaults(), set.Spec.ServiceName); !headless.Spec.PublishNotReadyAddresses || headless.Spec.ClusterIP != corev1.ClusterIPNone {
		t.Errorf("Service %s does not give pods that are not ready their names", headless.Name)
	}
	if keep := set.Spec.PersistentVolumeClaimRetentionPolicy; keep.WhenDeleted != appsv1.RetainPersistentVolumeClaimRetentionPolicyType || keep.WhenScaled != appsv1.RetainPersistentVolumeClaimRetentionPolicyType {
		t.Errorf("claims are not kept: %+v", keep)
	}
	terms := set.Spec.Template.Spec.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution
	for key, value := range terms[0].LabelSelector.MatchLabels {
		if set.Spec.Template.Labels[key] != value {
			t.Errorf("anti-affinity looks for %s=%s, which the pods do not have", key, value)
		}
	}
	for _, container := range set.Spec.Template.Spec.Containers {
		security := container.SecurityContext
		if !*security.ReadOnlyRootFilesystem || *security.AllowPrivilegeEscalation {
			t.Errorf("container %s is not restricted", container.Name)
		}
		if container.Resources.Limits.Memory().IsZero() || container.Resources.Requests.Cpu().IsZero() {
			t.Errorf("container %s lacks a memory limit or a CPU request", container.Name)
		}
		if container.StartupProbe == nil || container.LivenessProbe == nil || container.ReadinessProbe == nil || container.Lifecycle.PreStop == nil {
			t.Errorf("container %s lacks a probe or preStop", container.Name)
		}
	}
}

// The longest that a start script asks must end before the startup probe gives up.
func TestStartupProbeOutlivesTheQuestion(t *testing.T) {
	v := Defaults()
	probe := find[*appsv1.StatefulSet](t, v, "redis-node").Spec.Template.Spec.Containers[0].StartupProbe
	if limit := probe.PeriodSeconds * probe.FailureThreshold; limit < 3*v.Sentinel.AskSeconds {
		t.Errorf("the startup probe gives up after %d s, the start script asks for up to %d s", limit, v.Sentinel.AskSeconds)
	}
}

func TestPasswordsComeFromTheSecret(t *testing.T) {
	v := Defaults()
	v.Auth.SecretName, v.Auth.PasswordKey, v.Auth.SentinelPasswordKey = "mine", "a", "b"
	want := map[string]string{"REDIS_PASSWORD": "mine/a", "SENTINEL_PASSWORD": "mine/b"}
	for _, container := range find[*appsv1.StatefulSet](t, v, "redis-node").Spec.Template.Spec.Containers {
		got := map[string]string{}
		for _, variable := range container.Env {
			if variable.ValueFrom != nil && variable.ValueFrom.SecretKeyRef != nil {
				ref := variable.ValueFrom.SecretKeyRef
				got[variable.Name] = ref.Name + "/" + ref.Key
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("container %s (-want +got):\n%s", container.Name, diff)
		}
	}
}

func TestHosts(t *testing.T) {
	v := Defaults()
	v.Name, v.Namespace, v.ClusterDomain, v.Replicas = "meta", "store", "k8s.test", 2
	want := []string{
		"meta-node-0.meta-headless.store.svc.k8s.test",
		"meta-node-1.meta-headless.store.svc.k8s.test",
	}
	if diff := cmp.Diff(want, Hosts(v)); diff != "" {
		t.Errorf("hosts (-want +got):\n%s", diff)
	}
}

func TestDerived(t *testing.T) {
	for replicas, want := range map[int32]int32{1: 1, 3: 2, 4: 3, 5: 3} {
		if got := Quorum(replicas); got != want {
			t.Errorf("quorum of %d is %d, want %d", replicas, got, want)
		}
	}
	for limit, want := range map[string]string{"1Gi": "768mb", "512Mi": "384mb", "100M": "71mb", "0": "0"} {
		if got := Maxmemory(resource.MustParse(limit)); got != want {
			t.Errorf("maxmemory of %s is %s, want %s", limit, got, want)
		}
	}
	v := Defaults()
	if want := Maxmemory(v.Resources.Limits[corev1.ResourceMemory]); v.Maxmemory != want {
		t.Errorf("default maxmemory is %s, but the memory limit gives %s", v.Maxmemory, want)
	}
	if want := Quorum(v.Replicas); v.Sentinel.Quorum != want {
		t.Errorf("default quorum is %d, but %d replicas give %d", v.Sentinel.Quorum, v.Replicas, want)
	}
}

func find[O component.Object](t *testing.T, v Values, name string) O {
	t.Helper()
	for _, object := range Objects(v) {
		if typed, ok := object.(O); ok && object.GetName() == name {
			return typed
		}
	}
	t.Fatalf("no such object: %s", name)
	panic("unreachable")
}
