package juicefs

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const (
	app            = "juicefs-csi-driver"
	controllerPart = "controller"
	nodePart       = "node"
	dashboardPart  = "dashboard"
)

// Objects builds the objects in apply order: rights, driver, StorageClass.
func Objects(v Values) []component.Object {
	objects := account(v, controllerPart, controllerName(v), v.Controller.ServiceAccount, v.Release.ControllerRules, v.Release.ControllerOwnRules)
	objects = append(objects, account(v, nodePart, nodeName(v), v.Node.ServiceAccount, v.Release.NodeRules, v.Release.NodeOwnRules)...)
	if v.Release.Configuration {
		objects = append(objects, configuration(v))
	}
	objects = append(objects, csiDriver(v), controller(v))
	if v.Controller.PodDisruptionBudget.Enabled {
		objects = append(objects, podDisruptionBudget(v))
	}
	objects = append(objects, node(v))
	if v.Dashboard.Enabled {
		objects = append(objects, account(v, dashboardPart, dashboardName(v), v.Dashboard.ServiceAccount, dashboardRules(), dashboardOwnRules())...)
		objects = append(objects, dashboardService(v), dashboard(v))
	}
	return append(objects, storageClass(v))
}

// selector selects the pods of a part of the driver.
func selector(v Values, part string) map[string]string {
	return component.Merge(component.Selector(app, v.Name), map[string]string{component.LabelComponent: part})
}

// clusterMeta is the metadata of an object without a namespace.
func clusterMeta(v Values, part, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name:        name,
		Labels:      component.Labels(selector(v, part), v.Labels),
		Annotations: v.Annotations,
	}
}

func meta(v Values, part, name string) metav1.ObjectMeta {
	meta := clusterMeta(v, part, name)
	meta.Namespace = v.Namespace
	return meta
}

// podMeta also carries the label by which the driver finds its own pods.
func podMeta(v Values, part string, pod component.Pod) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Labels: component.Merge(component.Labels(selector(v, part), v.Labels),
			map[string]string{"app": "juicefs-csi-" + part}, pod.PodLabels),
		Annotations: pod.PodAnnotations,
	}
}
