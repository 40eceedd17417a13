package chart

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"reflect"
	"slices"
	"sync"

	helm "helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart/files"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/proof"
	"github.com/flinkgen/flinkgen/pkg/render/chart/template"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

// Options are what a chart has beside its part.
type Options struct {
	// Version of the chart, a semantic version; empty means DefaultVersion.
	Version string
	// Comments of the Go fields of the part's values, by package path, type and
	// field (schemas.Comments); they explain the values.
	Comments map[string]string
	// Definitions are CustomResourceDefinitions, by their file name in crds.
	Definitions map[string][]byte
}

// DefaultVersion is the version of a chart that names none.
const DefaultVersion = "0.1.0"

// Chart is a Helm chart of a part. It is made when it is asked for its files.
type Chart struct {
	// Name of the chart, that of its part.
	Name string

	once  sync.Once
	build func() (*made, error)
	made  *made
	err   error
}

// made is a chart with what proves it.
type made struct {
	files   map[string][]byte
	subject *proof.Subject
}

// Of is the chart of a part, such as chart.Of(redis.Component).
func Of[V any](part func() component.Component[V]) *Chart { return With(part, Options{}) }

// With is the chart of a part with options.
func With[V any](part func() component.Component[V], options Options) *Chart {
	p := part()
	return &Chart{Name: p.Name, build: func() (*made, error) { return build(p, options) }}
}

// Files gives the files of the chart by their path in it. The chart is proven:
// at its defaults and at other values Helm renders just the objects that the
// part builds. The error names the value that no template can follow, or shows
// the object that differs.
func (c *Chart) Files() (map[string][]byte, error) {
	m, err := c.make()
	if err != nil {
		return nil, err
	}
	return maps.Clone(m.files), nil
}

// Check proves the chart for one release: with the values, as a user would give
// them, Helm renders just the objects that the part builds from them.
func (c *Chart) Check(release proof.Release, values map[string]any) error {
	m, err := c.make()
	if err != nil {
		return err
	}
	if err := m.subject.Check(release, values); err != nil {
		return fmt.Errorf("chart %s: %w", c.Name, err)
	}
	return nil
}

// Subject is the chart as package proof has it.
func (c *Chart) Subject() (*proof.Subject, error) {
	m, err := c.make()
	if err != nil {
		return nil, err
	}
	return m.subject, nil
}

func (c *Chart) make() (*made, error) {
	c.once.Do(func() {
		if c.made, c.err = c.build(); c.err != nil {
			c.err = fmt.Errorf("chart %s: %w", c.Name, c.err)
		}
	})
	return c.made, c.err
}

// Adder takes files, as tree.Tree does.
type Adder interface {
	Add(path string, data []byte) error
}

// Write adds the files of charts, each in a directory of the chart's name.
func Write(to Adder, charts ...*Chart) error {
	for _, c := range charts {
		all, err := c.Files()
		if err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if err := to.Add(path.Join(c.Name, name), all[name]); err != nil {
				return err
			}
		}
	}
	return nil
}

func build[V any](part component.Component[V], options Options) (*made, error) {
	if options.Version == "" {
		options.Version = DefaultVersion
	}
	c, err := files.Of(part, options.Version, options.Comments)
	if err != nil {
		return nil, err
	}
	c.Definitions = len(options.Definitions) > 0
	base := reflect.ValueOf(part.Defaults())
	objects := func(v reflect.Value) []component.Object { return part.Objects(v.Interface().(V)) }
	all, err := files.Files(c)
	if err != nil {
		return nil, err
	}
	if err := templates(all, part.Name, trace.Source{Table: c.Table, Base: base, Objects: objects}); err != nil {
		return nil, err
	}
	for name, data := range options.Definitions {
		all[path.Join("crds", name)] = data
	}
	loaded, err := load(all)
	if err != nil {
		return nil, err
	}
	m := &made{files: all, subject: &proof.Subject{Chart: loaded, Table: c.Table, Base: base, Objects: objects}}
	return m, m.subject.Prove()
}

func templates(all map[string][]byte, name string, source trace.Source) error {
	items, err := trace.Trace(source)
	if err != nil {
		return err
	}
	set := func(k *knob.Knob) bool { return k.Parent == nil && !k.Value(source.Base).IsZero() }
	written, err := template.Templates(name, items, set)
	if err != nil {
		return err
	}
	for _, file := range written {
		all[path.Join("templates", file.Name)] = []byte(file.Text)
	}
	return nil
}

// load reads the chart as Helm does.
func load(all map[string][]byte) (*helm.Chart, error) {
	var buffered []*loader.BufferedFile
	for name, data := range all {
		buffered = append(buffered, &loader.BufferedFile{Name: name, Data: data})
	}
	loaded, err := loader.LoadFiles(buffered)
	if err != nil {
		return nil, fmt.Errorf("helm cannot load it: %w", err)
	}
	return loaded, errors.Join(loaded.Validate())
}
