package template

import (
	"time"

	"encoding/json"

	"sigs.k8s.io/yaml"

	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/hadoop"
	"github.com/flinkgen/flinkgen/pkg/component/historyserver"
	"github.com/flinkgen/flinkgen/pkg/component/ingressnginx"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/localvolume"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/monitoring"
	"github.com/flinkgen/flinkgen/pkg/component/namespace"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/proof"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
	"helm.sh/helm/v3/pkg/chart"
)

func try[V any](t *testing.T, part func() component.Component[V]) {
	c := part()
	t.Run(c.Name, func(t *testing.T) {
		table, err := knob.Of(reflect.TypeFor[V](), c.Fixed...)
		if err != nil {
			t.Fatal(err)
		}
		base := reflect.ValueOf(c.Defaults())
		build := func(v reflect.Value) []component.Object { return c.Objects(v.Interface().(V)) }
		items, err := trace.Trace(trace.Source{Table: table, Base: base, Objects: build})
		if err != nil {
			t.Fatal(err)
		}
		files, err := Templates(c.Name, items, func(k *knob.Knob) bool { return k.Parent == nil && !k.Value(base).IsZero() })
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join("/tmp/x", c.Name, "templates")
		os.RemoveAll(dir)
		os.MkdirAll(dir, 0o755)
		for _, f := range files {
			os.WriteFile(filepath.Join(dir, f.Name), []byte(f.Text), 0o644)
		}
		values, err := table.Values(base)
		if err != nil {
			t.Fatal(err)
		}
		values["nameOverride"], values["fullnameOverride"] = "", ""
		{
			text, _ := json.Marshal(values)
			values = nil
			json.Unmarshal(text, &values)
		}
		hc := &chart.Chart{Metadata: &chart.Metadata{Name: c.Name, APIVersion: "v2", Version: "1.0.0"}, Values: values}
		for _, f := range files {
			hc.Templates = append(hc.Templates, &chart.File{Name: "templates/" + f.Name, Data: []byte(f.Text)})
		}
		subject := &proof.Subject{Chart: hc, Table: table, Base: base, Objects: build}
		if err := subject.Check(proof.Release{Name: "x", Namespace: "y"}, nil); err != nil {
			t.Error(err)
		}
		for i := range rounds {
			values, err := proof.Random(proof.Seed(i), table)
			if err != nil {
				t.Fatal(err)
			}
			if err := subject.Check(proof.Release{Name: "x", Namespace: "y"}, values); err != nil {
				text, _ := yaml.Marshal(values)
				os.WriteFile("/tmp/x/"+c.Name+"/failed.yaml", text, 0o644)
				t.Fatal(i, err)
			}
		}
	})
}

func TestX(t *testing.T) {
	try(t, redis.Component)
	try(t, minio.Component)
	try(t, localvolume.Component)
	try(t, namespace.Component)
	try(t, juicefs.Component)
	try(t, ingressnginx.Component)
	try(t, historyserver.Component)
	try(t, operator.Component)
	try(t, monitoring.Component)
	try(t, hadoop.Component)
	try(t, job.ApplicationComponent)
	try(t, job.SessionComponent)
	try(t, job.BlueGreenComponent)
	try(t, job.StandaloneComponent)
}

var rounds = 100

func BenchmarkX(b *testing.B) {
	for b.Loop() {
		rounds = 0
		t := &testing.T{}
		_ = t
		benchTrace(b, redis.Component)
		benchTrace(b, minio.Component)
		benchTrace(b, localvolume.Component)
		benchTrace(b, namespace.Component)
		benchTrace(b, juicefs.Component)
		benchTrace(b, ingressnginx.Component)
		benchTrace(b, historyserver.Component)
		benchTrace(b, operator.Component)
		benchTrace(b, monitoring.Component)
		benchTrace(b, hadoop.Component)
		benchTrace(b, job.ApplicationComponent)
		benchTrace(b, job.SessionComponent)
		benchTrace(b, job.BlueGreenComponent)
		benchTrace(b, job.StandaloneComponent)
	}
}

func benchTrace[V any](b *testing.B, part func() component.Component[V]) {
	c := part()
	table, err := knob.Of(reflect.TypeFor[V](), c.Fixed...)
	if err != nil {
		b.Fatal(err)
	}
	base := reflect.ValueOf(c.Defaults())
	build := func(v reflect.Value) []component.Object { return c.Objects(v.Interface().(V)) }
	start := time.Now()
	if _, err := trace.Trace(trace.Source{Table: table, Base: base, Objects: build}); err != nil {
		b.Fatal(err)
	}
	b.Log(c.Name, time.Since(start), len(table.All()))
}
