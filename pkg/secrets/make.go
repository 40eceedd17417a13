package secrets

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Make gives the Secrets that a completed stack refers to and that nobody
// keeps already, with values from the source.
func Make(s *stack.Stack, source Source) ([]component.Object, error) {
	all := describe(s)
	values, err := collect(all, source)
	if err != nil {
		return nil, err
	}
	objects := make([]component.Object, 0, len(all))
	for _, described := range all {
		data := map[string]string{}
		for _, key := range slices.Sorted(maps.Keys(described.data)) {
			text, err := expand(described.data[key], values)
			if err != nil {
				return nil, fmt.Errorf("secret %s/%s, key %s: %w", described.namespace, described.name, key, err)
			}
			data[key] = text
		}
		objects = append(objects, &corev1.Secret{
			TypeMeta:   component.CoreV1("Secret"),
			ObjectMeta: described.meta(s),
			Type:       corev1.SecretTypeOpaque,
			StringData: data,
		})
	}
	return objects, nil
}

// collect asks the source for each value once. The error names every value
// that it does not give.
func collect(all []description, source Source) (map[string]string, error) {
	values := map[string]string{}
	var failed []error
	for _, described := range all {
		for _, value := range described.values {
			if _, known := values[value.Name]; known {
				continue
			}
			text, err := source(value)
			if err != nil {
				failed = append(failed, fmt.Errorf("secret %s/%s: %w", described.namespace, described.name, err))
			}
			values[value.Name] = text
		}
	}
	return values, errors.Join(failed...)
}

func expand(text string, values map[string]string) (string, error) {
	parsed, err := template.New("").Option("missingkey=error").Parse(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := parsed.Execute(&b, values); err != nil {
		return "", err
	}
	return b.String(), nil
}

func (d description) meta(s *stack.Stack) metav1.ObjectMeta {
	return metav1.ObjectMeta{
		Name:      d.name,
		Namespace: d.namespace,
		Labels: component.Labels(component.Selector(d.part, d.name), map[string]string{
			"app.kubernetes.io/part-of": s.Metadata.Name,
		}, s.Metadata.Labels),
	}
}
