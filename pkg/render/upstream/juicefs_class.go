package upstream

import (
	"fmt"
	"slices"

	policyv1 "k8s.io/api/policy/v1"
	storagev1 "k8s.io/api/storage/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// storageClass is an item of storageClasses. Source: juicedata/charts, tag
// helm-chart-juicefs-csi-driver-0.32.4.
type storageClass struct {
	Name                 string            `json:"name"`
	Enabled              bool              `json:"enabled"`
	ExistingSecret       string            `json:"existingSecret"`
	ReclaimPolicy        string            `json:"reclaimPolicy"`
	AllowVolumeExpansion bool              `json:"allowVolumeExpansion"`
	Annotations          map[string]string `json:"annotations,omitempty"`
	MountOptions         []string          `json:"mountOptions"`
	PathPattern          string            `json:"pathPattern,omitempty"`
}

// pathPattern is the one parameter that the chart has a key for.
const pathPattern = "pathPattern"

func storageClasses(s *stack.Spec, _ catalog.Chart) any {
	j, class := s.JuiceFS.Values, s.JuiceFS.StorageClass
	one := storageClass{
		Name:                 class.Name,
		Enabled:              true,
		ExistingSecret:       j.Auth.SecretName,
		ReclaimPolicy:        string(class.ReclaimPolicy),
		AllowVolumeExpansion: class.AllowVolumeExpansion,
		MountOptions:         slices.Concat([]string{fmt.Sprintf("buffer-size=%d", j.BufferSize)}, class.MountOptions),
		PathPattern:          class.Parameters[pathPattern],
	}
	if class.DefaultClass {
		one.Annotations = map[string]string{storageClassDefault: "true"}
	}
	return []any{one}
}

const storageClassDefault = "storageclass.kubernetes.io/is-default-class"

// parameters adds those that the chart has no key for.
func parameters(s *stack.Spec, _ catalog.Chart) []patch {
	more := anyMap(s.JuiceFS.StorageClass.Parameters)
	delete(more, pathPattern)
	if len(more) == 0 {
		return nil
	}
	return []patch{{
		apiVersion: "storage.k8s.io/v1", kind: "StorageClass", name: s.JuiceFS.StorageClass.Name,
		body: map[string]any{"parameters": more},
	}}
}

// juicefsRest is the StorageClass where the chart would make a Secret with it, and
// the PodDisruptionBudget, which the chart does not know.
func juicefsRest(_ *stack.Spec, chart catalog.Chart, c bundle.Component) []component.Object {
	var objects []component.Object
	for _, object := range c.Objects {
		switch object := object.(type) {
		case *storagev1.StorageClass:
			if !within(chart, "0.32.4", "") {
				objects = append(objects, object)
			}
		case *policyv1.PodDisruptionBudget:
			budget := object.DeepCopy()
			budget.Spec.Selector.MatchLabels = map[string]string{"app": "juicefs-csi-controller"}
			objects = append(objects, budget)
		}
	}
	return objects
}
