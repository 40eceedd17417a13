package fleet_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/fleet"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// clusters of the benchmark.
const clusters = 200

// manyClusters is a stack file of the clusters from one to another, of 60
// objects each: in three environments, with nodes of their own, and a registry
// for each of five regions.
func manyClusters(from, to int) stack.Document {
	var text strings.Builder
	text.WriteString(`apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata: {name: shop}
spec:
  namespaces: {namespaces: [{name: apps}]}
  redis: {enabled: false}
  juicefs: {metaURL: 'redis://redis.example.com:6379/1'}
  ingress: {controller: none}
  jobs:
  - {name: orders, jarURI: local:///opt/flink/usrlib/orders.jar, parallelism: 4}
environments:
  dev: {minio: {persistence: {size: 5Gi}}}
  stage: {jobs: [{name: orders, parallelism: 2}]}
  prod: {operator: {replicas: 2}}
clusters:
`)
	for i := from; i < to; i++ {
		fmt.Fprintf(&text, "- {name: c%d, environment: %s, nodes: [c%d-a, c%d-b, c%d-c], registry: r%d.example.com/mirror}\n",
			i, []string{"dev", "stage", "prod"}[i%3], i, i, i, i%5)
	}
	return stack.Document{Name: "fleet.yaml", Data: []byte(text.String())}
}

func load(b *testing.B, document stack.Document, cluster string, set ...string) *stack.Stack {
	b.Helper()
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{document}, Cluster: cluster, Set: set})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkFleet loads and renders 200 clusters, and beside it, in turn, each of
// them by itself. It gives the objects in a second, how many times as long the
// clusters take one by one, and what memory the fleet needs at most.
func BenchmarkFleet(b *testing.B) {
	var together, alone time.Duration
	objects, peak := 0, uint64(0)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		watch := watchHeap()
		files, err := fleet.Tree(b.Context(), flinkgen.Fleet(load(b, manyClusters(0, clusters), "")))
		if err != nil || files.Len() < clusters {
			b.Fatal(err)
		}
		together += time.Since(start)
		peak = max(peak, watch())

		b.StopTimer()
		start = time.Now()
		objects = 0
		for i := range clusters {
			objects += render(b, load(b, manyClusters(i, i+1), fmt.Sprintf("c%d", i)))
		}
		alone += time.Since(start)
		b.StartTimer()
	}
	runs := float64(b.N)
	b.ReportMetric(float64(objects)/clusters, "objects/cluster")
	b.ReportMetric(float64(objects)*runs/together.Seconds(), "objects/s")
	b.ReportMetric(alone.Seconds()/together.Seconds(), "alone/fleet")
	b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
}

// BenchmarkClusters shows that the time for each cluster does not grow with
// their number.
func BenchmarkClusters(b *testing.B) {
	for _, count := range []int{20, 200, 2000} {
		b.Run(fmt.Sprint(count), func(b *testing.B) {
			for b.Loop() {
				if _, err := fleet.Tree(b.Context(), flinkgen.Fleet(load(b, manyClusters(0, count), ""))); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*count), "µs/cluster")
		})
	}
}

// BenchmarkArgoCD renders 200 clusters for Argo CD, and gives how many times as
// long that takes as their manifests alone.
func BenchmarkArgoCD(b *testing.B) {
	var manifests time.Duration
	for b.Loop() {
		s := load(b, manyClusters(0, clusters), "", "gitops.repoURL=https://git.example.com/fleet.git")
		if _, err := fleet.ArgoCDTree(b.Context(), flinkgen.ArgoCDFleet(s)); err != nil {
			b.Fatal(err)
		}

		b.StopTimer()
		start := time.Now()
		if _, err := fleet.Tree(b.Context(), flinkgen.Fleet(load(b, manyClusters(0, clusters), ""))); err != nil {
			b.Fatal(err)
		}
		manifests += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(b.Elapsed().Seconds()/manifests.Seconds(), "argocd/manifests")
}

func render(b *testing.B, s *stack.Stack) int {
	b.Helper()
	built, err := flinkgen.Build(s)
	if err != nil {
		b.Fatal(err)
	}
	if err := flinkgen.Write(io.Discard, built); err != nil {
		b.Fatal(err)
	}
	objects := 0
	for range built.Objects() {
		objects++
	}
	return objects
}

// watchHeap looks at the heap every few milliseconds; what it gives ends that
// and gives the largest size.
func watchHeap() func() uint64 {
	var peak atomic.Uint64
	end, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			var stats runtime.MemStats
			runtime.ReadMemStats(&stats)
			peak.Store(max(peak.Load(), stats.HeapAlloc))
			select {
			case <-end:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(end)
		<-ended
		return peak.Load()
	}
}
