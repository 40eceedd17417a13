package pod

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/kubernetes/third_party/forked/golang/expansion"
)

// environment gives a container's environment as the kubelet makes it: the
// image's, the host name, the API server's address, then the container's own
// in their order, each seeing the ones before it. The map holds the
// container's own, for the expansion of its command.
func (p *Pod) environment(c *corev1.Container, image Image) ([]string, map[string]string, error) {
	if p.spec.EnableServiceLinks == nil || *p.spec.EnableServiceLinks {
		return nil, nil, fmt.Errorf("pod %s: enableServiceLinks is not emulated", p.Name)
	}
	if len(c.EnvFrom) > 0 {
		return nil, nil, fmt.Errorf("container %s: envFrom is not emulated", c.Name)
	}
	own := map[string]string{"KUBERNETES_SERVICE_HOST": "10.96.0.1", "KUBERNETES_SERVICE_PORT": "443"}
	names := []string{"KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"}
	expand := expansion.MappingFuncFor(own)
	for _, e := range c.Env {
		value := expansion.Expand(e.Value, expand)
		if e.ValueFrom != nil {
			var err error
			if value, err = p.valueFrom(e.ValueFrom); err != nil {
				return nil, nil, fmt.Errorf("container %s: %s: %w", c.Name, e.Name, err)
			}
		}
		if !slices.Contains(names, e.Name) {
			names = append(names, e.Name)
		}
		own[e.Name] = value
	}
	all := slices.Concat([]string{searchPath}, image.Environment, []string{"HOSTNAME=" + p.Name})
	for _, name := range names {
		all = append(all, name+"="+own[name])
	}
	if variable(all, "HOME") == "" {
		all = append(all, "HOME=/")
	}
	return all, own, nil
}

func (p *Pod) valueFrom(source *corev1.EnvVarSource) (string, error) {
	switch {
	case source.SecretKeyRef != nil:
		secret, err := Get[*corev1.Secret](p.node, p.Namespace, source.SecretKeyRef.Name)
		if err != nil {
			return "", err
		}
		value, found := secret.Data[source.SecretKeyRef.Key]
		if !found {
			return "", fmt.Errorf("couldn't find key %s in Secret %s/%s", source.SecretKeyRef.Key, p.Namespace, secret.Name)
		}
		return string(value), nil
	case source.FieldRef != nil:
		return p.field(source.FieldRef.FieldPath)
	}
	return "", fmt.Errorf("the source %v is not emulated", source)
}

func (p *Pod) field(path string) (string, error) {
	switch path {
	case "metadata.name":
		return p.Name, nil
	case "metadata.namespace":
		return p.Namespace, nil
	case "spec.serviceAccountName":
		return p.spec.ServiceAccountName, nil
	case "status.podIP":
		address, _ := p.Address()
		return address.String(), nil
	}
	return "", fmt.Errorf("the field %s is not emulated", path)
}

// command is what a container runs: its own command and arguments with
// $(VARIABLES) expanded, or the image's.
func command(c *corev1.Container, image Image, own map[string]string) ([]string, error) {
	expand := func(words []string) []string {
		expanded := make([]string, len(words))
		for i, word := range words {
			expanded[i] = expansion.Expand(word, expansion.MappingFuncFor(own))
		}
		return expanded
	}
	all := slices.Concat(image.Entrypoint, image.Command)
	switch {
	case len(c.Command) > 0:
		all = expand(slices.Concat(c.Command, c.Args))
	case len(c.Args) > 0:
		all = slices.Concat(image.Entrypoint, expand(c.Args))
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("container %s: neither it nor its image has a command", c.Name)
	}
	return all, nil
}

// variable reads a variable of an environment; the last one wins.
func variable(environment []string, name string) string {
	for _, entry := range slices.Backward(environment) {
		if value, found := strings.CutPrefix(entry, name+"="); found {
			return value
		}
	}
	return ""
}
