package charts_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/render/chart"
	"github.com/flinkgen/flinkgen/pkg/render/charts"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Components narrow the charts; the definitions then have a chart of their own,
// as in a stack without the operator.
func TestComponents(t *testing.T) {
	s := complete(t, "default")
	for _, tt := range []struct {
		components, charts, releases []string
	}{
		{[]string{"redis"}, []string{"redis"}, []string{"redis"}},
		{[]string{"local-volumes"}, []string{"local-volumes"}, []string{"local-volumes-redis", "local-volumes-minio"}},
		{[]string{"crds"}, []string{"crds"}, []string{"crds"}},
		{[]string{"operator", "crds"}, []string{"operator"}, []string{"flink-kubernetes-operator"}},
		{[]string{"job-state-machine", "crds"}, []string{"crds", "flink-application"}, []string{"crds", "state-machine"}},
	} {
		c, err := charts.Of(s, tt.components...)
		if err != nil {
			t.Fatal(err)
		}
		var names, releases []string
		for _, one := range c.Charts {
			names = append(names, one.Name)
		}
		for _, one := range c.Releases {
			releases = append(releases, one.Name)
		}
		if !slices.Equal(names, tt.charts) || !slices.Equal(releases, tt.releases) {
			t.Errorf("%s: charts %s, releases %s", tt.components, names, releases)
		}
		files := tree(t, c)
		at := "charts/" + tt.charts[0] + "/crds/flinkdeployments.flink.apache.org.yaml"
		if _, ok := files[at]; ok != slices.Contains(tt.components, "crds") {
			t.Errorf("%s: %s is there: %t", tt.components, at, ok)
		}
	}
}

// Jobs of one name in two namespaces are releases of one name with a values
// file each.
func TestSameName(t *testing.T) {
	s := complete(t, "default")
	other := s.Spec.Jobs[0]
	other.Namespace, other.JarURI = "other", "local:///other.jar"
	s.Spec.Jobs = append(s.Spec.Jobs, other)
	c, err := charts.Of(s)
	if err != nil {
		t.Fatal(err)
	}
	files := tree(t, c)
	for file, want := range map[string]string{"values/flink.state-machine.yaml": "state-machine-data", "values/other.state-machine.yaml": "other.jar"} {
		if !strings.Contains(files[file], want) {
			t.Errorf("%s: got %q", file, files[file])
		}
		if !strings.Contains(files["install.sh"], "-f "+file) || !strings.Contains(files["helmfile.yaml"], "- "+file) {
			t.Errorf("%s is not installed", file)
		}
	}
}

// A job that stays as it is written is released as its objects, whose braces
// are no template.
func TestUnmanaged(t *testing.T) {
	s := complete(t, "default")
	s.Spec.Jobs[0].Managed = false
	s.Spec.Jobs[0].Args = []string{"{{ .Values }}", "1e3", "0010"}
	b, err := stack.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	if b, err = b.Select("job-state-machine"); err != nil {
		t.Fatal(err)
	}
	c, err := charts.Of(s, "job-state-machine")
	if err != nil {
		t.Fatal(err)
	}
	if r := c.Releases[0]; r.Chart != "objects" || r.Name != "state-machine" || r.Namespace != "flink" {
		t.Errorf("got release %s of %s in %s", r.Name, r.Chart, r.Namespace)
	}
	if diff := cmp.Diff(built(t, b), rendered(t, c)); diff != "" {
		t.Errorf("the job (-) and its release (+) differ:\n%s", diff)
	}
}

func TestRefuses(t *testing.T) {
	long := strings.Repeat("a", 54)
	s := complete(t, "default", "spec.redis.name="+long)
	if _, err := charts.Of(s, "redis"); err == nil || !strings.Contains(err.Error(), "53 characters") || !strings.Contains(err.Error(), long) {
		t.Errorf("a long name: %v", err)
	}
	if _, err := charts.Of(complete(t, "default"), "rediss"); err == nil || !strings.Contains(err.Error(), `no component "rediss"`) {
		t.Errorf("an unknown component: %v", err)
	}
	if _, err := charts.Of(&stack.Stack{}); err == nil || !strings.Contains(err.Error(), "not complete") {
		t.Errorf("a stack that is not complete: %v", err)
	}
}

// The parts of jobs that the default stack has none of make charts, too.
func TestJobParts(t *testing.T) {
	for _, part := range []func() component.Component[job.Values]{job.SessionComponent, job.BlueGreenComponent, job.StandaloneComponent} {
		c := chart.Of(part)
		files, err := c.Files()
		if err != nil || files["templates/_helpers.tpl"] == nil {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
}
