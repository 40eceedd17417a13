package stack

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	metavalidation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component/namespace"
)

// namespaceObjects lists the namespaces of all parts, each at the strictest Pod
// Security level that its parts keep.
func (c *completion) namespaceObjects() {
	levels := map[string]string{}
	for _, part := range c.parts() {
		if !on(part.enabled) {
			continue
		}
		for _, name := range part.namespaces {
			if problems := validation.IsDNS1123Label(name); len(problems) > 0 {
				c.fail(field.Invalid(part.at.Child("namespace"), name, problems[0]))
			}
			if levels[name] != namespace.Privileged {
				levels[name] = part.level
			}
		}
	}
	n := &c.spec.Namespaces
	if !on(n.Enabled) {
		return
	}
	for i := range n.Namespaces {
		one := &n.Namespaces[i]
		needed := cmp.Or(levels[one.Name], namespace.Restricted)
		fill(&one.PodSecurity, needed)
		if needed == namespace.Privileged && one.PodSecurity != needed {
			c.fail(field.Invalid(specPath("namespaces", "namespaces").Index(i).Child("podSecurity"), one.PodSecurity, "pods that the stack puts there need privileged"))
		}
		delete(levels, one.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(levels)) {
		if system(name) {
			c.fail(field.Forbidden(specPath("namespaces", "namespaces"), fmt.Sprintf(
				"a part goes into %s, whose pods are not the stack's: a Pod Security label would refuse them; choose another namespace, or list %s here with the podSecurity that it may have", name, name)))
			continue
		}
		n.Namespaces = append(n.Namespaces, namespace.Namespace{Name: name, PodSecurity: levels[name]})
	}
}

// system says whether a namespace belongs to the cluster.
func system(namespace string) bool {
	return namespace == "default" || strings.HasPrefix(namespace, "kube-")
}

// part is what all parts of a stack share.
type part struct {
	enabled    *bool
	at         *field.Path
	level      string
	namespaces []string
	labels     *map[string]string
}

func (c *completion) parts() []part {
	s := c.spec
	ingressLevel := namespace.Restricted
	if s.Ingress.HostNetwork {
		ingressLevel = namespace.Privileged
	}
	all := []part{
		{s.Namespaces.Enabled, specPath("namespaces"), "", nil, &s.Namespaces.Labels},
		{s.LocalVolumes.Enabled, specPath("localVolumes", "redis"), "", nil, &s.LocalVolumes.Redis.Labels},
		{s.LocalVolumes.Enabled, specPath("localVolumes", "minio"), "", nil, &s.LocalVolumes.MinIO.Labels},
		{s.Redis.Enabled, specPath("redis"), namespace.Restricted, []string{s.Redis.Namespace}, &s.Redis.Labels},
		{s.MinIO.Enabled, specPath("minio"), namespace.Restricted, []string{s.MinIO.Namespace}, &s.MinIO.Labels},
		{s.JuiceFS.Enabled, specPath("juicefs"), namespace.Privileged, []string{s.JuiceFS.Namespace}, &s.JuiceFS.Labels},
		{s.Operator.Enabled, specPath("operator"), namespace.Restricted, append([]string{s.Operator.Namespace}, s.Operator.JobNamespaces...), &s.Operator.Labels},
		{s.Ingress.Enabled, specPath("ingress"), ingressLevel, []string{s.Ingress.Namespace}, &s.Ingress.Labels},
		{s.HistoryServer.Enabled, specPath("historyServer"), namespace.Restricted, []string{s.HistoryServer.Namespace}, &s.HistoryServer.Labels},
		// Its namespace is mostly that of Prometheus, which is not the stack's to make.
		{s.Monitoring.Enabled, specPath("monitoring"), "", nil, &s.Monitoring.Labels},
	}
	if s.Storage.Type == StorageHDFS {
		all = append(all, part{new(len(s.Storage.HDFS.Files) > 0), specPath("storage", "hdfs"), "", nil, &s.Storage.HDFS.Labels})
	}
	for i := range s.Jobs {
		j := &s.Jobs[i]
		labels := &j.Labels
		if !j.Managed {
			labels = new(map[string]string)
		}
		all = append(all, part{j.Enabled, specPath("jobs").Index(i), namespace.Restricted, []string{j.Namespace}, labels})
	}
	return all
}

// partOf is the label that says which stack an object belongs to.
const partOf = "app.kubernetes.io/part-of"

// labels puts the stack's name and labels on every object.
func (c *completion) labels() {
	c.errors = append(c.errors, metavalidation.ValidateLabels(c.stack.Metadata.Labels, field.NewPath("metadata", "labels"))...)
	for _, part := range c.parts() {
		c.errors = append(c.errors, metavalidation.ValidateLabels(*part.labels, part.at.Child("labels"))...)
		labels := map[string]string{partOf: c.stack.Metadata.Name}
		maps.Copy(labels, c.stack.Metadata.Labels)
		maps.Copy(labels, *part.labels)
		*part.labels = labels
	}
}
