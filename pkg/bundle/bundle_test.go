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

// Files go to their component, or make one that comes last.
func TestAddFiles(t *testing.T) {
	b := three()
	b.AddFiles("redis", bundle.WaveJobs, bundle.File{Path: "one"})
	b.AddFiles("redis", bundle.WaveJobs, bundle.File{Path: "two"}, bundle.File{Path: "three"})
	b.AddFiles("script", bundle.WaveJobs, bundle.File{Path: "four"})
	b.AddFiles("nothing", bundle.WaveJobs)
	got := map[string]int{}
	for _, c := range b.Components {
		got[c.Name] = len(c.Files)
	}
	if diff := cmp.Diff(map[string]int{"namespaces": 0, "redis": 3, "web": 0, "script": 1}, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	if last := b.Components[len(b.Components)-1]; last.Name != "script" || last.Wave != bundle.WaveJobs {
		t.Errorf("last is %s in wave %d", last.Name, last.Wave)
	}
	if b.FileCount() != 4 {
		t.Errorf("%d files, want 4", b.FileCount())
	}
}
