package finding_test

import (
	"testing"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

func TestFinding(t *testing.T) {
	full := finding.Finding{
		ID: "FG004", Severity: finding.Error, Object: finding.Object{Kind: "FlinkDeployment", Namespace: "flink", Name: "orders"},
		File: "m.yaml", Line: 3, Column: 7, Path: "spec.job", Message: "it does not fit: write more",
	}
	for _, c := range []struct {
		change func(*finding.Finding)
		want   string
	}{
		{func(*finding.Finding) {}, "m.yaml:3:7: error FG004: FlinkDeployment flink/orders: spec.job: it does not fit: write more"},
		{func(f *finding.Finding) { f.Column = 0 }, "m.yaml:3: error FG004: FlinkDeployment flink/orders: spec.job: it does not fit: write more"},
		{func(f *finding.Finding) { f.File, f.Path = "", "" }, "error FG004: FlinkDeployment flink/orders: it does not fit: write more"},
		{func(f *finding.Finding) { f.Object = finding.Object{} }, "m.yaml:3:7: error FG004: spec.job: it does not fit: write more"},
	} {
		f := full
		c.change(&f)
		if f.String() != c.want {
			t.Errorf("got  %s\nwant %s", f, c.want)
		}
	}
	later, warning := full, full
	later.Line, warning.Severity, warning.ID = 9, finding.Warning, "FG081"
	sorted := finding.Sort([]finding.Finding{later, warning, full, full})
	if len(sorted) != 3 || sorted[0] != full || sorted[1] != warning || sorted[2] != later {
		t.Error(sorted)
	}
	if n := finding.Errors(sorted); n != 2 {
		t.Errorf("%d errors", n)
	}
}
