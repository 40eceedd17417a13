package cluster_test

import (
	"context"
	"fmt"
	"testing"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// testReferences looks for everything that the kubelet looks for before it
// starts a container: nobody else does here.
func testReferences(t *testing.T, w *world, s scenario) { //nolint:thelper // the body of a subtest
	pods, err := w.client.CoreV1().Pods(metav1.NamespaceAll).List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(pods.Items) == 0 && s.runs() {
		t.Error("there is no pod")
	}
	for _, pod := range pods.Items {
		for _, problem := range w.missing(t.Context(), pod) {
			t.Errorf("pod %s/%s: %v", pod.Namespace, pod.Name, problem)
		}
	}
}

// missing lists what a pod refers to and cannot have.
func (w *world) missing(ctx context.Context, pod corev1.Pod) []error {
	var problems []error
	look := func(kind, name, key string, optional *bool) {
		if optional != nil && *optional {
			return
		}
		if err := w.has(ctx, kind, pod.Namespace, name, key); err != nil {
			problems = append(problems, err)
		}
	}
	for _, secret := range pod.Spec.ImagePullSecrets {
		look("Secret", secret.Name, "", nil)
	}
	for _, volume := range pod.Spec.Volumes {
		if s := volume.Secret; s != nil {
			look("Secret", s.SecretName, "", s.Optional)
			for _, item := range s.Items {
				look("Secret", s.SecretName, item.Key, s.Optional)
			}
		}
		if c := volume.ConfigMap; c != nil {
			look("ConfigMap", c.Name, "", c.Optional)
			for _, item := range c.Items {
				look("ConfigMap", c.Name, item.Key, c.Optional)
			}
		}
		if volume.Projected != nil {
			for _, source := range volume.Projected.Sources {
				if s := source.Secret; s != nil {
					look("Secret", s.Name, "", s.Optional)
					for _, item := range s.Items {
						look("Secret", s.Name, item.Key, s.Optional)
					}
				}
				if c := source.ConfigMap; c != nil {
					look("ConfigMap", c.Name, "", c.Optional)
					for _, item := range c.Items {
						look("ConfigMap", c.Name, item.Key, c.Optional)
					}
				}
			}
		}
	}
	for _, container := range append(append([]corev1.Container{}, pod.Spec.InitContainers...), pod.Spec.Containers...) {
		for _, env := range container.Env {
			if env.ValueFrom == nil {
				continue
			}
			if s := env.ValueFrom.SecretKeyRef; s != nil {
				look("Secret", s.Name, s.Key, s.Optional)
			}
			if c := env.ValueFrom.ConfigMapKeyRef; c != nil {
				look("ConfigMap", c.Name, c.Key, c.Optional)
			}
		}
		for _, from := range container.EnvFrom {
			if s := from.SecretRef; s != nil {
				look("Secret", s.Name, "", s.Optional)
			}
			if c := from.ConfigMapRef; c != nil {
				look("ConfigMap", c.Name, "", c.Optional)
			}
		}
	}
	return problems
}

// has says that a Secret or ConfigMap exists and has a key; no key asks for
// none.
func (w *world) has(ctx context.Context, kind, namespace, name, key string) error {
	keys := map[string]bool{}
	var err error
	if kind == "Secret" {
		var secret *corev1.Secret
		secret, err = w.client.CoreV1().Secrets(namespace).Get(ctx, name, metav1.GetOptions{})
		if err == nil {
			for k := range secret.Data {
				keys[k] = true
			}
		}
	} else {
		var configMap *corev1.ConfigMap
		configMap, err = w.client.CoreV1().ConfigMaps(namespace).Get(ctx, name, metav1.GetOptions{})
		if err == nil {
			for k := range configMap.Data {
				keys[k] = true
			}
			for k := range configMap.BinaryData {
				keys[k] = true
			}
		}
	}
	if apierrors.IsNotFound(err) {
		return fmt.Errorf("%s %s does not exist", kind, name)
	}
	if err != nil {
		return err
	}
	if key != "" && !keys[key] {
		return fmt.Errorf("%s %s has no key %s", kind, name, key)
	}
	return nil
}
