package upstream

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"text/template"
)

//go:embed README.md.tmpl
var readmeText string

// readme gives README.md.
func (s *Stack) readme() ([]byte, error) {
	parsed, err := template.New("README.md").Funcs(template.FuncMap{"cell": cell}).Parse(readmeText)
	if err != nil {
		return nil, fmt.Errorf("template of README.md: %w", err)
	}
	var text bytes.Buffer
	if err := parsed.Execute(&text, struct{ *Stack }{s}); err != nil {
		return nil, fmt.Errorf("README.md: %w", err)
	}
	return text.Bytes(), nil
}

// cell keeps text inside a cell of a table.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;").Replace(text)
}
