package stack_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// BenchmarkDefault loads, builds and writes the default stack.
func BenchmarkDefault(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		generate(b, stack.Default())
	}
}

// BenchmarkJobs loads, builds and writes stacks of many jobs. The time for
// each job must not grow with their number.
func BenchmarkJobs(b *testing.B) {
	for _, count := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("%d", count), func(b *testing.B) {
			document := manyJobs(count)
			b.ReportAllocs()
			for b.Loop() {
				generate(b, document)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*count), "ns/job")
		})
	}
}

func generate(b *testing.B, document stack.Document) {
	b.Helper()
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{document}})
	if err != nil {
		b.Fatal(err)
	}
	built, err := flinkgen.Build(s)
	if err != nil {
		b.Fatal(err)
	}
	if err := flinkgen.Write(io.Discard, built); err != nil {
		b.Fatal(err)
	}
}

// manyJobs is a stack file of jobs in ten namespaces.
func manyJobs(count int) stack.Document {
	var text strings.Builder
	text.WriteString(`apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata: {name: many}
spec:
  storage:
    type: s3
    s3: {endpoint: https://s3.example.com, bucket: flink}
  jobs:
`)
	for i := range count {
		fmt.Fprintf(&text, `  - name: job-%d
    namespace: team-%d
    jarURI: local:///opt/flink/usrlib/job.jar
    args: [--topic, "orders-%d"]
    parallelism: %d
    taskManager:
      numberOfTaskSlots: 4
      resource: {memory: 4096m, cpu: 2}
`, i, i%10, i, i%16+1)
	}
	return stack.Document{Name: "many.yaml", Data: []byte(text.String())}
}
