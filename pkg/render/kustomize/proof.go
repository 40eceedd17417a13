package kustomize

import (
	"bytes"
	stdjson "encoding/json"
	"errors"
	"fmt"
	"path"
	"reflect"

	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/provider"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// prover lets kustomize do in memory what it will do with the files.
type prover struct {
	resources *resource.Factory
}

func newProver() *prover {
	return &prover{provider.NewDefaultDepProvider().GetResourceFactory()}
}

// merges checks what a strategic merge patch makes of an object.
func (p *prover) merges(before written, patch []byte, after written) error {
	object, err := p.resources.FromBytes(before.text)
	if err != nil {
		return err
	}
	merge, err := p.resources.FromBytes(patch)
	if err != nil {
		return err
	}
	if err := object.ApplySmPatch(merge); err != nil {
		return err
	}
	return same(after, object)
}

// base checks that kustomize reads the objects as they are. The definitions of
// custom resources are left out: they are generated text that nobody changes,
// and kustomize needs seconds for them.
func (p *prover) base(objects []written) error {
	var want []written
	for _, w := range objects {
		if _, ok := w.object.(encode.Texter); !ok {
			want = append(want, w)
		}
	}
	if len(want) == 0 {
		return nil
	}
	files, err := directory(want)
	if err != nil {
		return err
	}
	return p.builds(files, baseDirectory, want)
}

// builds checks that kustomize builds the objects from a directory of the files.
func (p *prover) builds(files *tree.Tree, directory string, want []written) error {
	disk := filesys.MakeFsInMemory()
	for _, file := range files.Files() {
		if err := disk.WriteFile(path.Join("/", file.Path), file.Data); err != nil {
			return err
		}
	}
	options := krusty.MakeDefaultOptions()
	// The order is that of the kustomization, as in kustomize build.
	options.Reorder = krusty.ReorderOptionUnspecified
	built, err := krusty.MakeKustomizer(options).Run(disk, path.Join("/", directory))
	if err != nil {
		return fmt.Errorf("kustomize: %w", err)
	}
	return compare(want, built)
}

// compare finds every object that is wanted in what kustomize built, and no other.
func compare(want []written, built resmap.ResMap) error {
	got := make(map[identity]*resource.Resource, built.Size())
	for _, object := range built.Resources() {
		got[identity{object.GetApiVersion(), object.GetKind(), object.GetNamespace(), object.GetName()}] = object
	}
	for _, w := range want {
		object, ok := got[w.id]
		if !ok {
			return fmt.Errorf("kustomize does not build %s", w.id)
		}
		if err := same(w, object); err != nil {
			return err
		}
		delete(got, w.id)
	}
	for id := range got {
		return fmt.Errorf("kustomize builds %s, which the stack does not have", id)
	}
	return nil
}

// same compares an object with what kustomize made of it, as the type of the
// object: quantities may be written in another way, and empty lists left out.
func same(want written, object *resource.Resource) error {
	data, err := object.MarshalJSON()
	if err != nil {
		return fmt.Errorf("%s: kustomize writes what is no object: %w", want.id, err)
	}
	var got map[string]any
	if err := json.Unmarshal(data, &got); err != nil {
		return fmt.Errorf("%s: %w", want.id, err)
	}
	wanted, err := want.tree()
	if err != nil {
		return err
	}
	if reflect.DeepEqual(wanted, got) {
		return nil
	}
	if _, ok := want.object.(encode.Texter); ok {
		return differs(want.id, wanted, got)
	}
	typed := reflect.New(reflect.TypeOf(want.object).Elem()).Interface()
	decoder := stdjson.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(typed); err != nil {
		return fmt.Errorf("%s: %w", want.id, err)
	}
	if equality.Semantic.DeepEqual(want.object, typed) {
		return nil
	}
	text, err := encode.Append(nil, typed)
	if err != nil {
		return fmt.Errorf("%s: %w", want.id, err)
	}
	if got, err = read(text); err != nil {
		return fmt.Errorf("%s: %w", want.id, err)
	}
	return differs(want.id, wanted, got)
}

func differs(id identity, want, got map[string]any) error {
	var failed []error
	for _, o := range difference(want, got) {
		failed = append(failed, fmt.Errorf("%s: kustomize builds another %s", id, o.field))
	}
	return errors.Join(failed...)
}
