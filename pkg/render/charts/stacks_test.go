package charts_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	helm "helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/render/charts"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

const testdata = "../../../testdata"

// TestStacks installs every golden stack and every example as releases: what
// Helm renders of all of them is what the stack builds, and nothing is missing.
func TestStacks(t *testing.T) {
	for _, name := range stacks(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := complete(t, name)
			b, err := stack.Build(s)
			if err != nil {
				t.Fatal(err)
			}
			c, err := charts.Of(s)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(built(t, b), rendered(t, c)); diff != "" {
				t.Errorf("the stack (-) and its releases (+) differ:\n%s", diff)
			}
			if diff := cmp.Diff(bundleFiles(b), installedByHand(t, c)); diff != "" {
				t.Errorf("the files of the stack (-) and those beside the charts (+) differ:\n%s", diff)
			}
		})
	}
}

// built gives the objects of a stack by their names.
func built(t *testing.T, b *bundle.Bundle) map[string]any {
	t.Helper()
	all := map[string]any{}
	for object := range b.Objects() {
		text, err := encode.Append(nil, object)
		if err != nil {
			t.Fatal(err)
		}
		add(t, all, text)
	}
	return all
}

// rendered gives what Helm makes of the releases, read from their files.
func rendered(t *testing.T, c *charts.Charts) map[string]any {
	t.Helper()
	files := tree(t, c)
	all := map[string]any{}
	crds := map[string]bool{}
	for _, r := range c.Releases {
		loaded := load(t, files, r.Chart)
		for _, definition := range loaded.CRDObjects() {
			if !crds[definition.Name] {
				add(t, all, definition.File.Data)
			}
			crds[definition.Name] = true
		}
		for _, document := range install(t, loaded, r, files[r.ValuesFile]) {
			add(t, all, []byte(document))
		}
	}
	return all
}

// install renders a release as helm install does; the values are held against
// the schema of the chart.
func install(t *testing.T, loaded *helm.Chart, r charts.Release, values string) []string {
	t.Helper()
	given, err := chartutil.ReadValues([]byte(values))
	if err != nil {
		t.Fatalf("%s: %v", r.ValuesFile, err)
	}
	all, err := chartutil.ToRenderValues(loaded, given, chartutil.ReleaseOptions{Name: r.Name, Namespace: r.Namespace, IsInstall: true, Revision: 1}, nil)
	if err != nil {
		t.Fatalf("%s: %v", r.ValuesFile, err)
	}
	// Helm is the manager of what it installs, flinkgen of what it renders.
	all["Release"].(map[string]any)["Service"] = component.ManagedBy
	out, err := engine.Render(loaded, all)
	if err != nil {
		t.Fatalf("release %s: %v", r.Name, err)
	}
	var documents []string
	for _, file := range slices.Sorted(maps.Keys(out)) {
		if strings.HasSuffix(file, ".yaml") {
			for document := range strings.SplitSeq("\n"+out[file], "\n---") {
				if strings.TrimSpace(document) != "" {
					documents = append(documents, document)
				}
			}
		}
	}
	return documents
}

func load(t *testing.T, files map[string]string, chart string) *helm.Chart {
	t.Helper()
	var buffered []*loader.BufferedFile
	for path, data := range files {
		if name, ok := strings.CutPrefix(path, "charts/"+chart+"/"); ok {
			buffered = append(buffered, &loader.BufferedFile{Name: name, Data: []byte(data)})
		}
	}
	loaded, err := loader.LoadFiles(buffered)
	if err != nil {
		t.Fatalf("chart %s: %v", chart, err)
	}
	return loaded
}

// add puts an object among others; one that is there already is an error.
func add(t *testing.T, all map[string]any, document []byte) {
	t.Helper()
	var object map[string]any
	if err := yaml.UnmarshalStrict(document, &object); err != nil {
		t.Fatalf("%v\n%s", err, document)
	}
	metadata, _ := object["metadata"].(map[string]any)
	name := fmt.Sprint(object["apiVersion"], " ", object["kind"], " ", metadata["namespace"], "/", metadata["name"])
	if _, ok := all[name]; ok {
		t.Fatalf("%s comes twice", name)
	}
	prune(object)
	text, err := json.MarshalIndent(object, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	all[name] = strings.Split(string(text), "\n")
}

// prune drops what says nothing to Kubernetes: null, and an empty text.
func prune(value any) {
	switch value := value.(type) {
	case map[string]any:
		for key, inner := range value {
			if inner == nil || inner == "" {
				delete(value, key)
			}
			prune(inner)
		}
	case []any:
		for _, inner := range value {
			prune(inner)
		}
	}
}

func bundleFiles(b *bundle.Bundle) map[string]string {
	all := map[string]string{}
	for _, c := range b.Components {
		for _, file := range c.Files {
			all["files/"+c.Name+"/"+file.Path] = string(file.Data)
		}
	}
	return all
}

func installedByHand(t *testing.T, c *charts.Charts) map[string]string {
	t.Helper()
	files := tree(t, c)
	maps.DeleteFunc(files, func(path, _ string) bool { return !strings.HasPrefix(path, "files/") })
	return files
}

// tree gives the files by their path.
func tree(t *testing.T, c *charts.Charts) map[string]string {
	t.Helper()
	files, err := c.Tree()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range files.Files() {
		all[file.Path] = string(file.Data)
	}
	return all
}

// stacks names the stacks of testdata, and the embedded one.
func stacks(t *testing.T) []string {
	t.Helper()
	names := []string{"default"}
	for _, pattern := range []string{"*.yaml", "examples/*.yaml"} {
		files, err := filepath.Glob(filepath.Join(testdata, "stacks", pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no stacks: %v", err)
		}
		for _, file := range files {
			name, err := filepath.Rel(filepath.Join(testdata, "stacks"), strings.TrimSuffix(file, ".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, filepath.ToSlash(name))
		}
	}
	return names
}

// complete gives a completed stack, with values set over it.
func complete(tb testing.TB, name string, set ...string) *stack.Stack {
	tb.Helper()
	document := stack.Default()
	if name != "default" {
		data, err := os.ReadFile(filepath.Join(testdata, "stacks", name+".yaml"))
		if err != nil {
			tb.Fatal(err)
		}
		document = stack.Document{Name: name, Data: data}
	}
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{document}, Set: set})
	if err != nil {
		tb.Fatal(err)
	}
	if err := stack.Complete(s); err != nil {
		tb.Fatal(err)
	}
	return s
}
