package files

import (
	"fmt"
	"reflect"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// Chart is what the files of a chart are written from.
type Chart struct {
	// Name of the chart and of the release that its README installs.
	Name string
	// Description is one sentence, without a full stop.
	Description string
	// Version of the chart, a semantic version.
	Version string
	// AppVersion of the software; empty where the chart installs none.
	AppVersion string
	// Namespace that the README installs into; empty where the objects have none.
	Namespace string
	// Table has the knobs that become values.
	Table *knob.Table
	// Defaults are what values.yaml holds of them, as Table.Values gives them.
	Defaults map[string]any
	// Comments of the Go fields, by the Source of a knob.
	Comments map[string]string
	// Definitions says that the chart has CustomResourceDefinitions in crds.
	Definitions bool
	// Requirements of the cluster, sentences in Markdown.
	Requirements []string
	// Notes is the text of NOTES.txt, a template.
	Notes string
}

// Of gives the chart of a part, in a version of its own, with the comments of
// its Go fields (schemas.Comments for the parts of flinkgen; nil for none).
func Of[V any](part component.Component[V], version string, comments map[string]string) (Chart, error) {
	table, err := knob.Of(reflect.TypeFor[V](), part.Fixed...)
	if err != nil {
		return Chart{}, fmt.Errorf("chart %s: %w", part.Name, err)
	}
	if err := table.NameByDefault(part.Named...); err != nil {
		return Chart{}, fmt.Errorf("chart %s: %w", part.Name, err)
	}
	values := reflect.ValueOf(part.Defaults())
	defaults, err := table.Values(values)
	if err != nil {
		return Chart{}, fmt.Errorf("defaults of chart %s: %w", part.Name, err)
	}
	c := Chart{
		Name:         part.Name,
		Description:  part.Description,
		Version:      version,
		AppVersion:   part.Version,
		Table:        table,
		Defaults:     defaults,
		Comments:     comments,
		Requirements: part.Requirements,
		Notes:        part.Notes,
	}
	for _, k := range table.Knobs {
		if k.Kind == knob.Namespace {
			c.Namespace = k.Value(values).String()
		}
	}
	return c, nil
}

// Files gives the files by their path in the chart.
func Files(c Chart) (map[string][]byte, error) {
	files := map[string][]byte{".helmignore": []byte(ignored)}
	for path, write := range map[string]func(Chart) ([]byte, error){
		"Chart.yaml":         Metadata,
		"values.yaml":        Values,
		"values.schema.json": Schema,
		"README.md":          README,
	} {
		data, err := write(c)
		if err != nil {
			return nil, fmt.Errorf("%s of chart %s: %w", path, c.Name, err)
		}
		files[path] = data
	}
	if c.Notes != "" {
		files["templates/NOTES.txt"] = []byte(c.Notes)
	}
	return files, nil
}

// ignored is not packed by helm package.
const ignored = `# What helm package leaves out.
.DS_Store
.git/
.gitignore
.idea/
.vscode/
*.bak
*.orig
*.swp
*.tmp
*~
`
