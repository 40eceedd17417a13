package main

import (
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"sigs.k8s.io/controller-tools/pkg/crd"
	"sigs.k8s.io/controller-tools/pkg/loader"
)

// The operator's own CRDs say what a field is called and what type it has, and
// no more: no required fields, no defaults, no limits, no keys of lists. Ours
// must not say more either. Pod templates are partial (a container without an
// image is merged with the operator's), and a rule that the operator does not
// know could refuse a status that it writes.

// relax keeps names, types, enums and descriptions of a schema.
func relax(schema apiextensionsv1.JSONSchemaProps) apiextensionsv1.JSONSchemaProps {
	kept := apiextensionsv1.JSONSchemaProps{
		Ref:                    schema.Ref,
		Description:            schema.Description,
		Type:                   schema.Type,
		Enum:                   schema.Enum,
		XIntOrString:           schema.XIntOrString,
		XPreserveUnknownFields: schema.XPreserveUnknownFields,
	}
	for _, alternative := range schema.AnyOf {
		kept.AnyOf = append(kept.AnyOf, relax(alternative))
	}
	for _, part := range schema.AllOf {
		kept.AllOf = append(kept.AllOf, relax(part))
	}
	for name, property := range schema.Properties {
		if kept.Properties == nil {
			kept.Properties = map[string]apiextensionsv1.JSONSchemaProps{}
		}
		kept.Properties[name] = relax(property)
	}
	if items := schema.Items; items != nil {
		kept.Items = &apiextensionsv1.JSONSchemaPropsOrArray{Schema: relaxed(items.Schema)}
	}
	if values := schema.AdditionalProperties; values != nil {
		kept.AdditionalProperties = &apiextensionsv1.JSONSchemaPropsOrBool{Allows: values.Allows, Schema: relaxed(values.Schema)}
	}
	return kept
}

func relaxed(schema *apiextensionsv1.JSONSchemaProps) *apiextensionsv1.JSONSchemaProps {
	if schema == nil {
		return nil
	}
	kept := relax(*schema)
	return &kept
}

// relaxForeignTypes drops descriptions and enums of the types that are not
// ours. The descriptions of k8s.io/api alone would make a CRD larger than what
// kubectl apply can keep in an annotation.
func relaxForeignTypes(parser *crd.Parser, own *loader.Package) {
	for ident, schema := range parser.Schemata {
		if ident.Package != own {
			parser.Schemata[ident] = bare(relax(schema))
		}
	}
}

func bare(schema apiextensionsv1.JSONSchemaProps) apiextensionsv1.JSONSchemaProps {
	schema.Description = ""
	schema.Enum = nil
	for i := range schema.AllOf {
		schema.AllOf[i] = bare(schema.AllOf[i])
	}
	for name, property := range schema.Properties {
		schema.Properties[name] = bare(property)
	}
	if schema.Items != nil && schema.Items.Schema != nil {
		*schema.Items.Schema = bare(*schema.Items.Schema)
	}
	if schema.AdditionalProperties != nil && schema.AdditionalProperties.Schema != nil {
		*schema.AdditionalProperties.Schema = bare(*schema.AdditionalProperties.Schema)
	}
	return schema
}

// keepObjectMeta gives the metadata of pod templates its properties. The
// library's own rule makes it an object without properties, and the API server
// would cut labels and annotations off.
func keepObjectMeta(parser *crd.Parser) {
	const path = "k8s.io/apimachinery/pkg/apis/meta/v1"
	known := parser.PackageOverrides[path]
	parser.PackageOverrides[path] = func(p *crd.Parser, meta *loader.Package) {
		known(p, meta)
		delete(p.Schemata, crd.TypeIdent{Name: "ObjectMeta", Package: meta})
	}
}

// podForTemplate makes a pod template a whole pod. The operator reads it as
// one, so that people may paste a Pod with its apiVersion, kind and status.
func podForTemplate(parser *crd.Parser) {
	for ident := range parser.Schemata {
		if ident.Name == "PodTemplateSpec" && ident.Package.PkgPath == "k8s.io/api/core/v1" {
			pod := crd.TypeIdent{Name: "Pod", Package: ident.Package}
			parser.NeedSchemaFor(pod)
			parser.Schemata[ident] = parser.Schemata[pod]
			return
		}
	}
}
