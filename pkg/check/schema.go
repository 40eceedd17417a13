package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crds"
	"github.com/flinkgen/flinkgen/pkg/source"
)

// The ids of what is no rule about one kind.
const (
	ruleSchema    = "FG101"
	ruleValue     = "FG102"
	ruleDuplicate = "FG103"
	ruleMissing   = "FG104"
	rulePart      = "FG105"
	ruleRemoved   = "FG106"
)

// RuleStack is the id of mistakes in a stack file.
const RuleStack = "FG113"

func schemaRules() []Rule {
	return []Rule{
		{ID: ruleSchema, Name: "schema", Severity: finding.Error, About: "A field that the kind does not have, a value of another type, or one that the schema of a CustomResourceDefinition refuses. The definitions are those among the objects, or else those of the operator's release."},
		{ID: RuleStack, Name: "stack", Severity: finding.Error, About: "A mistake in a stack file, or a job that Flink or its operator would refuse."},
		{ID: ruleRemoved, Name: "removed-api", Severity: finding.Error, About: "An apiVersion that the chosen Kubernetes does not serve any more."},
	}
}

// customSchema is the schema of a version of a custom kind.
type customSchema = apiextensionsv1.JSONSchemaProps

// define takes the schemas of a CustomResourceDefinition.
func (r *run) define(o *Object) {
	if !o.is("apiextensions.k8s.io", "CustomResourceDefinition") {
		return
	}
	var definition apiextensionsv1.CustomResourceDefinition
	if source.DecodeManifest(o.node, &definition) == nil {
		r.addSchemas(&definition)
	}
}

func (r *run) addSchemas(definition *apiextensionsv1.CustomResourceDefinition) {
	for _, version := range definition.Spec.Versions {
		if version.Schema == nil || version.Schema.OpenAPIV3Schema == nil {
			continue
		}
		key := definition.Spec.Group + "/" + version.Name + " " + definition.Spec.Names.Kind
		r.schemas[key] = version.Schema.OpenAPIV3Schema
	}
}

// custom finds the schema of an object of a custom kind. Those of the operator
// are only read for an object that needs them: they are large.
func (r *run) custom(o *Object) (*customSchema, error) {
	key := o.APIVersion + " " + o.Kind
	if props, known := r.schemas[key]; known || o.APIVersion != v1beta1.APIVersion {
		return props, nil
	}
	definitions, err := crds.For(r.operator.Version)
	if err != nil {
		return nil, nil //nolint:nilerr // an operator older than the oldest definitions that are known
	}
	for _, one := range definitions {
		if !strings.HasPrefix(one.Name, strings.ToLower(o.Kind)) {
			continue
		}
		definition, err := one.Definition()
		if err != nil {
			return nil, err
		}
		r.addSchemas(definition)
	}
	props, known := r.schemas[key]
	if !known {
		r.report(o.at(ruleSchema, finding.Error, "kind", fmt.Sprintf("operator %s has no kind %s: it has %s", r.operator.Version, o.Kind, strings.Join(r.operator.Kinds, ", "))))
		r.schemas[key] = nil
	}
	return props, nil
}

// decode brings an object into its Go type and reports what does not fit.
func (r *run) decode(o *Object) {
	if r.removed(o) {
		return
	}
	kind := schema.FromAPIVersionAndKind(o.APIVersion, o.Kind)
	if o.node.Get("metadata") == nil && !r.scheme.IsVersionRegistered(kind.GroupVersion()) && o.group() != v1beta1.Group {
		r.report(o.at(ruleSchema, finding.Warning, "", "it has no metadata, so it is no object of a cluster and is not checked"))
		return
	}
	r.metadata(o)
	if r.scheme.Recognizes(kind) {
		if typed, err := r.scheme.New(kind); err == nil {
			if object, ok := typed.(component.Object); ok {
				r.mistakes(o, source.DecodeManifest(o.node, object))
				r.keep(o, object)
			}
		}
		return
	}
	if versions := r.scheme.VersionsForGroupKind(kind.GroupKind()); len(versions) == 0 && r.scheme.IsVersionRegistered(kind.GroupVersion()) {
		names := slices.Sorted(maps.Keys(r.scheme.KnownTypes(kind.GroupVersion())))
		r.report(o.at(ruleSchema, finding.Error, "kind", hinted(fmt.Sprintf("%s has no kind %q", o.APIVersion, o.Kind), source.DidYouMean(o.Kind, names))))
		return
	}
	props, err := r.custom(o)
	if err != nil {
		r.report(o.at(ruleSchema, finding.Error, "", err.Error()))
	}
	if props != nil {
		v := &validator{object: o, report: r.report}
		v.value("", o.node, props, true)
	}
	if typed := partial(o.APIVersion, o.Kind); typed != nil {
		// What flinkgen does not know of it is no mistake.
		_ = source.DecodeManifest(o.node, typed)
		r.keep(o, typed)
	}
}

// keep notes the Go type of an object.
func (r *run) keep(o *Object, object component.Object) {
	o.typed = object
	o.configurations = o.readConfigurations()
	r.index.Add(object)
}

func (r *run) mistakes(o *Object, mistakes source.Errors) {
	for _, mistake := range mistakes {
		f := finding.Finding{
			ID: ruleSchema, Severity: finding.Error, Object: o.Object, File: o.File, Line: mistake.Line, Column: mistake.Column,
			Path: mistake.Path, Message: hinted(mistake.Message, mistake.Hint),
		}
		if o.fixed {
			f.Line, f.Column = o.Line, 0
		}
		r.report(f)
	}
}

func hinted(message, hint string) string {
	if hint == "" {
		return message
	}
	return message + "; " + hint
}

// removed reports an apiVersion that is served no more.
func (r *run) removed(o *Object) bool {
	for _, version := range gone {
		if o.APIVersion != version.apiVersion || version.kinds != nil && !slices.Contains(version.kinds, o.Kind) {
			continue
		}
		if since, err := parseMinor(version.since); err == nil && r.kubernetes >= since {
			r.report(o.at(ruleRemoved, finding.Error, "apiVersion", fmt.Sprintf("%s of %s is not served since Kubernetes %s: write %s", o.Kind, o.APIVersion, version.since, version.instead)))
		}
		return true
	}
	return false
}
