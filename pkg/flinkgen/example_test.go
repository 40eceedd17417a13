package flinkgen_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	appsv1 "k8s.io/api/apps/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/secrets"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Load a stack file, choose an environment, and look at what was derived.
func ExampleLoad() {
	s, err := flinkgen.Load(flinkgen.LoadOptions{
		Files: []string{"-"},
		Stdin: strings.NewReader(`
apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata: {name: shop}
spec:
  nodes: [node1, node2, node3]
  jobs:
  - name: orders
    jarURI: local:///opt/flink/usrlib/orders.jar
environments:
  prod: {jobs: [{name: orders, parallelism: 8}]}
`),
		Environment: "prod",
		Set:         []string{"operator.watchNamespaces=[shop]"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := flinkgen.Build(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.Names())
	orders := s.Spec.Jobs[0]
	fmt.Println(orders.Namespace, orders.Name, orders.Parallelism)
	fmt.Println(s.Spec.JuiceFS.Bucket)
	// Output:
	// [namespaces crds local-volumes minio redis juicefs operator ingress-nginx history-server job-orders]
	// shop orders 8
	// http://minio.minio.svc.cluster.local:9000/juicefs
}

// Mistakes name the place, and all of them are told.
func ExampleLoad_mistakes() {
	_, err := flinkgen.Load(flinkgen.LoadOptions{Files: []string{"-"}, Stdin: strings.NewReader(`
kind: Stack
metadata: {name: shop}
spec:
  redis: {replica: 3}
  minio: {replicas: three}
`)})
	fmt.Println(err)
	// Output:
	// <stdin>:5:11: spec.redis.replica: unknown field "replica"; did you mean "replicas"?
	//    5 |   redis: {replica: 3}
	//      |           ^
	// <stdin>:6:21: spec.minio.replicas: expected a whole number, found the string "three"
	//    6 |   minio: {replicas: three}
	//      |                     ^
}

// Make a stack in code and write one of its components.
func ExampleBuild() {
	s := stack.New("shop")
	s.Spec.Operator.WatchNamespaces = []string{"shop"}
	s.Spec.Storage.StorageClassName = "nfs"
	s.Spec.Ingress.Controller = stack.ControllerNone
	s.Spec.HistoryServer.Enabled = new(false)

	var orders stack.Job
	orders.SetDefaults()
	orders.Name = "orders"
	orders.JarURI = "local:///opt/flink/usrlib/orders.jar"
	s.Spec.Jobs = append(s.Spec.Jobs, orders)

	b, err := flinkgen.Build(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(b.Names())
	job, err := b.Select("job-orders")
	if err != nil {
		fmt.Println(err)
		return
	}
	var out strings.Builder
	if err := flinkgen.Write(&out, job); err != nil {
		fmt.Println(err)
		return
	}
	claim, _, _ := strings.Cut(out.String(), "---\napiVersion: flink.apache.org")
	fmt.Print(claim)
	// Output:
	// [namespaces crds operator job-orders]
	// ---
	// apiVersion: v1
	// kind: PersistentVolumeClaim
	// metadata:
	//   name: orders-data
	//   namespace: shop
	//   labels:
	//     app.kubernetes.io/instance: orders
	//     app.kubernetes.io/managed-by: flinkgen
	//     app.kubernetes.io/name: flink-job
	//     app.kubernetes.io/part-of: shop
	//   annotations:
	//     helm.sh/resource-policy: keep
	// spec:
	//   storageClassName: nfs
	//   accessModes:
	//   - ReadWriteMany
	//   resources:
	//     requests:
	//       storage: 10Gi
	// ---
	// apiVersion: v1
	// kind: PersistentVolumeClaim
	// metadata:
	//   name: orders-logs
	//   namespace: shop
	//   labels:
	//     app.kubernetes.io/instance: orders
	//     app.kubernetes.io/managed-by: flinkgen
	//     app.kubernetes.io/name: flink-job
	//     app.kubernetes.io/part-of: shop
	//   annotations:
	//     helm.sh/resource-policy: keep
	// spec:
	//   storageClassName: nfs
	//   accessModes:
	//   - ReadWriteMany
	//   resources:
	//     requests:
	//       storage: 5Gi
}

// Change a typed object before it is written.
func ExampleWrite() {
	s, err := flinkgen.Load(flinkgen.LoadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := flinkgen.Build(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	redis, ok := bundle.Get[*appsv1.StatefulSet](b, "redis", "redis-node")
	if !ok {
		fmt.Println("no Redis")
		return
	}
	redis.Spec.RevisionHistoryLimit = new(int32(3))

	var out strings.Builder
	if err := flinkgen.Write(&out, b); err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(out.String()) {
		if strings.Contains(line, "revisionHistoryLimit: 3") {
			fmt.Print(line)
		}
	}
	// Output:
	//   revisionHistoryLimit: 3
}

// Write a file per component to a directory, which is replaced as a whole.
func ExampleWriteDir() {
	parent, err := os.MkdirTemp("", "flinkgen")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(parent) }()

	s, err := flinkgen.Load(flinkgen.LoadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := flinkgen.Build(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	dir := filepath.Join(parent, "manifests")
	if err := flinkgen.WriteDir(context.Background(), dir, b); err != nil {
		fmt.Println(err)
		return
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.yaml"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, file := range files {
		fmt.Println(filepath.Base(file))
	}
	// Output:
	// 00-namespaces.yaml
	// 10-crds.yaml
	// 20-local-volumes.yaml
	// 30-minio.yaml
	// 30-redis.yaml
	// 40-juicefs.yaml
	// 50-operator.yaml
	// 60-ingress-nginx.yaml
	// 70-history-server.yaml
	// 80-job-state-machine.yaml
}

// The Secrets of a stack agree with each other: JuiceFS reaches Redis with
// Redis' password.
func ExampleWriteSecrets() {
	s, err := flinkgen.Load(flinkgen.LoadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	given := func(v secrets.Value) (string, error) { return "the-" + v.Name, nil }
	var out strings.Builder
	if err := flinkgen.WriteSecrets(&out, s, given); err != nil {
		fmt.Println(err)
		return
	}
	for line := range strings.Lines(out.String()) {
		if strings.Contains(line, "the-redisPassword") {
			before, _, _ := strings.Cut(line, ",")
			fmt.Println(strings.TrimSpace(before))
		}
	}
	// Output:
	// redis-password: the-redisPassword
	// metaurl: redis://:the-redisPassword@mymaster
}
