package template

import (
	"github.com/flinkgen/flinkgen/pkg/render/chart/proof"
	"helm.sh/helm/v3/pkg/chart"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/historyserver"
	"github.com/flinkgen/flinkgen/pkg/component/ingressnginx"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/localvolume"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/monitoring"
	"github.com/flinkgen/flinkgen/pkg/component/namespace"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

func try[V any](t *testing.T, name string, base V, objects func(V) []component.Object, fixed ...string) {
	t.Run(name, func(t *testing.T) {
		table, err := knob.Of(reflect.TypeFor[V](), fixed...)
		if err != nil {
			t.Fatal(err)
		}
		items, err := trace.Trace(trace.Source{table, reflect.ValueOf(base), func(v reflect.Value) []component.Object {
			return objects(v.Interface().(V))
		}})
		if err != nil {
			t.Fatal(err)
		}
		files, err := Templates(name, items, func(*knob.Knob) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		dir := filepath.Join("/tmp/x", name, "templates")
		os.RemoveAll(dir)
		os.MkdirAll(dir, 0o755)
		for _, f := range files {
			os.WriteFile(filepath.Join(dir, f.Name), []byte(f.Text), 0o644)
		}
		values, err := table.Values(reflect.ValueOf(base))
		if err != nil {
			t.Fatal(err)
		}
		values["nameOverride"], values["fullnameOverride"] = "", ""
		c := &chart.Chart{Metadata: &chart.Metadata{Name: name, APIVersion: "v2", Version: "1.0.0"}, Values: values}
		for _, f := range files {
			c.Templates = append(c.Templates, &chart.File{Name: "templates/" + f.Name, Data: []byte(f.Text)})
		}
		subject := &proof.Subject{Chart: c, Table: table, Base: reflect.ValueOf(base), Objects: func(v reflect.Value) []component.Object {
			return objects(v.Interface().(V))
		}}
		if err := subject.Check(proof.Release{"x", "y"}, nil); err != nil {
			t.Error(err)
		}
	})
}

func TestX(t *testing.T) {
	try(t, "redis", redis.Defaults(), redis.Objects)
	try(t, "minio", minio.Defaults(), minio.Objects)
	try(t, "local-volumes", localvolume.Defaults(), localvolume.Objects)
	try(t, "namespaces", namespace.Defaults(), namespace.Objects)
	try(t, "juicefs", juicefs.Defaults(), juicefs.Objects)
	try(t, "ingress-nginx", ingressnginx.Defaults(), ingressnginx.Objects)
	try(t, "history-server", historyserver.Defaults(), historyserver.Objects)
	try(t, "operator", operator.Defaults(), operator.Objects)
	try(t, "monitoring", monitoring.Defaults(), monitoring.Objects)
}
