package postrender

import (
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

// maxChecked is how much a Check is given at most, in bytes.
const maxChecked = 128 << 20

// collect keeps an object of the result for the Check.
func (r *renderer) collect(o *object, line int) error {
	if !r.check {
		return nil
	}
	data, err := text(o.resource.YNode())
	if err != nil {
		return fmt.Errorf("%s: %w", o.header.Identity, err)
	}
	if r.size += len(data); r.size > maxChecked {
		return fmt.Errorf("the objects have more than %d MiB: that is too much to check", maxChecked>>20)
	}
	r.objects = append(r.objects, Object{Identity: o.header.Identity, Line: line, Data: data})
	return nil
}

// judge lets the Check look at all objects.
func (r *renderer) judge(check Check) error {
	if check == nil {
		return nil
	}
	findings, err := check(r.objects)
	if err != nil {
		return fmt.Errorf("cannot check: %w", err)
	}
	if finding.Errors(findings) > 0 {
		return &FindingsError{findings}
	}
	r.result.Findings = findings
	return nil
}
