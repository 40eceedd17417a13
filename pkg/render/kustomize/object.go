package kustomize

import (
	"fmt"
	"reflect"
	"strings"

	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/encode"
)

// identity tells the objects of a stack apart, as kustomize does.
type identity struct {
	APIVersion, Kind, Namespace, Name string
}

func identityOf(object component.Object) identity {
	apiVersion, kind := object.GetObjectKind().GroupVersionKind().ToAPIVersionAndKind()
	return identity{apiVersion, kind, object.GetNamespace(), object.GetName()}
}

func (id identity) String() string {
	if id.Namespace == "" {
		return id.Kind + " " + id.Name
	}
	return id.Kind + " " + id.Namespace + "/" + id.Name
}

// written is an object with its text.
type written struct {
	id     identity
	object component.Object
	text   []byte
}

func write(object component.Object) (written, error) {
	w := written{id: identityOf(object), object: object}
	var err error
	if w.text, err = encode.Append(nil, object); err != nil {
		return w, fmt.Errorf("%s: %w", w.id, err)
	}
	return w, nil
}

// tree is the object as kustomize reads it.
func (w written) tree() (map[string]any, error) {
	tree, err := read(w.text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", w.id, err)
	}
	return tree, nil
}

func read(text []byte) (map[string]any, error) {
	data, err := yaml.YAMLToJSON(text)
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	return tree, json.Unmarshal(data, &tree)
}

// builtIn says that kustomize knows the merge keys of the kind.
func builtIn(object component.Object) bool {
	return strings.HasPrefix(reflect.TypeOf(object).Elem().PkgPath(), "k8s.io/api/")
}
