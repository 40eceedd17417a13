package helm_test

import (
	"maps"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/chart"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// release is a chart with values, to be installed in a namespace.
type release struct {
	name, namespace, chart, values string
}

// rendered is a stack as charts and releases, in their order.
type rendered struct {
	stack    *stack.Stack
	charts   string
	releases []release
}

// render gives the default stack.
func render(t *testing.T) rendered {
	t.Helper()
	s, err := flinkgen.Load(flinkgen.LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := stack.Complete(s); err != nil {
		t.Fatal(err)
	}
	r := rendered{stack: s, charts: filepath.Join(t.TempDir(), "charts")}
	all := map[string]*chart.Chart{}
	for _, c := range charts(t) {
		all[c.Name] = c
	}
	if err := writeCharts(t.Context(), r.charts, charts(t)); err != nil {
		t.Fatal(err)
	}
	spec := &s.Spec
	for _, one := range []struct {
		name, namespace, chart string
		values                 any
	}{
		{"namespaces", "default", "namespaces", spec.Namespaces.Values},
		{"redis-volumes", "default", "local-volumes", spec.LocalVolumes.Redis.Values},
		{"minio-volumes", "default", "local-volumes", spec.LocalVolumes.MinIO.Values},
		{spec.MinIO.Name, spec.MinIO.Namespace, "minio", spec.MinIO.Values},
		{spec.Redis.Name, spec.Redis.Namespace, "redis", spec.Redis.Values},
		{spec.JuiceFS.Name, spec.JuiceFS.Namespace, "juicefs", spec.JuiceFS.Values},
		{spec.Operator.Name, spec.Operator.Namespace, "operator", spec.Operator.Values},
		{spec.Ingress.Name, spec.Ingress.Namespace, "ingress-nginx", spec.Ingress.Values},
		{spec.HistoryServer.Name, spec.HistoryServer.Namespace, "history-server", spec.HistoryServer.Values},
		{spec.Jobs[0].Name, spec.Jobs[0].Namespace, "flink-application", spec.Jobs[0].Values},
	} {
		subject, err := all[one.chart].Subject()
		if err != nil {
			t.Fatal(err)
		}
		values, err := subject.Table.Values(reflect.ValueOf(one.values))
		if err != nil {
			t.Fatal(err)
		}
		values = maps.Clone(values)
		values["fullnameOverride"] = one.name
		r.releases = append(r.releases, release{one.name, one.namespace, one.chart, valuesFile(t, values)})
	}
	return r
}
