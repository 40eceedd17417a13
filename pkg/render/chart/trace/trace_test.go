package trace

import (
	"reflect"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

func TestX(t *testing.T) {
	table, err := knob.Of(reflect.TypeFor[redis.Values]())
	if err != nil {
		t.Fatal(err)
	}
	items, err := Trace(Source{table, reflect.ValueOf(redis.Defaults()), func(v reflect.Value) []component.Object {
		return redis.Objects(v.Interface().(redis.Values))
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(len(items))
}
func BenchmarkX(b *testing.B) {
	for b.Loop() {
		table, _ := knob.Of(reflect.TypeFor[redis.Values]())
		_, err := Trace(Source{table, reflect.ValueOf(redis.Defaults()), func(v reflect.Value) []component.Object {
			return redis.Objects(v.Interface().(redis.Values))
		}})
		if err != nil {
			b.Fatal(err)
		}
	}
}
