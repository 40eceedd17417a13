package postrender_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"

	"github.com/flinkgen/flinkgen/pkg/postrender"
)

// The benchmarks compare with kustomize on the same stream and the same patch
// for one Deployment: go test -bench . ./pkg/postrender

const benchPatch = `
patches:
- patch: |
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: app-1, namespace: bench}
    spec: {template: {spec: {containers: [{name: main, image: sidecar}, {name: side, image: side:1}]}}}
`

// wide is a stream of n objects: a Deployment, a Service, a ConfigMap and a
// ServiceAccount of each name.
func wide(n int) string {
	var text strings.Builder
	for i := range n / 4 {
		fmt.Fprintf(&text, `---
# Source: chart/templates/app-%[1]d.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-%[1]d
  namespace: bench
  labels: {app: app-%[1]d}
spec:
  replicas: 1
  selector:
    matchLabels: {app: app-%[1]d}
  template:
    metadata:
      labels: {app: app-%[1]d}
    spec:
      serviceAccountName: app-%[1]d
      containers:
      - name: main
        image: docker.io/library/app:1
        env:
        - name: A
          value: b
        ports:
        - containerPort: 8080
        resources:
          requests: {cpu: 100m, memory: 1Gi}
---
apiVersion: v1
kind: Service
metadata:
  name: app-%[1]d
  namespace: bench
spec:
  selector: {app: app-%[1]d}
  ports:
  - port: 80
    targetPort: 8080
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: app-%[1]d
  namespace: bench
data:
  application.properties: |
    a=b
    c=d
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: app-%[1]d
  namespace: bench
`, i)
	}
	return text.String()
}

// definitions are the four CustomResourceDefinitions of Flink and 20 objects.
func definitions(b *testing.B) string {
	b.Helper()
	files, err := filepath.Glob("../../charts/operator/crds/*.yaml")
	if err != nil || len(files) != 4 {
		b.Fatalf("%d definitions: %v", len(files), err)
	}
	var text strings.Builder
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		text.WriteString("---\n" + string(data))
	}
	return text.String() + wide(20)
}

func benchmark(b *testing.B, stream, kustomization string) {
	b.Helper()
	b.Run("flinkgen", func(b *testing.B) {
		b.SetBytes(int64(len(stream)))
		for b.Loop() {
			render(b, stream, patched(kustomization))
		}
	})
	b.Run("kustomize", func(b *testing.B) {
		b.SetBytes(int64(len(stream)))
		for b.Loop() {
			disk := filesys.MakeFsInMemory()
			for name, data := range map[string]string{"stream.yaml": stream, "kustomization.yaml": "resources: [stream.yaml]\n" + kustomization} {
				if err := disk.WriteFile("/"+name, []byte(data)); err != nil {
					b.Fatal(err)
				}
			}
			built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(disk, "/")
			if err != nil {
				b.Fatal(err)
			}
			if _, err := built.AsYaml(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// One patch among the four CustomResourceDefinitions of Flink and 20 objects.
func BenchmarkDefinitions(b *testing.B) { benchmark(b, definitions(b), benchPatch) }

// One patch among 2,000 objects.
func BenchmarkWide(b *testing.B) { benchmark(b, wide(2000), benchPatch) }

// A label on every object, definitions included.
func BenchmarkLabelAll(b *testing.B) {
	const label = "\nlabels: [{pairs: {team: data}}]\n"
	b.Run("definitions", func(b *testing.B) { benchmark(b, definitions(b), label) })
	b.Run("500", func(b *testing.B) { benchmark(b, wide(500), label) })
}

// The cost grows with the stream, and no faster: ns/object stays.
func BenchmarkGrowth(b *testing.B) {
	for name, o := range map[string]func() postrender.Options{
		"patch": func() postrender.Options { return patched(benchPatch) },
		"label": func() postrender.Options { return postrender.Options{Labels: map[string]string{"team": "data"}} },
	} {
		for _, n := range []int{500, 1000, 2000, 4000} {
			stream := wide(n)
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					render(b, stream, o())
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/object")
			})
		}
	}
}
