package bundle_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
)

func three() *bundle.Bundle {
	b := &bundle.Bundle{Name: "shop"}
	b.Add("namespaces", bundle.WaveNamespaces, []component.Object{&corev1.Namespace{ObjectMeta: meta("", "shop")}})
	b.Add("empty", bundle.WaveStores, nil)
	b.Add("redis", bundle.WaveStores, []component.Object{
		&corev1.Service{ObjectMeta: meta("shop", "redis")},
		&appsv1.StatefulSet{ObjectMeta: meta("shop", "redis")},
	})
	b.Add("web", bundle.WaveJobs, []component.Object{&appsv1.Deployment{ObjectMeta: meta("shop", "web")}})
	return b
}

func TestAddLeavesOutEmpty(t *testing.T) {
	if diff := cmp.Diff([]string{"namespaces", "redis", "web"}, three().Names()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestObjects(t *testing.T) {
	var names []string
	for o := range three().Objects() {
		names = append(names, o.GetName())
	}
	if diff := cmp.Diff([]string{"shop", "redis", "redis", "web"}, names); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for o := range three().Objects() {
		if o.GetName() == "redis" {
			break // must not go on
		}
	}
}

func TestAddFiles(t *testing.T) {
	b := three()
	b.AddFiles("empty", bundle.WaveJobs, nil)
	b.AddFiles("notes", bundle.WaveJobs, []bundle.File{{Path: "notes.txt", Data: []byte("x")}})
	if diff := cmp.Diff([]string{"namespaces", "redis", "web", "notes"}, b.Names()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	selected, err := b.Select("notes")
	if err != nil || len(selected.Components[0].Files) != 1 {
		t.Errorf("%+v, %v", selected, err)
	}
}

func TestSelect(t *testing.T) {
	b := three()
	selected, err := b.Select("web", "redis", "web")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"redis", "web"}, selected.Names()); diff != "" || selected.Name != "shop" {
		t.Errorf("%s (-want +got):\n%s", selected.Name, diff)
	}
	if len(b.Components) != 3 {
		t.Error("the bundle itself has changed")
	}
	if _, err := b.Select("redis", "rediss"); err == nil || err.Error() != `no component "rediss" in stack "shop": it has namespaces, redis, web` {
		t.Errorf("got %v", err)
	}
}

func TestGet(t *testing.T) {
	b := three()
	set, ok := bundle.Get[*appsv1.StatefulSet](b, "shop", "redis")
	if !ok {
		t.Fatal("not found")
	}
	set.Labels = map[string]string{"changed": "yes"}
	again, _ := bundle.Get[*appsv1.StatefulSet](b, "shop", "redis")
	if again.Labels["changed"] != "yes" {
		t.Error("Get gives a copy")
	}
	if _, ok := bundle.Get[*corev1.Namespace](b, "", "shop"); !ok {
		t.Error("an object without namespace is not found")
	}
	if _, ok := bundle.Get[*appsv1.StatefulSet](b, "", "redis"); ok {
		t.Error("found in the wrong namespace")
	}
	if _, ok := bundle.Get[*appsv1.DaemonSet](b, "shop", "redis"); ok {
		t.Error("found with the wrong type")
	}
}

func TestDefinition(t *testing.T) {
	d := bundle.NewDefinition("things.example.com", []byte("kind: CustomResourceDefinition\n"))
	copied := d.DeepCopyObject().(*bundle.Definition)
	copied.Labels = map[string]string{"x": "y"}
	if d.Labels != nil || string(copied.EncodedYAML()) != string(d.EncodedYAML()) || copied.Name != d.Name {
		t.Errorf("%+v %+v", d, copied)
	}
}
