package monitoring

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
)

const app = "flink-monitoring"

// operatorApp is the label app.kubernetes.io/name of the operator's pods.
const operatorApp = "flink-kubernetes-operator"

// jobApp is the label app.kubernetes.io/name of the pods of applications.
const jobApp = "flink-job"

// Objects builds the objects in apply order.
func Objects(v Values) []component.Object {
	var objects []component.Object
	if v.PodMonitor.Enabled {
		objects = append(objects, jobsMonitor(v))
	}
	if v.Operator.Enabled {
		objects = append(objects, operatorMonitor(v))
	}
	if v.Rules.Enabled {
		objects = append(objects, prometheusRule(v))
	}
	if v.Dashboard.Enabled {
		objects = append(objects, dashboardConfigMap(v))
	}
	return objects
}

func meta(v Values, name string, labels map[string]string) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name:        name,
		Namespace:   v.Namespace,
		Labels:      component.Labels(component.Selector(app, v.Name), v.Labels, labels),
		Annotations: component.Merge(v.Annotations),
	}
}

// podLabels come from the pods onto every series. app is the name of the
// Flink cluster, which is that of its FlinkDeployment; Flink itself sets it.
func podLabels() []string {
	return []string{"app", "component", component.LabelName, component.LabelMayBeIdle}
}

func jobsMonitor(v Values) *monitoringv1.PodMonitor {
	return &monitoringv1.PodMonitor{
		TypeMeta:   monitoringv1.TypeMeta("PodMonitor"),
		ObjectMeta: meta(v, v.Name+"-jobs", v.PrometheusLabels),
		Spec: monitoringv1.PodMonitorSpec{
			NamespaceSelector: monitoringv1.NamespaceSelector{MatchNames: v.PodMonitor.Namespaces},
			Selector:          v.PodMonitor.Selector,
			PodTargetLabels:   podLabels(),
			PodMetricsEndpoints: []monitoringv1.PodMetricsEndpoint{{
				Port:          v.PodMonitor.Port,
				Interval:      v.PodMonitor.Interval,
				ScrapeTimeout: v.PodMonitor.ScrapeTimeout,
			}},
		},
	}
}

func operatorMonitor(v Values) *monitoringv1.PodMonitor {
	return &monitoringv1.PodMonitor{
		TypeMeta:   monitoringv1.TypeMeta("PodMonitor"),
		ObjectMeta: meta(v, v.Name+"-operator", v.PrometheusLabels),
		Spec: monitoringv1.PodMonitorSpec{
			NamespaceSelector:   monitoringv1.NamespaceSelector{MatchNames: []string{v.Operator.Namespace}},
			Selector:            metav1.LabelSelector{MatchLabels: map[string]string{component.LabelName: operatorApp}},
			PodTargetLabels:     []string{component.LabelName},
			PodMetricsEndpoints: []monitoringv1.PodMetricsEndpoint{{Port: v.Operator.Port, Interval: v.Operator.Interval}},
		},
	}
}

func dashboardConfigMap(v Values) *corev1.ConfigMap {
	// A dashboard holds texts and numbers only, so encoding it cannot fail; a
	// test holds it to that.
	text, _ := dashboard().Text()
	object := &corev1.ConfigMap{
		TypeMeta:   component.CoreV1("ConfigMap"),
		ObjectMeta: meta(v, v.Name+"-dashboard", v.Dashboard.Labels),
		Data:       map[string]string{"flink.json": text},
	}
	object.Annotations = component.Merge(v.Annotations, v.Dashboard.Annotations)
	return object
}
