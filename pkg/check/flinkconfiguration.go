package check

import (
	"maps"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/source"
)

// flinkOptions are options of Flink with the place where they are written.
type flinkOptions struct {
	// path of an option.
	path func(key string) string
	// values by key.
	values map[string]string
}

// readConfigurations finds the options of Flink in an object.
func (o *Object) readConfigurations() []flinkOptions {
	var all []flinkOptions
	for _, c := range o.clusters() {
		all = append(all, flinkOptions{c.option, c.spec.FlinkConfiguration})
	}
	configuration, ok := o.typed.(*corev1.ConfigMap)
	if !ok {
		return all
	}
	for _, name := range []string{flink.ConfigYAML, flink.FlinkConf} {
		if written, ok := configuration.Data[name]; ok {
			all = append(all, flinkOptions{func(string) string { return join("data", name) }, fileOptions(name, written)})
		}
	}
	return all
}

// fileOptions reads a configuration file of Flink: config.yaml is a tree, and
// flink-conf.yaml has a line for each option.
func fileOptions(name, written string) map[string]string {
	values := map[string]string{}
	if name == flink.ConfigYAML {
		if root, err := source.Parse(name, []byte(written)); err == nil {
			flatten(values, "", root)
		}
		return values
	}
	for line := range strings.Lines(written) {
		line, _, _ = strings.Cut(line, "#")
		if key, value, found := strings.Cut(line, ": "); found {
			values[strings.TrimSpace(key)] = strings.TrimSpace(value)
		}
	}
	return values
}

// flatten gives the scalars below a node by their keys, joined with dots.
func flatten(values map[string]string, prefix string, node *source.Node) {
	switch {
	case node == nil:
	case node.Kind == source.Map:
		for _, entry := range node.Entries {
			flatten(values, strings.TrimPrefix(prefix+"."+entry.Key, "."), entry.Value)
		}
	case node.Kind == source.Scalar && prefix != "" && node.Tag != source.Null:
		values[prefix] = node.Text
	}
}

// keys in their order.
func (c flinkOptions) keys() []string { return slices.Sorted(maps.Keys(c.values)) }
