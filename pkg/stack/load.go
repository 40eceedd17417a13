package stack

import (
	_ "embed"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/source"
)

//go:embed default.yaml
var defaultStack []byte

// Document is a stack file in memory.
type Document struct {
	// Name of the file, for errors.
	Name string
	// Data is YAML.
	Data []byte
	// Node is what Data would be parsed to, where the stack is a part of a
	// larger document; nil otherwise.
	Node *source.Node
}

func (d Document) parse() (*source.Node, error) {
	if d.Node != nil {
		return d.Node, nil
	}
	return source.Parse(d.Name, d.Data)
}

// Default is the embedded default stack.
func Default() Document {
	return Document{Name: "default.yaml", Data: slices.Clone(defaultStack)}
}

// LoadOptions say what a stack is made of.
type LoadOptions struct {
	// Documents are merged left to right.
	Documents []Document
	// Environment is merged over the spec; empty for none.
	Environment string
	// Cluster of the fleet whose stack it is, with its environment; empty for none.
	Cluster string
	// Set are path=value expressions, merged last.
	Set []string
}

// Load merges and strictly decodes a stack. Blanks stay blank until Complete.
// The error is of type source.Errors and lists everything that is wrong.
func Load(o LoadOptions) (*Stack, error) {
	var failed source.Errors
	var document *source.Node
	var settings []*source.Node
	note := func(err error) bool {
		if mistakes, ok := errors.AsType[source.Errors](err); ok {
			failed = append(failed, mistakes...)
		}
		return err == nil
	}
	for _, d := range o.Documents {
		if node, err := d.parse(); note(err) {
			document = merge(document, node)
		}
	}
	for _, expression := range o.Set {
		node, err := source.ParseSet(underSpec(expression))
		switch {
		case !note(err):
		case node.Get("environments") != nil || node.Get("clusters") != nil:
			document = merge(document, node)
		default:
			settings = append(settings, node)
		}
	}
	if len(failed) > 0 {
		return nil, failed
	}
	if o.Cluster != "" {
		return decodeCluster(document, o, settings)
	}
	return decode(document, o.Environment, settings)
}

func merge(base, over *source.Node) *source.Node {
	return source.Merge(base, over, reflect.TypeFor[Stack]())
}

// underSpec lets a path of --set start below spec, where nearly everything is.
func underSpec(expression string) string {
	for field := range reflect.TypeFor[Stack]().Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		rest, found := strings.CutPrefix(expression, name)
		if name != "" && found && rest != "" && strings.ContainsRune(".[=", rune(rest[0])) {
			return expression
		}
	}
	return "spec." + expression
}

// decode decodes the document, checks every environment by decoding it over
// the spec and every cluster by what it has of its own, and gives the stack of
// the chosen environment, with the settings over it.
func decode(document *source.Node, environment string, settings []*source.Node) (*Stack, error) {
	files := document
	if environment == "" {
		document = mergeAll(document, settings)
	}
	s := New("")
	failed := source.Decode(document, s)
	whole, clusters, fleet := document, s.Clusters, newFleet(files, settings)
	environments := document.Get("environments")
	if environments != nil && environments.Kind == source.Map {
		for _, entry := range environments.Entries {
			merged := inEnvironment(document, entry.Value)
			if entry.Key == environment {
				merged = mergeAll(merged, settings)
			}
			candidate := New("")
			failed = add(failed, source.Decode(merged, candidate))
			if entry.Key == environment {
				s, document, fleet = candidate, merged, nil
			}
		}
	}
	failed = add(failed, checkClusters(whole, clusters))
	if environment != "" && environments.Get(environment) == nil {
		failed = append(failed, unknownEnvironment(document, environments, environment))
	}
	if len(failed) > 0 {
		return nil, failed
	}
	if environment != "" {
		s.Environments, s.Clusters = nil, nil
	}
	s.document, s.fleet = document, fleet
	return s, nil
}

// decodeCluster checks the whole document and gives the stack of a cluster.
func decodeCluster(document *source.Node, o LoadOptions, settings []*source.Node) (*Stack, error) {
	s, err := decode(document, "", nil)
	if err != nil {
		return nil, err
	}
	if o.Environment != "" {
		return nil, source.Errors{document.Find("clusters").Position.Mistake("clusters", fmt.Sprintf("cluster %q has its environment", o.Cluster), "leave out --environment")}
	}
	if s.fleet != nil {
		s.fleet.settings = settings
	}
	return s.InCluster(o.Cluster)
}

func mergeAll(document *source.Node, settings []*source.Node) *source.Node {
	for _, setting := range settings {
		document = merge(document, setting)
	}
	return document
}

// add appends the mistakes that are not there yet.
func add(failed, more source.Errors) source.Errors {
	for _, mistake := range more {
		if !slices.ContainsFunc(failed, func(known source.Error) bool { return known.Error() == mistake.Error() }) {
			failed = append(failed, mistake)
		}
	}
	return failed
}

// inEnvironment is the document with the environment merged over its spec.
func inEnvironment(document, environment *source.Node) *source.Node {
	over := &source.Node{Position: environment.Position, Kind: source.Map, Entries: []source.Entry{
		{Position: environment.Position, Key: "spec", Value: environment},
	}}
	return merge(document, over)
}

func unknownEnvironment(document, environments *source.Node, name string) source.Error {
	if document == nil {
		return source.Error{Message: fmt.Sprintf("no environment %q: there is no stack", name)}
	}
	if environments == nil {
		return document.Position.Mistake("", fmt.Sprintf("no environment %q: the stack has no environments", name), "leave out --environment")
	}
	var known []string
	for _, entry := range environments.Entries {
		known = append(known, entry.Key)
	}
	return document.Find("environments").Position.Mistake("environments", fmt.Sprintf("no environment %q", name), "write one of "+strings.Join(known, ", "))
}
