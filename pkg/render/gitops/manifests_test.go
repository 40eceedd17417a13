package gitops_test

import (
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/argocd"
	"github.com/flinkgen/flinkgen/pkg/render/flux"
	"github.com/flinkgen/flinkgen/pkg/render/gitops"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// mixed is a bundle of objects that stay, that pass, and that do neither.
func mixed() *bundle.Bundle {
	b := &bundle.Bundle{Name: "shop"}
	meta := func(name string) metav1.ObjectMeta { return metav1.ObjectMeta{Name: name, Namespace: "web"} }
	marked := meta("marked")
	marked.Annotations = map[string]string{"helm.sh/resource-policy": "keep"}
	passing, staying := batchv1.JobSpec{TTLSecondsAfterFinished: new(int32(60))}, batchv1.JobSpec{}
	b.Add("crds", bundle.WaveDefinitions, []component.Object{bundle.NewDefinition("orders.example.com", []byte("kind: CustomResourceDefinition\nmetadata:\n  name: orders.example.com\nspec: {}\n"))})
	b.Add("part", bundle.WaveStores, []component.Object{
		&corev1.PersistentVolumeClaim{TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "PersistentVolumeClaim"}, ObjectMeta: meta("data")},
		&corev1.ServiceAccount{TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "ServiceAccount"}, ObjectMeta: marked},
		&corev1.ConfigMap{TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "ConfigMap"}, ObjectMeta: meta("plain")},
		&batchv1.Job{TypeMeta: metav1.TypeMeta{APIVersion: "batch/v1", Kind: "Job"}, ObjectMeta: meta("passing"), Spec: passing},
		&batchv1.Job{TypeMeta: metav1.TypeMeta{APIVersion: "batch/v1", Kind: "Job"}, ObjectMeta: meta("staying"), Spec: staying},
	})
	b.AddFiles("part", bundle.WaveStores, bundle.File{Path: "run.sh", Data: []byte("#!/bin/sh\n"), Executable: true})
	return b
}

// State stays, and what goes by itself is no drift; the objects of the bundle
// are as they were.
func TestAnnotations(t *testing.T) {
	stays := map[string]string{"argocd.argoproj.io/sync-options": "Prune=false,Delete=false", "argocd.argoproj.io/compare-options": "IgnoreExtraneous"}
	for name, c := range map[string]struct {
		tree func(*bundle.Bundle) (*tree.Tree, error)
		want map[string]map[string]string
	}{
		"argocd": {
			func(b *bundle.Bundle) (*tree.Tree, error) {
				return argocd.Tree(b, argocd.Options{RepoURL: "https://git.example.com/a"})
			},
			map[string]map[string]string{
				"orders.example.com": stays, "data": stays, "marked": stays, "plain": {}, "staying": {},
				"passing": {"argocd.argoproj.io/hook": "Sync", "argocd.argoproj.io/hook-delete-policy": "BeforeHookCreation"},
			},
		},
		"flux": {
			func(b *bundle.Bundle) (*tree.Tree, error) {
				return flux.Tree(b, flux.Options{RepoURL: "https://git.example.com/a"})
			},
			map[string]map[string]string{
				"orders.example.com": {"kustomize.toolkit.fluxcd.io/prune": "disabled"},
				"data":               {"kustomize.toolkit.fluxcd.io/prune": "disabled"},
				"marked":             {"kustomize.toolkit.fluxcd.io/prune": "disabled"},
				"passing":            {"kustomize.toolkit.fluxcd.io/force": "enabled"},
				"plain":              {}, "staying": {},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := mixed()
			files, err := c.tree(b)
			if err != nil {
				t.Fatal(err)
			}
			all := byPath(files)
			if _, found := all["files/30-part/run.sh"]; !found {
				t.Error("no files/30-part/run.sh")
			}
			stream := string(all["manifests/10-crds/orders.example.com.yaml"]) + string(all["manifests/30-part/part.yaml"])
			for _, o := range objects(t, []byte(stream)) {
				got, _ := at(o, "metadata", "annotations").(object)
				if text(o, "metadata", "name") == "marked" {
					delete(got, "helm.sh/resource-policy")
				}
				want := c.want[text(o, "metadata", "name")]
				if len(got) != len(want) {
					t.Errorf("%s: %v", id(o), got)
				}
				for key, value := range want {
					if got[key] != value {
						t.Errorf("%s: %s is %v", id(o), key, got[key])
					}
				}
			}
			for o := range b.Objects() {
				if o.GetName() != "marked" && len(o.GetAnnotations()) > 0 {
					t.Errorf("the bundle has changed: %v", o.GetAnnotations())
				}
			}
		})
	}
}

// A definition that cannot be annotated is an error, not a definition that can
// be pruned.
func TestForeignDefinition(t *testing.T) {
	b := &bundle.Bundle{Name: "shop"}
	b.Add("crds", bundle.WaveDefinitions, []component.Object{bundle.NewDefinition("orders.example.com", []byte("kind: CustomResourceDefinition\nmetadata:\n  labels: {}\n  name: orders.example.com\n"))})
	err := gitops.AddManifests(&tree.Tree{}, b, func(component.Object) map[string]string { return map[string]string{"a": "b"} })
	if err == nil || !strings.Contains(err.Error(), "orders.example.com") {
		t.Errorf("%v", err)
	}
}
