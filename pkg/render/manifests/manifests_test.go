package manifests_test

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
)

func example(files ...bundle.File) *bundle.Bundle {
	b := &bundle.Bundle{Name: "shop"}
	b.Add("namespaces", bundle.WaveNamespaces, []component.Object{&corev1.Namespace{TypeMeta: component.CoreV1("Namespace"), ObjectMeta: metav1.ObjectMeta{Name: "shop"}}})
	b.AddFiles("dns", bundle.WaveDefinitions, files)
	return b
}

// Files that are no objects are in a directory of their component, and not in
// the stream.
func TestFiles(t *testing.T) {
	b := example(bundle.File{Path: "patch.yaml", Data: []byte("kind: Patch\n")}, bundle.File{Path: "bin/apply.sh", Data: []byte("#!/bin/sh\n"), Executable: true})
	files, err := manifests.Tree(b)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, file := range files.Files() {
		mode := ""
		if file.Executable {
			mode = "*"
		}
		got = append(got, file.Path+mode)
	}
	if want := "00-namespaces.yaml 10-dns/bin/apply.sh* 10-dns/patch.yaml"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	var stream strings.Builder
	if err := manifests.Stream(&stream, b); err != nil {
		t.Fatal(err)
	}
	if text := stream.String(); strings.Contains(text, "Patch") || strings.Count(text, "---") != 1 {
		t.Errorf("the stream holds more than objects:\n%s", text)
	}
}

// A path never leaves the directory of its component.
func TestFilesStayInside(t *testing.T) {
	for _, path := range []string{"../x", "/x", "a/../../x", ""} {
		if _, err := manifests.Tree(example(bundle.File{Path: path})); err == nil {
			t.Errorf("%q is written", path)
		}
	}
}
