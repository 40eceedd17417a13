package upstream_test

import (
	"slices"
	"strings"
	"testing"

	storagev1 "k8s.io/api/storage/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/render/upstream"
)

// What a chart would make only with a Secret, or not at all, is a manifest.
func TestManifests(t *testing.T) {
	u := of(t, complete(t, "seed-000"))
	class, ok := bundle.Get[*storagev1.StorageClass](u.Manifests, "", "juicefs-sc")
	switch {
	case !ok:
		t.Fatal("there is no StorageClass")
	case class.Annotations["storageclass.kubernetes.io/is-default-class"] != "true":
		t.Error("it is not the default class")
	case class.Parameters["csi.storage.k8s.io/provisioner-secret-name"] != "juicefs-sc-secret":
		t.Error("it does not name the Secret")
	case class.Parameters["juicefs/mount-memory-limit"] != "2Gi":
		t.Error("mount pods have another limit")
	}
	if _, ok := bundle.Get[*storagev1.StorageClass](of(t, complete(t, "default")).Manifests, "", "juicefs-sc"); ok {
		t.Error("the newest chart makes the StorageClass, and so do the manifests")
	}

	for _, test := range []struct {
		set  []string
		want []string
	}{
		{nil, nil},
		{[]string{"operator.podDisruptionBudget.enabled=true"}, []string{"PodDisruptionBudget flink/flink-kubernetes-operator"}},
		{[]string{"juicefs.controller.podDisruptionBudget.enabled=true"}, []string{"PodDisruptionBudget juicefs/juicefs-csi-controller"}},
		{[]string{"operator.watchNamespaces=[]", "operator.jobNamespaces=[flink, etl]"}, []string{"ServiceAccount etl/flink", "Role etl/flink", "RoleBinding etl/flink-role-binding"}},
	} {
		var got []string
		for _, c := range of(t, complete(t, "default", test.set...)).Manifests.Components {
			if !strings.HasSuffix(c.Name, "-more") {
				continue
			}
			for _, object := range c.Objects {
				got = append(got, object.GetObjectKind().GroupVersionKind().Kind+" "+object.GetNamespace()+"/"+object.GetName())
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: want manifests of %q, got %q", test.set, test.want, got)
		}
	}
}

// A part that is left out has no release, and one that is unknown is refused.
func TestParts(t *testing.T) {
	s := complete(t, "external-stores")
	for _, r := range of(t, s).Releases {
		if r.Chart.Name == "redis" || r.Chart.Name == "minio" {
			t.Errorf("there is a release of %s", r.Chart.Name)
		}
	}
	all := files(t, of(t, complete(t, "native")))
	if _, ok := all["helmfile.yaml"]; ok || strings.Contains(all["install.sh"], "helm()") || !strings.Contains(all["README.md"], "No part of this stack") {
		t.Error("a stack without a chart speaks of charts")
	}
	s = complete(t, "default")
	s.Spec.Upstream.Redis.Version = "1.2.3"
	if _, err := upstream.Of(s); err == nil || !strings.Contains(err.Error(), "choose one of 23.1.1, 17.14.3") {
		t.Errorf("chart 1.2.3 is not refused: %v", err)
	}
}
