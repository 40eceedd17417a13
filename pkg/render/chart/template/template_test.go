package template_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/render/chart/internal/sample"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/template"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

// The sample has every construct; its templates are in testdata/sample.
func TestGolden(t *testing.T) {
	got := map[string]string{}
	for _, file := range templates(t) {
		if _, twice := got[file.Name]; twice {
			t.Errorf("two templates are called %s", file.Name)
		}
		got[file.Name] = file.Text
	}
	golden.Files(t, "testdata/sample", got)
}

// Every run writes the same bytes.
func TestStable(t *testing.T) {
	first := templates(t)
	for range 5 {
		if diff := cmp.Diff(first, templates(t)); diff != "" {
			t.Fatal(diff)
		}
	}
}

func templates(tb testing.TB) []template.File {
	tb.Helper()
	table, err := knob.Of(reflect.TypeFor[sample.Values]())
	if err != nil {
		tb.Fatal(err)
	}
	if err := table.NameByDefault(sample.Component().Named...); err != nil {
		tb.Fatal(err)
	}
	base := reflect.ValueOf(sample.Defaults())
	items, err := trace.Trace(trace.Source{Table: table, Base: base, Objects: func(v reflect.Value) []component.Object {
		return sample.Objects(v.Interface().(sample.Values))
	}})
	if err != nil {
		tb.Fatal(err)
	}
	files, err := template.Templates("sample", items, func(k *knob.Knob) bool { return k.Parent == nil && !k.Value(base).IsZero() })
	if err != nil {
		tb.Fatal(err)
	}
	return files
}
