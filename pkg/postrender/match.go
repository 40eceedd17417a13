package postrender

import (
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/labels"
	"sigs.k8s.io/kustomize/api/types"
)

// target chooses objects.
type target interface {
	matches(h *header) bool
	// wanted are the kind and the name that are looked for, for errors.
	wanted() Identity
	String() string
}

// exactly is the target of a patch that names its object itself.
type exactly struct{ Identity }

func (t exactly) matches(h *header) bool {
	return h.equal(t.Identity) || slices.ContainsFunc(h.previous, t.equal)
}

func (t exactly) wanted() Identity { return t.Identity }

// selector is the target field of a patch.
type selector struct {
	types.Selector
	regex               *types.SelectorRegex
	labels, annotations labels.Selector
}

func newSelector(s types.Selector) (*selector, error) {
	regex, err := types.NewSelectorRegex(&s)
	if err != nil {
		return nil, fmt.Errorf("target: %w", err)
	}
	t := &selector{Selector: s, regex: regex}
	if t.labels, err = labels.Parse(s.LabelSelector); err != nil {
		return nil, fmt.Errorf("target.labelSelector: %w", err)
	}
	if t.annotations, err = labels.Parse(s.AnnotationSelector); err != nil {
		return nil, fmt.Errorf("target.annotationSelector: %w", err)
	}
	return t, nil
}

// matches follows Select of package resmap of kustomize: name and namespace
// are those that the object had at first or has now.
func (t *selector) matches(h *header) bool {
	original := h.original()
	if !t.regex.MatchName(original.Name) && !t.regex.MatchName(h.Name) {
		return false
	}
	if (t.Group != "" || t.Version != "" || t.Kind != "") && !t.regex.MatchGvk(h.plainGVK()) {
		return false
	}
	if t.Namespace != "" && !t.regex.MatchNamespace(original.effective()) && !t.regex.MatchNamespace(h.effective()) {
		return false
	}
	return t.labels.Matches(labels.Set(h.labels)) && t.annotations.Matches(labels.Set(h.annotations))
}

func (t *selector) wanted() Identity {
	return Identity{Kind: t.Kind, Namespace: t.Namespace, Name: t.Name}
}

// String is what the selector asks for.
func (t *selector) String() string {
	text := t.wanted().String()
	for _, more := range []struct{ key, value string }{
		{"group", t.Group}, {"version", t.Version}, {"labelSelector", t.LabelSelector}, {"annotationSelector", t.AnnotationSelector},
	} {
		if more.value != "" {
			if text != "" {
				text += ", "
			}
			text += more.key + " " + more.value
		}
	}
	return text
}
