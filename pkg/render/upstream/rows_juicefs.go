package upstream

import (
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// inSecret is where the address of the file system is.
const inSecret = "the Secret that flinkgen secrets makes"

// The workloads of the chart have fixed names.
const (
	juicefsController = "juicefs-csi-controller"
	juicefsNode       = "juicefs-csi-node"
	juicefsDashboard  = "juicefs-csi-dashboard"
)

// juicefsRows are for juicefs-csi-driver. Source: values.yaml and templates of
// juicedata/charts, tags helm-chart-juicefs-csi-driver-0.15.1 and -0.32.4.
var juicefsRows = []row{
	lost("name", "the chart names its objects juicefs-csi-…: a cluster can hold one driver only").
		when(func(s *stack.Spec) bool { return s.JuiceFS.Name != juicefs.Defaults().Name }),
	at("namespace", "the namespace of the release"),
	at("labels", "the overlay"),
	at("annotations", "the overlay"),
	at("version", "the version of the chart"),
	as("image", "image.repository", located(driverImage)),
	as("image", "image.tag", tagged(driverImage)),
	to("image.pullPolicy", "image.pullPolicy"),
	as("controller.imagePullSecrets", "imagePullSecrets", func(s *stack.Spec, _ catalog.Chart) any { return s.JuiceFS.Node.ImagePullSecrets }).
		because("The pods of the node plugin, and with them the mount pods."),
	at("node.imagePullSecrets", "imagePullSecrets"),
	at("dashboard.imagePullSecrets", "imagePullSecrets"),

	at("fileSystemName", inSecret),
	at("metaURL", inSecret),
	at("storage", inSecret),
	at("bucket", inSecret),
	at("formatOptions", inSecret),
	at("timeZone", inSecret),
	at("auth.existingSecret", "auth.secretName"),
	as("auth.secretName", "storageClasses", storageClasses).from("0.32.4"),
	as("auth.secretName", "storageClasses", func(*stack.Spec, catalog.Chart) any { return []any{} }).before("0.32.4").
		because("The StorageClass is one of the manifests: this chart makes it only with a Secret that holds the keys in plain text."),
	at("storageClass", "storageClasses").from("0.32.4"),
	at("storageClass", "the manifest of the StorageClass").before("0.32.4"),
	at("bufferSize", "the mount options of the StorageClass"),
	by("storageClass.parameters", parameters).from("0.32.4"),

	tell("globalConfig.enabled", true, "").from("0.32.4"),
	as("mountPod.image", "globalConfig.mountPodPatch", mountPodPatch).from("0.32.4"),
	at("mountPod", "globalConfig.mountPodPatch").from("0.32.4"),
	as("mountPod.image", "defaultMountImage.ce", func(s *stack.Spec, _ catalog.Chart) any { return s.JuiceFS.MountPod.Image.Reference() }).before("0.32.4"),
	lost("mountPod.image.pullPolicy", "the driver pulls the image of mount pods as Kubernetes does by default").before("0.32.4").
		when(func(s *stack.Spec) bool { return s.JuiceFS.MountPod.Image.PullPolicy != "IfNotPresent" }),
	at("mountPod.cpuRequest", "the manifest of the StorageClass").before("0.32.4"),
	at("mountPod.memoryRequest", "the manifest of the StorageClass").before("0.32.4"),
	at("mountPod.memoryLimit", "the manifest of the StorageClass").before("0.32.4"),
	at("mountPod.patches", "the driver cannot read them, and the stack is refused").before("0.32.4"),
	by("mountPod.priorityClassName", mountPriority),
	to("kubeletDir", "kubeletDir"),

	as("controller.provisioner", "controller.provisioner", func(s *stack.Spec, _ catalog.Chart) any {
		return s.JuiceFS.Controller.Provisioner == juicefs.Driver
	}),
	to("controller.replicas", "controller.replicas"),
	at("controller.podDisruptionBudget", "a manifest"),
	to("controller.serviceAccount.name", "serviceAccount.controller.name"),
	to("controller.serviceAccount.annotations", "serviceAccount.controller.annotations"),
	to("controller.resources", "controller.resources"),
	to("controller.nodeSelector", "controller.nodeSelector"),
	to("controller.tolerations", "controller.tolerations"),
	as("controller.affinity", "controller.affinity", controllerAffinity),
	to("controller.podLabels", "controller.labels").from("0.32.4"),
	to("controller.podAnnotations", "controller.annotations").from("0.32.4"),
	to("controller.priorityClassName", "controller.priorityClassName").from("0.32.4"),
	to("controller.extraEnv", "controller.envs").from("0.32.4"),
	to("controller.extraVolumes", "controller.extraVolumes").from("0.32.4"),
	to("controller.extraVolumeMounts", "controller.extraVolumeMounts").from("0.32.4"),
	by("controller.topologySpreadConstraints", controllerPod(spread)),
	by("controller.podLabels", controllerPod(podLabels)).before("0.32.4"),
	by("controller.podAnnotations", controllerPod(podAnnotations)).before("0.32.4"),
	by("controller.priorityClassName", controllerPod(priority("system-cluster-critical"))).before("0.32.4"),
	by("controller.extraEnv", controllerPod(extraEnv)).before("0.32.4"),
	by("controller.extraVolumes", controllerPod(extraVolumes)).before("0.32.4"),
	by("controller.extraVolumeMounts", controllerPod(extraVolumeMounts)).before("0.32.4"),

	to("node.serviceAccount.name", "serviceAccount.node.name"),
	to("node.serviceAccount.annotations", "serviceAccount.node.annotations"),
	to("node.resources", "node.resources"),
	to("node.nodeSelector", "node.nodeSelector"),
	to("node.tolerations", "node.tolerations").because("A pod may use a volume on any node that it tolerates."),
	to("node.affinity", "node.affinity"),
	to("node.updateStrategy", "node.updateStrategy").from("0.32.4"),
	to("node.podLabels", "node.labels").from("0.32.4"),
	to("node.podAnnotations", "node.annotations").from("0.32.4"),
	to("node.priorityClassName", "node.priorityClassName").from("0.32.4"),
	to("node.extraEnv", "node.envs").from("0.32.4"),
	to("node.extraVolumes", "node.extraVolumes").from("0.32.4"),
	to("node.extraVolumeMounts", "node.extraVolumeMounts").from("0.32.4"),
	by("node.updateStrategy", nodeUpdate).before("0.32.4"),
	by("node.topologySpreadConstraints", nodePod(spread)),
	by("node.podLabels", nodePod(podLabels)).before("0.32.4"),
	by("node.podAnnotations", nodePod(podAnnotations)).before("0.32.4"),
	by("node.priorityClassName", nodePod(priority("system-node-critical"))).before("0.32.4"),
	by("node.extraEnv", nodePod(extraEnv)).before("0.32.4"),
	by("node.extraVolumes", nodePod(extraVolumes)).before("0.32.4"),
	by("node.extraVolumeMounts", nodePod(extraVolumeMounts)).before("0.32.4"),

	as("sidecars.provisioner.image", "sidecars.csiProvisionerImage.repository", located(provisionerImage)),
	as("sidecars.provisioner.image", "sidecars.csiProvisionerImage.tag", tagged(provisionerImage)),
	to("sidecars.provisioner.image.pullPolicy", "sidecars.csiProvisionerImage.pullPolicy").from("0.32.4"),
	as("sidecars.resizer.image", "sidecars.csiResizerImage.repository", located(resizerImage)).from("0.32.4"),
	as("sidecars.resizer.image", "sidecars.csiResizerImage.tag", tagged(resizerImage)).from("0.32.4"),
	to("sidecars.resizer.image.pullPolicy", "sidecars.csiResizerImage.pullPolicy").from("0.32.4"),
	at("sidecars.resizer", "this release of the driver has none").before("0.32.4"),
	as("sidecars.livenessProbe.image", "sidecars.livenessProbeImage.repository", located(livenessImage)),
	as("sidecars.livenessProbe.image", "sidecars.livenessProbeImage.tag", tagged(livenessImage)),
	to("sidecars.livenessProbe.image.pullPolicy", "sidecars.livenessProbeImage.pullPolicy").from("0.32.4"),
	as("sidecars.nodeDriverRegistrar.image", "sidecars.nodeDriverRegistrarImage.repository", located(registrarImage)),
	as("sidecars.nodeDriverRegistrar.image", "sidecars.nodeDriverRegistrarImage.tag", tagged(registrarImage)),
	to("sidecars.nodeDriverRegistrar.image.pullPolicy", "sidecars.nodeDriverRegistrarImage.pullPolicy").from("0.32.4"),
	by("sidecars.provisioner.resources", provisionerResources),
	by("sidecars.resizer.resources", resizerResources).from("0.32.4"),
	by("sidecars.livenessProbe.resources", livenessResources),
	by("sidecars.nodeDriverRegistrar.resources", registrarResources),

	to("dashboard.enabled", "dashboard.enabled").from("0.32.4"),
	at("dashboard", "this release of the driver has none").before("0.32.4"),
	as("dashboard.image", "dashboardImage.repository", dashboards(located(dashboardImage))).from("0.32.4"),
	as("dashboard.image", "dashboardImage.tag", dashboards(tagged(dashboardImage))).from("0.32.4"),
	as("dashboard.image.pullPolicy", "dashboardImage.pullPolicy", dashboards(func(s *stack.Spec, _ catalog.Chart) any { return s.JuiceFS.Dashboard.Image.PullPolicy })).from("0.32.4"),
	as("dashboard.auth.secretName", "dashboard.auth.enabled", dashboards(func(*stack.Spec, catalog.Chart) any { return true })).from("0.32.4"),
	as("dashboard.auth.secretName", "dashboard.auth.existingSecret", dashboards(func(s *stack.Spec, _ catalog.Chart) any { return s.JuiceFS.Dashboard.Auth.SecretName })).from("0.32.4"),
	at("dashboard.auth.existingSecret", "dashboard.auth.secretName").from("0.32.4"),
	as("dashboard.service.type", "dashboard.service.type", dashboards(func(s *stack.Spec, _ catalog.Chart) any { return s.JuiceFS.Dashboard.Service.Type })).from("0.32.4"),
	by("dashboard.service.labels", dashboardService).from("0.32.4"),
	at("dashboard.service.annotations", "the overlay").from("0.32.4"),
	as("dashboard.serviceAccount.name", "serviceAccount.dashboard.name", dashboards(func(s *stack.Spec, _ catalog.Chart) any { return s.JuiceFS.Dashboard.ServiceAccount.Name })).from("0.32.4"),
	as("dashboard.serviceAccount.annotations", "serviceAccount.dashboard.annotations", dashboards(func(s *stack.Spec, _ catalog.Chart) any { return s.JuiceFS.Dashboard.ServiceAccount.Annotations })).from("0.32.4"),
	as("dashboard.resources", "dashboard.resources", dashboards(func(s *stack.Spec, _ catalog.Chart) any { return s.JuiceFS.Dashboard.Resources })).from("0.32.4"),
	to("dashboard.podLabels", "dashboard.labels").from("0.32.4"),
	to("dashboard.podAnnotations", "dashboard.annotations").from("0.32.4"),
	as("dashboard.nodeSelector", "dashboard.nodeSelector", dashboards(func(s *stack.Spec, _ catalog.Chart) any { return s.JuiceFS.Dashboard.NodeSelector })).from("0.32.4"),
	as("dashboard.tolerations", "dashboard.tolerations", dashboards(func(s *stack.Spec, _ catalog.Chart) any { return s.JuiceFS.Dashboard.Tolerations })).from("0.32.4"),
	to("dashboard.affinity", "dashboard.affinity").from("0.32.4"),
	as("dashboard.priorityClassName", "dashboard.priorityClassName", dashboards(func(s *stack.Spec, _ catalog.Chart) any { return s.JuiceFS.Dashboard.PriorityClassName })).from("0.32.4"),
	to("dashboard.extraEnv", "dashboard.envs").from("0.32.4"),
	by("dashboard.topologySpreadConstraints", dashboardPod(spread)).from("0.32.4"),
	by("dashboard.extraVolumes", dashboardPod(extraVolumes)).from("0.32.4"),
	by("dashboard.extraVolumeMounts", dashboardPod(extraVolumeMounts)).from("0.32.4"),
}

func driverImage(s *stack.Spec) component.Image      { return s.JuiceFS.Image }
func dashboardImage(s *stack.Spec) component.Image   { return s.JuiceFS.Dashboard.Image }
func provisionerImage(s *stack.Spec) component.Image { return s.JuiceFS.Sidecars.Provisioner.Image }
func resizerImage(s *stack.Spec) component.Image     { return s.JuiceFS.Sidecars.Resizer.Image }
func livenessImage(s *stack.Spec) component.Image    { return s.JuiceFS.Sidecars.LivenessProbe.Image }
func registrarImage(s *stack.Spec) component.Image {
	return s.JuiceFS.Sidecars.NodeDriverRegistrar.Image
}

// dashboards writes what only a dashboard needs.
func dashboards(get computed) computed {
	return func(s *stack.Spec, chart catalog.Chart) any {
		return unless(!s.JuiceFS.Dashboard.Enabled, get(s, chart))
	}
}

// mountPodPatch is how mount pods are made; later entries win.
func mountPodPatch(s *stack.Spec, _ catalog.Chart) any {
	pod := s.JuiceFS.MountPod
	entries := []any{map[string]any{
		"ceMountImage":    pod.Image.Reference(),
		"imagePullPolicy": pod.Image.PullPolicy,
		"resources": map[string]any{
			"requests": map[string]any{"cpu": pod.CPURequest, "memory": pod.MemoryRequest},
			"limits":   map[string]any{"memory": pod.MemoryLimit},
		},
	}}
	var more []any
	// The stack appends the same text to a list, so it is one.
	if err := yaml.Unmarshal([]byte(pod.Patches), &more); err == nil {
		entries = append(entries, more...)
	}
	return entries
}

// controllerAffinity has the labels of the chart's pods.
func controllerAffinity(s *stack.Spec, _ catalog.Chart) any {
	return relabelled(s.JuiceFS.Controller.Affinity, juicefs.Defaults().Controller.Affinity, map[string]string{"app": juicefsController})
}
