package knob_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/render/chart/internal/sample"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

func table(tb testing.TB, fixed ...string) *knob.Table {
	tb.Helper()
	t, err := knob.Of(reflect.TypeFor[sample.Values](), fixed...)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func TestKinds(t *testing.T) {
	got := map[string]knob.Kind{}
	for i, k := range table(t).All() {
		got[k.String()] = k.Kind
		if k.ID != i {
			t.Errorf("%s has the ID %d at place %d", k, k.ID, i)
		}
	}
	want := map[string]knob.Kind{
		"name": knob.Name, "namespace": knob.Namespace, "labels": knob.Map, "image": knob.Image, "kind": knob.Choice,
		"replicas": knob.Integer, "minReadySeconds": knob.Integer, "greeting": knob.Text, "ratio": knob.Float,
		"verbose": knob.Flag, "extraConfig": knob.Text, "cache": knob.Quantity, "surge": knob.IntOrString,
		"resources": knob.Tree, "affinity": knob.Tree, "toleration": knob.Tree, "podLabels": knob.Map, "extraArgs": knob.List,
		"priorityClassName": knob.Text, "service.enabled": knob.Flag, "service.type": knob.Text,
		"serviceAccountName": knob.Text, "service.metrics": knob.Flag, "service.nodePort": knob.Integer, "tenants": knob.Each,
		"tenants[].name": knob.Text, "tenants[].team": knob.Text, "tenants[].isolated": knob.Flag,
		"tenants[].peers": knob.Each, "tenants[].peers[].cidr": knob.Text, "hosts": knob.Each, "hosts[]": knob.Text,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestFixed(t *testing.T) {
	fixed := table(t, "service", "tenants[].team")
	for _, k := range fixed.All() {
		if strings.HasPrefix(k.String(), "service.") || k.String() == "tenants[].team" {
			t.Errorf("%s is not fixed", k)
		}
	}
	if _, err := knob.Of(reflect.TypeFor[sample.Values](), "servise"); err == nil || !strings.Contains(err.Error(), `"servise"`) {
		t.Errorf("a fixed path that does not exist: %v", err)
	}
	if _, err := knob.Of(reflect.TypeFor[string]()); err == nil {
		t.Error("no error for values that are no struct")
	}
}

// What Values gives, Set takes back.
func TestRoundTrip(t *testing.T) {
	table := table(t)
	want := sample.Defaults()
	want.MinReadySeconds = new(int32(0))
	want.Hosts = []string{"a", "b"}
	values, err := table.Values(reflect.ValueOf(want))
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"name", "namespace", "release"} {
		if _, there := values[key]; there {
			t.Errorf("%s is no value of a chart", key)
		}
	}
	// As Helm has them: numbers are floats.
	text, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	var plain map[string]any
	if err := json.Unmarshal(text, &plain); err != nil {
		t.Fatal(err)
	}
	got := sample.Values{Name: want.Name, Namespace: want.Namespace, Release: want.Release, Greeting: "is replaced"}
	if err := table.Set(reflect.ValueOf(&got).Elem(), plain); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What is empty, null or absent in the values is empty in the struct.
func TestSetEmpty(t *testing.T) {
	table := table(t)
	got := sample.Defaults()
	err := table.Set(reflect.ValueOf(&got).Elem(), map[string]any{
		"affinity": map[string]any{}, "tenants": []any{}, "greeting": nil, "service": map[string]any{"enabled": false},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := sample.Values{Name: "sample", Namespace: "sample", Release: "1.2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestSetErrors(t *testing.T) {
	for path, values := range map[string]map[string]any{
		"replicas":         {"replicas": "three"},
		"service.nodePort": {"service": map[string]any{"nodePort": 1.5}},
		"tenants":          {"tenants": "red"},
		"tenants[].name":   {"tenants": []any{map[string]any{"name": 1}}},
	} {
		var got sample.Values
		if err := table(t).Set(reflect.ValueOf(&got).Elem(), values); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: error %v", path, err)
		}
	}
}
