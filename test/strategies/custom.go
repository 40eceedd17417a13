package strategies

import (
	"fmt"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured/unstructuredscheme"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	"k8s.io/apiserver/pkg/registry/rest"
)

// definition is what the server makes of one version of a definition.
type definition struct {
	kind     schema.GroupVersionKind
	schema   *structuralschema.Structural
	strategy rest.RESTCreateStrategy
	decoder  runtime.Decoder
}

// definitions does what the handler for custom resources does when it meets a
// definition (customresource_handler.go of apiextensions-apiserver).
func definitions(crd *apiextensionsv1.CustomResourceDefinition) (map[schema.GroupVersionKind]*definition, error) {
	typer := unstructuredscheme.NewUnstructuredObjectTyper()
	decoder := json.NewSerializerWithOptions(json.DefaultMetaFactory, unstructuredscheme.NewUnstructuredCreator(), typer, json.SerializerOptions{Yaml: true, Strict: true})
	kinds := map[schema.GroupVersionKind]*definition{}
	for _, version := range crd.Spec.Versions {
		if !version.Served {
			continue
		}
		kind := schema.GroupVersionKind{Group: crd.Spec.Group, Version: version.Name, Kind: crd.Spec.Names.Kind}
		props, err := properties(version.Schema)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", kind, err)
		}
		structural, err := structuralschema.NewStructural(props)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", kind, err)
		}
		if err := defaulting.PruneDefaults(structural); err != nil {
			return nil, fmt.Errorf("%s: %w", kind, err)
		}
		validator, _, err := validation.NewSchemaValidator(props)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", kind, err)
		}
		status := statusOf(version.Subresources)
		namespaced := crd.Spec.Scope == apiextensionsv1.NamespaceScoped
		kinds[kind] = &definition{
			kind:     kind,
			schema:   structural,
			decoder:  decoder,
			strategy: customresource.NewStrategy(typer, namespaced, kind, validator, nil, structural, status, nil, version.SelectableFields),
		}
	}
	return kinds, nil
}

func properties(v1 *apiextensionsv1.CustomResourceValidation) (*apiextensions.JSONSchemaProps, error) {
	if v1 == nil {
		return nil, fmt.Errorf("no schema")
	}
	var internal apiextensions.CustomResourceValidation
	err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(v1.DeepCopy(), &internal, nil)
	return internal.OpenAPIV3Schema, err
}

func statusOf(v1 *apiextensionsv1.CustomResourceSubresources) *apiextensions.CustomResourceSubresourceStatus {
	if v1 == nil || v1.Status == nil {
		return nil
	}
	return &apiextensions.CustomResourceSubresourceStatus{}
}

func (s *Server) createCustom(d *definition, document []byte) ([]string, error) {
	object, err := d.decode(document)
	if err != nil {
		return nil, err
	}
	if err := s.place(d.strategy, object); err != nil {
		return nil, err
	}
	return admit(d.strategy, d.kind, object)
}

// decode reads a custom resource as the server does under strict field
// validation: unknown and duplicate fields are errors, defaults are set.
func (d *definition) decode(document []byte) (*unstructured.Unstructured, error) {
	decoded, _, err := d.decoder.Decode(document, nil, nil)
	if err != nil {
		return nil, err
	}
	object, ok := decoded.(*unstructured.Unstructured)
	if !ok {
		return nil, fmt.Errorf("not an object: %T", decoded)
	}
	metadata, _, unknown, err := objectmeta.GetObjectMetaWithOptions(object.Object, objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		return nil, err
	}
	unknown = append(unknown, pruning.PruneWithOptions(object.Object, d.schema, true, structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})...)
	defaulting.PruneNonNullableNullsWithoutDefaults(object.Object, d.schema)
	invalid, more := objectmeta.CoerceWithOptions(nil, object.Object, d.schema, false, objectmeta.CoerceOptions{ReturnUnknownFieldPaths: true})
	if invalid != nil {
		return nil, invalid
	}
	var strict []error
	for _, path := range append(unknown, more...) {
		strict = append(strict, fmt.Errorf("unknown field %q", path))
	}
	if len(strict) > 0 {
		return nil, runtime.NewStrictDecodingError(strict)
	}
	if err := objectmeta.SetObjectMeta(object.Object, metadata); err != nil {
		return nil, err
	}
	defaulting.Default(object.Object, d.schema)
	return object, nil
}
