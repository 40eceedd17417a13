package stack_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// A stack file may choose the versions of charts that the catalog has, and no others.
func TestUpstreamVersions(t *testing.T) {
	for chart, section := range map[string]any{
		catalog.Redis: stack.UpstreamRedis{}, catalog.MinIO: stack.UpstreamMinIO{}, catalog.IngressNginx: stack.UpstreamIngress{},
	} {
		field, ok := reflect.TypeOf(section).FieldByName("Version")
		if !ok {
			t.Fatalf("the section of %s has no version", chart)
		}
		if diff := cmp.Diff(catalog.ChartVersions(chart), strings.Split(field.Tag.Get("enum"), ",")); diff != "" {
			t.Errorf("versions of %s (-catalog +stack):\n%s", chart, diff)
		}
	}
	for _, chart := range catalog.AllCharts() {
		if _, err := time.Parse(time.DateOnly, chart.Date); err != nil || !strings.Contains(chart.Source, chart.Version) || !strings.Contains(chart.Archive, chart.Version) {
			t.Errorf("chart %s %s: date %q, source %q, archive %q", chart.Name, chart.Version, chart.Date, chart.Source, chart.Archive)
		}
		for _, reference := range chart.Images {
			if image, err := component.ParseImage(reference); err != nil || image.Tag == "" || image.Reference() != reference {
				t.Errorf("chart %s %s: image %q: %v", chart.Name, chart.Version, reference, err)
			}
		}
	}
	// The operator and JuiceFS are chosen by their own versions, and each has a chart.
	for _, version := range catalog.Versions(catalog.FlinkOperator) {
		if _, found := catalog.FindChart(catalog.FlinkOperator, version); !found {
			t.Errorf("operator %s has no chart", version)
		}
	}
	for _, version := range catalog.Versions(catalog.JuiceFSDriver) {
		spec := stack.Spec{}
		spec.JuiceFS.Version = version
		chart, _ := catalog.FindChart(catalog.JuiceFSDriver, spec.Charts()[catalog.JuiceFSDriver])
		if chart.AppVersion != version {
			t.Errorf("driver %s goes with chart %s of driver %s", version, chart.Version, chart.AppVersion)
		}
	}
}

// In code too, an unknown version is refused.
func TestUpstreamUnknown(t *testing.T) {
	s := stack.New("shop")
	s.Spec.Nodes = []stack.Node{{Name: "a"}, {Name: "b"}, {Name: "c"}}
	s.Spec.Upstream.MinIO.Version = "1.2.3"
	err := stack.Complete(s)
	if err == nil || !strings.Contains(err.Error(), "spec.upstream.minio.version") || !strings.Contains(err.Error(), "17.0.23, 12.6.10") {
		t.Errorf("chart 1.2.3 is not refused: %v", err)
	}
}
