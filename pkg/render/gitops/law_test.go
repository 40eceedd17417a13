package gitops_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// tries is how many random stacks the law is tried with.
var tries = flag.Int("tries", 60, "random stacks to try")

// What Argo CD and Flux apply are the objects of flinkgen render, each once,
// and nothing comes before what it needs.
func TestStacks(t *testing.T) {
	for _, document := range stacks(t) {
		for _, store := range []string{"", "vault"} {
			s, b, err := build(document, over(repository), over(fmt.Sprintf("spec: {gitops: {clusterSecretStore: '%s'}}", store)))
			if err != nil {
				t.Fatalf("%s: %v", document.Name, err)
			}
			for _, f := range formats() {
				t.Run(fmt.Sprintf("%s/%s/%s", f.name, document.Name, store), func(t *testing.T) { law(t, f, s, b) })
			}
		}
	}
}

// sections change a stack; the name of a section comes once.
var sections = []string{
	"namespaces: {enabled: false}",
	"nodes: [a, b, c, d, e]",
	"redis: {name: metadata, namespace: metadata}",
	"minio: {replicas: 1}",
	"operator: {watchNamespaces: [flink, more]}",
	"operator: {namespace: operators, watchNamespaces: [flink]}",
	"operator: {webhook: {enabled: false}}",
	"ingress: {controller: none}",
	"ingress: {controller: gateway, gateway: {name: web, namespace: gateways}, host: web.example.com}",
	"historyServer: {enabled: false}",
	"monitoring: {enabled: true}",
	"localVolumes: {enabled: false}",
	"storage: {type: s3, s3: {bucket: flink, endpoint: 'https://s3.example.com'}}",
	"storage: {storageClassName: shared}",
	"dns: {stubDomains: {example.com: [10.0.0.1]}}",
	"jobs: [{name: new, jarURI: local:///opt/flink/usrlib/new.jar}, {name: other, jarURI: local:///opt/flink/usrlib/new.jar}]",
	"jobs: [{name: adhoc, deploymentMode: session, sessionJobs: [{name: words, jarURI: 'https://repo.example.com/w.jar'}]}]",
	"jobs: [{name: alone, deploymentMode: standalone, jarURI: local:///opt/flink/usrlib/new.jar}]",
	"jobs: [{name: by-hand, deploymentMode: native, jarURI: local:///opt/flink/usrlib/new.jar}]",
}

// The definitions of custom resources, which take long to read, are left out of
// these stacks.
func TestRandomStacks(t *testing.T) {
	documents := stacks(t)
	built := 0
	for seed := range uint64(*tries) {
		r := rand.New(rand.NewPCG(seed, 5))
		document := documents[r.IntN(len(documents))]
		chosen := map[string]string{}
		for range 1 + r.IntN(5) {
			section := sections[r.IntN(len(sections))]
			name, _, _ := strings.Cut(section, ":")
			chosen[name] = section
		}
		change := "spec:\n  customResourceDefinitions: {enabled: false}\n  " + strings.Join(slices.Sorted(maps.Values(chosen)), "\n  ")
		s, b, err := build(document, over(repository), over(change))
		if err != nil {
			continue // The settings do not go together.
		}
		built++
		for _, f := range formats() {
			if law(t, f, s, b); t.Failed() {
				t.Fatalf("%s, seed %d: %s:\n%s", f.name, seed, document.Name, change)
			}
		}
	}
	if built < *tries/3 {
		t.Errorf("%d of %d random stacks are stacks at all", built, *tries)
	}
}

func law(t *testing.T, f format, s *stack.Stack, b *bundle.Bundle) {
	t.Helper()
	rendered, err := f.tree(s, b)
	if err != nil {
		t.Fatal(err)
	}
	files := byPath(rendered)
	parts := f.parts(t, b, files)
	sameObjects(t, f, b, files, parts)
	inOrder(t, b, parts)
}

// sameObjects compares what the parts apply with the bundle.
func sameObjects(t *testing.T, f format, b *bundle.Bundle, files map[string][]byte, parts map[string]part) {
	t.Helper()
	var stream bytes.Buffer
	if err := flinkgen.Write(&stream, b); err != nil {
		t.Fatal(err)
	}
	want := map[string]object{}
	for _, o := range objects(t, stream.Bytes()) {
		want[id(o)] = o
	}
	got := map[string]object{}
	read := map[string]bool{}
	for name, p := range parts {
		for file, data := range files {
			if path.Dir(file) != p.path {
				continue
			}
			if read[file] {
				t.Errorf("%s has %s, and so has another", name, file)
			}
			read[file] = true
			for _, o := range objects(t, data) {
				if got[id(o)] != nil {
					t.Errorf("%s is there twice", id(o))
				}
				kept(t, f, o)
				got[id(o)] = without(o, f.prefix)
			}
		}
	}
	for file := range files {
		if strings.HasPrefix(file, "manifests/") && !read[file] {
			t.Errorf("nothing reads %s", file)
		}
	}
	if !reflect.DeepEqual(want, got) { // cmp takes seconds for definitions
		t.Errorf("objects (-flinkgen render +%s):\n%s", f.name, cmp.Diff(want, got))
	}
}

// kept wants every object that holds state to stay.
func kept(t *testing.T, f format, o object) {
	t.Helper()
	state := []string{"Namespace", "CustomResourceDefinition", "PersistentVolume", "PersistentVolumeClaim"}
	if got := text(o, "metadata", "annotations", f.kept); slices.Contains(state, text(o, "kind")) && got != f.keptValue {
		t.Errorf("%s: %s is %q", id(o), f.kept, got)
	}
}

// without takes the annotations of the tool away.
func without(o object, prefix string) object {
	annotations, _ := at(o, "metadata", "annotations").(object)
	maps.DeleteFunc(annotations, func(key string, _ any) bool { return strings.HasPrefix(key, prefix) })
	if metadata, ok := o["metadata"].(object); ok && len(annotations) == 0 {
		delete(metadata, "annotations")
	}
	return o
}

// inOrder wants every component after those of lower waves, and every reference
// to lead to the same component or one before.
func inOrder(t *testing.T, b *bundle.Bundle, parts map[string]part) {
	t.Helper()
	owner := map[bundle.Target]string{}
	for _, c := range b.Components {
		if _, found := parts[c.Name]; found != (len(c.Objects) > 0) {
			t.Errorf("component %s has %d objects and is there: %v", c.Name, len(c.Objects), found)
		}
		for _, o := range c.Objects {
			kind := o.GetObjectKind().GroupVersionKind()
			owner[bundle.Target{Group: kind.Group, Kind: kind.Kind, Namespace: o.GetNamespace(), Name: o.GetName()}] = c.Name
		}
	}
	for _, c := range b.Components {
		if len(c.Objects) == 0 {
			continue
		}
		for _, other := range b.Components {
			if len(other.Objects) > 0 && other.Wave < c.Wave && !parts[c.Name].after[other.Name] {
				t.Errorf("%s does not wait for %s", c.Name, other.Name)
			}
		}
		for _, o := range c.Objects {
			for _, r := range bundle.References(o) {
				if from := owner[r.Target]; from != "" && from != c.Name && !parts[c.Name].after[from] {
					t.Errorf("%s: %s needs %s of %s, and does not wait for it", c.Name, r.Path, r.Target, from)
				}
			}
		}
	}
}
