package trace_test

import (
	"reflect"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart/internal/sample"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

func traced[V any](tb testing.TB, defaults V, objects func(V) []component.Object) ([]*trace.Item, error) {
	tb.Helper()
	table, err := knob.Of(reflect.TypeFor[V]())
	if err != nil {
		tb.Fatal(err)
	}
	return trace.Trace(trace.Source{
		Table: table, Base: reflect.ValueOf(defaults),
		Objects: func(v reflect.Value) []component.Object { return objects(v.Interface().(V)) },
	})
}

// values are those of small parts that no chart can follow.
type values struct {
	Name    string            `json:"name" chart:"name"`
	Text    string            `json:"text"`
	On      bool              `json:"on" chart:"switch"`
	Number  int32             `json:"number"`
	Entries map[string]string `json:"entries,omitempty"`
	Texts   []string          `json:"texts,omitempty"`
	Items   []item            `json:"items,omitempty" chart:"each"`
}

type item struct {
	Name string `json:"name"`
}

// transparent uses every value.
func transparent(v values) map[string]string {
	data := map[string]string{"text": v.Text}
	if v.On {
		data["on"] = "yes"
	}
	return data
}

func configMap(v values, data map[string]string) []component.Object {
	objects := []component.Object{&corev1.ConfigMap{
		TypeMeta:   component.CoreV1("ConfigMap"),
		ObjectMeta: metav1.ObjectMeta{Name: v.Name, Annotations: v.Entries, Finalizers: v.Texts, Generation: int64(v.Number)},
		Data:       data,
	}}
	for _, item := range v.Items {
		objects = append(objects, &corev1.Namespace{TypeMeta: component.CoreV1("Namespace"), ObjectMeta: metav1.ObjectMeta{Name: item.Name}})
	}
	return objects
}

func TestTransparent(t *testing.T) {
	if _, err := traced(t, values{}, func(v values) []component.Object { return configMap(v, transparent(v)) }); err != nil {
		t.Fatal(err)
	}
}

// What no template can follow is an error that names the value and the cure.
func TestErrors(t *testing.T) {
	for name, test := range map[string]struct {
		objects func(values) []component.Object
		want    []string
	}{
		"a value that does nothing": {
			func(v values) []component.Object {
				return configMap(v, map[string]string{"on": map[bool]string{true: "y"}[v.On]})
			},
			[]string{"text does nothing", `chart:"-"`},
		},
		"a value that is computed with": {
			func(v values) []component.Object {
				data := transparent(v)
				data["text"] = strings.ToUpper(v.Text)
				return configMap(v, data)
			},
			[]string{"text is computed with"},
		},
		"a number that is computed with": {
			func(v values) []component.Object {
				v.Number /= 2
				return configMap(v, transparent(v))
			},
			[]string{"number is computed with"},
		},
		"a panic": {
			func(v values) []component.Object {
				data := transparent(v)
				data["first"] = v.Text[5:]
				return configMap(v, data)
			},
			[]string{"cannot be built from symbols"},
		},
		"a map that is taken apart": {
			func(v values) []component.Object {
				data := transparent(v)
				for key, value := range v.Entries {
					data["joined"] = key + value
				}
				return configMap(v, data)
			},
			[]string{"entries is taken apart"},
		},
		"a map whose values are changed": {
			func(v values) []component.Object {
				objects, changed := configMap(v, transparent(v)), map[string]string{}
				for key, value := range v.Entries {
					changed[key] = value + "!"
				}
				objects[0].SetAnnotations(changed)
				return objects
			},
			[]string{"entries is taken apart"},
		},
		"a list that is joined": {
			func(v values) []component.Object {
				data := transparent(v)
				data["joined"] = strings.Join(v.Texts, ",")
				return configMap(v, data)
			},
			[]string{"texts is taken apart"},
		},
		"items that are joined": {
			func(v values) []component.Object {
				data := transparent(v)
				for _, item := range v.Items {
					data["joined"] += item.Name + ","
				}
				return configMap(v, data)
			},
			[]string{"items[].name comes out for some items", "compute one value"},
		},
		"the first item only": {
			func(v values) []component.Object {
				data := transparent(v)
				if len(v.Items) > 0 {
					data["first"] = v.Items[0].Name
				}
				return configMap(v, data)
			},
			[]string{"items[].name comes out for some items"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := traced(t, values{}, test.objects)
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error %q does not say %q", err, want)
				}
			}
		})
	}
}

// Two runs give the same tree.
func TestStable(t *testing.T) {
	first, err := traced(t, sample.Defaults(), sample.Objects)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		again, err := traced(t, sample.Defaults(), sample.Objects)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(kinds(first), kinds(again)) {
			t.Fatal("another run gives other objects")
		}
	}
}

func kinds(items []*trace.Item) []trace.FormKind {
	var all []trace.FormKind
	for _, item := range items {
		for _, form := range item.Value.Forms {
			all = append(all, form.Kind)
			all = append(all, kinds(form.Items)...)
			for _, e := range form.Entries {
				if e.Value != nil {
					all = append(all, kinds([]*trace.Item{{Value: e.Value}})...)
				}
			}
		}
	}
	return all
}

func BenchmarkTrace(b *testing.B) {
	for b.Loop() {
		if _, err := traced(b, sample.Defaults(), sample.Objects); err != nil {
			b.Fatal(err)
		}
	}
}
