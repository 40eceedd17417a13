package upstream

import (
	"reflect"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Every value of a section has a row in every version of its chart, so that
// nothing of a stack is left out without a word.
func TestEveryValueHasARow(t *testing.T) {
	for _, p := range parts() {
		paths := leaves(reflect.TypeOf(p.values(&stack.Spec{})), "")
		if len(paths) < 20 {
			t.Fatalf("section %s has %d values only", p.section, len(paths))
		}
		for _, version := range catalog.ChartVersions(p.chart) {
			chart, _ := catalog.FindChart(p.chart, version)
			for _, path := range paths {
				if !p.covers(chart, path) {
					t.Errorf("chart %s %s: no row for spec.%s.%s", p.chart, version, p.section, path)
				}
			}
		}
	}
}

// covers says whether a row is for the value or for one that holds it.
func (p part) covers(chart catalog.Chart, path string) bool {
	for _, r := range p.rows {
		if r.in(chart) && (r.value == path || strings.HasPrefix(path, r.value+".") && r.value != "") {
			return true
		}
	}
	return false
}

// Every row is for a value that the section has, and has one purpose.
func TestRows(t *testing.T) {
	for _, p := range parts() {
		paths := leaves(reflect.TypeOf(p.values(&stack.Spec{})), "")
		for _, r := range p.rows {
			purposes := 0
			for _, is := range []bool{r.key != "", r.patch != nil, r.elsewhere != "", r.lost != ""} {
				if is {
					purposes++
				}
			}
			if purposes != 1 {
				t.Errorf("section %s: the row of %q has %d purposes", p.section, r.value, purposes)
			}
			known := r.value == "" && r.get != nil
			for _, path := range paths {
				known = known || path == r.value || strings.HasPrefix(path, r.value+".") || strings.HasPrefix(r.value, path+".")
			}
			if !known {
				t.Errorf("section %s has no value %q", p.section, r.value)
			}
			for _, version := range []string{r.since, r.until} {
				if _, found := catalog.FindChart(p.chart, version); version != "" && !found {
					t.Errorf("section %s: the row of %q is for version %s, which is not known", p.section, r.value, version)
				}
			}
		}
	}
}

// Every key that is written is a key of the chart in that version, and the table
// of keys holds no other.
func TestKeys(t *testing.T) {
	for _, p := range parts() {
		used := map[string]bool{}
		for _, version := range catalog.ChartVersions(p.chart) {
			chart, _ := catalog.FindChart(p.chart, version)
			for _, r := range p.rows {
				if r.key == "" || !r.in(chart) {
					continue
				}
				used[r.key] = true
				if _, found := lookup(p.known, chart, r.key); !found {
					t.Errorf("chart %s %s has no key %s", p.chart, version, r.key)
				}
			}
			for i, one := range p.known {
				for _, other := range p.known[i+1:] {
					if one.key == other.key && within(chart, one.since, one.until) && within(chart, other.since, other.until) {
						t.Errorf("chart %s %s: two defaults for %s", p.chart, version, one.key)
					}
				}
			}
		}
		for _, one := range p.known {
			var value any
			if err := yaml.UnmarshalStrict([]byte(one.value), &value); err != nil {
				t.Errorf("chart %s, key %s: default %q: %v", p.chart, one.key, one.value, err)
			}
			if !used[one.key] {
				t.Errorf("chart %s: nothing writes %s", p.chart, one.key)
			}
		}
	}
}

// leaves are the paths of the values of a section; what Kubernetes defines is one
// value.
func leaves(t reflect.Type, prefix string) []string {
	var all []string
	for field := range t.Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		ours := field.Type.Kind() == reflect.Struct && strings.Contains(field.Type.PkgPath(), "flinkgen/pkg/component")
		switch {
		case name == "-" || !field.IsExported():
		case field.Anonymous && name == "":
			all = append(all, leaves(field.Type, prefix)...)
		case ours:
			all = append(all, leaves(field.Type, prefix+name+".")...)
		default:
			all = append(all, prefix+name)
		}
	}
	return all
}
