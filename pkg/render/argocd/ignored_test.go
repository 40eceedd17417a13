package argocd_test

import (
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/argocd"
)

func deployment(name string) component.Object {
	return &appsv1.Deployment{TypeMeta: metav1.TypeMeta{APIVersion: "apps/v1", Kind: "Deployment"}, ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "web"}}
}

func claim(name, volume string) component.Object {
	return &corev1.PersistentVolumeClaim{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "PersistentVolumeClaim"},
		ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "web"},
		Spec:       corev1.PersistentVolumeClaimSpec{VolumeName: volume},
	}
}

func scaler(name string) component.Object {
	return &autoscalingv2.HorizontalPodAutoscaler{
		TypeMeta:   metav1.TypeMeta{APIVersion: "autoscaling/v2", Kind: "HorizontalPodAutoscaler"},
		ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "web"},
		Spec:       autoscalingv2.HorizontalPodAutoscalerSpec{ScaleTargetRef: autoscalingv2.CrossVersionObjectReference{APIVersion: "apps/v1", Kind: "Deployment", Name: name}},
	}
}

// What is ignored is what others write, of those objects alone.
func TestIgnoreDifferences(t *testing.T) {
	volumeName, replicas := []string{"/spec/volumeName"}, []string{"/spec/replicas"}
	for name, c := range map[string]struct {
		objects []component.Object
		want    []v1alpha1.ResourceIgnoreDifferences
	}{
		"nothing":      {[]component.Object{deployment("a")}, nil},
		"every claim":  {[]component.Object{claim("a", ""), claim("b", "")}, []v1alpha1.ResourceIgnoreDifferences{{Kind: "PersistentVolumeClaim", JSONPointers: volumeName}}},
		"one claim":    {[]component.Object{claim("a", ""), claim("b", "disk")}, []v1alpha1.ResourceIgnoreDifferences{{Kind: "PersistentVolumeClaim", Name: "a", Namespace: "web", JSONPointers: volumeName}}},
		"bound claims": {[]component.Object{claim("a", "disk")}, nil},
		"one scaled":   {[]component.Object{scaler("a"), deployment("a"), deployment("b")}, []v1alpha1.ResourceIgnoreDifferences{{Group: "apps", Kind: "Deployment", Name: "a", Namespace: "web", JSONPointers: replicas}}},
	} {
		t.Run(name, func(t *testing.T) {
			b := &bundle.Bundle{Name: "shop"}
			b.Add("part", bundle.WaveStores, c.objects)
			applications, err := argocd.Applications(b, options())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, applications[0].Spec.IgnoreDifferences); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			// What is rendered and ignored must not be applied either.
			respects := slices.Contains(applications[0].Spec.SyncPolicy.SyncOptions, "RespectIgnoreDifferences=true")
			if respects != strings.Contains(name, "scaled") {
				t.Errorf("options %v", applications[0].Spec.SyncPolicy.SyncOptions)
			}
			if _, err := argocd.Tree(b, options()); err != nil {
				t.Error(err)
			}
		})
	}
}

// The names of the default stack's ignored fields, by Application.
func TestIgnoredOfDefaultStack(t *testing.T) {
	applications, err := argocd.Applications(defaultStack(t), options())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, a := range applications {
		for _, d := range a.Spec.IgnoreDifferences {
			got[a.Name] = append(got[a.Name], d.Kind+strings.Join(append(d.JSONPointers, d.JQPathExpressions...), ","))
		}
	}
	const ca = ".webhooks[]?.clientConfig.caBundle"
	want := map[string][]string{
		"streaming-local-volumes":     {"PersistentVolume/spec/claimRef"},
		"streaming-operator":          {"MutatingWebhookConfiguration" + ca, "ValidatingWebhookConfiguration" + ca},
		"streaming-ingress-nginx":     {"ValidatingWebhookConfiguration" + ca},
		"streaming-history-server":    {"PersistentVolumeClaim/spec/volumeName"},
		"streaming-job-state-machine": {"PersistentVolumeClaim/spec/volumeName"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
