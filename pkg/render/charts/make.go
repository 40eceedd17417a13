package charts

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"sync"

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
	charts := make([]*partChart, len(uses))
	for i, u := range uses {
		if len(u.release) > maxName {
			return fmt.Errorf("%s: Helm allows %d characters in the name of a release: shorten %q", u.what, maxName, u.release)
		}
		var err error
		if charts[i], err = m.chartOf(u); err != nil {
			return fmt.Errorf("%s: %w", u.what, err)
		}
	}
	releases, err := releasesOf(uses, charts)
	if err != nil {
		return err
	}
	m.charts.Releases = append(m.charts.Releases, releases...)
	slices.SortStableFunc(m.charts.Releases, func(a, b Release) int { return cmp.Compare(a.Wave, b.Wave) })
	return m.files()
}

// chartOf gives the chart of a use, or nil where it is just objects; the uses of
// a part whose fixed values make what the defaults make share one.
func (m *maker) chartOf(u *use) (*partChart, error) {
	if u.table == nil {
		return nil, m.addObjectsChart()
	}
	name, base := u.part, u.defaults
	fits, err := u.fits(base)
	if err != nil {
		return nil, err
	}
	if !fits {
		name, base = u.part+"-"+u.release, mixed(u.table, u.values, base)
	}
	if c, ok := m.made[name]; ok {
		if fits, err = u.fits(c.base); err == nil && !fits {
			err = fmt.Errorf("another job of this name differs in what is fixed in the chart %s, so they cannot share it: give one of them another name", name)
		}
		return c, err
	}
	options := chart.Options{Comments: m.comments}
	if u.part == operatorChart {
		options.Definitions = m.definitions
	}
	c := &partChart{base: base, chart: u.chart(name, base, options)}
	m.made[name] = c
	m.charts.Charts = append(m.charts.Charts, Chart{Name: name})
	return c, nil
}

// files adds the files of the charts of parts.
func (m *maker) files() error {
	for i, c := range m.charts.Charts {
		made, ok := m.made[c.Name]
		if !ok {
			continue
		}
		var err error
		if m.charts.Charts[i].Files, err = made.chart.Files(); err != nil {
			return err
		}
	}
	return nil
}

// releasesOf gives the release of each use, as many at once as there are
// processors. The error is that of the first use that has one.
func releasesOf(uses []*use, charts []*partChart) ([]Release, error) {
	releases := make([]Release, len(uses))
	failed := make([]error, len(uses))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var group sync.WaitGroup
	for i, u := range uses {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			if releases[i], failed[i] = releaseOf(u, charts[i]); failed[i] != nil {
				failed[i] = fmt.Errorf("%s: %w", u.what, failed[i])
			}
		})
	}
	group.Wait()
	return releases, cmp.Or(failed...)
}

// releaseOf gives the release of a use, proven: Helm renders its objects from
// the chart and the values file.
func releaseOf(u *use, c *partChart) (Release, error) {
	r := Release{Name: u.release, Namespace: u.namespace(), Wave: u.wave}
	var err error
	if c == nil {
		r.Chart = objectsChart
		r.Values, err = objectsValues(u)
		return r, err
	}
	r.Chart = c.chart.Name
	if r.Values, err = valuesFile(u, c); err != nil {
		return Release{}, err
	}
	return r, u.prove(c, r)
}

// fits says whether the knobs of the use over the base make its objects.
func (u *use) fits(base reflect.Value) (bool, error) {
	want, err := text(u.objects)
	if err != nil {
		return false, err
	}
	got, err := text(u.build(mixed(u.table, base, u.values)))
	return bytes.Equal(want, got), err
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
