package images_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/images"
	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/oci"
)

func containers(images ...string) *corev1.Pod {
	o := &corev1.Pod{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Pod"},
		ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web"},
	}
	for _, image := range images {
		o.Spec.Containers = append(o.Spec.Containers, corev1.Container{Image: image})
	}
	return o
}

// shop has an image in two components, one that is pinned, one of a file, and
// one that another is built on.
func shop(t *testing.T) images.List {
	t.Helper()
	b := &bundle.Bundle{Name: "shop"}
	b.Add("web", bundle.WaveStores, []component.Object{
		bundle.NewDefinition("image", []byte("image: a/definition:1\n")),
		containers("redis:7", "quay.io/minio/minio:1@"+digest),
	})
	b.Add("job-orders", bundle.WaveJobs, []component.Object{&v1beta1.FlinkDeployment{
		TypeMeta:   metav1.TypeMeta{APIVersion: "flink.apache.org/v1beta1", Kind: "FlinkDeployment"},
		ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "orders"},
		Spec:       v1beta1.FlinkDeploymentSpec{Image: "docker.io/library/redis:7"},
	}})
	b.AddFiles("job-orders", bundle.WaveJobs, bundle.File{Path: "native/orders.sh", Data: []byte("'-Dkubernetes.container.image.ref=registry.example.com/orders:1.4.2'\n")})
	list, err := images.Of(b, images.Base{Component: "job-orders", Reference: "ghcr.io/team/flink@" + digest})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func onMirror(t *testing.T, list images.List) images.List {
	t.Helper()
	mirror, err := oci.ParseMirror("mirror.internal:5000/flink")
	if err != nil {
		t.Fatal(err)
	}
	if list, err = list.On(mirror); err != nil {
		t.Fatal(err)
	}
	return list
}

// TestGolden compares what is printed with testdata.
func TestGolden(t *testing.T) {
	for name, list := range map[string]images.List{"shop": shop(t), "mirror": onMirror(t, shop(t))} {
		for extension, write := range map[string]func(*bytes.Buffer) error{
			"txt":      func(b *bytes.Buffer) error { return list.WriteText(b) },
			"table":    func(b *bytes.Buffer) error { return list.WriteTable(b) },
			"json":     func(b *bytes.Buffer) error { return list.WriteJSON(b, "shop") },
			"cdx.json": func(b *bytes.Buffer) error { return list.WriteCycloneDX(b, "shop", "v1.2.3") },
		} {
			var got bytes.Buffer
			if err := write(&got); err != nil {
				t.Fatal(err)
			}
			golden.File(t, "testdata/"+name+"."+extension, got.String())
		}
	}
}

// What is no image is an error with its place, and an empty image is none.
func TestOfRefuses(t *testing.T) {
	b := &bundle.Bundle{}
	b.Add("web", bundle.WaveStores, []component.Object{containers("redis:7", "", "Team/Web:1", "$(IMAGE)")})
	_, err := images.Of(b)
	want := `Pod shop/web: spec.containers[2].image: image "Team/Web:1": write [registry/]name:tag in lower case, or name@sha256: and 64 hexadecimal digits
Pod shop/web: spec.containers[3].image: image "$(IMAGE)": write [registry/]name:tag in lower case, or name@sha256: and 64 hexadecimal digits`
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// Two images that would be one on the mirror cannot be there; a copy that the
// stack names beside its source can.
func TestOnRefuses(t *testing.T) {
	of := func(references ...string) (images.List, error) {
		b := &bundle.Bundle{}
		b.Add("web", bundle.WaveStores, []component.Object{containers(references...)})
		list, err := images.Of(b)
		if err != nil {
			t.Fatal(err)
		}
		mirror, err := oci.ParseMirror("mirror.internal:5000/flink")
		if err != nil {
			t.Fatal(err)
		}
		return list.On(mirror)
	}
	_, err := of("a/b:1", "quay.io/a/b:1", "quay.io/a/b:2")
	if err == nil || err.Error() != "docker.io/a/b:1 and quay.io/a/b:1 are both mirror.internal:5000/flink/a/b:1 on the mirror: name one registry for both" {
		t.Errorf("got %v", err)
	}
	for _, references := range [][]string{{"quay.io/a/b:1", "mirror.internal:5000/flink/a/b:1"}, {"a/b:1", "mirror.internal:5000/flink/a/b:1"}} {
		list, err := of(references...)
		if err != nil || len(list) != 1 || strings.HasPrefix(list[0].Source.String(), "mirror") || len(list[0].Uses) != 2 {
			t.Errorf("%q: %v, %+v", references, err, list)
		}
	}
}

// The serial number is that of the content.
func TestSerialNumber(t *testing.T) {
	serial := func(list images.List, stack string) string {
		var out bytes.Buffer
		if err := list.WriteCycloneDX(&out, stack, "v1"); err != nil {
			t.Fatal(err)
		}
		var b struct {
			SerialNumber string `json:"serialNumber"`
		}
		if err := json.Unmarshal(out.Bytes(), &b); err != nil {
			t.Fatal(err)
		}
		return b.SerialNumber
	}
	list := shop(t)
	if one, again := serial(list, "shop"), serial(shop(t), "shop"); one != again {
		t.Errorf("%s and %s of one list", one, again)
	}
	for _, other := range []string{serial(list[1:], "shop"), serial(list, "other")} {
		if other == serial(list, "shop") {
			t.Errorf("%s of two bills", other)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	all := &bundle.Bundle{}
	var objects []component.Object
	for range 1000 {
		objects = append(objects, containers("redis:7", "quay.io/minio/minio:1"))
	}
	all.Add("web", bundle.WaveStores, objects)
	b.ReportAllocs()
	for b.Loop() {
		if list, err := images.Of(all); err != nil || len(list) != 2 {
			b.Fatal(list, err)
		}
	}
}
