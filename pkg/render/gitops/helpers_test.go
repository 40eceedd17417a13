package gitops_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/argocd"
	"github.com/flinkgen/flinkgen/pkg/render/flux"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// repository is where the stacks of these tests are committed to.
const repository = "spec: {gitops: {repoURL: 'https://git.example.com/platform/flink.git', path: clusters/prod}}"

// stacks are the default stack and those of testdata/stacks.
func stacks(tb testing.TB) []stack.Document {
	tb.Helper()
	files, err := filepath.Glob("../../../testdata/stacks/*.yaml")
	if err != nil || len(files) == 0 {
		tb.Fatalf("no stacks: %v", err)
	}
	all := []stack.Document{stack.Default()}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, stack.Document{Name: filepath.Base(file), Data: data})
	}
	return all
}

// build gives the completed stack and its objects, or an error where the
// documents do not go together.
func build(documents ...stack.Document) (*stack.Stack, *bundle.Bundle, error) {
	s, err := stack.Load(stack.LoadOptions{Documents: documents})
	if err != nil {
		return nil, nil, err
	}
	b, err := flinkgen.BuildGitOps(s)
	return s, b, err
}

func over(text string) stack.Document {
	return stack.Document{Name: "over.yaml", Data: []byte(text)}
}

// format is one of the two, with what a test asks it.
type format struct {
	name string
	tree func(*stack.Stack, *bundle.Bundle) (*tree.Tree, error)
	// parts read from the files, by the name of the component.
	parts func(testing.TB, *bundle.Bundle, map[string][]byte) map[string]part
	// prefix of the annotations of the tool.
	prefix string
	// kept is the annotation of what stays, and its value.
	kept, keptValue string
}

// part is an Application or a Kustomization.
type part struct {
	// path of its manifests in the tree.
	path string
	// after are the components that have to be ready before it.
	after map[string]bool
}

func formats() []format {
	return []format{
		{
			name: "argocd",
			tree: func(s *stack.Stack, b *bundle.Bundle) (*tree.Tree, error) {
				return argocd.Tree(b, flinkgen.ArgoCDOptions(s))
			},
			parts:  applications,
			prefix: "argocd.argoproj.io/",
			kept:   "argocd.argoproj.io/sync-options", keptValue: "Prune=false,Delete=false",
		},
		{
			name: "flux",
			tree: func(s *stack.Stack, b *bundle.Bundle) (*tree.Tree, error) {
				return flux.Tree(b, flinkgen.FluxOptions(s))
			},
			parts:  kustomizations,
			prefix: "kustomize.toolkit.fluxcd.io/",
			kept:   "kustomize.toolkit.fluxcd.io/prune", keptValue: "disabled",
		},
	}
}

func byPath(files *tree.Tree) map[string][]byte {
	all := map[string][]byte{}
	for _, file := range files.Files() {
		all[file.Path] = file.Data
	}
	return all
}

// object is any Kubernetes object.
type object = map[string]any

// objects reads a stream of YAML.
func objects(tb testing.TB, stream []byte) []object {
	tb.Helper()
	var all []object
	for text := range strings.SplitSeq("\n"+string(stream), "\n---\n") {
		data, ok := asJSON.Load(text)
		if !ok {
			converted, err := yaml.YAMLToJSON([]byte(text + "\n"))
			if err != nil {
				tb.Fatalf("%v\n%s", err, text)
			}
			data, _ = asJSON.LoadOrStore(text, converted)
		}
		var o object
		if err := json.Unmarshal(data.([]byte), &o); err != nil {
			tb.Fatal(err)
		}
		if len(o) > 0 {
			all = append(all, o)
		}
	}
	return all
}

// asJSON has the documents that were read before: stacks share most of theirs,
// and definitions take long to read.
var asJSON sync.Map

// at gives the value below fields, or nil.
func at(o any, fields ...string) any {
	for _, field := range fields {
		m, ok := o.(object)
		if !ok {
			return nil
		}
		o = m[field]
	}
	return o
}

func text(o any, fields ...string) string {
	s, _ := at(o, fields...).(string)
	return s
}

func id(o object) string {
	return fmt.Sprintf("%s %s %s/%s", text(o, "apiVersion"), text(o, "kind"), text(o, "metadata", "namespace"), text(o, "metadata", "name"))
}

// inTree is a path of a source as a path of the tree.
func inTree(tb testing.TB, path string) string {
	tb.Helper()
	inside, found := strings.CutPrefix(path, "clusters/prod/")
	if !found {
		tb.Fatalf("path %q is not in clusters/prod", path)
	}
	return inside
}
