package fleet_test

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

	"k8s.io/apimachinery/pkg/api/equality"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/fleet"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// tries is how many random fleets the law is tried with.
var tries = flag.Int("tries", 20, "random fleets to try")

// What kustomize builds of the directory of a cluster is what the stack builds
// with the environment and the cluster merged over it, in the same order. The
// other side merges them as files, without environments and clusters. Where one
// side is refused, so is the other. The definitions of custom resources, for
// which kustomize needs seconds, are left out of these fleets.
func TestRandomFleets(t *testing.T) {
	seen := struct{ fleets, refused, shared, own int }{}
	for seed := uint64(0); seen.fleets < *tries; seed++ {
		f := newRandomFleet(rand.New(rand.NewPCG(seed, 7)))
		files, err := f.tree(t)
		want, refused := f.expected(t)
		if (err != nil) != (refused != nil) {
			t.Fatalf("seed %d: the fleet says %v\nand the files say %v\n%s", seed, err, refused, f.document())
		}
		if err != nil {
			seen.refused++
			continue
		}
		seen.fleets++
		for _, file := range files.Files() {
			switch {
			case strings.HasSuffix(file.Path, "/kustomization.yaml"):
			case strings.HasPrefix(file.Path, "shared/"):
				seen.shared++
			default:
				seen.own++
			}
		}
		for i, c := range f.clusters {
			if err := equal(want[i], build(t, files, fleet.Directory(c.name))); err != nil {
				t.Fatalf("seed %d: cluster %s: %v\n%s", seed, c.name, err, f.document())
			}
		}
		if err := once(files); err != nil {
			t.Errorf("seed %d: %v\n%s", seed, err, f.document())
		}
	}
	if seen.refused < *tries/20 || seen.shared < 3**tries || seen.own < 3**tries {
		t.Errorf("one-sided fleets: %+v", seen)
	}
}

// once says that no two clusters have files of the same objects.
func once(files *tree.Tree) error {
	known := map[string]string{}
	for _, file := range files.Files() {
		if path.Base(file.Path) == "kustomization.yaml" || strings.Contains(file.Path, "/files/") {
			continue
		}
		key := path.Base(file.Path) + "\n" + string(file.Data)
		if other := known[key]; other != "" {
			return fmt.Errorf("%s and %s hold the same", other, file.Path)
		}
		known[key] = file.Path
	}
	return nil
}

// build lets kustomize build a directory of the files, with its usual
// restriction that a kustomization loads files from below itself only.
func build(tb testing.TB, files *tree.Tree, directory string) []object {
	tb.Helper()
	disk := filesys.MakeFsInMemory()
	for _, file := range files.Files() {
		if err := disk.WriteFile(path.Join("/", file.Path), file.Data); err != nil {
			tb.Fatal(err)
		}
	}
	return kustomize(tb, disk, path.Join("/", directory))
}

// object is what kustomize has built, as JSON.
type object struct {
	id   string
	data []byte
}

func kustomize(tb testing.TB, disk filesys.FileSystem, directory string) []object {
	tb.Helper()
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified // as kustomize build has it
	built, err := krusty.MakeKustomizer(options).Run(disk, directory)
	if err != nil {
		tb.Fatal(err)
	}
	var all []object
	for _, one := range built.Resources() {
		data, err := one.MarshalJSON()
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, object{fmt.Sprintf("%s %s %s/%s", one.GetApiVersion(), one.GetKind(), one.GetNamespace(), one.GetName()), data})
	}
	return all
}

// equal compares what was built with a bundle, object by object in order.
func equal(want *bundle.Bundle, got []object) error {
	i := 0
	for o := range want.Objects() {
		apiVersion, kind := o.GetObjectKind().GroupVersionKind().ToAPIVersionAndKind()
		id := fmt.Sprintf("%s %s %s/%s", apiVersion, kind, o.GetNamespace(), o.GetName())
		if i == len(got) || got[i].id != id {
			return fmt.Errorf("object %d is not %s: %v", i, id, got[min(i, len(got)-1)].id)
		}
		if err := sameObject(o, got[i].data); err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		i++
	}
	if i < len(got) {
		return fmt.Errorf("%d objects more, such as %s", len(got)-i, got[i].id)
	}
	return nil
}

func sameObject(want component.Object, data []byte) error {
	built := reflect.New(reflect.TypeOf(want).Elem()).Interface()
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, ok := want.(*bundle.Definition); !ok {
		decoder.DisallowUnknownFields()
	}
	if err := decoder.Decode(built); err != nil {
		return err
	}
	if definition, ok := want.(*bundle.Definition); ok {
		if got := built.(*bundle.Definition).Name; got != definition.Name {
			return fmt.Errorf("it is %s", got)
		}
		return nil
	}
	if !equality.Semantic.DeepEqual(want, built) {
		return fmt.Errorf("kustomize builds another:\n%s", data)
	}
	return nil
}

// Clusters of the default stack with its definitions: kustomize builds them
// from files on the disk.
func TestOnDisk(t *testing.T) {
	over := stack.Document{Name: "clusters.yaml", Data: []byte("clusters: [{name: a, environment: prod}, {name: b, environment: prod, nodes: [x, y, z]}]")}
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{stack.Default(), over}})
	if err != nil {
		t.Fatal(err)
	}
	directory := path.Join(t.TempDir(), "fleet")
	if err := flinkgen.WriteFleet(t.Context(), directory, flinkgen.Fleet(s)); err != nil {
		t.Fatal(err)
	}
	b, err := s.InCluster("b")
	if err != nil {
		t.Fatal(err)
	}
	want, err := flinkgen.Build(b)
	if err != nil {
		t.Fatal(err)
	}
	if err := equal(want, kustomize(t, filesys.MakeFsOnDisk(), path.Join(directory, "clusters", "b"))); err != nil {
		t.Error(err)
	}
}
