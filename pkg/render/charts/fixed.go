package charts

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/encode"
)

// The chart that has the CustomResourceDefinitions with it, and those that are
// no part's. The last one is named like its component.
const (
	operatorChart    = "operator"
	objectsChart     = "objects"
	definitionsChart = "crds"
)

// objects takes whole objects as values; crds is for a stack with the
// CustomResourceDefinitions and without the operator, whose chart has them
// otherwise.
//
//go:embed objects crds
var fixed embed.FS

// fixedChart gives a chart that is the same for all stacks.
func fixedChart(name string) (Chart, error) {
	c := Chart{Name: name, Files: map[string][]byte{}}
	err := fs.WalkDir(fixed, name, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		c.Files[strings.TrimPrefix(path, name+"/")], err = fixed.ReadFile(path)
		return err
	})
	return c, err
}

// addObjectsChart adds the chart that takes whole objects, if it is not there yet.
func (m *maker) addObjectsChart() error {
	if slices.ContainsFunc(m.charts.Charts, func(c Chart) bool { return c.Name == objectsChart }) {
		return nil
	}
	c, err := fixedChart(objectsChart)
	m.charts.Charts = append(m.charts.Charts, c)
	return err
}

// objectsValues are the values of a use that no chart of a part can follow: its
// objects.
func objectsValues(u *use) ([]byte, error) {
	w := &valuesWriter{}
	fmt.Fprintf(&w.buffer, "%s# The objects of release %s.\nobjects:\n", generated, u.release)
	for _, object := range u.objects {
		text, err := encode.Append(nil, object)
		if err != nil {
			return nil, err
		}
		var item valuesWriter
		item.indented("  ", text)
		w.buffer.WriteString("- ")
		w.buffer.Write(item.buffer.Bytes()[2:])
	}
	return w.buffer.Bytes(), nil
}

// definitionsOf gives the CustomResourceDefinitions by the name of their file.
func definitionsOf(b *bundle.Bundle) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, c := range b.Components {
		if c.Name != definitionsChart {
			continue
		}
		for _, object := range c.Objects {
			text, err := encode.Append(nil, object)
			if err != nil {
				return nil, err
			}
			files[object.GetName()+".yaml"] = bytes.Clone(text)
		}
	}
	return files, nil
}

// definitionsRelease is for definitions that no chart of an operator takes.
func (m *maker) definitionsRelease() error {
	c, err := fixedChart(definitionsChart)
	if err != nil {
		return err
	}
	for name, text := range m.definitions {
		c.Files["crds/"+name] = text
	}
	m.charts.Charts = append(m.charts.Charts, c)
	m.charts.Releases = append(m.charts.Releases, Release{
		Name: definitionsChart, Namespace: defaultNamespace, Chart: definitionsChart, Wave: bundle.WaveDefinitions,
		Values: []byte(generated + "# The chart crds has no values.\n{}\n"),
	})
	return nil
}
