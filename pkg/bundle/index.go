package bundle

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"

	corev1 "k8s.io/api/core/v1"

	certmanagerv1 "github.com/flinkgen/flinkgen/pkg/certmanager/v1"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// Index answers whether a reference leads to something: to an object, or to
// what a controller makes of one, such as the Secret of a Certificate.
type Index struct {
	// parts of each target; nil where they are not known and any will do.
	parts map[Target]map[string]bool
}

// NewIndex gives the index of objects.
func NewIndex(objects iter.Seq[component.Object]) *Index {
	x := &Index{parts: map[Target]map[string]bool{}}
	for o := range objects {
		x.Add(o)
	}
	return x
}

// Add adds an object and what is made of it.
func (x *Index) Add(o component.Object) {
	kind := o.GetObjectKind().GroupVersionKind()
	target := Target{Group: kind.Group, Kind: kind.Kind, Namespace: o.GetNamespace(), Name: o.GetName()}
	x.parts[target] = partsOf(o)
	switch o := o.(type) {
	case *certmanagerv1.Certificate:
		x.parts[Target{Kind: "Secret", Namespace: o.Namespace, Name: o.Spec.SecretName}] = certificateFiles(o)
	case *v1beta1.FlinkDeployment:
		// Flink itself makes the Service of the web interface.
		x.parts[Target{Kind: "Service", Namespace: o.Namespace, Name: o.Name + "-rest"}] = map[string]bool{"rest": true, "8081": true}
	}
}

// Has says whether the target of a reference is there, with the part of it.
func (x *Index) Has(r Reference) bool {
	parts, found := x.parts[r.Target]
	return found && (r.Part == "" || parts == nil || parts[r.Part])
}

func partsOf(o component.Object) map[string]bool {
	switch o := o.(type) {
	case *corev1.Secret:
		parts := map[string]bool{}
		for key := range o.Data {
			parts[key] = true
		}
		for key := range o.StringData {
			parts[key] = true
		}
		return parts
	case *corev1.ConfigMap:
		parts := map[string]bool{}
		for key := range o.Data {
			parts[key] = true
		}
		for key := range o.BinaryData {
			parts[key] = true
		}
		return parts
	case *corev1.Service:
		parts := map[string]bool{}
		for _, port := range o.Spec.Ports {
			parts[port.Name], parts[strconv.Itoa(int(port.Port))] = true, true
		}
		return parts
	}
	return nil
}

// certificateFiles are the keys that cert-manager writes.
func certificateFiles(o *certmanagerv1.Certificate) map[string]bool {
	files := map[string]bool{"tls.crt": true, "tls.key": true, "ca.crt": true}
	if stores := o.Spec.Keystores; stores != nil && stores.PKCS12 != nil && stores.PKCS12.Create {
		files["keystore.p12"], files["truststore.p12"] = true, true
	}
	return files
}

// Dangling is a reference that leads to nothing.
type Dangling struct {
	// Object that holds the reference.
	Object component.Object
	Reference
}

// String says which object misses what.
func (d Dangling) String() string {
	kind := d.Object.GetObjectKind().GroupVersionKind().Kind
	from := Target{Kind: kind, Namespace: d.Object.GetNamespace(), Name: d.Object.GetName()}
	if d.Part != "" {
		return fmt.Sprintf("%s: %s: no %s with %q", from, d.Path, d.Target, d.Part)
	}
	return fmt.Sprintf("%s: %s: no %s", from, d.Path, d.Target)
}

// Dangling lists the references that lead to nothing in the bundle, in the
// order of its objects. More objects that exist besides, such as Secrets, may
// be given; they are not searched for references.
func (b *Bundle) Dangling(besides ...component.Object) []Dangling {
	x := NewIndex(b.Objects())
	for _, o := range besides {
		x.Add(o)
	}
	var all []Dangling
	for o := range b.Objects() {
		for _, r := range References(o) {
			if !x.Has(r) {
				all = append(all, Dangling{o, r})
			}
		}
	}
	return all
}

// Parts lists the parts of a target that are known, sorted.
func (x *Index) Parts(t Target) []string { return slices.Sorted(maps.Keys(x.parts[t])) }
