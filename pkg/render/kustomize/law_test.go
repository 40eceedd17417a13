package kustomize_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/api/equality"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/kustomize"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// tries is how many random bundles and how many random stacks the law is tried with.
var tries = flag.Int("tries", 100, "random bundles and random stacks to try")

// Law L2: what kustomize builds of an overlay are the objects of the
// environment, whatever the objects and their differences.
func TestRandomObjects(t *testing.T) {
	kinds := map[string]int{}
	for seed := range *tries {
		g := generator{rand.New(rand.NewPCG(uint64(seed), 2))}
		base, dev := &bundle.Bundle{Name: "random"}, &bundle.Bundle{Name: "random"}
		objects := g.objects()
		base.Add("objects", bundle.WaveStores, objects)
		dev.Add("objects", bundle.WaveStores, g.environment(t, objects))
		files, err := kustomize.Tree(kustomize.Stack{Base: base, Environments: map[string]*bundle.Bundle{"dev": dev}})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if err := equal(dev, build(t, files, "dev")); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for _, file := range files.Files() {
			kinds[kindOf(file)]++
		}
	}
	for _, kind := range []string{"merge", "operations", "delete", "resources"} {
		if kinds[kind] < *tries/20 {
			t.Errorf("%d files of %s only: %v", kinds[kind], kind, kinds)
		}
	}
}

// kindOf says what kind of file of an overlay it is.
func kindOf(file tree.File) string {
	switch {
	case strings.Contains(file.Path, "/resources/"):
		return "resources"
	case !strings.Contains(file.Path, "/patches/"):
		return "other"
	case bytes.Contains(file.Data, []byte("\n- op: ")):
		return "operations"
	case bytes.Contains(file.Data, []byte("\n$patch: delete\n")):
		return "delete"
	}
	return "merge"
}

// document is an object that kustomize has built, as JSON.
type document struct {
	id   string
	data []byte
}

// build lets kustomize build a directory of the files.
func build(tb testing.TB, files *tree.Tree, directory string) []document {
	tb.Helper()
	disk := filesys.MakeFsInMemory()
	for _, file := range files.Files() {
		if err := disk.WriteFile(path.Join("/", file.Path), file.Data); err != nil {
			tb.Fatal(err)
		}
	}
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified
	built, err := krusty.MakeKustomizer(options).Run(disk, path.Join("/", directory))
	if err != nil {
		tb.Fatal(err)
	}
	var all []document
	for _, object := range built.Resources() {
		data, err := object.MarshalJSON()
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, document{fmt.Sprintf("%s %s %s/%s", object.GetApiVersion(), object.GetKind(), object.GetNamespace(), object.GetName()), data})
	}
	return all
}

// equal compares what was built with a bundle, in any order.
func equal(want *bundle.Bundle, got []document) error {
	byID := map[string][]byte{}
	for _, d := range got {
		byID[d.id] = d.data
	}
	wanted := 0
	for object := range want.Objects() {
		wanted++
		apiVersion, kind := object.GetObjectKind().GroupVersionKind().ToAPIVersionAndKind()
		id := fmt.Sprintf("%s %s %s/%s", apiVersion, kind, object.GetNamespace(), object.GetName())
		data, ok := byID[id]
		if !ok {
			return fmt.Errorf("no %s", id)
		}
		built := reflect.New(reflect.TypeOf(object).Elem()).Interface().(component.Object)
		decoder := json.NewDecoder(bytes.NewReader(data))
		if kind != "CustomResourceDefinition" {
			decoder.DisallowUnknownFields()
		}
		if err := decoder.Decode(built); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		if again := reencoded(object); !equality.Semantic.DeepEqual(again, built) {
			return fmt.Errorf("%s (-stack +kustomize):\n%s", id, cmp.Diff(again, built))
		}
	}
	if wanted != len(got) {
		return fmt.Errorf("kustomize builds %d objects, the stack %d", len(got), wanted)
	}
	return nil
}

// reencoded is the object after a way through JSON, which keeps no empty lists.
func reencoded(object component.Object) component.Object {
	data, err := json.Marshal(object)
	if err != nil {
		return nil
	}
	again := reflect.New(reflect.TypeOf(object).Elem()).Interface().(component.Object)
	if json.Unmarshal(data, again) != nil {
		return nil
	}
	return again
}
