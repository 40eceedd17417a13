package postrender

import (
	"strings"

	"go.yaml.in/yaml/v3"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
)

// Words such as yes and on are text in YAML 1.2, as which kustomize reads it,
// and booleans in YAML 1.1, as which Kubernetes reads it. What has them without
// quotes keeps them so; where a patch puts them as text, they get quotes.

// field is a text at a path, without the indices of lists: a patch may move
// items.
type field struct{ path, text string }

// unquoted are the scalars of an object that Kubernetes does not take for text,
// although kustomize does.
func unquoted(node *yaml.Node) map[field]bool {
	found := map[field]bool{}
	eachAmbiguous(node, "", func(path string, scalar *yaml.Node) { found[field{path, scalar.Value}] = true })
	return found
}

// quote puts quotes around text that had them, or is new.
func quote(node *yaml.Node, before map[field]bool) {
	eachAmbiguous(node, "", func(path string, scalar *yaml.Node) {
		if !before[field{path, scalar.Value}] {
			scalar.Style = yaml.DoubleQuotedStyle
		}
	})
}

func eachAmbiguous(node *yaml.Node, path string, f func(string, *yaml.Node)) {
	switch {
	case node == nil:
	case node.Kind == yaml.ScalarNode:
		if ambiguous(node) {
			f(path, node)
		}
	case node.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			key := path + "/" + node.Content[i].Value
			eachAmbiguous(node.Content[i], key+":", f)
			eachAmbiguous(node.Content[i+1], key, f)
		}
	default:
		for _, child := range node.Content {
			eachAmbiguous(child, path, f)
		}
	}
}

func ambiguous(scalar *yaml.Node) bool {
	const styles = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	return scalar.Style&styles == 0 && scalar.Value != "" &&
		strings.IndexByte("yYnNtTfFoO~.+-0123456789", scalar.Value[0]) >= 0 &&
		scalar.ShortTag() == "!!str" && kyaml.IsValueNonString(scalar.Value)
}
