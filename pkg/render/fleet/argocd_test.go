package fleet_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/argocd"
	"github.com/flinkgen/flinkgen/pkg/render/fleet"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

func forArgoCD(t *testing.T, set ...string) (*stack.Stack, map[string]string) {
	t.Helper()
	s, err := flinkgen.Load(flinkgen.LoadOptions{
		Files: []string{"testdata/stack.yaml"},
		Set:   append([]string{"gitops.repoURL=https://git.example.com/platform/flink.git", "gitops.path=fleet"}, set...),
	})
	if err != nil {
		t.Fatal(err)
	}
	written, err := fleet.ArgoCDTree(t.Context(), flinkgen.ArgoCDFleet(s))
	if err != nil {
		t.Fatal(err)
	}
	return s, texts(written)
}

func texts(written *tree.Tree) map[string]string {
	all := map[string]string{}
	for _, file := range written.Files() {
		all[file.Path] = string(file.Data)
	}
	return all
}

func decoded[T any](t *testing.T, text string) T {
	t.Helper()
	var object T
	if err := yaml.UnmarshalStrict([]byte(text), &object); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return object
}

// Each cluster gets what --format argocd writes for it alone: the same objects in
// the directories that its Applications point to, and the same Applications but
// for the directories and their names.
func TestArgoCDClusters(t *testing.T) {
	s, all := forArgoCD(t, "gitops.clusterSecretStore=vault")
	used := map[string]bool{}
	for _, cluster := range s.Clusters {
		alone := aloneForArgoCD(t, s, cluster)
		below := "clusters/" + cluster.Name + "/applications/"
		count := 0
		for name, text := range all {
			file, found := strings.CutPrefix(name, below)
			if !found {
				continue
			}
			count++
			if file == "project.yaml" {
				if diff := cmp.Diff(alone["applications/"+file], text); diff != "" {
					t.Errorf("%s (-alone +fleet):\n%s", name, diff)
				}
				continue
			}
			application := decoded[v1alpha1.Application](t, text)
			want := decoded[v1alpha1.Application](t, alone["applications/"+file])
			in := directory(all, strings.TrimPrefix(application.Spec.Source.Path, "fleet/"))
			if len(in) == 0 {
				t.Errorf("%s points to %s, where nothing is", name, application.Spec.Source.Path)
			}
			if diff := cmp.Diff(directory(alone, strings.TrimPrefix(want.Spec.Source.Path, "fleet/")), in); diff != "" {
				t.Errorf("%s (-alone +fleet):\n%s", application.Spec.Source.Path, diff)
			}
			used[strings.TrimPrefix(application.Spec.Source.Path, "fleet/")] = true
			want.Spec.Source.Path = application.Spec.Source.Path
			if diff := cmp.Diff(want, application); diff != "" {
				t.Errorf("%s (-alone +fleet):\n%s", name, diff)
			}
		}
		if want := len(directory(alone, "applications")); count != want {
			t.Errorf("cluster %s has %d objects of Argo CD, alone %d", cluster.Name, count, want)
		}
	}
	for name := range all {
		at := path.Dir(name)
		if (strings.HasPrefix(at, "shared/") || strings.Contains(at, "/manifests/")) && !strings.Contains(at, "files/") && !used[at] {
			t.Errorf("no Application points to %s", name)
		}
	}
}

// aloneForArgoCD is the tree of a cluster by itself, with the names of the fleet.
func aloneForArgoCD(t *testing.T, s *stack.Stack, cluster stack.Cluster) map[string]string {
	t.Helper()
	one, err := s.InCluster(cluster.Name)
	if err != nil {
		t.Fatal(err)
	}
	b, err := flinkgen.BuildGitOps(one)
	if err != nil {
		t.Fatal(err)
	}
	o := flinkgen.ArgoCDOptions(one)
	o.Name += "-" + cluster.Name
	o.Project += "-" + cluster.Name
	o.Destination = v1alpha1.ApplicationDestination{Name: cluster.Target().Name, Server: cluster.Target().Server}
	written, err := argocd.Tree(b, o)
	if err != nil {
		t.Fatal(err)
	}
	return texts(written)
}

// directory are the files in a directory by their names.
func directory(all map[string]string, at string) map[string]string {
	in := map[string]string{}
	for name, text := range all {
		if path.Dir(name) == at {
			in[path.Base(name)] = text
		}
	}
	return in
}

// The Application of each element brings the directory of its cluster, and none
// is left out.
func TestApplicationSet(t *testing.T) {
	s, all := forArgoCD(t)
	set := decoded[v1alpha1.ApplicationSet](t, all["applications/applicationset.yaml"])
	names := map[string]bool{}
	for _, element := range set.Spec.Generators[0].List.Elements {
		if len(element) != 1 {
			t.Errorf("element %v", element)
		}
		at := strings.ReplaceAll(set.Spec.Template.Spec.Source.Path, "{{.name}}", element["name"])
		if in := directory(all, strings.TrimPrefix(at, "fleet/")); len(in) < 3 || in["project.yaml"] == "" {
			t.Errorf("%s has %d files", at, len(in))
		}
		names[strings.ReplaceAll(set.Spec.Template.Metadata.Name, "{{.name}}", element["name"])] = true
	}
	for _, cluster := range s.Clusters {
		if !names["shop-"+cluster.Name] {
			t.Errorf("cluster %s has no Application: %v", cluster.Name, names)
		}
	}
	root := decoded[v1alpha1.Application](t, all["application.yaml"])
	if at := root.Spec.Source.Path; at != "fleet/applications" || len(directory(all, "applications")) != 1 {
		t.Errorf("the root brings %s with %d files", at, len(directory(all, "applications")))
	}
}

// One tree is in one place.
func TestOneRepository(t *testing.T) {
	s, _ := forArgoCD(t)
	f := flinkgen.ArgoCDFleet(s)
	build := f.Build
	f.Build = func(i int) (*bundle.Bundle, argocd.Options, error) {
		b, o, err := build(i)
		if i == 1 {
			o.TargetRevision = "v2"
		}
		return b, o, err
	}
	_, err := fleet.ArgoCDTree(t.Context(), f)
	const want = `spec.gitops.targetRevision is "main" for cluster dev and "v2" for cluster eu-1: what one tree holds is in one place; render those clusters by themselves with --cluster`
	if err == nil || err.Error() != want {
		t.Errorf("error %v", err)
	}
	f.Clusters = nil
	if _, err = fleet.ArgoCDTree(t.Context(), f); err == nil {
		t.Error("a fleet of no clusters was written")
	}
}

// What several clusters have alike is written once.
func TestArgoCDShares(t *testing.T) {
	_, all := forArgoCD(t)
	var definitions []string
	for name := range all {
		if strings.HasSuffix(name, "/flinkdeployments.flink.apache.org.yaml") {
			definitions = append(definitions, name)
		}
	}
	if !slices.Equal(definitions, []string{"shared/10-crds/flinkdeployments.flink.apache.org.yaml"}) {
		t.Errorf("definitions in %v", definitions)
	}
}
