package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// mustBeReady waits until all objects do what they are for.
func (w *world) mustBeReady(t *testing.T, limit time.Duration, all ...document) {
	t.Helper()
	if err := w.ready(t.Context(), limit, all); err != nil {
		t.Fatalf("not ready after %v:\n%v", limit, err)
	}
}

// ready waits for all objects. The error names everything that is not ready in
// time, and the pods and claims that are stuck.
func (w *world) ready(ctx context.Context, limit time.Duration, all []document) error {
	for end := time.Now().Add(limit); ; time.Sleep(beat) {
		var problems []error
		for _, d := range all {
			if err := w.objectReady(ctx, d); err != nil {
				problems = append(problems, fmt.Errorf("%v: %w", d, err))
			}
		}
		if len(problems) == 0 {
			return nil
		}
		if time.Now().After(end) {
			return errors.Join(append(problems, w.players.Stuck(), w.stuck(ctx))...)
		}
	}
}

func (w *world) objectReady(ctx context.Context, d document) error {
	live, err := w.live(ctx, d)
	if apierrors.IsNotFound(err) && d.GetKind() == "Job" {
		return nil // done, and gone after ttlSecondsAfterFinished
	}
	if err != nil {
		return err
	}
	switch d.GetKind() {
	case "CustomResourceDefinition":
		return check(live, definitionReady)
	case "Deployment":
		return check(live, deploymentReady)
	case "StatefulSet":
		return check(live, statefulSetReady)
	case "DaemonSet":
		return check(live, daemonSetReady)
	case "Job":
		return check(live, jobReady)
	case "PersistentVolumeClaim":
		return check(live, claimReady)
	case "PodDisruptionBudget":
		return check(live, budgetReady)
	case "Service":
		return check(live, func(s *corev1.Service) error { return w.serviceReady(ctx, s) })
	case "NetworkPolicy":
		return check(live, func(p *networkingv1.NetworkPolicy) error { return w.policyReady(ctx, p) })
	case "MutatingWebhookConfiguration":
		return check(live, func(c *admissionv1.MutatingWebhookConfiguration) error {
			for _, hook := range c.Webhooks {
				if len(hook.ClientConfig.CABundle) == 0 {
					return errors.New("no caBundle")
				}
			}
			return nil
		})
	case "ValidatingWebhookConfiguration":
		return check(live, func(c *admissionv1.ValidatingWebhookConfiguration) error {
			for _, hook := range c.Webhooks {
				if len(hook.ClientConfig.CABundle) == 0 {
					return errors.New("no caBundle")
				}
			}
			return nil
		})
	}
	return nil
}

// check gives a live object its type.
func check[T any](live *unstructured.Unstructured, ready func(*T) error) error {
	typed := new(T)
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(live.Object, typed); err != nil {
		return err
	}
	return ready(typed)
}

func definitionReady(d *apiextensionsv1.CustomResourceDefinition) error {
	for _, condition := range d.Status.Conditions {
		if condition.Type == apiextensionsv1.NonStructuralSchema && condition.Status == apiextensionsv1.ConditionTrue {
			return errors.New(condition.Message)
		}
		if condition.Type == apiextensionsv1.Established && condition.Status == apiextensionsv1.ConditionTrue {
			return nil
		}
	}
	return errors.New("not established")
}

func deploymentReady(d *appsv1.Deployment) error {
	s := d.Status
	if s.ObservedGeneration < d.Generation || s.UpdatedReplicas != *d.Spec.Replicas || s.AvailableReplicas != *d.Spec.Replicas {
		return fmt.Errorf("%d of %d replicas available", s.AvailableReplicas, *d.Spec.Replicas)
	}
	return nil
}

func statefulSetReady(d *appsv1.StatefulSet) error {
	s := d.Status
	if s.ObservedGeneration < d.Generation || s.UpdatedReplicas != *d.Spec.Replicas || s.AvailableReplicas != *d.Spec.Replicas {
		return fmt.Errorf("%d of %d replicas available", s.AvailableReplicas, *d.Spec.Replicas)
	}
	return nil
}

func daemonSetReady(d *appsv1.DaemonSet) error {
	s := d.Status
	if s.ObservedGeneration < d.Generation || s.DesiredNumberScheduled == 0 || s.NumberAvailable != s.DesiredNumberScheduled {
		return fmt.Errorf("%d of %d pods available", s.NumberAvailable, s.DesiredNumberScheduled)
	}
	return nil
}

func jobReady(j *batchv1.Job) error {
	for _, condition := range j.Status.Conditions {
		if condition.Type == batchv1.JobComplete && condition.Status == corev1.ConditionTrue {
			return nil
		}
	}
	return fmt.Errorf("not complete: %d active, %d failed", j.Status.Active, j.Status.Failed)
}

func claimReady(c *corev1.PersistentVolumeClaim) error {
	if c.Status.Phase != corev1.ClaimBound {
		return fmt.Errorf("%s, not bound", c.Status.Phase)
	}
	return nil
}

// budgetReady says that the budget selects pods and allows one to go.
func budgetReady(b *policyv1.PodDisruptionBudget) error {
	if b.Status.ExpectedPods == 0 || b.Status.DisruptionsAllowed == 0 {
		return fmt.Errorf("of %d expected pods it allows %d to go", b.Status.ExpectedPods, b.Status.DisruptionsAllowed)
	}
	return nil
}

// serviceReady says that every port of the Service leads to a pod.
func (w *world) serviceReady(ctx context.Context, s *corev1.Service) error {
	if len(s.Spec.Selector) == 0 {
		return nil
	}
	slicesOfService, err := w.client.DiscoveryV1().EndpointSlices(s.Namespace).List(ctx, metav1.ListOptions{LabelSelector: discoveryv1.LabelServiceName + "=" + s.Name})
	if err != nil {
		return err
	}
	for _, port := range s.Spec.Ports {
		if w.ended(ctx, s, port) {
			continue
		}
		if !slices.ContainsFunc(slicesOfService.Items, func(slice discoveryv1.EndpointSlice) bool {
			return len(slice.Endpoints) > 0 && slices.ContainsFunc(slice.Ports, func(p discoveryv1.EndpointPort) bool {
				return p.Name != nil && *p.Name == port.Name && p.Port != nil
			})
		}) {
			return fmt.Errorf("port %s (%s) leads to no pod", port.Name, port.TargetPort.String())
		}
	}
	return nil
}

// ended says that the port led to the pods of a Job that has ended: kwok ends
// the pods of each Job, those of a JobManager too.
func (w *world) ended(ctx context.Context, s *corev1.Service, port corev1.ServicePort) bool {
	pods, err := w.client.CoreV1().Pods(s.Namespace).List(ctx, metav1.ListOptions{LabelSelector: metav1.FormatLabelSelector(&metav1.LabelSelector{MatchLabels: s.Spec.Selector})})
	return err == nil && slices.ContainsFunc(pods.Items, func(pod corev1.Pod) bool {
		return pod.Status.Phase == corev1.PodSucceeded && slices.ContainsFunc(pod.Spec.Containers, func(c corev1.Container) bool {
			return slices.ContainsFunc(c.Ports, func(p corev1.ContainerPort) bool { return p.Name == port.TargetPort.StrVal })
		})
	})
}

// policyReady says that the policy selects pods, and that they have the ports
// that it opens.
func (w *world) policyReady(ctx context.Context, p *networkingv1.NetworkPolicy) error {
	pods, err := w.client.CoreV1().Pods(p.Namespace).List(ctx, metav1.ListOptions{LabelSelector: metav1.FormatLabelSelector(&p.Spec.PodSelector)})
	if err != nil {
		return err
	}
	if len(pods.Items) == 0 {
		return errors.New("it selects no pod")
	}
	open := map[int]bool{}
	for _, container := range pods.Items[0].Spec.Containers {
		for _, port := range container.Ports {
			open[int(port.ContainerPort)] = true
		}
	}
	for _, rule := range p.Spec.Ingress {
		for _, port := range rule.Ports {
			if port.Port != nil && !open[port.Port.IntValue()] {
				return fmt.Errorf("it opens port %s, which pod %s does not have", port.Port, pods.Items[0].Name)
			}
		}
	}
	return nil
}

// stuck tells which pods do not run and which claims are not bound, and why.
func (w *world) stuck(ctx context.Context) error {
	var problems []error
	pods, err := w.client.CoreV1().Pods(metav1.NamespaceAll).List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, pod := range pods.Items {
		if pod.Status.Phase != corev1.PodPending {
			continue
		}
		problems = append(problems, fmt.Errorf("pod %s/%s is Pending: %s", pod.Namespace, pod.Name, unscheduled(pod)))
	}
	claims, err := w.client.CoreV1().PersistentVolumeClaims(metav1.NamespaceAll).List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, claim := range claims.Items {
		if claim.Status.Phase != corev1.ClaimBound {
			problems = append(problems, fmt.Errorf("claim %s/%s is %s", claim.Namespace, claim.Name, claim.Status.Phase))
		}
	}
	events, err := w.client.CoreV1().Events(metav1.NamespaceAll).List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, event := range events.Items {
		if strings.HasPrefix(event.Reason, "FailedCreate") {
			problems = append(problems, fmt.Errorf("%s %s/%s: %s", event.InvolvedObject.Kind, event.InvolvedObject.Namespace, event.InvolvedObject.Name, event.Message))
		}
	}
	return errors.Join(problems...)
}

// unscheduled is what the scheduler says of a pod.
func unscheduled(pod corev1.Pod) string {
	for _, condition := range pod.Status.Conditions {
		if condition.Type == corev1.PodScheduled && condition.Status != corev1.ConditionTrue {
			return condition.Message
		}
	}
	return "scheduled on " + pod.Spec.NodeName
}
