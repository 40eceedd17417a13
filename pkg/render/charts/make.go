package charts

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"slices"

	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/render/chart"
	"github.com/flinkgen/flinkgen/pkg/render/chart/proof"
)

// maxName is how long the name of a release may be: Helm's limit.
const maxName = 53

// maker makes the charts and releases of uses.
type maker struct {
	charts      *Charts
	comments    map[string]string
	definitions map[string][]byte
	made        map[string]*partChart
}

// partChart is the chart of a part, with what its values.yaml holds.
type partChart struct {
	base  reflect.Value
	chart *chart.Chart
}

func (m *maker) make(uses []*use) error {
	m.made = map[string]*partChart{}
	if len(m.definitions) > 0 {
		m.charts.definitions = "charts/" + operatorChart + "/crds"
		if !slices.ContainsFunc(uses, func(u *use) bool { return u.part == operatorChart }) {
			m.charts.definitions = "charts/" + definitionsChart + "/crds"
			if err := m.definitionsRelease(); err != nil {
				return err
			}
		}
	}
	for _, u := range uses {
		if len(u.release) > maxName {
			return fmt.Errorf("%s: Helm allows %d characters in the name of a release: shorten %q", u.what, maxName, u.release)
		}
		r, err := m.releaseOf(u, uses)
		if err != nil {
			return fmt.Errorf("%s: %w", u.what, err)
		}
		m.charts.Releases = append(m.charts.Releases, r)
	}
	slices.SortStableFunc(m.charts.Releases, func(a, b Release) int { return cmp.Compare(a.Wave, b.Wave) })
	return nil
}

// releaseOf gives the release of a use, proven: Helm renders its objects from
// the chart and the values file.
func (m *maker) releaseOf(u *use, uses []*use) (Release, error) {
	if u.table == nil {
		return m.objectsRelease(u)
	}
	c, ok := m.made[u.part]
	if !ok {
		var err error
		if c, err = m.chartOf(u, uses); err != nil {
			return Release{}, err
		}
		m.made[u.part] = c
	}
	r := Release{Name: u.release, Namespace: u.namespace(), Chart: u.part, Wave: u.wave}
	var err error
	if r.Values, err = valuesFile(u, c.base); err != nil {
		return Release{}, err
	}
	return r, u.prove(c, r)
}

// chartOf makes the chart that all uses of a part share.
func (m *maker) chartOf(first *use, uses []*use) (*partChart, error) {
	var same []*use
	for _, u := range uses {
		if u.part == first.part {
			same = append(same, u)
		}
	}
	base, err := baseOf(same)
	if err != nil {
		return nil, err
	}
	options := chart.Options{Comments: m.comments}
	if first.part == operatorChart {
		options.Definitions = m.definitions
	}
	c := &partChart{base: base, chart: first.chart(base, options)}
	files, err := c.chart.Files()
	if err != nil {
		return nil, err
	}
	m.charts.Charts = append(m.charts.Charts, Chart{Name: first.part, Files: files})
	return c, nil
}

// baseOf gives the values that a chart is made from: the defaults of the part,
// or, where what is fixed in them makes other objects than the stack has, the
// defaults with what is fixed in the stack.
func baseOf(uses []*use) (reflect.Value, error) {
	base := uses[0].defaults
	fits, err := fit(base, uses)
	if err != nil || fits == nil {
		return base, err
	}
	base = mixed(uses[0].table, fits.values, base)
	other, err := fit(base, uses)
	if err == nil && other != nil {
		err = fmt.Errorf("%s and %s differ in a value that is fixed in the chart %s, so they cannot share it: make them alike in all that is no value of the chart, or render one with --component and --format manifests", fits.what, other.what, other.part)
	}
	return base, err
}

// fit gives the first use whose objects are not what its knobs over the base
// make.
func fit(base reflect.Value, uses []*use) (*use, error) {
	for _, u := range uses {
		want, err := text(u.objects)
		if err != nil {
			return nil, err
		}
		got, err := text(u.build(u.over(base)))
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(want, got) {
			return u, nil
		}
	}
	return nil, nil
}

func text(objects []component.Object) ([]byte, error) {
	var b bytes.Buffer
	err := encode.Documents(&b, slices.Values(objects))
	return b.Bytes(), err
}

// prove holds what Helm renders against the objects of the stack themselves.
func (u *use) prove(c *partChart, r Release) error {
	subject, err := c.chart.Subject()
	if err != nil {
		return err
	}
	values := map[string]any{}
	if err := yaml.UnmarshalStrict(r.Values, &values); err != nil {
		return err
	}
	stack := *subject
	stack.Objects = func(reflect.Value) []component.Object { return u.objects }
	return stack.Check(proof.Release{Name: r.Name, Namespace: r.Namespace}, values)
}
