package ingressnginx

import (
	appsv1 "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

func workload(v Values) component.Object {
	switch v.Kind {
	case KindDaemonSet:
		return daemonSet(v)
	default:
		return deployment(v)
	}
}

func deployment(v Values) component.Object {
	d := &appsv1.Deployment{
		TypeMeta:   component.AppsV1("Deployment"),
		ObjectMeta: meta(v, controllerComponent, v.Name+"-controller"),
		Spec: appsv1.DeploymentSpec{
			Replicas: &v.Replicas,
			Selector: &metav1.LabelSelector{MatchLabels: selector(v, controllerComponent)},
			// The new pod answers before the old one goes.
			Strategy: rollingUpdate(0, 1),
			Template: podTemplate(v),
		},
	}
	if v.HostNetwork {
		// The new pod needs the ports of the old one, so the old one goes first.
		d.Spec.Strategy = rollingUpdate(1, 0)
	}
	return d
}

func rollingUpdate(maxUnavailable, maxSurge int32) appsv1.DeploymentStrategy {
	return appsv1.DeploymentStrategy{
		Type: appsv1.RollingUpdateDeploymentStrategyType,
		RollingUpdate: &appsv1.RollingUpdateDeployment{
			MaxUnavailable: new(intstr.FromInt32(maxUnavailable)),
			MaxSurge:       new(intstr.FromInt32(maxSurge)),
		},
	}
}

func daemonSet(v Values) component.Object {
	return &appsv1.DaemonSet{
		TypeMeta:   component.AppsV1("DaemonSet"),
		ObjectMeta: meta(v, controllerComponent, v.Name+"-controller"),
		Spec: appsv1.DaemonSetSpec{
			Selector: &metav1.LabelSelector{MatchLabels: selector(v, controllerComponent)},
			UpdateStrategy: appsv1.DaemonSetUpdateStrategy{
				Type:          appsv1.RollingUpdateDaemonSetStrategyType,
				RollingUpdate: &appsv1.RollingUpdateDaemonSet{MaxUnavailable: new(intstr.FromInt32(1))},
			},
			Template: podTemplate(v),
		},
	}
}
