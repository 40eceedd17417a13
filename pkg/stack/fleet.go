package stack

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/source"
)

// Cluster is a Kubernetes cluster of a fleet. Its stack is the spec with the
// environment merged over it, then nodes and registry, then the cluster's own
// spec.
type Cluster struct {
	// Name of the cluster, a DNS label. Its directory is named like it, and so is its Application.
	Name string `json:"name"`
	// Environment of the stack that the cluster has; empty for the spec as it is.
	Environment string `json:"environment,omitempty"`
	// Nodes of the cluster, instead of those of the environment.
	Nodes []Node `json:"nodes,omitempty"`
	// Registry is the mirror that the cluster pulls every image from, instead of spec.images.registry.
	Registry string `json:"registry,omitempty"`
	// Destination is the cluster as Argo CD knows it; by the name of the cluster if it is left out.
	Destination Destination `json:"destination,omitzero"`
	// Spec is a partial spec, merged last.
	Spec map[string]any `json:"spec,omitempty"`
}

// Destination is a cluster as Argo CD knows it: by its API server or by name.
type Destination struct {
	// Server is the URL of the cluster's API server, such as https://10.0.0.1:6443.
	Server string `json:"server,omitempty"`
	// Name that the cluster has in Argo CD, such as in-cluster.
	Name string `json:"name,omitempty"`
}

// Target is the destination with the name that is taken where none is given.
func (c Cluster) Target() Destination {
	if c.Destination == (Destination{}) {
		return Destination{Name: c.Name}
	}
	return c.Destination
}

// fleet is what the stack of each cluster is made of.
type fleet struct {
	// document has neither environments nor clusters.
	document     *source.Node
	environments *source.Node
	// clusters by name, and the names in the order of the file.
	clusters map[string]*source.Node
	names    []string
	// at is where the clusters are.
	at source.Position
	// settings are merged last.
	settings []*source.Node
}

// newFleet gives the fleet of a document whose clusters are a list of maps; nil
// for one that has no clusters.
func newFleet(document *source.Node, settings []*source.Node) *fleet {
	clusters := document.Get("clusters")
	if clusters == nil || len(clusters.Items) == 0 {
		return nil
	}
	f := &fleet{
		document:     without(document, func(key string) bool { return key == "environments" || key == "clusters" }),
		environments: document.Get("environments"),
		clusters:     map[string]*source.Node{},
		at:           document.Find("clusters").Position,
		settings:     settings,
	}
	for _, item := range clusters.Items {
		if name := item.Get("name"); name != nil {
			f.clusters[name.Text] = item
			f.names = append(f.names, name.Text)
		}
	}
	return f
}

// without is a map without some of its keys.
func without(node *source.Node, drop func(key string) bool) *source.Node {
	kept := *node
	kept.Entries = slices.DeleteFunc(slices.Clone(node.Entries), func(e source.Entry) bool { return drop(e.Key) })
	return &kept
}

// InCluster gives the stack of one of the clusters: the spec, with the
// environment of the cluster merged over it, then what the cluster has of its
// own, then what was set. It starts from the file that the stack was read from;
// what a program has changed since is not in it. The stack itself stays as it
// is, and several calls may run at once.
//
// The error is of type source.Errors.
func (s *Stack) InCluster(name string) (*Stack, error) {
	if s.fleet != nil {
		return s.fleet.stack(name)
	}
	var at source.Position
	if s.document != nil {
		at = s.document.Position
	}
	return nil, source.Errors{at.Mistake("", fmt.Sprintf("no cluster %q: the stack has no clusters", name), "leave out --cluster")}
}

func (f *fleet) stack(name string) (*Stack, error) {
	cluster := f.clusters[name]
	if cluster == nil {
		return nil, source.Errors{f.at.Mistake("clusters", fmt.Sprintf("no cluster %q", name), oneOf(name, f.names))}
	}
	document := f.merged(cluster)
	s := New("")
	if failed := source.Decode(document, s); len(failed) > 0 {
		return nil, failed
	}
	s.document = document
	return s, nil
}

// merged is the document of a cluster.
func (f *fleet) merged(cluster *source.Node) *source.Node {
	document := f.document
	if name := cluster.Get("environment"); name != nil {
		if environment := f.environments.Get(name.Text); environment != nil {
			document = inEnvironment(document, environment)
		}
	}
	for _, own := range ownSpecs(cluster) {
		document = inEnvironment(document, own)
	}
	for _, setting := range f.settings {
		document = merge(document, setting)
	}
	return document
}

// ownSpecs are the partial specs that a cluster stands for, in the order in
// which they are merged.
func ownSpecs(cluster *source.Node) []*source.Node {
	short := &source.Node{Position: cluster.Position, Kind: source.Map}
	add := func(key string, value *source.Node) {
		short.Entries = append(short.Entries, source.Entry{Position: value.Position, Key: key, Value: value})
	}
	if nodes := written(cluster, "nodes"); nodes != nil {
		add("nodes", nodes)
	}
	if registry := written(cluster, "registry"); registry != nil {
		add("images", &source.Node{Position: registry.Position, Kind: source.Map, Entries: []source.Entry{
			{Position: registry.Position, Key: "registry", Value: registry},
		}})
	}
	all := []*source.Node{short}
	if spec := written(cluster, "spec"); spec != nil {
		all = append(all, spec)
	}
	return all
}

// written is the value of a key that is there and not null.
func written(node *source.Node, key string) *source.Node {
	value := node.Get(key)
	if value == nil || value.Kind == source.Scalar && value.Tag == source.Null {
		return nil
	}
	return value
}

// oneOf is the hint for a name that is none of those that are known.
func oneOf(name string, known []string) string {
	const shown = 8
	hint := source.DidYouMean(name, known)
	switch more := len(known) - shown; {
	case len(known) == 0:
		return ""
	case hint != "":
		return hint
	case more > 0:
		return fmt.Sprintf("write one of %s or %d others", strings.Join(known[:shown], ", "), more)
	}
	return "write one of " + strings.Join(known, ", ")
}
