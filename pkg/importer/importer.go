// Package importer reads Flink jobs that exist already, as command lines of
// Flink or as manifests of the operator, and writes the stack file that renders
// to the same jobs.
//
// It changes nothing about a job and advises nothing: the jobs of the stack are
// not managed. The two exceptions are command lines: their options get the
// names of the job's version of Flink, and a job in deploymentMode native is
// managed, because there is no other. Whatever has no place in a stack is among the notes of a Result.
package importer

import (
	"bytes"
	"cmp"
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Options say what the input does not.
type Options struct {
	// Name of the stack; empty means imported.
	Name string
	// Namespace of jobs that name none; empty means default.
	Namespace string
	// FlinkVersion of the job of a command line, such as v1_20; empty means the
	// one that the image or the path of the program tells.
	FlinkVersion string
	// Image of a command line that does not tell it.
	Image string
	// Mode of the job of a command line: application or native; empty means application.
	Mode string
	// StorageClassName of the volumes of a native job; it must allow ReadWriteMany.
	StorageClassName string
	// Variables of a script that it gives no value.
	Variables map[string]string
	// ReadFile reads the files that a command line names. Nil reads none.
	ReadFile func(name string) ([]byte, error)
}

// Result is what was read.
type Result struct {
	// Document is a stack file. Its header holds the notes.
	Document []byte
	// Notes say what is not in the stack, or not as it was.
	Notes []string
}

func (o Options) namespace() string { return cmp.Or(o.Namespace, "default") }

const header = `# Imported jobs. With managed: false they render as they were; without it they
# get the defaults, the checks and the pod template of flinkgen.
`

const nativeHeader = `# An imported job. It gets the defaults, the checks and the pod template of
# flinkgen for all that it does not say.
`

// result writes the stack file of the jobs.
func (o Options) result(jobs []*jobFile, notes []string) (Result, error) {
	d := document{APIVersion: stack.APIVersion, Kind: stack.Kind}
	d.Metadata.Name = cmp.Or(o.Name, "imported")
	d.Spec = spec{Ingress: controller{stack.ControllerNone}, Jobs: jobs}
	if jobs[0].Managed {
		d.Spec.Storage = &storage{cmp.Or(o.StorageClassName, unnamedStorageClass)}
	}
	var unsaid []string
	for i := range jobs {
		if jobs[i].Namespace == "" {
			jobs[i].Namespace = o.namespace()
			unsaid = append(unsaid, fmt.Sprintf("job %s names no namespace: it is in %s", jobs[i].Name, jobs[i].Namespace))
		}
	}
	notes = append(unsaid, notes...)
	d.Spec.Operator.Version = operatorFor(jobs)
	body, err := encode.Append(nil, d)
	if err != nil {
		return Result{}, err
	}
	var b bytes.Buffer
	if jobs[0].Managed {
		b.WriteString(nativeHeader)
	} else {
		b.WriteString(header)
	}
	if len(notes) > 0 {
		b.WriteString("#\n# Not in this stack, or not as it was:\n")
	}
	for _, note := range notes {
		fmt.Fprintf(&b, "# - %s\n", bytes.ReplaceAll([]byte(note), []byte("\n"), []byte(" ")))
	}
	b.Write(body)
	return Result{Document: b.Bytes(), Notes: notes}, nil
}

// operatorFor is the newest operator that runs the Flink of every job; empty
// where that is the newest of all.
func operatorFor(jobs []*jobFile) string {
	for i, release := range catalog.Versions(catalog.FlinkOperator) {
		operator, known := flink.Operator(release)
		runs := func(j *jobFile) bool {
			version, err := flink.ParseVersion(j.FlinkVersion)
			return err != nil || version.Compare(operator.Oldest) >= 0 && version.Compare(operator.Newest) <= 0
		}
		all := known
		for _, j := range jobs {
			all = all && runs(j)
		}
		if all && i > 0 {
			return release
		}
		if all {
			return ""
		}
	}
	return ""
}
