package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

// metadata checks names, labels and annotations, of every kind.
func (r *run) metadata(o *Object) {
	fail := func(path, format string, args ...any) {
		r.report(o.at(ruleValue, finding.Error, path, fmt.Sprintf(format, args...)))
	}
	generated := text(o.node.Get("metadata").Get("generateName"))
	switch problems := nameProblems(o); {
	case o.Name == "" && generated == "":
		fail("metadata.name", "the name is missing")
	case o.Name != "" && len(problems) > 0:
		fail("metadata.name", "the name %q is not allowed: %s", o.Name, problems[0])
	}
	if problems := validation.IsDNS1123Label(o.Namespace); o.Namespace != "" && len(problems) > 0 {
		fail("metadata.namespace", "the namespace %q is not allowed: %s", o.Namespace, problems[0])
	}
	r.checkLabels(o, "metadata.labels", o.labels)
	size := 0
	for _, key := range slices.Sorted(maps.Keys(o.annotations)) {
		size += len(key) + len(o.annotations[key])
		if problems := validation.IsQualifiedName(strings.ToLower(key)); len(problems) > 0 {
			fail(join("metadata.annotations", key), "the key is not allowed: %s", problems[0])
		}
	}
	if size > maxAnnotations {
		fail("metadata.annotations", "the annotations have %d bytes: an API server takes %d", size, maxAnnotations)
	}
}

// maxAnnotations is TotalAnnotationSizeLimitB of k8s.io/apimachinery/pkg/api/validation.
const maxAnnotations = 256 << 10

// checkLabels checks keys and values of labels.
func (r *run) checkLabels(o *Object, at string, labels map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		if problems := validation.IsQualifiedName(key); len(problems) > 0 {
			r.report(o.at(ruleValue, finding.Error, join(at, key), "the key is not allowed: "+problems[0]))
		}
		if problems := validation.IsValidLabelValue(labels[key]); len(problems) > 0 {
			r.report(o.at(ruleValue, finding.Error, join(at, key), "the value is not allowed: "+problems[0]))
		}
	}
}

// nameProblems are those of the name of an object. Source: the strategies of
// the API server; custom resources have names of DNS.
func nameProblems(o *Object) []string {
	switch {
	case o.group() == "rbac.authorization.k8s.io":
		return content.IsPathSegmentName(o.Name)
	case o.is("", "Service"):
		return validation.IsDNS1123Label(o.Name)
	case o.is("", "Namespace"):
		return validation.IsDNS1123Label(o.Name)
	}
	return validation.IsDNS1123Subdomain(o.Name)
}
