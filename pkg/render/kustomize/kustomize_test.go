package kustomize_test

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/kustomize"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// The default stack is built whole, with the definitions of custom resources,
// which the proof leaves out.
func TestWholeStack(t *testing.T) {
	s, err := flinkgen.BuildEnvironments(flinkgen.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	files, err := kustomize.Tree(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := equal(s.Base, build(t, files, "base")); err != nil {
		t.Errorf("base: %v", err)
	}
	for name, b := range s.Environments {
		if err := equal(b, build(t, files, "overlays/"+name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(s.Environments) != 2 {
		t.Errorf("%d environments", len(s.Environments))
	}
}

func configMap(name string, annotations map[string]string) *corev1.ConfigMap {
	return &corev1.ConfigMap{TypeMeta: component.CoreV1("ConfigMap"), ObjectMeta: metav1.ObjectMeta{Name: name, Annotations: annotations}}
}

func TestRefused(t *testing.T) {
	one := of(configMap("one", nil))
	for name, c := range map[string]struct {
		stack kustomize.Stack
		want  string
	}{
		"environment outside": {
			kustomize.Stack{Base: one, Environments: map[string]*bundle.Bundle{"../../etc": one}},
			`environment "../../etc": the name must do as the name of a directory`,
		},
		"environment without a name": {
			kustomize.Stack{Base: one, Environments: map[string]*bundle.Bundle{"": one}},
			`environment "": the name`,
		},
		"environment called as the base": {
			kustomize.Stack{Base: one, Environments: map[string]*bundle.Bundle{"base": one}},
			`environment base: file "base/kustomization.yaml"`,
		},
		"one object twice": {
			kustomize.Stack{Base: of(configMap("one", nil), configMap("one", nil))},
			"base: component web: the stack has two ConfigMap one, and kustomize takes one",
		},
		"one object twice in an environment": {
			kustomize.Stack{Base: one, Environments: map[string]*bundle.Bundle{"dev": of(configMap("two", nil), configMap("two", nil))}},
			"environment dev: component web: there are two ConfigMap two, and kustomize takes one",
		},
		// kustomize loses the quotes of such a key: the proof finds it.
		"base that kustomize does not build": {
			kustomize.Stack{Base: of(configMap("one", map[string]string{"true": "x"}))},
			"base: ConfigMap one: kustomize writes what is no object",
		},
		"overlay that kustomize does not build": {
			kustomize.Stack{Base: one, Environments: map[string]*bundle.Bundle{"dev": of(configMap("one", map[string]string{"true": "x"}))}},
			"environment dev: ConfigMap one: kustomize writes what is no object",
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := kustomize.Tree(c.stack)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got error %v\nwant %s", err, c.want)
			}
		})
	}
}

// An environment that changes nothing is the base, and one that only adds is
// built as well.
func TestFewChanges(t *testing.T) {
	base := of(configMap("one", nil))
	more := of(configMap("one", nil), configMap("two", nil))
	files, err := kustomize.Tree(kustomize.Stack{Base: base, Environments: map[string]*bundle.Bundle{"more": more, "same": base}, Overlays: "deep/down"})
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string]*bundle.Bundle{"more": more, "same": base} {
		if err := equal(b, build(t, files, "deep/down/"+name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := names(files, "deep/down/same/"); got != "kustomization.yaml" {
		t.Errorf("an environment that changes nothing has %s", got)
	}
}

// Everything may go, and everything may come.
func TestNothingLeft(t *testing.T) {
	one, none := of(configMap("one", nil)), of()
	for name, s := range map[string]kustomize.Stack{
		"removed": {Base: one, Environments: map[string]*bundle.Bundle{"dev": none}},
		"renamed": {Base: one, Environments: map[string]*bundle.Bundle{"dev": of(configMap("two", nil))}},
	} {
		t.Run(name, func(t *testing.T) {
			files, err := kustomize.Tree(s)
			if err != nil {
				t.Fatal(err)
			}
			if err := equal(s.Environments["dev"], build(t, files, "dev")); err != nil {
				t.Error(err)
			}
		})
	}
}

// Objects of one name in several namespaces have patches of their own.
func TestPatchNames(t *testing.T) {
	var before, after []component.Object
	for _, namespace := range []string{"a", "b"} {
		c := configMap("one", nil)
		c.Namespace = namespace
		before = append(before, c)
		c = c.DeepCopy()
		c.Data = map[string]string{"namespace": namespace}
		after = append(after, c)
	}
	s := kustomize.Stack{Base: of(before...), Environments: map[string]*bundle.Bundle{"dev": of(after...)}}
	files, err := kustomize.Tree(s)
	if err != nil {
		t.Fatal(err)
	}
	if got := names(files, "dev/patches/"); got != "configmap-one.b.yaml configmap-one.yaml" {
		t.Errorf("patches %s", got)
	}
	if err := equal(s.Environments["dev"], build(t, files, "dev")); err != nil {
		t.Error(err)
	}
}

// A JSON patch selects its object by regular expressions, in which the dot of a
// name would stand for any character.
func TestPatchIsForOneObject(t *testing.T) {
	flink := func(name, image string) component.Object {
		d := &v1beta1.FlinkDeployment{TypeMeta: metav1.TypeMeta{APIVersion: "flink.apache.org/v1beta1", Kind: "FlinkDeployment"}, ObjectMeta: metav1.ObjectMeta{Name: name}}
		d.Spec.Image = image
		return d
	}
	s := kustomize.Stack{
		Base:         of(flink("a.b", "one"), flink("a-b", "one")),
		Environments: map[string]*bundle.Bundle{"dev": of(flink("a.b", "two"), flink("a-b", "one"))},
	}
	files, err := kustomize.Tree(s)
	if err != nil {
		t.Fatal(err)
	}
	if err := equal(s.Environments["dev"], build(t, files, "dev")); err != nil {
		t.Error(err)
	}
}

// Files that kustomize knows nothing of go with the objects.
func TestFiles(t *testing.T) {
	base, dev, prod := of(configMap("one", nil)), of(configMap("one", nil)), of(configMap("one", nil))
	for b, script := range map[*bundle.Bundle]string{base: "base", dev: "base", prod: "prod"} {
		b.AddFiles("web", bundle.WaveJobs, bundle.File{Path: "start.sh", Data: []byte(script), Executable: true})
	}
	files, err := kustomize.Tree(kustomize.Stack{Base: base, Environments: map[string]*bundle.Bundle{"dev": dev, "prod": prod}})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, file := range files.Files() {
		if file.Executable {
			found[file.Path] = string(file.Data)
		}
	}
	if len(found) != 2 || found["base/files/web/start.sh"] != "base" || found["prod/files/web/start.sh"] != "prod" {
		t.Errorf("files %v", found)
	}
}

func names(files *tree.Tree, directory string) string {
	var found []string
	for _, file := range files.Files() {
		if name, ok := strings.CutPrefix(file.Path, directory); ok {
			found = append(found, name)
		}
	}
	return strings.Join(found, " ")
}
