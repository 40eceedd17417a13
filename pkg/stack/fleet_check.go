package stack

import (
	"fmt"
	"net/url"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/flinkgen/flinkgen/pkg/source"
)

// checkClusters finds what is wrong with clusters before their stacks are
// completed: names, environments, destinations, and the fields of their specs.
func checkClusters(document *source.Node, clusters []Cluster) source.Errors {
	c := clusterCheck{document: document, names: map[string]bool{}, targets: map[Destination]string{}}
	list := document.Get("clusters")
	if list == nil || len(list.Items) != len(clusters) {
		return nil // There are none, or decoding has found why.
	}
	fleet := newFleet(document, nil)
	for i, cluster := range clusters {
		if list.Items[i].Kind != source.Map {
			continue
		}
		c.at = fmt.Sprintf("clusters[%d]", i)
		c.name(cluster)
		c.environment(cluster)
		c.destination(cluster)
		c.own(fleet, list.Items[i])
	}
	return c.failed
}

// clusterCheck goes through the clusters.
type clusterCheck struct {
	document *source.Node
	// at is the path of the cluster.
	at     string
	names  map[string]bool
	failed source.Errors
	// targets are the clusters by their destination.
	targets map[Destination]string
}

func (c *clusterCheck) fail(field, message, hint string) {
	path := c.at + "." + field
	c.failed = append(c.failed, c.document.Find(path).Position.Mistake(path, message, hint))
}

func (c *clusterCheck) name(cluster Cluster) {
	problems := validation.IsDNS1123Label(cluster.Name)
	switch {
	case cluster.Name == "":
		c.fail("name", "name the cluster", "")
	case len(problems) > 0:
		c.fail("name", fmt.Sprintf("Invalid value: %q: %s", cluster.Name, problems[0]), "")
	case c.names[cluster.Name]:
		c.fail("name", fmt.Sprintf("Duplicate value: %q", cluster.Name), "")
	}
	c.names[cluster.Name] = true
}

// environment has to be one of the stack, and its name becomes a label and the
// name of a directory.
func (c *clusterCheck) environment(cluster Cluster) {
	if cluster.Environment == "" {
		return
	}
	environments := c.document.Get("environments")
	if environments == nil {
		c.fail("environment", fmt.Sprintf("no environment %q: the stack has no environments", cluster.Environment), "")
		return
	}
	if environments.Get(cluster.Environment) == nil {
		var known []string
		for _, entry := range environments.Entries {
			known = append(known, entry.Key)
		}
		c.fail("environment", fmt.Sprintf("no environment %q", cluster.Environment), oneOf(cluster.Environment, known))
		return
	}
	if problems := validation.IsDNS1123Label(cluster.Environment); len(problems) > 0 {
		c.fail("environment", fmt.Sprintf("Invalid value: %q: %s", cluster.Environment, problems[0]), "")
	}
}

func (c *clusterCheck) destination(cluster Cluster) {
	d := cluster.Destination
	if d.Server != "" {
		if d.Name != "" {
			c.fail("destination", "Argo CD finds a cluster by server or by name, not by both", "leave out one")
		}
		if server, err := url.Parse(d.Server); err != nil || server.Scheme != "https" && server.Scheme != "http" || server.Hostname() == "" || server.User != nil || server.RawQuery != "" || server.Fragment != "" {
			c.fail("destination.server", "must be the URL of the cluster's API server", "write it as Argo CD has it, such as https://10.0.0.1:6443")
		}
	}
	target := cluster.Target()
	if other, taken := c.targets[target]; taken && other != cluster.Name {
		c.fail("destination", fmt.Sprintf("cluster %q has the same destination", other), "each cluster needs one of its own")
	}
	c.targets[target] = cluster.Name
}

// own decodes what a cluster has of its own, over the sections of the spec that
// it changes.
func (c *clusterCheck) own(fleet *fleet, cluster *source.Node) {
	spec, nodes := written(cluster, "spec"), written(cluster, "nodes")
	if nodes != nil && spec.Get("nodes") != nil {
		c.fail("spec.nodes", "the nodes of the cluster are written twice", "leave out one")
	}
	if spec == nil || spec.Kind != source.Map {
		return
	}
	merged := fleet.merged(cluster)
	changed := without(merged.Get("spec"), func(key string) bool { return spec.Get(key) == nil })
	whole := &source.Node{Position: merged.Position, Kind: source.Map, Entries: []source.Entry{{Position: merged.Position, Key: "spec", Value: changed}}}
	c.failed = add(c.failed, source.Decode(whole, New("")))
}
