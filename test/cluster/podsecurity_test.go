package cluster_test

import (
	"fmt"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

const podSecurity = "pod-security.kubernetes.io/"

// testPodSecurity says that every namespace of the stack has a level, that no
// pod was refused, that the API server refuses pods beyond the level, and that
// no namespace is more open than its pods need. Warnings of the API server on
// pods and workloads fail the installation already.
func testPodSecurity(t *testing.T, w *world, s scenario) { //nolint:thelper // the body of a subtest
	for _, rendered := range objects[*corev1.Namespace](s) {
		t.Run(rendered.Name, func(t *testing.T) {
			namespace, err := w.client.CoreV1().Namespaces().Get(t.Context(), rendered.Name, metav1.GetOptions{})
			if err != nil {
				t.Fatal(err)
			}
			level := namespace.Labels[podSecurity+"enforce"]
			for _, mode := range []string{"enforce", "warn", "audit"} {
				if namespace.Labels[podSecurity+mode] != level || level == "" || namespace.Labels[podSecurity+mode+"-version"] == "" {
					t.Errorf("label %s%s is %q with version %q, want the level %q", podSecurity, mode, namespace.Labels[podSecurity+mode], namespace.Labels[podSecurity+mode+"-version"], level)
				}
			}
			if level == "restricted" {
				w.refusesRoot(t, namespace.Name)
				return
			}
			if warnings := w.relabelled(t, namespace.Name, stricter(level)); len(warnings) == 0 {
				t.Errorf("the level is %s, but the pods would keep %s too", level, stricter(level))
			}
		})
	}
	unexplained(t, w)
	events, err := w.client.CoreV1().Events(metav1.NamespaceAll).List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, event := range events.Items {
		if strings.HasPrefix(event.Reason, "FailedCreate") {
			t.Errorf("%s %s/%s: %s", event.InvolvedObject.Kind, event.InvolvedObject.Namespace, event.InvolvedObject.Name, event.Message)
		}
	}
}

func stricter(level string) string {
	if level == "baseline" {
		return "restricted"
	}
	return "baseline"
}

// refusesRoot proves that Pod Security is enforced at all, and that its
// warnings reach the test.
func (w *world) refusesRoot(t *testing.T, namespace string) {
	t.Helper()
	labels := map[string]string{"app": "root"}
	root := corev1.PodSpec{Containers: []corev1.Container{{Name: "root", Image: "root"}}}
	dryRun := metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}}
	_, err := w.client.CoreV1().Pods(namespace).Create(t.Context(), &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "root"}, Spec: root}, dryRun)
	if !apierrors.IsForbidden(err) || !strings.Contains(err.Error(), "violates PodSecurity") {
		t.Errorf("a pod that may be root is not refused by Pod Security: %v", err)
	}
	unexplained(t, w)
	if _, err := w.client.AppsV1().Deployments(namespace).Create(t.Context(), &appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Name: "root"},
		Spec: appsv1.DeploymentSpec{
			Selector: &metav1.LabelSelector{MatchLabels: labels},
			Template: corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: labels}, Spec: root},
		},
	}, dryRun); err != nil {
		t.Error(err)
	}
	if got := w.warnings.take(); len(got) != 1 || !strings.Contains(got[0], "would violate PodSecurity") {
		t.Errorf("a Deployment whose pods may be root gives the warnings %q", got)
	}
}

// relabelled gives the warnings about pods that would not keep another level.
func (w *world) relabelled(t *testing.T, namespace, level string) []string {
	t.Helper()
	unexplained(t, w)
	patch := fmt.Sprintf(`{"metadata": {"labels": {%q: %q}}}`, podSecurity+"enforce", level)
	if _, err := w.client.CoreV1().Namespaces().Patch(t.Context(), namespace, types.MergePatchType, []byte(patch), metav1.PatchOptions{DryRun: []string{metav1.DryRunAll}}); err != nil {
		t.Fatal(err)
	}
	return w.warnings.take()
}
