package files

import (
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// entry is a key of values.yaml: a knob, or a section with entries of its own.
type entry struct {
	key     string
	path    string
	knob    *knob.Knob
	entries []*entry
}

// override is a value that a chart has beside its knobs.
type override struct{ key, description string }

// overrides are those of the base name, under the keys that Helm's own charts
// use; none where the objects have no base name.
func (c Chart) overrides() []override {
	if !c.Table.Named() {
		return nil
	}
	return []override{
		{"nameOverride", "Replaces the name of the chart in the names of the objects."},
		{"fullnameOverride", "Replaces the names of release and chart in the names of the objects."},
	}
}

// entriesOf groups knobs by section, in the order in which they first come.
func entriesOf(knobs []*knob.Knob, prefix string) []*entry {
	root := &entry{}
	for _, k := range knobs {
		if k.Kind == knob.Name || k.Kind == knob.Namespace {
			continue
		}
		at := root
		for depth, key := range k.Path {
			at = at.child(key, prefix+strings.Join(k.Path[:depth+1], "."))
		}
		at.knob = k
	}
	return root.entries
}

func (e *entry) child(key, path string) *entry {
	i := slices.IndexFunc(e.entries, func(one *entry) bool { return one.key == key })
	if i < 0 {
		e.entries = append(e.entries, &entry{key: key, path: path})
		i = len(e.entries) - 1
	}
	return e.entries[i]
}

// items are the entries of each item of a list, none where items are texts.
func items(k *knob.Knob) []*entry {
	if k.Kind != knob.Each || len(k.Items) == 0 || len(k.Items[0].Path) == 0 {
		return nil
	}
	return entriesOf(k.Items, k.String()+"[].")
}

// sections finds the Go field of a section by its path.
func (c Chart) sections() map[string]string {
	all := map[string]string{}
	for _, section := range c.Table.Sections {
		all[section.Path] = section.Source
	}
	return all
}
