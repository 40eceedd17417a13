package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"golang.org/x/tools/go/packages"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-tools/pkg/crd"
	"sigs.k8s.io/controller-tools/pkg/deepcopy"
	"sigs.k8s.io/controller-tools/pkg/genall"
	"sigs.k8s.io/controller-tools/pkg/loader"
	"sigs.k8s.io/controller-tools/pkg/markers"
	"sigs.k8s.io/yaml"
)

// source is the parsed package of Go types.
type source struct {
	roots []*loader.Package
}

// load reads the types in the main module, with its versions of k8s.io/api.
func load() (*source, error) {
	roots, err := loader.LoadRootsWithConfig(&packages.Config{Dir: repository}, "./"+types)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", types, err)
	}
	return &source{roots: roots}, nil
}

func (s *source) writeDeepCopy() error {
	registry := &markers.Registry{}
	generator := deepcopy.Generator{}
	if err := generator.RegisterMarkers(registry); err != nil {
		return err
	}
	err := generator.Generate(&genall.GenerationContext{
		Collector:  &markers.Collector{Registry: registry},
		Roots:      s.roots,
		Checker:    &loader.TypeChecker{NodeFilters: []loader.NodeFilter{generator.CheckFilter()}},
		OutputRule: genall.OutputToDirectory(filepath.Join(repository, types)),
	})
	return errors.Join(err, s.errors())
}

// files gives the CRD files by name.
func (s *source) files() (map[string][]byte, error) {
	crds, err := s.crds()
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	for _, definition := range crds {
		data, err := yaml.Marshal(map[string]any{
			"apiVersion": definition.APIVersion,
			"kind":       definition.Kind,
			"metadata":   map[string]string{"name": definition.Name},
			"spec":       definition.Spec,
		})
		if err != nil {
			return nil, fmt.Errorf("write %q: %w", definition.Name, err)
		}
		files[definition.Name+".yaml"] = append([]byte(header), data...)
	}
	return files, nil
}

// crds gives the CRDs of the package.
func (s *source) crds() ([]apiextensionsv1.CustomResourceDefinition, error) {
	parser, err := s.parser()
	if err != nil {
		return nil, err
	}
	kinds := crd.FindKubeKinds(parser, crd.FindMetav1(s.roots))
	for _, kind := range kinds {
		parser.NeedSchemaFor(crd.TypeIdent{Package: s.roots[0], Name: kind.Kind})
	}
	podForTemplate(parser)
	relaxForeignTypes(parser, s.roots[0])

	var all []apiextensionsv1.CustomResourceDefinition
	for _, kind := range kinds {
		all = append(all, s.crd(parser, kind))
	}
	return all, s.errors()
}

func (s *source) crd(parser *crd.Parser, kind schema.GroupKind) apiextensionsv1.CustomResourceDefinition {
	parser.NeedCRDFor(kind, nil)
	definition := parser.CustomResourceDefinitions[kind]
	for i := range definition.Spec.Versions {
		top := definition.Spec.Versions[i].Schema.OpenAPIV3Schema
		*top = relax(*top)
		// The API server knows these three itself.
		for _, name := range []string{"apiVersion", "kind", "metadata"} {
			delete(top.Properties, name)
		}
	}
	return definition
}

func (s *source) parser() (*crd.Parser, error) {
	generator := crd.Generator{}
	registry := &markers.Registry{}
	if err := generator.RegisterMarkers(registry); err != nil {
		return nil, err
	}
	parser := &crd.Parser{
		Collector:           &markers.Collector{Registry: registry},
		Checker:             &loader.TypeChecker{NodeFilters: []loader.NodeFilter{generator.CheckFilter()}},
		AllowDangerousTypes: true, // The operator's cpu is a number with a fraction.
	}
	crd.AddKnownTypes(parser)
	keepObjectMeta(parser)
	for _, root := range s.roots {
		parser.NeedPackage(root)
	}
	return parser, nil
}

func (s *source) errors() error {
	if loader.PrintErrors(s.roots, packages.TypeError) {
		return errors.New("the Go types cannot be read, see above")
	}
	return nil
}
