package postrender

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"

	"github.com/flinkgen/flinkgen/pkg/source"
)

// allowed are the fields of a kustomization that make sense on a stream.
var allowed = map[string]bool{
	"apiVersion": true, "kind": true, "metadata": true,
	"resources": true, "components": true,
	"patches": true, "patchesStrategicMerge": true, "patchesJson6902": true,
	"images": true, "replicas": true, "labels": true, "commonLabels": true, "commonAnnotations": true, "namespace": true,
}

// refused are the other fields of a kustomization, with what to do instead.
// Source: types.Kustomization of sigs.k8s.io/kustomize/api v0.21.2.
var refused = map[string]string{
	"namePrefix":                  "the names of a release are Helm's: set nameOverride or fullnameOverride of the chart",
	"nameSuffix":                  "the names of a release are Helm's: set nameOverride or fullnameOverride of the chart",
	"configMapGenerator":          "write the ConfigMap to a file and list it under resources",
	"secretGenerator":             "create the Secret in the cluster: a stream of manifests should hold none",
	"generatorOptions":            "nothing is generated: list files under resources",
	"generators":                  "list what they generate under resources",
	"transformers":                "use patches, labels, images or replicas",
	"validators":                  "use --check",
	"replacements":                "use patches with the values themselves",
	"vars":                        "use patches with the values themselves",
	"helmCharts":                  "Helm renders the chart: install it as a release of its own",
	"helmChartInflationGenerator": "Helm renders the chart: install it as a release of its own",
	"helmGlobals":                 "Helm renders the chart: install it as a release of its own",
	"bases":                       "the stream takes the place of a base; list what comes in addition under resources",
	"imageTags":                   "use images",
	"crds":                        "patch custom resources with a JSON patch",
	"openapi":                     "patch custom resources with a JSON patch",
	"configurations":              "use patches, or labels with fields",
	"sortOptions":                 "Helm orders the objects itself: leave it out",
	"buildMetadata":               "use commonAnnotations",
}

// check names every field that a stream has no use for.
func (o *overlay) check(node *yaml.Node) error {
	if node == nil || node.Kind != yaml.MappingNode {
		return o.wrong(0, errors.New("this is no kustomization"))
	}
	var wrong []error
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		o.remember(key, node.Content[i+1])
		cure, known := refused[key.Value]
		switch {
		case allowed[key.Value]:
		case known:
			wrong = append(wrong, o.wrong(key.Line, fmt.Errorf("%s does nothing to a stream: %s", key.Value, cure)))
		default:
			hint := source.DidYouMean(key.Value, slices.Sorted(maps.Keys(allowed)))
			if hint != "" {
				hint = ": " + hint
			}
			wrong = append(wrong, o.wrong(key.Line, fmt.Errorf("unknown field %q%s", key.Value, hint)))
		}
	}
	return errors.Join(wrong...)
}
