package charts

import (
	"maps"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	helm "helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

type values struct {
	Text   string            `json:"text"`
	Labels map[string]string `json:"labels"`
	List   []string          `json:"list"`
	Marker *struct{}         `json:"marker"`
	Tree   map[string]any    `json:"tree"`
	Inner  struct {
		Number *int `json:"number"`
	} `json:"inner"`
	Items []item `json:"items" chart:"each"`
}

type item struct {
	Name  string            `json:"name"`
	Path  string            `json:"path,omitempty"`
	Zero  int32             `json:"zero"`
	Extra map[string]string `json:"extra,omitempty"`
}

// What is written over the defaults, merged by Helm, gives the values.
func TestOverrides(t *testing.T) {
	table, err := knob.Of(reflect.TypeFor[values]())
	if err != nil {
		t.Fatal(err)
	}
	defaults := values{
		Text: "a", Labels: map[string]string{"one": "1", "two": "2"}, List: []string{"x"}, Marker: &struct{}{},
		Tree:  map[string]any{"deep": map[string]any{"a": "1", "b": "2"}, "flat": true},
		Items: []item{{Name: "first", Path: "/first"}},
	}
	defaults.Inner.Number = new(1)
	for _, tt := range []struct {
		name   string
		change func(*values)
		want   map[string]any
	}{
		{"nothing", func(*values) {}, map[string]any{}},
		{"a text", func(v *values) { v.Text = "b" }, map[string]any{"text": "b"}},
		{"an empty text", func(v *values) { v.Text = "" }, map[string]any{"text": ""}},
		{"a key more", func(v *values) { v.Labels["three"] = "3" }, map[string]any{"labels": map[string]any{"three": "3"}}},
		{"a key less", func(v *values) { delete(v.Labels, "one") }, map[string]any{"labels": map[string]any{"one": nil}}},
		{"no key", func(v *values) { v.Labels = nil }, map[string]any{"labels": nil}},
		{"a list", func(v *values) { v.List = []string{"y", "x"} }, map[string]any{"list": []any{"y", "x"}}},
		{"no list", func(v *values) { v.List = nil }, map[string]any{"list": nil}},
		{"no marker", func(v *values) { v.Marker = nil }, map[string]any{"marker": nil}},
		{"no number", func(v *values) { v.Inner.Number = nil }, map[string]any{"inner": map[string]any{"number": nil}}},
		{"a deep key less", func(v *values) { v.Tree["deep"] = map[string]any{"b": "3"} }, map[string]any{"tree": map[string]any{"deep": map[string]any{"a": nil, "b": "3"}}}},
		{"a map that is empty", func(v *values) { v.Tree["deep"] = map[string]any{} }, map[string]any{"tree": map[string]any{"deep": map[string]any{"a": nil, "b": nil}}}},
		{
			"items", func(v *values) { v.Items = []item{{Name: "second"}} },
			map[string]any{"items": []any{map[string]any{"name": "second", "zero": 0.0}}},
		},
		{"no items", func(v *values) { v.Items = nil }, map[string]any{"items": nil}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			changed := copyOf(defaults)
			tt.change(&changed)
			base, want := treeOf(t, table, defaults), treeOf(t, table, changed)
			w := &valuesWriter{}
			if err := w.entries("", overrides(table.Knobs, base, want)); err != nil {
				t.Fatal(err)
			}
			got, err := chartutil.ReadValues(w.buffer.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(chartutil.Values(tt.want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			merged, err := chartutil.CoalesceValues(&helm.Chart{Metadata: &helm.Metadata{Name: "test"}, Values: base}, got)
			if err != nil {
				t.Fatal(err)
			}
			var read values
			if err := table.Set(reflect.ValueOf(&read).Elem(), merged); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, treeOf(t, table, read)); diff != "" {
				t.Errorf("what Helm merges (+) is not what was meant (-):\n%s", diff)
			}
		})
	}
}

func copyOf(v values) values {
	v.Labels, v.Tree = maps.Clone(v.Labels), maps.Clone(v.Tree)
	return v
}

func treeOf(t *testing.T, table *knob.Table, v values) map[string]any {
	t.Helper()
	all, err := table.Values(reflect.ValueOf(v))
	if err != nil {
		t.Fatal(err)
	}
	return all
}
