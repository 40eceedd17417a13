package upstream

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// juicefsPlugin is the container of the driver in both workloads.
const juicefsPlugin = "juicefs-plugin"

// podPart picks what a patch changes in a pod; nil for nothing. The container is
// the one that extra variables and mounts are for.
type podPart func(pod component.Pod, container string) map[string]any

func spread(pod component.Pod, _ string) map[string]any {
	return podSpec("topologySpreadConstraints", list(pod.TopologySpreadConstraints))
}

// priority changes the class that the chart has written.
func priority(written string) podPart {
	return func(pod component.Pod, _ string) map[string]any {
		if pod.PriorityClassName == written {
			return nil
		}
		return map[string]any{"spec": map[string]any{"priorityClassName": pod.PriorityClassName}}
	}
}

func podLabels(pod component.Pod, _ string) map[string]any {
	return podMeta("labels", pod.PodLabels)
}

func podAnnotations(pod component.Pod, _ string) map[string]any {
	return podMeta("annotations", pod.PodAnnotations)
}

func extraVolumes(pod component.Pod, _ string) map[string]any {
	return podSpec("volumes", list(pod.ExtraVolumes))
}

func extraEnv(pod component.Pod, container string) map[string]any {
	return inContainer(container, "env", list(pod.ExtraEnv))
}

func extraVolumeMounts(pod component.Pod, container string) map[string]any {
	return inContainer(container, "volumeMounts", list(pod.ExtraVolumeMounts))
}

func podMeta(key string, values map[string]string) map[string]any {
	if len(values) == 0 {
		return nil
	}
	return map[string]any{"metadata": map[string]any{key: anyMap(values)}}
}

func podSpec(key string, values []any) map[string]any {
	if len(values) == 0 {
		return nil
	}
	return map[string]any{"spec": map[string]any{key: values}}
}

func inContainer(container, key string, values []any) map[string]any {
	if len(values) == 0 {
		return nil
	}
	return podSpec("containers", []any{map[string]any{"name": container, key: values}})
}

// list gives the items as maps, in which patches are merged.
func list[T any](items []T) []any {
	// Objects of Kubernetes have a JSON form.
	all, _ := plain(items)
	values, _ := all.([]any)
	return values
}

// podOf patches the template of a workload with a part of the pod of a section.
func podOf(kind, name, container string, pod func(*stack.Spec) component.Pod) func(podPart) func(*stack.Spec, catalog.Chart) []patch {
	return func(part podPart) func(*stack.Spec, catalog.Chart) []patch {
		return func(s *stack.Spec, _ catalog.Chart) []patch {
			template := part(pod(s), container)
			if template == nil {
				return nil
			}
			return []patch{{apiVersion: "apps/v1", kind: kind, name: name, body: map[string]any{
				"spec": map[string]any{"template": template},
			}}}
		}
	}
}

func controllerPod(part podPart) func(*stack.Spec, catalog.Chart) []patch {
	return podOf("StatefulSet", juicefsController, juicefsPlugin, func(s *stack.Spec) component.Pod { return s.JuiceFS.Controller.Pod })(part)
}

func nodePod(part podPart) func(*stack.Spec, catalog.Chart) []patch {
	return podOf("DaemonSet", juicefsNode, juicefsPlugin, func(s *stack.Spec) component.Pod { return s.JuiceFS.Node.Pod })(part)
}

func dashboardPod(part podPart) func(*stack.Spec, catalog.Chart) []patch {
	return func(s *stack.Spec, chart catalog.Chart) []patch {
		if !s.JuiceFS.Dashboard.Enabled {
			return nil
		}
		return podOf("Deployment", juicefsDashboard, "dashboard", func(s *stack.Spec) component.Pod { return s.JuiceFS.Dashboard.Pod })(part)(s, chart)
	}
}

func nodeUpdate(s *stack.Spec, _ catalog.Chart) []patch {
	strategy, err := plain(s.JuiceFS.Node.UpdateStrategy)
	if err != nil || empty(strategy) {
		return nil
	}
	return []patch{{apiVersion: "apps/v1", kind: "DaemonSet", name: juicefsNode, body: map[string]any{
		"spec": map[string]any{"updateStrategy": strategy},
	}}}
}

// chartPriority is the priority class of mount pods where the driver is told none.
const chartPriority = "system-node-critical"

func mountPriority(s *stack.Spec, _ catalog.Chart) []patch {
	name := s.JuiceFS.MountPod.PriorityClassName
	if name == chartPriority {
		return nil
	}
	env := []any{map[string]any{"name": "JUICEFS_MOUNT_PRIORITY_NAME", "value": name}}
	return []patch{{apiVersion: "apps/v1", kind: "DaemonSet", name: juicefsNode, body: map[string]any{
		"spec": map[string]any{"template": inContainer(juicefsPlugin, "env", env)},
	}}}
}

func dashboardService(s *stack.Spec, _ catalog.Chart) []patch {
	if !s.JuiceFS.Dashboard.Enabled {
		return nil
	}
	return serviceLabels(juicefsDashboard, s.JuiceFS.Dashboard.Service.Labels)
}

// The sidecars have no key for their resources. A patch of a container that is
// not there would add one, so each says when it is.

func provisionerResources(s *stack.Spec, _ catalog.Chart) []patch {
	if s.JuiceFS.Controller.Provisioner != juicefs.Sidecar {
		return nil
	}
	return resources("StatefulSet", juicefsController, "csi-provisioner", s.JuiceFS.Sidecars.Provisioner.Resources)
}

func resizerResources(s *stack.Spec, _ catalog.Chart) []patch {
	return resources("StatefulSet", juicefsController, "csi-resizer", s.JuiceFS.Sidecars.Resizer.Resources)
}

func livenessResources(s *stack.Spec, _ catalog.Chart) []patch {
	wanted := s.JuiceFS.Sidecars.LivenessProbe.Resources
	return append(resources("StatefulSet", juicefsController, "liveness-probe", wanted), resources("DaemonSet", juicefsNode, "liveness-probe", wanted)...)
}

func registrarResources(s *stack.Spec, _ catalog.Chart) []patch {
	return resources("DaemonSet", juicefsNode, "node-driver-registrar", s.JuiceFS.Sidecars.NodeDriverRegistrar.Resources)
}

// resources of a container of a workload.
func resources(kind, name, container string, wanted corev1.ResourceRequirements) []patch {
	value, err := plain(wanted)
	if err != nil || empty(value) {
		return nil
	}
	return []patch{podPatch(kind, name, map[string]any{
		"containers": []any{map[string]any{"name": container, "resources": value}},
	})}
}
