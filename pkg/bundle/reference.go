package bundle

import (
	"fmt"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// Target names an object. Group is empty for the core group, Namespace for
// what belongs to no namespace.
type Target struct {
	Group, Kind, Namespace, Name string
}

// String is the kind and the name, with the namespace where there is one.
func (t Target) String() string {
	if t.Namespace != "" {
		return fmt.Sprintf("%s %s/%s", t.Kind, t.Namespace, t.Name)
	}
	return t.Kind + " " + t.Name
}

// Reference is the need of one object for another, which it names.
type Reference struct {
	// Path of the field that holds the name, such as spec.template.spec.serviceAccountName.
	Path string
	// Target is what the field names.
	Target
	// Part of the target that is needed: a key of a ConfigMap or Secret, or a
	// port of a Service by name or number. Empty where the whole is meant.
	Part string
	// Optional says that the object works without its target.
	Optional bool
}

// References gives everything that an object names, in the order of its
// fields: its namespace, the definition of its kind, and what its spec refers
// to. What every cluster has (the namespace default, the ClusterRole view, the
// PriorityClass system-node-critical) is left out, and so is what
// only labels select.
//
// It knows the typed objects that flinkgen makes. Of another type it gives the
// namespace and the definition.
func References(o component.Object) []Reference {
	c := &collector{namespace: o.GetNamespace()}
	c.metadata(o)
	c.workloads(o)
	c.access(o)
	c.storage(o)
	c.network(o)
	c.admission(o)
	c.custom(o)
	return c.found
}

// collector gathers the references of one object.
type collector struct {
	namespace string
	found     []Reference
}

// add notes that a field names a target. An empty name refers to nothing.
func (c *collector) add(at *field.Path, target Target, options ...func(*Reference)) {
	if target.Name == "" || everywhere(target) {
		return
	}
	r := Reference{Path: at.String(), Target: target}
	for _, option := range options {
		option(&r)
	}
	c.found = append(c.found, r)
}

// part says which part of the target is needed.
func part(name string) func(*Reference) { return func(r *Reference) { r.Part = name } }

// optional takes over the field of the same name.
func optional(is *bool) func(*Reference) {
	return func(r *Reference) { r.Optional = is != nil && *is }
}

// near is a target of the core group in the namespace of the object.
func (c *collector) near(kind, name string) Target {
	return Target{Kind: kind, Namespace: c.namespace, Name: name}
}

// wide is a target that belongs to no namespace.
func wide(group, kind, name string) Target { return Target{Group: group, Kind: kind, Name: name} }

func (c *collector) metadata(o component.Object) {
	c.add(field.NewPath("metadata", "namespace"), wide("", "Namespace", c.namespace))
	kind := o.GetObjectKind().GroupVersionKind()
	if kind.Kind != "" && !builtIn[kind.Group] {
		plural, _ := meta.UnsafeGuessKindToResource(kind)
		c.add(field.NewPath("kind"), wide(definitions, "CustomResourceDefinition", plural.Resource+"."+kind.Group))
	}
	from := certificateOf(o)
	c.add(field.NewPath("metadata", "annotations").Key(injectFrom), from)
}
