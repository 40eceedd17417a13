package flinkgen

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/check"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/source"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Validate loads a stack, builds its objects and judges them (package check).
// Mistakes of the stack are findings too; what is found in an object is at the
// section of the stack that it comes from. A stack with clusters is judged in each
// of them, unless one or an environment is chosen; what is found in several comes
// once. The count is that of the objects. The error is about files that cannot be
// read, and about the options.
func Validate(o LoadOptions, options check.Options) (findings []finding.Finding, objects int, err error) {
	documents, err := o.documents()
	if err != nil {
		return nil, 0, err
	}
	loaded := stack.LoadOptions{Documents: documents, Environment: o.Environment, Cluster: o.Cluster, Set: o.Set}
	s, err := stack.Load(loaded)
	if err != nil || o.Cluster != "" || o.Environment != "" || len(s.Clusters) == 0 {
		return validate(s, err, options)
	}
	for _, cluster := range s.Clusters {
		loaded.Cluster = cluster.Name
		one, err := stack.Load(loaded)
		found, count, err := validate(one, err, options)
		if err != nil {
			return nil, 0, fmt.Errorf("cluster %s: %w", cluster.Name, err)
		}
		findings, objects = append(findings, found...), objects+count
	}
	return finding.Sort(findings), objects, nil
}

// validate judges a stack, or tells what was wrong when it was loaded.
func validate(s *stack.Stack, err error, options check.Options) (findings []finding.Finding, objects int, _ error) {
	if err == nil {
		var b *bundle.Bundle
		if b, err = Build(s); err == nil {
			return validateBundle(s, b, options)
		}
	}
	mistakes, ok := errors.AsType[source.Errors](err)
	if !ok {
		return nil, 0, err
	}
	for _, mistake := range mistakes {
		findings = append(findings, finding.Finding{
			ID: check.RuleStack, Severity: finding.Error, File: mistake.File, Line: mistake.Line, Column: mistake.Column,
			Message: mistake.Summary(),
		})
	}
	return findings, 0, nil
}

// ValidateFiles judges manifests of files and directories (package check), of
// directories in them too where recursive is set; the path - is in. The count is
// that of the objects. The error is about what cannot be read, and about the
// options.
func ValidateFiles(paths []string, recursive bool, in io.Reader, options check.Options) (findings []finding.Finding, objects int, err error) {
	read, findings, err := check.Files(paths, recursive, in)
	if err != nil {
		return nil, 0, err
	}
	found, err := check.Run(read, options)
	if err != nil {
		return nil, 0, err
	}
	findings = slices.DeleteFunc(findings, func(f finding.Finding) bool { return slices.Contains(options.Ignore, f.ID) })
	return finding.Sort(append(findings, found...)), len(read), nil
}

func validateBundle(s *stack.Stack, b *bundle.Bundle, options check.Options) ([]finding.Finding, int, error) {
	options.KubernetesVersion = cmp.Or(options.KubernetesVersion, s.Spec.KubernetesVersion)
	options.OperatorVersion = cmp.Or(options.OperatorVersion, s.Spec.Operator.Version)
	var objects []*check.Object
	for _, c := range b.Components {
		// The definitions are upstream's, and the check has them.
		written := slices.DeleteFunc(slices.Clone(c.Objects), func(o component.Object) bool { _, is := o.(*bundle.Definition); return is })
		var text bytes.Buffer
		if err := encode.Documents(&text, slices.Values(written)); err != nil {
			return nil, 0, err
		}
		found, _, err := check.Read(c.Name, text.Bytes())
		if err != nil {
			return nil, 0, err
		}
		at := s.Position(section(c.Name))
		for _, o := range found {
			file := ""
			if at.File != nil {
				file = at.File.Name
			}
			o.Place(file, at.Line)
		}
		objects = append(objects, found...)
	}
	findings, err := check.Run(objects, options)
	return findings, len(objects), err
}

// section is the field of the stack that a component comes from.
func section(component string) string {
	if name, isJob := strings.CutPrefix(component, "job-"); isJob {
		return "spec.jobs[name=" + name + "]"
	}
	switch component {
	case "namespaces", "redis", "minio", "juicefs", "operator", "monitoring":
		return "spec." + component
	case "history-server":
		return "spec.historyServer"
	case "ingress-nginx":
		return "spec.ingress"
	case "service-account":
		return "spec.operator"
	}
	return "spec.storage"
}
