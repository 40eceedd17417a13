package krm

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/flinkgen/flinkgen/pkg/source"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// APIVersion of every functionConfig, which is that of the stack file.
const APIVersion = stack.APIVersion

// Kinds of a functionConfig beside stack.Kind.
const (
	KindStackGenerator = "StackGenerator"
	KindPostRenderer   = "PostRenderer"
)

// Metadata of a functionConfig, of which the annotations are for the
// orchestrator.
type Metadata struct {
	Name        string            `json:"name"`
	Namespace   string            `json:"namespace,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

// configName is what errors call the functionConfig.
const configName = "functionConfig"

// config is a functionConfig on its way to a function.
type config struct {
	// text of it, a line for every value: lines and columns of errors count in
	// it. An orchestrator passes on no position of its own.
	text []byte
	*source.Node
}

// function reads the functionConfig.
func (l *list) function() (function, error) {
	kinds := []string{stack.Kind, KindStackGenerator, KindPostRenderer}
	one := "write one of kind " + strings.Join(kinds[:2], ", ") + " or " + kinds[2] + " of " + APIVersion
	if l.config == nil {
		return nil, mistake(l.root, "functionConfig", "there is none, so there is nothing to do", one)
	}
	if l.config.Kind != yaml.MappingNode {
		return nil, mistake(l.config, "functionConfig", "this is no object", one)
	}
	text, err := encode(block(l.config))
	if err != nil {
		return nil, err
	}
	node, err := source.Parse(configName, text)
	if err != nil {
		return nil, err
	}
	c := config{text, node}
	kind, at := c.scalar("kind")
	if !slices.Contains(kinds, kind) {
		hint := source.DidYouMean(kind, kinds)
		if hint == "" {
			hint = one
		}
		return nil, source.Errors{at.Mistake("kind", fmt.Sprintf("%q is no function of flinkgen", kind), hint)}
	}
	if version, at := c.scalar("apiVersion"); version != APIVersion {
		return nil, source.Errors{at.Mistake("apiVersion", fmt.Sprintf("%q is not the version of %s", version, kind), "write "+APIVersion)}
	}
	switch kind {
	case KindPostRenderer:
		return newTransformer(c)
	case KindStackGenerator:
		return newGenerator(c)
	default:
		return generator{document: stack.Document{Name: configName, Data: text}}, nil
	}
}

// scalar is a field at the top and where it is.
func (c config) scalar(name string) (string, source.Position) {
	value := c.Get(name)
	if value == nil || value.Kind != source.Scalar {
		return "", c.Position
	}
	return value.Text, value.Position
}
