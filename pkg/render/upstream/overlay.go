package upstream

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// patch is a strategic merge patch of an object of a chart.
type patch struct {
	apiVersion, kind, name string
	// body is the patch without what names the object.
	body map[string]any
	// values are the paths in the stack that it is for.
	values []string
}

// overlay is what the post-renderer changes in the output of a chart.
type overlay struct {
	// labels and annotations go on every object.
	labels, annotations map[string]string
	patches             []patch
}

func (o overlay) empty() bool {
	return len(o.labels) == 0 && len(o.annotations) == 0 && len(o.patches) == 0
}

// kustomization is the part of kustomize.config.k8s.io/v1beta1 that is written.
type kustomization struct {
	APIVersion        string            `json:"apiVersion"`
	Kind              string            `json:"kind"`
	CommonAnnotations map[string]string `json:"commonAnnotations,omitempty"`
	Labels            []labels          `json:"labels,omitempty"`
	Patches           []reference       `json:"patches,omitempty"`
}

type labels struct {
	Pairs map[string]string `json:"pairs"`
}

type reference struct {
	Path string `json:"path"`
}

// clusterWide are the kinds without a namespace that patches are for.
var clusterWide = []string{"StorageClass", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"}

// write adds the overlay of a release in a namespace to a directory.
func (o overlay) write(files *tree.Tree, directory, namespace, header string) error {
	k := kustomization{APIVersion: "kustomize.config.k8s.io/v1beta1", Kind: "Kustomization", CommonAnnotations: o.annotations}
	if len(o.labels) > 0 {
		k.Labels = []labels{{o.labels}}
	}
	for _, one := range merged(o.patches) {
		name := strings.ToLower(one.kind) + "-" + one.name + ".yaml"
		k.Patches = append(k.Patches, reference{name})
		metadata := map[string]any{"name": one.name}
		if !slices.Contains(clusterWide, one.kind) {
			metadata["namespace"] = namespace
		}
		body := map[string]any{"apiVersion": one.apiVersion, "kind": one.kind, "metadata": metadata}
		merge(body, one.body)
		slices.Sort(one.values)
		data, err := encode.Append([]byte(header+comment("", "From "+strings.Join(slices.Compact(one.values), ", "))), body)
		if err != nil {
			return fmt.Errorf("patch of %s %s: %w", one.kind, one.name, err)
		}
		if err := files.Add(path.Join(directory, name), data); err != nil {
			return err
		}
	}
	data, err := encode.Append([]byte(header), k)
	if err != nil {
		return err
	}
	return files.Add(path.Join(directory, "kustomization.yaml"), data)
}

// merged makes one patch of those of an object.
func merged(patches []patch) []patch {
	var all []patch
	for _, one := range patches {
		i := slices.IndexFunc(all, func(other patch) bool { return other.kind == one.kind && other.name == one.name })
		if i < 0 {
			all = append(all, patch{one.apiVersion, one.kind, one.name, map[string]any{}, nil})
			i = len(all) - 1
		}
		merge(all[i].body, one.body)
		all[i].values = append(all[i].values, one.values...)
	}
	return all
}

// merge puts one patch over another: maps are merged, and items of lists that
// have the same name.
func merge(into, from map[string]any) {
	for _, key := range slices.Sorted(maps.Keys(from)) {
		switch value := from[key].(type) {
		case map[string]any:
			inner, ok := into[key].(map[string]any)
			if !ok {
				inner = map[string]any{}
				into[key] = inner
			}
			merge(inner, value)
		case []any:
			list, _ := into[key].([]any)
			into[key] = mergeLists(list, value)
		default:
			into[key] = value
		}
	}
}

func mergeLists(into, from []any) []any {
	for _, item := range from {
		named, _ := item.(map[string]any)
		i := slices.IndexFunc(into, func(other any) bool {
			known, ok := other.(map[string]any)
			return ok && named["name"] != nil && known["name"] == named["name"]
		})
		if i < 0 {
			into = append(into, item)
			continue
		}
		if known, ok := into[i].(map[string]any); ok {
			merge(known, named)
		}
	}
	return into
}

// podPatch changes the pods of a workload.
func podPatch(kind, name string, spec map[string]any) patch {
	return patch{apiVersion: "apps/v1", kind: kind, name: name, body: map[string]any{
		"spec": map[string]any{"template": map[string]any{"spec": spec}},
	}}
}
