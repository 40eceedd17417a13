package argocd

import (
	"slices"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/bundle"
	certmanagerv1 "github.com/flinkgen/flinkgen/pkg/certmanager/v1"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// difference is a field that somebody else writes into an object.
type difference struct {
	v1alpha1.ResourceIgnoreDifferences
	// reason names who writes it.
	reason string
	// rendered says that the manifests set the field too.
	rendered bool
}

const (
	caBundle = ".webhooks[]?.clientConfig.caBundle"
	replicas = "/spec/replicas"
)

// differences are the fields of a component that others write: those alone that
// its objects leave to them.
func differences(c bundle.Component) []difference {
	var all []difference
	add := func(o component.Object, reason string, d v1alpha1.ResourceIgnoreDifferences) {
		kind := o.GetObjectKind().GroupVersionKind()
		d.Group, d.Kind, d.Namespace, d.Name = kind.Group, kind.Kind, o.GetNamespace(), o.GetName()
		all = append(all, difference{d, reason, slices.Contains(d.JSONPointers, replicas)})
	}
	scaled := scaledBy(c)
	for _, o := range c.Objects {
		kind := o.GetObjectKind().GroupVersionKind()
		switch kind.Kind {
		case "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration":
			reason := "The Job that makes the certificate of the webhook writes its CA."
			if o.GetAnnotations()[certmanagerv1.InjectCAFrom] != "" {
				reason = "cert-manager writes the CA of the webhook's certificate."
			}
			add(o, reason, v1alpha1.ResourceIgnoreDifferences{JQPathExpressions: []string{caBundle}})
		case "PersistentVolumeClaim":
			if claim, ok := o.(*corev1.PersistentVolumeClaim); ok && claim.Spec.VolumeName == "" {
				add(o, "Kubernetes writes the volume that the claim is bound to.", v1alpha1.ResourceIgnoreDifferences{JSONPointers: []string{"/spec/volumeName"}})
			}
		case "PersistentVolume":
			if volume, ok := o.(*corev1.PersistentVolume); ok && volume.Spec.ClaimRef == nil {
				add(o, "Kubernetes writes the claim that the volume is bound to.", v1alpha1.ResourceIgnoreDifferences{JSONPointers: []string{"/spec/claimRef"}})
			}
		case "FlinkSessionJob":
			add(o, "The operator's webhook labels a session job with its cluster.", v1alpha1.ResourceIgnoreDifferences{JSONPointers: []string{"/metadata/labels/target.session"}})
		}
		if by := scaled[target{kind.GroupKind(), o.GetNamespace(), o.GetName()}]; by != "" {
			add(o, "HorizontalPodAutoscaler "+by+" writes the number of pods.", v1alpha1.ResourceIgnoreDifferences{JSONPointers: []string{replicas}})
		}
	}
	return merged(all, c)
}

// target is an object that an autoscaler scales.
type target struct {
	schema.GroupKind
	namespace, name string
}

// scaledBy gives the autoscaler of each object that has one.
func scaledBy(c bundle.Component) map[target]string {
	scaled := map[target]string{}
	for _, o := range c.Objects {
		if scaler, ok := o.(*autoscalingv2.HorizontalPodAutoscaler); ok {
			ref := scaler.Spec.ScaleTargetRef
			kind := schema.FromAPIVersionAndKind(ref.APIVersion, ref.Kind)
			scaled[target{kind.GroupKind(), scaler.Namespace, ref.Name}] = scaler.Name
		}
	}
	return scaled
}

// merged makes one of the differences that every object of a kind has.
func merged(all []difference, c bundle.Component) []difference {
	type group struct {
		schema.GroupKind
		reason string
	}
	of := func(d difference) group { return group{schema.GroupKind{Group: d.Group, Kind: d.Kind}, d.reason} }
	same, objects := map[group]int{}, map[schema.GroupKind]int{}
	for _, d := range all {
		same[of(d)]++
	}
	for _, o := range c.Objects {
		objects[o.GetObjectKind().GroupVersionKind().GroupKind()]++
	}
	short := make([]difference, 0, len(all))
	seen := map[group]bool{}
	for _, d := range all {
		g := of(d)
		if same[g] > 1 && same[g] == objects[g.GroupKind] {
			d.Name, d.Namespace = "", ""
			if seen[g] {
				continue
			}
			seen[g] = true
		}
		short = append(short, d)
	}
	return short
}
