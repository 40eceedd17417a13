package cluster_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	flinkv1beta1 "github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crdpaths"
)

// testStatus writes, as the operator, every field of the status that the
// operator's own CRDs have (testdata/crds lists them by release), once with
// each value of the longest enum, and reads it back. What our CRDs leave out,
// the API server would cut off or refuse.
func testStatus(t *testing.T, w *world, s scenario) { //nolint:thelper // the body of a subtest
	release := s.stack.Spec.Operator.Version
	data, err := os.ReadFile(filepath.Join(testdata, "crds", release+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	kinds, err := crdpaths.Unfold(data)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, kind := range kinds {
		plural := strings.ToLower(kind.Name) + "s"
		if kind.Name == "define" {
			continue
		}
		if !w.serves(t, plural) {
			t.Errorf("operator %s has the kind %s, the stack does not bring it", release, kind.Name)
			continue
		}
		for _, property := range kind.Children {
			if property.Name == "status" {
				asked++
				t.Run(kind.Name, func(t *testing.T) {
					for variant := range variants(property) {
						w.keepsStatus(t, s, kind.Name, plural, value(t, property, variant))
					}
				})
			}
		}
	}
	if asked < 2 {
		t.Errorf("the CRDs of operator %s have %d statuses", release, asked)
	}
}

// keepsStatus writes a status through its subresource, as the operator, and
// compares what the API server gives back.
func (w *world) keepsStatus(t *testing.T, s scenario, kind, plural string, status any) {
	t.Helper()
	namespace := s.stack.Spec.Jobs[0].Namespace
	object := &unstructured.Unstructured{Object: map[string]any{"spec": map[string]any{}}}
	object.SetAPIVersion(flinkv1beta1.GroupVersion().String())
	object.SetKind(kind)
	object.SetGenerateName("status-")
	resource := w.dynamic.Resource(flinkv1beta1.GroupVersion().WithResource(plural)).Namespace(namespace)
	created, err := resource.Create(t.Context(), object, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	created.Object["status"] = status
	operator := s.stack.Spec.Operator
	_, err = w.dynamicAs(operator.Namespace, operator.ServiceAccount.Name).Resource(flinkv1beta1.GroupVersion().WithResource(plural)).Namespace(namespace).
		UpdateStatus(t.Context(), created, metav1.UpdateOptions{FieldValidation: metav1.FieldValidationStrict})
	if err != nil {
		t.Fatalf("the operator cannot write its status: %v", err)
	}
	got, err := resource.Get(t.Context(), created.GetName(), metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(status, got.Object["status"]); diff != "" {
		t.Errorf("the status is not kept (-written +read):\n%s", diff)
	}
	if err := resource.Delete(t.Context(), created.GetName(), metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
}

// variants is the number of values of the longest enum.
func variants(node *crdpaths.Node) int {
	longest := max(1, len(enum(node)))
	for _, child := range node.Children {
		longest = max(longest, variants(child))
	}
	return longest
}

func enum(node *crdpaths.Node) []string {
	for fact := range strings.FieldsSeq(node.Facts) {
		if values, found := strings.CutPrefix(fact, "enum="); found {
			return strings.Split(values, ",")
		}
	}
	return nil
}

// value makes a value of a property that has all properties below it.
func value(t *testing.T, node *crdpaths.Node, variant int) any {
	t.Helper()
	one := scalar(t, node, variant)
	// Items of a list or map are the innermost of the suffixes.
	for name := node.Name; ; {
		switch {
		case strings.HasSuffix(name, "[]"):
			one, name = []any{one}, strings.TrimSuffix(name, "[]")
		case strings.HasSuffix(name, "{}"):
			one, name = map[string]any{"key": one}, strings.TrimSuffix(name, "{}")
		default:
			return one
		}
	}
}

func scalar(t *testing.T, node *crdpaths.Node, variant int) any {
	t.Helper()
	if values := enum(node); values != nil {
		return values[variant%len(values)]
	}
	kind, _, _ := strings.Cut(node.Facts, " ")
	switch kind {
	case "object":
		all := map[string]any{}
		for _, child := range node.Children {
			all[strings.TrimRight(child.Name, "[]{}")] = value(t, child, variant)
		}
		return all
	case "string":
		return fmt.Sprintf("text %d", variant)
	case "integer":
		if node.Name == "replicas" {
			return int64(variant) // the subresource "scale" shows it, in 32 bits
		}
		// The operator writes milliseconds, which need 64 bits.
		return int64(1_767_225_600_000 + variant)
	case "boolean":
		return variant%2 == 0
	}
	t.Fatalf("no value for %s %s", node.Name, node.Facts)
	return nil
}
