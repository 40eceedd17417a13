package juicefs

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
)

// newDriver and oldDriver differ in everything that depends on the version.
const (
	newDriver = "0.32.4"
	oldDriver = "0.19.0"
)

func TestTransparent(t *testing.T) {
	componenttest.Transparent(t, Defaults(), Objects)
}

func of(t *testing.T, version string) Values {
	t.Helper()
	v := Knobs()
	v.Version = version
	if err := Complete(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestForVersion(t *testing.T) {
	for _, version := range catalog.Versions(catalog.JuiceFSDriver) {
		release, err := ForVersion(version)
		if err != nil {
			t.Errorf("%s: %v", version, err)
		}
		for _, entry := range []catalog.Entry{
			release.Driver, release.Dashboard, release.Mount, release.Provisioner,
			release.Resizer, release.LivenessProbe, release.NodeDriverRegistrar,
		} {
			if entry.Repository == "" || entry.Tag == "" {
				t.Errorf("%s lacks an image: %+v", version, entry)
			}
		}
	}
	if _, err := ForVersion("0.1.0"); err == nil || !strings.Contains(err.Error(), newDriver) {
		t.Errorf("the error for an unknown version names no known one: %v", err)
	}
}

func TestComplete(t *testing.T) {
	v := Knobs()
	v.Version = oldDriver
	v.Image = component.Image{Registry: "registry.example.com", Repository: "juicefs", Tag: "patched", PullPolicy: "Always"}
	own := v.Image
	if err := Complete(&v); err != nil {
		t.Fatal(err)
	}
	if v.Image != own {
		t.Errorf("an image that was set became %+v", v.Image)
	}
	if got := v.MountPod.Image.Reference(); got != "docker.io/juicedata/mount:ce-v1.0.4" {
		t.Errorf("the old driver mounts with %s", got)
	}
	again := v
	if err := Complete(&again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(v, again); diff != "" {
		t.Errorf("completing twice differs:\n%s", diff)
	}
	for _, change := range []func(*Values){
		func(v *Values) { v.Version = "9.9.9" },
		func(v *Values) { v.Dashboard.Enabled = true },
		func(v *Values) { v.MountPod.Patches = "  - hostNetwork: true\n" },
	} {
		wrong := Knobs()
		wrong.Version = oldDriver
		change(&wrong)
		if err := Complete(&wrong); err == nil {
			t.Errorf("accepted: %s, dashboard %t, patches %q", wrong.Version, wrong.Dashboard.Enabled, wrong.MountPod.Patches)
		}
	}
	if pattern := regexp.MustCompile(FileSystemNamePattern); !pattern.MatchString(Defaults().FileSystemName) {
		t.Error("JuiceFS refuses the default name of the file system")
	}
}

func TestVersionsDiffer(t *testing.T) {
	for _, test := range []struct {
		version                            string
		podInfo, expands, reads, handsOver bool
		provisioner                        string
		parameters                         []string
	}{
		{newDriver, true, true, true, true, "registry.k8s.io/sig-storage/csi-provisioner:v3.6.0", []string{
			"csi.storage.k8s.io/controller-expand-secret-name", "csi.storage.k8s.io/controller-expand-secret-namespace",
			"csi.storage.k8s.io/node-publish-secret-name", "csi.storage.k8s.io/node-publish-secret-namespace",
			"csi.storage.k8s.io/provisioner-secret-name", "csi.storage.k8s.io/provisioner-secret-namespace",
		}},
		{oldDriver, false, false, false, false, "registry.k8s.io/sig-storage/csi-provisioner:v2.2.2", []string{
			"csi.storage.k8s.io/node-publish-secret-name", "csi.storage.k8s.io/node-publish-secret-namespace",
			"csi.storage.k8s.io/provisioner-secret-name", "csi.storage.k8s.io/provisioner-secret-namespace",
			"juicefs/mount-cpu-limit", "juicefs/mount-cpu-request", "juicefs/mount-memory-limit", "juicefs/mount-memory-request",
		}},
	} {
		t.Run(test.version, func(t *testing.T) {
			v := of(t, test.version)
			if got := *find[*storagev1.CSIDriver](t, v, DriverName).Spec.PodInfoOnMount; got != test.podInfo {
				t.Errorf("podInfoOnMount is %t", got)
			}
			class := find[*storagev1.StorageClass](t, v, "juicefs-sc")
			if *class.AllowVolumeExpansion != test.expands {
				t.Errorf("allowVolumeExpansion is %t", *class.AllowVolumeExpansion)
			}
			var parameters []string
			for name := range class.Parameters {
				parameters = append(parameters, name)
			}
			slices.Sort(parameters)
			if diff := cmp.Diff(test.parameters, parameters); diff != "" {
				t.Errorf("parameters (-want +got):\n%s", diff)
			}
			pod := find[*appsv1.Deployment](t, v, "juicefs-csi-controller").Spec.Template.Spec
			if got := container(t, pod, "csi-provisioner"); got.Image != test.provisioner || !slices.Contains(got.Args, "--leader-election") {
				t.Errorf("provisioner is %s %v", got.Image, got.Args)
			}
			if got := has(pod.Containers, func(c corev1.Container) bool { return c.Name == "csi-resizer" }); got != test.expands {
				t.Errorf("resizer: %t", got)
			}
			node := find[*appsv1.DaemonSet](t, v, "juicefs-csi-node").Spec.Template.Spec
			for _, plugin := range []corev1.Container{container(t, pod, "juicefs-plugin"), container(t, node, "juicefs-plugin")} {
				if got := slices.Contains(plugin.Args, "--config=/etc/config/config.yaml"); got != test.reads {
					t.Errorf("reads a configuration file: %t", got)
				}
			}
			if got := has(node.Volumes, func(v corev1.Volume) bool { return v.Name == "jfs-fuse-fd" }); got != test.handsOver {
				t.Errorf("keeps FUSE connections: %t", got)
			}
			configured := has(Objects(v), func(o component.Object) bool { return o.GetName() == "juicefs-csi-driver-config" })
			if configured != test.reads {
				t.Errorf("has a ConfigMap: %t", configured)
			}
		})
	}
}

// What mount pods are made of is written where each version looks for it, and
// leaves room for the buffer of the client.
func TestMountPods(t *testing.T) {
	v := of(t, newDriver)
	v.MountPod.Patches = "  - pvcSelector:\n      matchName: logs\n    mountOptions: [cache-size=0]\n"
	var configuration struct {
		MountPodPatch []struct {
			CEMountImage string                      `json:"ceMountImage"`
			Resources    corev1.ResourceRequirements `json:"resources"`
			MountOptions []string                    `json:"mountOptions"`
		} `json:"mountPodPatch"`
	}
	text := find[*corev1.ConfigMap](t, v, "juicefs-csi-driver-config").Data["config.yaml"]
	if err := yaml.Unmarshal([]byte(text), &configuration); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if len(configuration.MountPodPatch) != 2 || configuration.MountPodPatch[1].MountOptions[0] != "cache-size=0" {
		t.Fatalf("the patch of the user is not there:\n%s", text)
	}
	patch := configuration.MountPodPatch[0]
	if patch.CEMountImage != v.MountPod.Image.Reference() {
		t.Errorf("image is %q", patch.CEMountImage)
	}
	if _, limited := patch.Resources.Limits[corev1.ResourceCPU]; limited {
		t.Error("the client is throttled")
	}

	old := of(t, oldDriver)
	class := find[*storagev1.StorageClass](t, old, "juicefs-sc")
	limits := map[string]resource.Quantity{
		newDriver: patch.Resources.Limits[corev1.ResourceMemory],
		oldDriver: resource.MustParse(class.Parameters["juicefs/mount-memory-limit"]),
	}
	for version, limit := range limits {
		if buffer := int64(v.BufferSize) << 20; limit.Value() < 2*buffer {
			t.Errorf("%s: memory limit %s for a buffer of %d bytes", version, limit.String(), buffer)
		}
	}
	if class.MountOptions[0] != "buffer-size=300" {
		t.Errorf("mount options are %v", class.MountOptions)
	}
}

func TestStorageClass(t *testing.T) {
	v := Defaults()
	v.Auth.SecretName, v.Namespace = "file-system", "storage"
	v.StorageClass.Parameters = map[string]string{"pathPattern": "${.pvc.namespace}"}
	class := find[*storagev1.StorageClass](t, v, "juicefs-sc")
	if class.Provisioner != DriverName || *class.ReclaimPolicy != corev1.PersistentVolumeReclaimRetain || class.Parameters["pathPattern"] == "" {
		t.Errorf("class is %+v", class)
	}
	for _, use := range []string{"provisioner", "node-publish", "controller-expand"} {
		name, namespace := class.Parameters["csi.storage.k8s.io/"+use+"-secret-name"], class.Parameters["csi.storage.k8s.io/"+use+"-secret-namespace"]
		if name != "file-system" || namespace != "storage" {
			t.Errorf("%s uses the Secret %s/%s", use, namespace, name)
		}
	}
	for _, on := range []bool{false, true} {
		v.StorageClass.DefaultClass = on
		if _, is := find[*storagev1.StorageClass](t, v, "juicefs-sc").Annotations[defaultClassAnnotation]; is != on {
			t.Errorf("defaultClass %t gives %t", on, is)
		}
	}
}

// The driver finds its own pods and tells their role by names and labels.
func TestDriverFindsItself(t *testing.T) {
	v := Defaults()
	controller := find[*appsv1.Deployment](t, v, "juicefs-csi-controller").Spec.Template
	node := find[*appsv1.DaemonSet](t, v, "juicefs-csi-node").Spec.Template
	if controller.Labels["app"] != "juicefs-csi-controller" || node.Labels["app"] != "juicefs-csi-node" {
		t.Errorf("labels are %q and %q", controller.Labels["app"], node.Labels["app"])
	}
	plugin := container(t, controller.Spec, "juicefs-plugin")
	if !has(plugin.Env, func(e corev1.EnvVar) bool {
		return e.Name == "JUICEFS_CSI_NODE_DS_NAME" && e.Value == "juicefs-csi-node"
	}) {
		t.Error("the controller does not know the DaemonSet")
	}
	// Mount pods take over the pull secrets of the node plugin.
	v.Node.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "registry"}}
	if got := find[*appsv1.DaemonSet](t, v, "juicefs-csi-node").Spec.Template.Spec.ImagePullSecrets; len(got) != 1 {
		t.Errorf("pull secrets are %v", got)
	}
}

func TestProvisioner(t *testing.T) {
	v := Defaults()
	v.Controller.Provisioner = Driver
	pod := find[*appsv1.Deployment](t, v, "juicefs-csi-controller").Spec.Template.Spec
	if has(pod.Containers, func(c corev1.Container) bool { return c.Name == "csi-provisioner" }) {
		t.Error("two provisioners would make each volume twice")
	}
	if !slices.Contains(container(t, pod, "juicefs-plugin").Args, "--provisioner=true") {
		t.Error("nothing makes volumes")
	}
}

func TestContainers(t *testing.T) {
	for _, version := range []string{newDriver, oldDriver} {
		v := of(t, version)
		pods := map[string]corev1.PodSpec{
			"controller": find[*appsv1.Deployment](t, v, "juicefs-csi-controller").Spec.Template.Spec,
			"node":       find[*appsv1.DaemonSet](t, v, "juicefs-csi-node").Spec.Template.Spec,
		}
		for part, pod := range pods {
			volumes := map[string]bool{}
			for _, volume := range pod.Volumes {
				volumes[volume.Name] = true
			}
			for _, c := range pod.Containers {
				name := version + " " + part + " " + c.Name
				if c.Resources.Limits.Memory().IsZero() || c.Resources.Requests.Memory().IsZero() {
					t.Errorf("%s has resources %+v", name, c.Resources)
				}
				for _, mount := range c.VolumeMounts {
					if !volumes[mount.Name] {
						t.Errorf("%s mounts %q, which is no volume", name, mount.Name)
					}
				}
				isPrivileged := c.SecurityContext.Privileged != nil && *c.SecurityContext.Privileged
				if isPrivileged != (c.Name == "juicefs-plugin") {
					t.Errorf("%s: privileged is %t", name, isPrivileged)
				}
				if !isPrivileged && (*c.SecurityContext.AllowPrivilegeEscalation || !slices.Contains(c.SecurityContext.Capabilities.Drop, "ALL")) {
					t.Errorf("%s may do too much: %+v", name, c.SecurityContext)
				}
			}
		}
	}
}

// The rights to write Secrets, pods and jobs end at the driver's namespace.
func TestClusterRules(t *testing.T) {
	for _, version := range []string{newDriver, oldDriver} {
		v := of(t, version)
		v.Dashboard.Enabled = version == newDriver
		for _, object := range Objects(v) {
			role, ok := object.(*rbacv1.ClusterRole)
			if !ok {
				continue
			}
			for _, rule := range role.Rules {
				for _, word := range slices.Concat(rule.Verbs, rule.Resources, rule.APIGroups) {
					if word == "*" {
						t.Errorf("%s %s grants everything: %v", version, role.Name, rule)
					}
				}
				for _, name := range []string{"secrets", "jobs", "configmaps", "pods/exec", "nodes/proxy"} {
					if slices.Contains(rule.Resources, name) && has(rule.Verbs, func(verb string) bool {
						return !slices.Contains([]string{"get", "list", "watch"}, verb)
					}) {
						t.Errorf("%s %s writes %s in the whole cluster: %v", version, role.Name, name, rule.Verbs)
					}
				}
			}
		}
		own := find[*rbacv1.Role](t, v, "juicefs-csi-controller").Rules
		if !has(own, func(r rbacv1.PolicyRule) bool {
			return slices.Contains(r.Resources, "leases") && slices.Contains(r.Verbs, "create") && slices.Contains(r.Verbs, "update")
		}) {
			t.Errorf("%s: the controller cannot elect a leader", version)
		}
	}
}

func TestDashboard(t *testing.T) {
	v := Defaults()
	if has(Objects(v), func(o component.Object) bool { return o.GetName() == "juicefs-csi-dashboard" }) {
		t.Error("the dashboard is on by default")
	}
	v.Dashboard.Enabled = true
	pod := find[*appsv1.Deployment](t, v, "juicefs-csi-dashboard").Spec.Template.Spec
	dashboard := container(t, pod, "dashboard")
	for variable, key := range map[string]string{"USERNAME": "username", "PASSWORD": "password"} {
		if !has(dashboard.Env, func(e corev1.EnvVar) bool {
			return e.Name == variable && e.ValueFrom != nil && e.ValueFrom.SecretKeyRef.Name == "juicefs-csi-dashboard" && e.ValueFrom.SecretKeyRef.Key == key
		}) {
			t.Errorf("%s does not come from the Secret: everybody could run commands in mount pods", variable)
		}
	}
	if !*pod.SecurityContext.RunAsNonRoot || !*dashboard.SecurityContext.ReadOnlyRootFilesystem {
		t.Error("the dashboard is not restricted")
	}
}

func TestNoSecretInObjects(t *testing.T) {
	v := Defaults()
	v.MetaURL, v.Bucket, v.FormatOptions = "redis://store", "http://bucket", "trash-days=1"
	data, err := json.Marshal(Objects(v))
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"redis://store", "http://bucket", "trash-days", `"kind":"Secret"`} {
		if strings.Contains(string(data), text) {
			t.Errorf("%s belongs into the Secret, not into the objects", text)
		}
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

func container(t *testing.T, pod corev1.PodSpec, name string) corev1.Container {
	t.Helper()
	for _, c := range pod.Containers {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no container %q", name)
	return corev1.Container{}
}

func has[T any](all []T, is func(T) bool) bool { return slices.ContainsFunc(all, is) }
