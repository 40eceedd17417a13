package v1

import (
	"reflect"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

func TestDeepCopySharesNothing(t *testing.T) {
	meta := metav1.ObjectMeta{Name: "a", Labels: map[string]string{"k": "v"}}
	monitor := &PodMonitor{TypeMeta: TypeMeta("PodMonitor"), ObjectMeta: meta, Spec: PodMonitorSpec{
		PodTargetLabels:     []string{"app"},
		PodMetricsEndpoints: []PodMetricsEndpoint{{Port: "metrics"}},
		Selector: metav1.LabelSelector{
			MatchLabels:      map[string]string{"k": "v"},
			MatchExpressions: []metav1.LabelSelectorRequirement{{Key: "k", Values: []string{"v"}}},
		},
		NamespaceSelector: NamespaceSelector{MatchNames: []string{"a"}},
	}}
	rule := &PrometheusRule{TypeMeta: TypeMeta("PrometheusRule"), ObjectMeta: meta, Spec: PrometheusRuleSpec{Groups: []RuleGroup{{
		Name: "a",
		Rules: []Rule{{
			Alert: "A", Expr: intstr.FromString("up"),
			Labels: map[string]string{"k": "v"}, Annotations: map[string]string{"k": "v"},
		}},
	}}}}
	for _, original := range []runtime.Object{monitor, rule} {
		copied := original.DeepCopyObject()
		if !reflect.DeepEqual(original, copied) {
			t.Errorf("the copy of %T differs: %+v", original, copied)
		}
		if path := shared(reflect.ValueOf(original), reflect.ValueOf(copied), ""); path != "" {
			t.Errorf("%T and its copy share %s", original, path)
		}
	}
}

// shared gives the path of the first memory that both values point to.
func shared(a, b reflect.Value, path string) string {
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() {
			return ""
		}
		if a.Pointer() == b.Pointer() {
			return path
		}
		return shared(a.Elem(), b.Elem(), path)
	case reflect.Map:
		if a.Len() > 0 && a.Pointer() == b.Pointer() {
			return path
		}
	case reflect.Slice:
		if a.Len() > 0 && a.Pointer() == b.Pointer() {
			return path
		}
		for i := range a.Len() {
			if found := shared(a.Index(i), b.Index(i), path+"[]"); found != "" {
				return found
			}
		}
	case reflect.Struct:
		for i := range a.NumField() {
			if a.Type().Field(i).IsExported() {
				if found := shared(a.Field(i), b.Field(i), path+"."+a.Type().Field(i).Name); found != "" {
					return found
				}
			}
		}
	default:
	}
	return ""
}

func TestDeepCopyOfNothing(t *testing.T) {
	if (*PodMonitor)(nil).DeepCopy() != nil || (*PrometheusRule)(nil).DeepCopy() != nil {
		t.Error("a copy of nothing is something")
	}
}
