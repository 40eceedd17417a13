package cluster_test

import (
	"slices"
	"strings"
	"testing"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	flinkv1beta1 "github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/test/players"
)

// hook is what mutating and validating webhooks have in common.
type hook struct {
	name     string
	client   admissionv1.WebhookClientConfig
	rules    []admissionv1.RuleWithOperations
	selector *metav1.LabelSelector
}

// testWebhooks says that the API server asked, at the right path of the right
// pod, about every object of the stack that a webhook's rules and selector
// pick, and about nothing in a namespace that they leave out.
func testWebhooks(t *testing.T, w *world, s scenario) { //nolint:thelper // the body of a subtest
	reviews := w.players.Reviews()
	hooks := stored(t, w)
	const elsewhere = "webhooks-elsewhere"
	if _, err := w.client.CoreV1().Namespaces().Create(t.Context(), &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: elsewhere}}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	// selected are the paths that were asked about another namespace.
	selected := map[string]bool{}
	for _, c := range s.bundle.Components {
		for _, d := range documents(t, s.text(t, c.Name)) {
			var picked []hook
			for _, h := range hooks {
				if h.picks(t, w, d, d.GetNamespace()) {
					used[h.name] = true
					picked = append(picked, h)
					if !slices.ContainsFunc(reviews, func(r players.Review) bool { return h.asked(r, d, d.GetNamespace()) }) {
						t.Errorf("%v: webhook %s was not asked; it was asked %v", d, h.name, reviews)
					}
				}
			}
			if len(picked) == 0 && d.GetKind() != "FlinkDeployment" {
				continue
			}
			moved := document{d.DeepCopy(), nil}
			moved.SetNamespace(elsewhere)
			resource, err := w.resource(moved)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := resource.Create(t.Context(), moved.Unstructured, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}}); err != nil {
				t.Errorf("%v in another namespace: %v", d, err)
			}
			there := w.players.Reviews()
			for _, r := range there {
				selected[r.Path] = true
			}
			for _, h := range picked {
				want := h.picks(t, w, moved, elsewhere)
				got := slices.ContainsFunc(there, func(r players.Review) bool { return h.asked(r, moved, elsewhere) })
				if got != want {
					t.Errorf("%v in another namespace: webhook %s asked: %t, want %t", d, h.name, got, want)
				}
			}
		}
	}
	for _, h := range hooks {
		if !used[h.name] {
			t.Logf("webhook %s picks no object of this stack", h.name)
		}
	}
	// The rules and selectors themselves: they must pick every job and, where
	// namespaces are watched, no other namespace.
	operator, ingress := s.stack.Spec.Operator, s.stack.Spec.Ingress
	if *operator.Enabled && operator.Webhook.Enabled {
		for _, job := range objects[*flinkv1beta1.FlinkDeployment](s) {
			mustAsk(t, reviews, "/validate", "flinkdeployments", job.Namespace, job.Name)
			if slices.Contains(operator.Webhook.MutatedResources, "flinkdeployments") {
				mustAsk(t, reviews, "/mutate", "flinkdeployments", job.Namespace, job.Name)
			}
		}
		if asked := selected["/validate"]; asked != (len(operator.WatchNamespaces) == 0) {
			t.Errorf("the operator watches %q, and its webhook is asked about other namespaces: %t", operator.WatchNamespaces, asked)
		}
	}
	if *ingress.Enabled && ingress.AdmissionWebhooks.Enabled {
		for _, one := range objects[*networkingv1.Ingress](s) {
			mustAsk(t, reviews, "/networking/v1/ingresses", "ingresses", one.Namespace, one.Name)
		}
	}
}

func mustAsk(t *testing.T, reviews []players.Review, path, resource, namespace, name string) {
	t.Helper()
	if !slices.ContainsFunc(reviews, func(r players.Review) bool {
		plural, _, _ := strings.Cut(r.Resource, ".")
		return r.Path == path && plural == resource && r.Namespace == namespace && r.Name == name
	}) {
		t.Errorf("no webhook was asked at %s about %s %s/%s", path, resource, namespace, name)
	}
}

func (h hook) picks(t *testing.T, w *world, d document, namespace string) bool {
	t.Helper()
	if namespace == "" {
		return false
	}
	object, err := w.client.CoreV1().Namespaces().Get(t.Context(), namespace, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	// No selector picks all, a selector made from it would pick nothing.
	if h.selector != nil {
		selector, err := metav1.LabelSelectorAsSelector(h.selector)
		if err != nil {
			t.Fatal(err)
		}
		if !selector.Matches(labels.Set(object.Labels)) {
			return false
		}
	}
	kind := d.GroupVersionKind()
	mapping, err := w.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(h.rules, func(r admissionv1.RuleWithOperations) bool {
		return slices.Contains(r.Operations, admissionv1.Create) && slices.Contains(r.APIGroups, kind.Group) &&
			(slices.Contains(r.APIVersions, kind.Version) || slices.Contains(r.APIVersions, "*")) &&
			slices.Contains(r.Resources, mapping.Resource.Resource)
	})
}

// asked says that a review is this webhook's about an object.
func (h hook) asked(r players.Review, d document, namespace string) bool {
	service := h.client.Service
	resource, _, _ := strings.Cut(r.Resource, ".")
	return r.Path == *service.Path && strings.HasPrefix(r.Pod, service.Namespace+"/") &&
		resource == plural(d.GetKind()) && r.Namespace == namespace && r.Name == d.GetName()
}

// plural is the resource of the kinds that webhooks pick.
func plural(kind string) string {
	if strings.HasSuffix(kind, "s") {
		return strings.ToLower(kind) + "es"
	}
	return strings.ToLower(kind) + "s"
}

// stored are the webhooks as the API server has them.
func stored(t *testing.T, w *world) []hook {
	t.Helper()
	registration := w.client.AdmissionregistrationV1()
	mutating, err := registration.MutatingWebhookConfigurations().List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	validating, err := registration.ValidatingWebhookConfigurations().List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var hooks []hook
	for _, c := range mutating.Items {
		for _, h := range c.Webhooks {
			hooks = append(hooks, hook{h.Name, h.ClientConfig, h.Rules, h.NamespaceSelector})
		}
	}
	for _, c := range validating.Items {
		for _, h := range c.Webhooks {
			hooks = append(hooks, hook{h.Name, h.ClientConfig, h.Rules, h.NamespaceSelector})
		}
	}
	return hooks
}
