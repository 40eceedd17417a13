package charts

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/images"
	"github.com/flinkgen/flinkgen/pkg/oci"
	"github.com/flinkgen/flinkgen/pkg/render/chart"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// use is a part with the values that the stack has for it, or just objects
// where the part has no chart.
type use struct {
	// what names the use in errors, such as job orders.
	what    string
	release string
	wave    bundle.Wave
	// objects that the release has to have.
	objects []component.Object

	// part is the chart; the fields below are set with it.
	part     string
	table    *knob.Table
	defaults reflect.Value
	values   reflect.Value
	build    func(reflect.Value) []component.Object
	// chart gives the chart of the part under a name, with other defaults.
	chart func(name string, base reflect.Value, options chart.Options) *chart.Chart
}

// useOf is the use of a part. The name of the release is the base name of the
// objects, or that of the part.
func useOf[V any](part component.Component[V], values V) (*use, error) {
	table, err := knob.Of(reflect.TypeFor[V](), part.Fixed...)
	if err != nil {
		return nil, fmt.Errorf("chart %s: %w", part.Name, err)
	}
	u := &use{
		what:     part.Name,
		release:  part.Name,
		objects:  part.Objects(values),
		part:     part.Name,
		table:    table,
		defaults: reflect.ValueOf(part.Defaults()),
		values:   reflect.ValueOf(values),
		build:    func(v reflect.Value) []component.Object { return part.Objects(v.Interface().(V)) },
		chart: func(name string, base reflect.Value, options chart.Options) *chart.Chart {
			other := part
			other.Name, other.Defaults = name, func() V { return base.Interface().(V) }
			// The notes call the helpers of the chart, which have its name.
			other.Notes = strings.ReplaceAll(part.Notes, strconv.Quote(part.Name+".fullname"), strconv.Quote(name+".fullname"))
			return chart.With(func() component.Component[V] { return other }, options)
		},
	}
	if name := u.knob(knob.Name); name != "" {
		u.release = name
	}
	return u, nil
}

// mirror lets the chart's own values name the images on the mirror of the stack,
// if it has one: a chart that is rendered for a mirror names no other registry.
func (u *use) mirror(registry string) error {
	if registry == "" || u.table == nil {
		return nil
	}
	mirror, err := oci.ParseMirror(registry)
	if err != nil {
		return err
	}
	defaults := reflect.New(u.defaults.Type())
	defaults.Elem().Set(u.defaults)
	if err := images.Mirror(defaults.Interface(), nil, mirror).ToAggregate(); err != nil {
		return fmt.Errorf("defaults of %s: %w", u.what, err)
	}
	u.defaults = defaults.Elem()
	return nil
}

// knob is the text of the knob of a kind that a part has once at most.
func (u *use) knob(kind knob.Kind) string {
	for _, k := range u.table.Knobs {
		if k.Kind == kind {
			return k.Value(u.values).String()
		}
	}
	return ""
}

// namespace of the release: that of the part, or that of all its objects. What
// belongs to no namespace or to several is released in default, which always
// is there.
func (u *use) namespace() string {
	if u.table != nil {
		if namespace := u.knob(knob.Namespace); namespace != "" {
			return namespace
		}
		return defaultNamespace
	}
	namespace := u.objects[0].GetNamespace()
	for _, object := range u.objects {
		if object.GetNamespace() != namespace {
			return defaultNamespace
		}
	}
	if namespace == "" {
		return defaultNamespace
	}
	return namespace
}

const defaultNamespace = "default"

// mixed is a struct with the knobs of another one.
func mixed(table *knob.Table, base, knobs reflect.Value) reflect.Value {
	v := reflect.New(table.Type).Elem()
	v.Set(base)
	table.Copy(v, knobs)
	return v
}
