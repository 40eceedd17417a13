package manifests_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
)

func withFiles() *bundle.Bundle {
	b := &bundle.Bundle{Name: "shop"}
	b.Add("job-orders", bundle.WaveJobs, []component.Object{&corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "orders"}}})
	b.AddFiles("job-orders", bundle.WaveJobs, bundle.File{Path: "native/orders.sh", Data: []byte("#!/bin/sh\n"), Executable: true}, bundle.File{Path: "native/pod.yaml", Data: []byte("kind: Pod\n")})
	b.AddFiles("job-clicks", bundle.WaveJobs, bundle.File{Path: "clicks.sh", Data: []byte("#!/bin/sh\n"), Executable: true})
	return b
}

// Files are below a directory of their component, and a component without
// objects has no file of objects.
func TestTreeHasFiles(t *testing.T) {
	files, err := manifests.Tree(withFiles())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, file := range files.Files() {
		got[file.Path] = file.Executable
	}
	want := map[string]bool{
		"80-job-orders.yaml":             false,
		"80-job-orders/native/orders.sh": true,
		"80-job-orders/native/pod.yaml":  false,
		"80-job-clicks/clicks.sh":        true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("executable by path (-want +got):\n%s", diff)
	}
}

func TestTreeRefusesPathsOutside(t *testing.T) {
	for _, path := range []string{"../../etc/passwd", "/etc/passwd", ""} {
		b := withFiles()
		b.AddFiles("job-orders", bundle.WaveJobs, bundle.File{Path: path})
		if _, err := manifests.Tree(b); err == nil || !strings.Contains(err.Error(), "job-orders") {
			t.Errorf("%q: %v", path, err)
		}
	}
}

func TestStreamHasNoFiles(t *testing.T) {
	var stream bytes.Buffer
	if err := manifests.Stream(&stream, withFiles()); err != nil {
		t.Fatal(err)
	}
	if text := stream.String(); !strings.Contains(text, "name: orders") || strings.Contains(text, "Pod") || strings.Contains(text, "#!") {
		t.Errorf("stream:\n%s", text)
	}
}
