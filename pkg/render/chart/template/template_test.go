package template_test

import (
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart/internal/sample"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/template"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The sample has every construct; its templates are in testdata/sample.
func TestSample(t *testing.T) {
	files := templates(t)
	dir := filepath.Join("testdata", "sample")
	if *update {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if err := os.WriteFile(filepath.Join(dir, file.Name), []byte(file.Text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	known, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(known) != len(files) {
		t.Errorf("%d files, %d in %s", len(files), len(known), dir)
	}
	for _, file := range files {
		want, err := os.ReadFile(filepath.Join(dir, file.Name))
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(string(want), file.Text); diff != "" {
			t.Errorf("%s: -want +got (run with -update and read the diff):\n%s", file.Name, diff)
		}
	}
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
