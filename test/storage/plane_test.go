package storage

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/yaml"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/secrets"
	"github.com/flinkgen/flinkgen/test/storage/pod"
)

// plane is the storage plane of the default stack.
type plane struct {
	node         *pod.Node
	redis, minio []*pod.Pod
}

// newPlane renders the default stack and its Secrets, and makes the pods of
// both stores. None runs yet.
func newPlane(t *test) *plane {
	t.Helper()
	node, err := pod.NewNode(pod.Options{
		Directory: t.TempDir(),
		Objects:   render(t),
		Images:    images(),
		Log:       t.Logf,
	})
	if err != nil {
		t.Fatal(err)
	}
	p := &plane{node: node}
	t.Cleanup(func() {
		node.Stop()
		if t.Failed() {
			showLogs(t, node.Directory)
		}
	})
	if p.redis, err = node.StatefulSet("redis", "redis-node"); err != nil {
		t.Fatal(err)
	}
	if p.minio, err = node.StatefulSet("minio", "minio"); err != nil {
		t.Fatal(err)
	}
	return p
}

// render gives the objects of the default stack with their Secrets, as the API
// server would hold them.
func render(t *test) []component.Object {
	t.Helper()
	s, err := flinkgen.Load(flinkgen.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := flinkgen.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	var made bytes.Buffer
	if err := flinkgen.WriteSecrets(&made, s, secrets.Random()); err != nil {
		t.Fatal(err)
	}
	objects := slices.Collect(b.Objects())
	decoder := yaml.NewYAMLOrJSONDecoder(&made, 4096)
	for {
		var secret corev1.Secret
		err := decoder.Decode(&secret)
		if errors.Is(err, io.EOF) {
			return objects
		}
		if err != nil {
			t.Fatal("a Secret cannot be read:", err)
		}
		if secret.Kind != "Secret" {
			continue
		}
		if secret.Data == nil {
			secret.Data = map[string][]byte{}
		}
		for key, text := range secret.StringData {
			secret.Data[key] = []byte(text)
		}
		objects = append(objects, &secret)
	}
}

// waitFor polls until the condition holds, and says how long that took.
func waitFor(t *test, what string, limit time.Duration, condition func() bool) time.Duration {
	t.Helper()
	began := time.Now()
	for !condition() {
		if time.Since(began) > limit {
			t.Fatalf("not within %v: %s", limit, what)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return time.Since(began)
}

func ready(pods []*pod.Pod) bool {
	return !slices.ContainsFunc(pods, func(p *pod.Pod) bool { return !p.Ready() })
}

// start starts pods at the same time, as podManagementPolicy Parallel does.
func start(t *test, pods ...*pod.Pod) {
	t.Helper()
	for _, p := range pods {
		if err := p.Start(); err != nil {
			t.Fatal(err)
		}
	}
}

// showLogs prints the end of what each container wrote.
func showLogs(t *test, directory string) {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(directory, "logs", "*"))
	for _, file := range files {
		text, _ := os.ReadFile(file)
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		t.Logf("--- %s\n%s", filepath.Base(file), strings.Join(lines[max(0, len(lines)-80):], "\n"))
	}
}
