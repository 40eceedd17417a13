package files

import (
	"bytes"
	_ "embed"
	"reflect"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

//go:embed README.md.tmpl
var readme string

// longDefault is from where on the table does not show a default, in characters.
const longDefault = 60

// row of the table of values.
type row struct{ Key, Type, Default, Description string }

// README gives README.md: how to install and upgrade the chart, and the table
// of its values.
func README(c Chart) ([]byte, error) {
	page, err := template.New("README.md").Funcs(sprig.TxtFuncMap()).Parse(readme)
	if err != nil {
		return nil, err
	}
	rows, err := rows(c)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = page.Execute(&b, struct {
		Chart
		Rows []row
	}{c, rows})
	return b.Bytes(), err
}

func rows(c Chart) ([]row, error) {
	var all []row
	for _, one := range c.overrides() {
		all = append(all, row{one.key, "string", "`\"\"`", one.description})
	}
	for _, k := range c.Table.All() {
		if k.Kind == knob.Name || k.Kind == knob.Namespace || len(k.Path) == 0 {
			continue
		}
		value, err := shown(c, k)
		if err != nil {
			return nil, err
		}
		if k.Kind == knob.Image {
			parts, err := imageRows(c, k)
			if err != nil {
				return nil, err
			}
			all = append(append(all, row{k.String(), typeName(k), "", escape(c.describe(k))}), parts...)
			continue
		}
		all = append(all, row{k.String(), typeName(k), value, escape(c.describe(k))})
	}
	return all, nil
}

// shown is a default in the table; a value in a list has none.
func shown(c Chart, k *knob.Knob) (string, error) {
	if k.Parent != nil {
		return "", nil
	}
	return code(k.In(c.Defaults))
}

// code is a value as code in a cell.
func code(value any) (string, error) {
	var b bytes.Buffer
	if err := plainJSON(&b, "").Encode(value); err != nil {
		return "", err
	}
	text := bytes.TrimSpace(b.Bytes())
	switch {
	case len(text) > longDefault:
		return "see values.yaml", nil
	case bytes.Contains(text, []byte("`")):
		return "`` " + cell(string(text)) + " ``", nil
	default:
		return "`" + cell(string(text)) + "`", nil
	}
}

// typeName is the type of a value in words.
func typeName(k *knob.Knob) string {
	switch k.Kind {
	case knob.Text, knob.Choice:
		return "string"
	case knob.Integer:
		return "integer"
	case knob.Float:
		return "number"
	case knob.Flag:
		return "boolean"
	case knob.Quantity:
		return "quantity"
	case knob.IntOrString:
		return "integer or string"
	case knob.Each, knob.List:
		element := k.Type
		for element.Kind() == reflect.Pointer {
			element = element.Elem()
		}
		if element.Elem().Kind() == reflect.String {
			return "list of strings"
		}
		return "list"
	default:
		return "object"
	}
}

// escape writes text so that a cell shows it as it is.
func escape(text string) string {
	return strings.NewReplacer(
		`\`, `\\`, "|", `\|`, "<", `\<`, ">", `\>`, "*", `\*`, "`", "\\`",
	).Replace(text)
}

// cell keeps code in its cell of a table.
func cell(code string) string { return strings.ReplaceAll(code, "|", `\|`) }
