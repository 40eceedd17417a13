package gitops

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/argocd"
	"github.com/flinkgen/flinkgen/pkg/render/fleet"
	"github.com/flinkgen/flinkgen/pkg/render/flux"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/pkg/tree"
	"github.com/flinkgen/flinkgen/test/strategies"
)

// scenario is a stack that is rendered for Argo CD and for Flux.
type scenario struct {
	name string
	*stack.Stack
	*bundle.Bundle
}

// sections say where the output goes, each in another way.
var sections = map[string][]string{
	"git":     {"repoURL=https://git.example.com/platform/flink.git", "path=clusters/prod"},
	"ssh":     {"repoURL=ssh://git@git.example.com/flink.git", "targetRevision=refs/tags/v2", "flux.secretRef.name=deploy-key"},
	"commit":  {"repoURL=https://git.example.com/flink", "targetRevision=0123456789abcdef0123456789abcdef01234567", "argocd.destination.name=prod"},
	"oci":     {"repoURL=oci://registry.example.com/flink", "clusterSecretStore=vault", "flux.serviceAccountName=deployer", "flux.interval=1h30m"},
	"digest":  {"repoURL=oci://registry.example.com/flink", "targetRevision=sha256:" + strings.Repeat("0a", 32)},
	"sources": {"repoURL=https://git.example.com/flink", "flux.sourceRef.kind=Bucket", "flux.sourceRef.name=flux", "flux.sourceRef.namespace=flux"},
}

// scenarios are every golden stack with a section in turn.
func scenarios(t *testing.T) []scenario {
	t.Helper()
	files, err := filepath.Glob("../../testdata/stacks/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stacks: %v", err)
	}
	var all []scenario
	for _, file := range append(files, "") {
		o := flinkgen.LoadOptions{}
		if file != "" {
			o.Files = []string{file}
		}
		for name, section := range sections {
			o.Set = nil
			for _, set := range section {
				o.Set = append(o.Set, "gitops."+set)
			}
			s, err := flinkgen.Load(o)
			if err != nil {
				t.Fatal(err)
			}
			b, err := flinkgen.BuildGitOps(s)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, scenario{s.Metadata.Name + "/" + name, s, b})
		}
	}
	return all
}

// documents are the objects of Argo CD and Flux among the files.
func documents(files *tree.Tree) [][]byte {
	var all [][]byte
	for _, file := range files.Files() {
		if !strings.HasPrefix(file.Path, "manifests/") && !strings.HasPrefix(file.Path, "files/") && file.Path != "kustomization.yaml" {
			all = append(all, file.Data)
		}
	}
	return all
}

// Every object is accepted: no field that the definitions do not have, none
// missing, no pattern broken.
func TestAccepted(t *testing.T) {
	known, err := strategies.NewDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			server := newServer(t, known)
			forArgoCD, err := argocd.Tree(s.Bundle, flinkgen.ArgoCDOptions(s.Stack))
			if err != nil {
				t.Fatal(err)
			}
			forFlux, err := flux.Tree(s.Bundle, flinkgen.FluxOptions(s.Stack))
			if err != nil {
				t.Fatal(err)
			}
			all := append(documents(forArgoCD), documents(forFlux)...)
			for _, document := range all {
				accept(t, server, document)
			}
			want := 3 // the Application of all, the ConfigMap, the AppProject
			if s.Spec.GitOps.Flux.SourceRef.Name == "" {
				want++
			}
			for _, c := range s.Components {
				if len(c.Objects) > 0 {
					want += 2
				}
			}
			if len(all) != want {
				t.Errorf("%d objects, want %d", len(all), want)
			}
		})
	}
}

// What brings a fleet is accepted too.
func TestFleetAccepted(t *testing.T) {
	known, err := strategies.NewDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	s, err := flinkgen.Load(flinkgen.LoadOptions{
		Files: []string{"../../pkg/render/fleet/testdata/stack.yaml"},
		Set:   []string{"gitops.repoURL=https://git.example.com/flink.git", "gitops.path=fleet"},
	})
	if err != nil {
		t.Fatal(err)
	}
	files, err := fleet.ArgoCDTree(t.Context(), flinkgen.ArgoCDFleet(s))
	if err != nil {
		t.Fatal(err)
	}
	server, kinds := newServer(t, known), map[string]int{}
	for _, file := range files.Files() {
		if strings.HasPrefix(file.Path, "shared/") || strings.Contains(file.Path, "/manifests/") || strings.Contains(file.Path, "/files/") {
			continue
		}
		accept(t, server, file.Data)
		for _, kind := range []string{"ApplicationSet", "AppProject", "Application"} {
			if bytes.Contains(file.Data, []byte("\nkind: "+kind+"\n")) {
				kinds[kind]++
			}
		}
	}
	if kinds["ApplicationSet"] != 1 || kinds["AppProject"] != len(s.Clusters) || kinds["Application"] < 8*len(s.Clusters) {
		t.Errorf("accepted: %v", kinds)
	}
	set := files.Files()[slices.IndexFunc(files.Files(), func(f tree.File) bool { return f.Path == "applications/applicationset.yaml" })].Data
	wrong := bytes.Replace(bytes.Replace(set, []byte("  goTemplate: true"), []byte("  goTemplates: true"), 1), []byte("  name: shop\n"), []byte("  name: other\n"), 1)
	if answer := server.Create(wrong); answer.Err == nil || !strings.Contains(answer.Err.Error(), "goTemplates") {
		t.Errorf("an unknown field: %v", answer.Err)
	}
}

// The definitions refuse what is wrong.
func TestRefused(t *testing.T) {
	known, err := strategies.NewDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	s := scenarios(t)[0]
	forArgoCD, err := argocd.Tree(s.Bundle, flinkgen.ArgoCDOptions(s.Stack))
	if err != nil {
		t.Fatal(err)
	}
	forFlux, err := flux.Tree(s.Bundle, flinkgen.FluxOptions(s.Stack))
	if err != nil {
		t.Fatal(err)
	}
	all := append(documents(forArgoCD), documents(forFlux)...)
	for _, c := range []struct{ kind, old, new, refusal string }{
		{"Application", "  syncPolicy:", "  syncPolicies:", `unknown field "spec.syncPolicies"`},
		{"Application", "  project: ", "  projekt: ", `unknown field "spec.projekt"`},
		{"Application", "  project: default\n", "", "spec.project: Required value"},
		{"AppProject", "    kind: Namespace\n", "", "kind: Required value"},
		{"Kustomization", "  interval: ", "  interval: never", "spec.interval"},
		{"Kustomization", "  dependsOn:\n  - name:", "  dependsOn:\n  - nam:", `unknown field "spec.dependsOn[0].nam"`},
	} {
		server, wrong := newServer(t, known), 0
		for _, document := range all {
			if !bytes.Contains(document, []byte("\nkind: "+c.kind+"\n")) || !bytes.Contains(document, []byte(c.old)) {
				continue
			}
			wrong++
			answer := server.Create(bytes.ReplaceAll(document, []byte(c.old), []byte(c.new)))
			if answer.Err == nil || !strings.Contains(answer.Err.Error(), c.refusal) {
				t.Errorf("%s with %q: %v", answer.Object, c.new, answer.Err)
			}
		}
		if wrong == 0 {
			t.Errorf("no %s has %q", c.kind, c.old)
		}
	}
}
