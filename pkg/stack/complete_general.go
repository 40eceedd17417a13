package stack

import (
	"fmt"
	"regexp"
	"strconv"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// general checks what the whole stack shares.
func (c *completion) general() {
	name := field.NewPath("metadata", "name")
	if c.stack.Metadata.Name == "" {
		c.fail(field.Required(name, "name the stack, for example streaming"))
	} else if problems := validation.IsDNS1123Label(c.stack.Metadata.Name); len(problems) > 0 {
		c.fail(field.Invalid(name, c.stack.Metadata.Name, problems[0]))
	}
	seen := map[string]bool{}
	for i, node := range c.spec.Nodes {
		at := specPath("nodes").Index(i).Child("name")
		if problems := validation.IsDNS1123Subdomain(node.Name); len(problems) > 0 {
			c.fail(field.Invalid(at, node.Name, problems[0]))
		}
		if seen[node.Name] {
			c.fail(field.Duplicate(at, node.Name))
		}
		seen[node.Name] = true
	}
	c.kubernetesVersion()
	c.names()
	if problems := validation.IsDNS1123Subdomain(c.spec.ClusterDomain); len(problems) > 0 {
		c.fail(field.Invalid(specPath("clusterDomain"), c.spec.ClusterDomain, problems[0]))
	}
}

// names refuses base names that the names of objects cannot start with, and
// hosts that are none.
func (c *completion) names() {
	for _, part := range []struct{ section, name string }{
		{"redis", c.spec.Redis.Name},
		{"minio", c.spec.MinIO.Name},
		{"juicefs", c.spec.JuiceFS.Name},
		{"operator", c.spec.Operator.Name},
		{"ingress", c.spec.Ingress.Name},
		{"historyServer", c.spec.HistoryServer.Name},
		{"monitoring", c.spec.Monitoring.Name},
	} {
		if problems := validation.IsDNS1035Label(part.name); len(problems) > 0 {
			c.fail(field.Invalid(specPath(part.section, "name"), part.name, "write lower-case letters, digits and -, a letter first"))
		}
	}
	for _, host := range []struct {
		at   *field.Path
		name string
	}{{specPath("ingress", "host"), c.spec.Ingress.Host}, {specPath("historyServer", "host"), c.spec.HistoryServer.Host}} {
		if host.name == "" {
			continue
		}
		if problems := validation.IsDNS1123Subdomain(host.name); len(problems) > 0 {
			c.fail(field.Invalid(host.at, host.name, "write a host name without scheme and port, such as flink.example.com"))
		}
	}
}

// oldestKubernetes is the first minor version 1.x that knows every field of the
// objects by default: the StatefulSets' persistentVolumeClaimRetentionPolicy
// is on since then (Kubernetes feature gates, StatefulSetAutoDeletePVC).
const oldestKubernetes = 27

// kubernetesVersion refuses a cluster that would drop fields of the objects.
func (c *completion) kubernetesVersion() {
	at := specPath("kubernetesVersion")
	match := kubernetesVersion.FindStringSubmatch(c.spec.KubernetesVersion)
	if match == nil {
		c.fail(field.Invalid(at, c.spec.KubernetesVersion, "write major and minor, such as \"1.34\""))
		return
	}
	if minor, err := strconv.Atoi(match[1]); err != nil || minor < oldestKubernetes {
		c.fail(field.Invalid(at, c.spec.KubernetesVersion, fmt.Sprintf("the objects have fields that Kubernetes knows since 1.%d", oldestKubernetes)))
	}
}

var kubernetesVersion = regexp.MustCompile(`^1\.(\d{1,3})$`)

// enabled decides which parts the stack has. A part that another one brings
// its own replacement for is left out.
func (c *completion) enabled() {
	fill(&c.spec.Namespaces.Enabled, new(true))
	fill(&c.spec.Operator.Enabled, new(true))
	fill(&c.spec.CustomResourceDefinitions.Enabled, new(on(c.spec.Operator.Enabled)))
	fill(&c.spec.JuiceFS.Enabled, new(c.spec.Storage.Type == StorageVolume && c.spec.Storage.StorageClassName == ""))
	fill(&c.spec.Redis.Enabled, new(on(c.spec.JuiceFS.Enabled) && c.spec.JuiceFS.MetaURL == ""))
	fill(&c.spec.MinIO.Enabled, new(on(c.spec.JuiceFS.Enabled) && c.spec.JuiceFS.Bucket == ""))
	fill(&c.spec.LocalVolumes.Enabled, new(
		on(c.spec.Redis.Enabled) && c.spec.Redis.Persistence.StorageClassName == "" ||
			on(c.spec.MinIO.Enabled) && c.spec.MinIO.Persistence.StorageClassName == ""))
	fill(&c.spec.Ingress.Enabled, new(c.spec.Ingress.Controller == ControllerNginx))
	fill(&c.spec.HistoryServer.Enabled, new(true))
	fill(&c.spec.Monitoring.Enabled, new(false))
	for i := range c.spec.Jobs {
		fill(&c.spec.Jobs[i].Enabled, new(true))
	}
	if on(c.spec.Ingress.Enabled) && c.spec.Ingress.Controller != ControllerNginx {
		c.fail(field.Invalid(specPath("ingress", "enabled"), true, fmt.Sprintf("the controller is %s: set spec.ingress.controller to nginx, or leave out enabled", c.spec.Ingress.Controller)))
	}
}
