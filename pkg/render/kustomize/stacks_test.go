package kustomize_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/render/kustomize"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// sections are parts of an environment; the name of a section comes once.
var sections = []string{
	"nodes: [node1, node2, node3]",
	"nodes: [a, b, c, d, e]",
	"timeZone: Asia/Shanghai",
	"clusterDomain: example.local",
	"images: {registry: registry.example.com/mirror, pullSecrets: [mirror]}",
	"redis: {replicas: 1}",
	"redis: {replicas: 3, maxmemory: 2gb, podAnnotations: {team: a}}",
	"redis: {name: metadata, namespace: metadata}",
	"redis: {resources: {limits: {cpu: 1500m, memory: 2Gi}}, nodeSelector: {disk: ssd}}",
	"minio: {replicas: 1, persistence: {size: 5Gi}}",
	"minio: {drivesPerNode: 4, tolerations: [{key: disk, operator: Exists}]}",
	"operator: {replicas: 2}",
	"operator: {watchNamespaces: [flink, more]}",
	"operator: {webhook: {enabled: false}}",
	"operator: {resources: {requests: {cpu: '2', memory: 1Gi}}}",
	"ingress: {controller: none}",
	"ingress: {host: web.example.com}",
	"historyServer: {enabled: false}",
	"historyServer: {host: other.example.com}",
	"monitoring: {enabled: true}",
	"storage: {size: 50Gi, logSize: 0.5Gi}",
	"localVolumes: {enabled: false}",
	"jobs: [{name: new, jarURI: local:///opt/flink/usrlib/new.jar, parallelism: 7}]",
	"jobs: [{name: orders, jarURI: local:///opt/flink/usrlib/orders.jar, parallelism: 9, flinkConfiguration: {pipeline.object-reuse: 'true'}}]",
	"jobs: [{name: orders, $patch: delete}]",
	"jobs: [{name: orders, jarURI: local:///opt/flink/usrlib/orders.jar, image: 'registry.example.com/orders:2', flinkVersion: v2_0, flinkRelease: 2.0.1, taskManager: {podTemplate: {spec: {containers: [{name: flink-main-container, env: [{name: A, value: b}]}]}}}}]",
	"jobs: [{name: state-machine, jarURI: local:///opt/flink/usrlib/s.jar, args: [--rate, '5'], taskManager: {resource: {memory: 4096m, cpu: 2}}}]",
	"jobs: [{name: second, deploymentMode: session, sessionJobs: [{name: words, jarURI: 'https://repo.example.com/w.jar'}]}]",
}

// Law L2: an overlay builds what the stack builds in the environment. The
// definitions of custom resources, for which kustomize needs seconds, are left
// out of these stacks.
func TestRandomStacks(t *testing.T) {
	documents := stacks(t)
	built := 0
	for seed := uint64(0); built < *tries; seed++ {
		r := rand.New(rand.NewPCG(seed, 3))
		document := documents[r.IntN(len(documents))]
		over := stack.Document{Name: "environment.yaml", Data: []byte(environment(r))}
		base, dev := load(document, over, ""), load(document, over, "random")
		if base == nil || dev == nil {
			continue // The settings do not go together.
		}
		built++
		files, err := kustomize.Tree(kustomize.Stack{Base: base, Environments: map[string]*bundle.Bundle{"random": dev}, Overlays: "overlays"})
		if err != nil {
			t.Fatalf("seed %d: %s: %v\n%s", seed, document.Name, err, over.Data)
		}
		if err := equal(dev, build(t, files, "overlays/random")); err != nil {
			t.Fatalf("seed %d: %s: %v\n%s", seed, document.Name, err, over.Data)
		}
	}
}

// environment is a stack file with one environment of a few random sections.
func environment(r *rand.Rand) string {
	chosen := map[string]string{}
	for range 1 + r.IntN(4) {
		section := sections[r.IntN(len(sections))]
		name, _, _ := strings.Cut(section, ":")
		chosen[name] = section
	}
	lines := []string{"spec: {customResourceDefinitions: {enabled: false}}", "environments:", "  random:"}
	for _, section := range sections {
		if name, _, _ := strings.Cut(section, ":"); chosen[name] == section {
			lines = append(lines, "    "+section)
		}
	}
	return strings.Join(lines, "\n")
}

// load gives the objects, or nil for a stack that is refused.
func load(document, over stack.Document, environment string) *bundle.Bundle {
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{document, over}, Environment: environment})
	if err != nil || stack.Complete(s) != nil {
		return nil
	}
	b, err := stack.Build(s)
	if err != nil {
		return nil
	}
	return b
}

func stacks(tb testing.TB) []stack.Document {
	tb.Helper()
	files, err := filepath.Glob("../../../testdata/stacks/*.yaml")
	if err != nil || len(files) == 0 {
		tb.Fatalf("no stacks: %v", err)
	}
	all := []stack.Document{stack.Default()}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, stack.Document{Name: filepath.Base(file), Data: data})
	}
	return all
}
