// Package native writes the files of a job that Flink's own command line
// starts: a script with the commands of the job's life, and the pod template
// and logging files that the script hands to Flink.
//
// It runs nothing, and makes no objects: Flink makes them.
package native

import (
	"bytes"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"text/template"

	"github.com/Masterminds/sprig/v3"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// directory holds the files of the job, below that of its component.
const directory = "native/"

//go:embed script.sh.tmpl
var scriptText string

// script is what the template of the script sees.
type script struct {
	job.Values
	// Version of Flink, such as 1.20.
	Version flink.Version
	// Action of Flink's command line that starts an application.
	Action string
	// Options for -D, in the order of their names.
	Options []Option
	// PodTemplates are the files that the pods come from, with their options.
	PodTemplates []podTemplate
	// LogFiles are the names of the logging files.
	LogFiles []string
}

// Files gives the files of a completed job in deploymentMode native:
// native/<name>.sh, its pod templates and its logging files.
func Files(v job.Values) ([]bundle.File, error) {
	version, err := flink.ParseVersion(v.FlinkVersion)
	if err != nil {
		return nil, err
	}
	templates, err := podTemplates(v, version)
	if err != nil {
		return nil, err
	}
	commands, err := renderScript(script{
		Values:       v,
		Version:      version,
		Action:       action(version),
		Options:      Options(v, version),
		PodTemplates: templates,
		LogFiles:     slices.Sorted(maps.Keys(v.LogConfiguration)),
	})
	if err != nil {
		return nil, err
	}
	files := []bundle.File{{Path: directory + v.Name + ".sh", Data: commands, Executable: true}}
	for _, template := range templates {
		files = append(files, bundle.File{Path: directory + template.File, Data: template.text})
	}
	for _, name := range slices.Sorted(maps.Keys(v.LogConfiguration)) {
		files = append(files, bundle.File{Path: directory + name, Data: []byte(v.LogConfiguration[name])})
	}
	return files, nil
}

// action is run-application, which Flink 2.0 dropped for run. Source: release
// notes of Flink 2.0.
func action(version flink.Version) string {
	if version.AtLeast(flink.V2_0) {
		return "run"
	}
	return "run-application"
}

func renderScript(s script) ([]byte, error) {
	functions := sprig.HermeticTxtFuncMap()
	functions["shell"] = quote
	parsed, err := template.New("script").Funcs(functions).Option("missingkey=error").Parse(scriptText)
	if err != nil {
		return nil, fmt.Errorf("template of the script: %w", err)
	}
	var text bytes.Buffer
	if err := parsed.Execute(&text, s); err != nil {
		return nil, fmt.Errorf("script: %w", err)
	}
	return text.Bytes(), nil
}
