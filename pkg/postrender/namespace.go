package postrender

import (
	"fmt"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/filters/namespace"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
)

// moved is a step that puts every object into one namespace, and with them the
// references to service accounts and services that name it.
type moved struct {
	always
	namespace string
	// places are the namespaces of the accounts and services of the whole stream
	// by kind and name.
	places map[Identity][]string
	// came says what an object was that is in the namespace now.
	came map[Identity]Identity
}

func newNamespace(name string) *moved {
	return &moved{namespace: name, places: map[Identity][]string{}, came: map[Identity]Identity{}}
}

// learn notes an object of the stream before any object is changed.
func (m *moved) learn(h *header) {
	if h.Kind == "ServiceAccount" || h.Kind == "Service" {
		id := Identity{Kind: h.Kind, Name: h.Name}
		m.places[id] = append(m.places[id], h.Namespace)
	}
}

func (*moved) selects(*header) bool { return true }

func (m *moved) apply(o *object) error {
	from := o.header.Identity
	o.resource.StorePreviousId()
	if err := o.resource.ApplyFilter(namespace.Filter{Namespace: m.namespace, FsSlice: namespaceSpecs(), SetRoleBindingSubjects: namespace.DefaultSubjectsOnly}); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	if err := m.references(o); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	o.touched()
	// The same object may come twice, as a hook and as a template.
	to := o.header.Identity
	if other, taken := m.came[to]; taken && !other.equal(from) {
		return fmt.Errorf("%s and %s would both be %s", other, from, to)
	}
	m.came[to] = from
	return nil
}

// references moves what names an account or a service that moves.
func (m *moved) references(o *object) error {
	root := o.resource.YNode()
	switch o.header.Kind {
	case "RoleBinding", "ClusterRoleBinding":
		for _, subject := range items(lookup(root, "subjects")) {
			if kind := textOf(subject, "kind"); kind == "ServiceAccount" {
				if err := m.follow(kind, subject); err != nil {
					return err
				}
			}
		}
	case "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration":
		for _, webhook := range items(lookup(root, "webhooks")) {
			if err := m.follow("Service", lookup(lookup(webhook, "clientConfig"), "service")); err != nil {
				return err
			}
		}
	}
	return nil
}

// follow sets the namespace of a reference to an object of the stream.
func (m *moved) follow(kind string, reference *yaml.Node) error {
	if reference == nil || reference.Kind != yaml.MappingNode {
		return nil
	}
	named := textOf(reference, "namespace")
	for _, place := range m.places[Identity{Kind: kind, Name: textOf(reference, "name")}] {
		if named == "" || named == place || place == "" && named == "default" {
			return kyaml.NewRNode(reference).PipeE(kyaml.SetField("namespace", kyaml.NewStringRNode(m.namespace)))
		}
	}
	return nil
}

func items(node *yaml.Node) []*yaml.Node {
	if node == nil || node.Kind != yaml.SequenceNode {
		return nil
	}
	return node.Content
}
