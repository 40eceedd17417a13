package charts

import (
	"bytes"
	_ "embed"
	"fmt"
	"text/template"

	"github.com/flinkgen/flinkgen/pkg/bundle"
)

//go:embed install.sh.tmpl
var installText string

// installation is what the template of install.sh sees.
type installation struct {
	Stack   string
	Secrets []string
	// Namespaces is the release that makes the namespaces, if there is one.
	Namespaces  *Release
	Definitions string
	// Files are the directories of what is not installed.
	Files []string
	Waves [][]Release
}

// install gives install.sh.
func (c *Charts) install() ([]byte, error) {
	functions := template.FuncMap{"waits": Release.waits, "timeout": func() int { return timeout }}
	parsed, err := template.New("install.sh").Funcs(functions).Parse(installText)
	if err != nil {
		return nil, fmt.Errorf("template of install.sh: %w", err)
	}
	data := installation{Stack: c.Stack, Secrets: c.Secrets, Definitions: c.definitions}
	for _, component := range c.components {
		if len(component.Files) > 0 {
			data.Files = append(data.Files, directoryOf(component))
		}
	}
	for i, r := range c.Releases {
		if i == 0 || r.Wave != c.Releases[i-1].Wave {
			data.Waves = append(data.Waves, nil)
		}
		if r.Wave == bundle.WaveNamespaces {
			data.Namespaces = &c.Releases[i]
		}
		last := &data.Waves[len(data.Waves)-1]
		*last = append(*last, r)
	}
	var text bytes.Buffer
	if err := parsed.Execute(&text, data); err != nil {
		return nil, fmt.Errorf("install.sh: %w", err)
	}
	return text.Bytes(), nil
}

// directoryOf is where the files of a component are that nothing installs.
func directoryOf(c bundle.Component) string { return "files/" + c.Name }
