package job

import (
	"encoding/json"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
)

// overlaid merges the template of a role over the common one, containers and
// volumes by name, as kubectl apply does. Validate refuses what cannot be
// merged.
func overlaid(base, over *corev1.PodTemplateSpec) *corev1.PodTemplateSpec {
	merged, err := overlay(base, over)
	if err != nil {
		return base
	}
	return merged
}

func overlay(base, over *corev1.PodTemplateSpec) (*corev1.PodTemplateSpec, error) {
	if over == nil {
		return base, nil
	}
	baseText, err := json.Marshal(base)
	if err != nil {
		return nil, err
	}
	patch, err := patchOf(over)
	if err != nil {
		return nil, err
	}
	text, err := strategicpatch.StrategicMergePatch(baseText, patch, corev1.PodTemplateSpec{})
	if err != nil {
		return nil, err
	}
	merged := &corev1.PodTemplateSpec{}
	return merged, json.Unmarshal(text, merged)
}

// patchOf is a template as a patch. An absent list of containers would be
// null there, which deletes.
func patchOf(over *corev1.PodTemplateSpec) ([]byte, error) {
	text, err := json.Marshal(over)
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := json.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	if spec, ok := tree["spec"].(map[string]any); ok && spec["containers"] == nil {
		delete(spec, "containers")
	}
	return json.Marshal(tree)
}
