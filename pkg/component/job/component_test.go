package job

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// Each mode has defaults that work, and fixes values that there are.
func TestComponents(t *testing.T) {
	for name, c := range map[string]component.Component[Values]{
		"application": ApplicationComponent(),
		"session":     SessionComponent(),
		"blueGreen":   BlueGreenComponent(),
		"standalone":  StandaloneComponent(),
	} {
		t.Run(name, func(t *testing.T) {
			v := c.Defaults()
			if v.DeploymentMode != name {
				t.Errorf("the mode is %s", v.DeploymentMode)
			}
			if problems := Validate(v, field.NewPath("spec")); len(problems) > 0 {
				t.Error(problems.ToAggregate())
			}
			again := c.Defaults()
			if err := Complete(&again); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(v, again); diff != "" {
				t.Errorf("the defaults are not complete (-defaults +completed):\n%s", diff)
			}
			if _, err := knob.Of(reflect.TypeFor[Values](), c.Fixed...); err != nil {
				t.Error(err)
			}
		})
	}
}
