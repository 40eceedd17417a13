package postrender

import (
	"strings"

	"go.yaml.in/yaml/v3"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
)

// Words such as yes and on are text in YAML 1.2, as which kustomize reads it,
// and booleans in YAML 1.1, as which Kubernetes reads it. What has them without
// quotes keeps them so; where a patch puts them as text, they get quotes.

// unquoted are the scalars of an object that Kubernetes does not take for text,
// although kustomize does.
func unquoted(node *yaml.Node) map[*yaml.Node]string {
	found := map[*yaml.Node]string{}
	eachScalar(node, func(scalar *yaml.Node) {
		if ambiguous(scalar) {
			found[scalar] = scalar.Value
		}
	})
	return found
}

// quote puts quotes around text that had them, or is new.
func quote(node *yaml.Node, before map[*yaml.Node]string) {
	eachScalar(node, func(scalar *yaml.Node) {
		if value, had := before[scalar]; ambiguous(scalar) && (!had || value != scalar.Value) {
			scalar.Style = yaml.DoubleQuotedStyle
		}
	})
}

func eachScalar(node *yaml.Node, f func(*yaml.Node)) {
	if node == nil {
		return
	}
	if node.Kind == yaml.ScalarNode {
		f(node)
	}
	for _, child := range node.Content {
		eachScalar(child, f)
	}
}

func ambiguous(scalar *yaml.Node) bool {
	const styles = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	return scalar.Style&styles == 0 && scalar.Value != "" &&
		strings.IndexByte("yYnNtTfFoO~.+-0123456789", scalar.Value[0]) >= 0 &&
		scalar.ShortTag() == "!!str" && kyaml.IsValueNonString(scalar.Value)
}
