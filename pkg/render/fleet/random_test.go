package fleet_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/fleet"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// base is the stack of random fleets.
const base = `apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata: {name: shop}
spec:
  customResourceDefinitions: {enabled: false}
  nodes: [a, b, c]
  images: {registry: mirror.example.com}
  jobs:
  - {name: orders, jarURI: local:///opt/flink/usrlib/orders.jar, args: [--from, start]}
  - {name: clicks, jarURI: local:///opt/flink/usrlib/clicks.jar, deploymentMode: native}
`

// sections are parts of an environment or of a cluster's spec; the name of a
// section comes once in each.
var sections = []string{
	"timeZone: Asia/Shanghai",
	"clusterDomain: example.local",
	"redis: {replicas: 1}",
	"redis: {replicas: 5}",
	"redis: {replicas: 3, maxmemory: 2gb, podAnnotations: {team: a}}",
	"redis: {resources: {limits: {cpu: 1500m, memory: 2Gi}}, nodeSelector: {disk: ssd}}",
	"minio: {replicas: 1, persistence: {size: 5Gi}}",
	"minio: {tolerations: [{key: disk, operator: Exists}]}",
	"operator: {replicas: 2}",
	"operator: {watchNamespaces: [flink, more]}",
	"ingress: {controller: none}",
	"ingress: {host: web.example.com}",
	"historyServer: {enabled: false}",
	"monitoring: {enabled: true}",
	"storage: {size: 50Gi, logSize: 0.5Gi}",
	"dns: {stubDomains: [{domain: corp.example.com, servers: [10.0.0.10]}]}",
	"images: {pullSecrets: [mirror]}",
	"jobs: [{name: new, jarURI: local:///opt/flink/usrlib/new.jar, parallelism: 7}]",
	"jobs: [{name: orders, parallelism: 9, args: null}]",
	"jobs: [{name: clicks, $patch: delete}]",
	"jobs: [{name: second, deploymentMode: session, sessionJobs: [{name: words, jarURI: 'https://repo.example.com/w.jar'}]}]",
}

var nodes = []string{"", "", "[x, y, z]", "[n1, n2, n3, n4, n5]", "[only]"}

var registries = []string{"", "", "registry.eu.example.com/mirror", "none"}

// randomCluster is a cluster, as its parts are written.
type randomCluster struct {
	name, environment, nodes, registry string
	spec                               []string
}

type randomFleet struct {
	environments map[string][]string
	clusters     []randomCluster
}

func newRandomFleet(r *rand.Rand) randomFleet {
	f := randomFleet{environments: map[string][]string{}}
	names := []string{""}
	for _, name := range []string{"dev", "stage", "prod"}[:r.IntN(4)] {
		f.environments[name] = some(r, 3)
		names = append(names, name)
	}
	for i := range 1 + r.IntN(6) {
		c := randomCluster{
			name:        fmt.Sprintf("c%d", i),
			environment: names[r.IntN(len(names))],
			nodes:       nodes[r.IntN(len(nodes))],
			registry:    registries[r.IntN(len(registries))],
		}
		if r.IntN(3) == 0 {
			c.spec = some(r, 2)
		}
		f.clusters = append(f.clusters, c)
	}
	return f
}

// some are up to so many sections of different names.
func some(r *rand.Rand, most int) []string {
	var chosen []string
	for range r.IntN(most + 1) {
		section := sections[r.IntN(len(sections))]
		name, _, _ := strings.Cut(section, ":")
		if !slices.ContainsFunc(chosen, func(other string) bool { return strings.HasPrefix(other, name+":") }) {
			chosen = append(chosen, section)
		}
	}
	return chosen
}

// document is the whole fleet as a stack file.
func (f randomFleet) document() string {
	var text strings.Builder
	text.WriteString(base + "environments:\n")
	for _, name := range []string{"dev", "stage", "prod"} {
		if chosen, ok := f.environments[name]; ok {
			fmt.Fprintf(&text, "  %s: {%s}\n", name, strings.Join(chosen, ", "))
		}
	}
	text.WriteString("clusters:\n")
	for _, c := range f.clusters {
		fmt.Fprintf(&text, "- name: %s\n", c.name)
		if c.environment != "" {
			fmt.Fprintf(&text, "  environment: %s\n", c.environment)
		}
		if c.nodes != "" {
			fmt.Fprintf(&text, "  nodes: %s\n", c.nodes)
		}
		switch c.registry {
		case "":
		case "none":
			text.WriteString("  registry: ''\n")
		default:
			fmt.Fprintf(&text, "  registry: %s\n", c.registry)
		}
		if c.spec != nil {
			fmt.Fprintf(&text, "  spec: {%s}\n", strings.Join(c.spec, ", "))
		}
	}
	return text.String()
}

func (f randomFleet) tree(tb testing.TB) (*tree.Tree, error) {
	tb.Helper()
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{{Name: "fleet.yaml", Data: []byte(f.document())}}})
	if err != nil {
		tb.Fatalf("%v\n%s", err, f.document())
	}
	return fleet.Tree(tb.Context(), flinkgen.Fleet(s))
}

// expected builds each cluster of files that are merged over the base: the
// environment, nodes and registry, the cluster's spec.
func (f randomFleet) expected(tb testing.TB) ([]*bundle.Bundle, error) {
	tb.Helper()
	var all []*bundle.Bundle
	for _, c := range f.clusters {
		var own []string
		if c.nodes != "" {
			own = append(own, "nodes: "+c.nodes)
		}
		if c.registry != "" {
			own = append(own, "images: {registry: '"+strings.TrimPrefix(c.registry, "none")+"'}")
		}
		documents := []stack.Document{{Name: "base.yaml", Data: []byte(base)}}
		for _, sections := range [][]string{f.environments[c.environment], own, c.spec} {
			text := "spec: {" + strings.Join(sections, ", ") + "}"
			documents = append(documents, stack.Document{Name: "over.yaml", Data: []byte(text)})
		}
		s, err := stack.Load(stack.LoadOptions{Documents: documents})
		if err != nil {
			tb.Fatalf("%v\n%s", err, f.document())
		}
		b, err := flinkgen.Build(s)
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return all, nil
}
