package postrender

import (
	"sigs.k8s.io/kustomize/api/resource"
	"sigs.k8s.io/kustomize/kyaml/resid"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

// Identity says which object a document holds.
type Identity struct {
	APIVersion, Kind, Namespace, Name string
}

// String is the kind with namespace/name.
func (id Identity) String() string { return finding.Object(id).String() }

// gvk knows whether the kind belongs to a cluster; for a kind that Kubernetes
// does not have itself that takes kustomize a tenth of a second, once.
func (id Identity) gvk() resid.Gvk {
	group, version := resid.ParseGroupVersion(id.APIVersion)
	return resid.NewGvk(group, version, id.Kind)
}

// plainGVK does not know it.
func (id Identity) plainGVK() resid.Gvk {
	group, version := resid.ParseGroupVersion(id.APIVersion)
	return resid.Gvk{Group: group, Version: version, Kind: id.Kind}
}

// effective is the namespace as kustomize compares it.
func (id Identity) effective() string {
	return resid.NewResIdWithNamespace(id.gvk(), id.Name, id.Namespace).EffectiveNamespace()
}

// equal compares as kustomize does: no namespace is the namespace default, and
// what belongs to a cluster has none.
func (id Identity) equal(other Identity) bool {
	if id.Kind != other.Kind || id.Name != other.Name || id.APIVersion != other.APIVersion {
		return false
	}
	return id.Namespace == other.Namespace || id.effective() == other.effective()
}

// header is what steps choose objects by.
type header struct {
	Identity
	labels, annotations map[string]string
	// previous are the identities that the object had, the oldest first.
	previous []Identity
	// list says that the document is a list of objects.
	list bool
	// body is the text of the document.
	body []byte
}

// original is the identity with which the object came.
func (h *header) original() Identity {
	if len(h.previous) > 0 {
		return h.previous[0]
	}
	return h.Identity
}

// describe is the header of an object as it is now.
func describe(object *resource.Resource) *header {
	h := &header{
		Identity: Identity{object.GetApiVersion(), object.GetKind(), object.GetNamespace(), object.GetName()},
		labels:   object.GetLabels(), annotations: object.GetAnnotations(),
	}
	for _, id := range object.PrevIds() {
		h.previous = append(h.previous, Identity{id.ApiVersion(), id.Kind, id.Namespace, id.Name})
	}
	return h
}
