package proof_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart"
	"github.com/flinkgen/flinkgen/pkg/render/chart/internal/sample"
	"github.com/flinkgen/flinkgen/pkg/render/chart/proof"
)

func subject(t *testing.T) *proof.Subject {
	t.Helper()
	s, err := chart.Of(sample.Component).Subject()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var release = proof.Release{Name: "release", Namespace: "namespace"}

// A chart that differs from its part in one place does not pass, and the error
// shows the place.
func TestDifferences(t *testing.T) {
	for name, test := range map[string]struct {
		file, old, fresh string
		want             []string
	}{
		"another value":   {"deployment.yaml", "replicas: {{ int .Values.replicas }}", "replicas: 3", []string{"Deployment", "replicas: 2", "replicas: 3"}},
		"a missing field": {"deployment.yaml", "        imagePullPolicy: {{ .Values.image.pullPolicy | quote }}\n", "", []string{"imagePullPolicy"}},
		"a number as text": {
			"deployment.yaml", "replicas: {{ int .Values.replicas }}", "replicas: {{ .Values.replicas | quote }}",
			[]string{"Deployment", "string"},
		},
		"an unknown field": {"service.yaml", "  ports:", "  prots: 1\n  ports:", []string{"Service", "prots"}},
		"a key twice":      {"service.yaml", "  ports:", "  type: NodePort\n  ports:", []string{"service.yaml", "already"}},
		"an object less":   {"configmap.yaml", "apiVersion", "{{- if false }}\napiVersion", nil},
		"another name":     {"service.yaml", `name: {{ include "sample.fullname" . | quote }}`, "name: other", []string{"does not render", "Service"}},
		"an object more":   {"configmap.yaml", "data:", "data: {}\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: more\n---\napiVersion: v1\nkind: ConfigMap\ndata:", nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := subject(t)
			for _, file := range s.Chart.Templates {
				if file.Name != "templates/"+test.file {
					continue
				}
				text := strings.Replace(string(file.Data), test.old, test.fresh, 1)
				if text == string(file.Data) {
					t.Fatalf("%s has no %q", test.file, test.old)
				}
				if test.fresh != "" && strings.Contains(test.fresh, "if false") {
					text += "{{- end }}\n"
				}
				file.Data = []byte(text)
			}
			err := s.Check(release, nil)
			if err == nil {
				t.Fatal("the chart passes")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the error does not say %q:\n%v", want, err)
				}
			}
		})
	}
}

// Where random values differ, the knob that does it is named.
func TestBlame(t *testing.T) {
	s := subject(t)
	objects := s.Objects
	s.Objects = func(v reflect.Value) []component.Object {
		changed := v.Interface().(sample.Values)
		if strings.HasPrefix(changed.Greeting, " ") {
			changed.Greeting = strings.TrimSpace(changed.Greeting)
		}
		changed.ExtraConfig = strings.ToUpper(changed.ExtraConfig)
		return objects(reflect.ValueOf(changed))
	}
	err := s.Prove()
	if err == nil || !strings.Contains(err.Error(), "extraConfig: the chart and the part differ") {
		t.Fatalf("error %v", err)
	}
	if strings.Contains(err.Error(), "replicas: the chart") {
		t.Errorf("replicas is blamed too: %v", err)
	}
}

// Equal seeds give equal values, others others.
func TestRandom(t *testing.T) {
	table := subject(t).Table
	random := func(seed int) map[string]any {
		values, err := proof.Random(proof.Seed(seed), table)
		if err != nil {
			t.Fatal(err)
		}
		return values
	}
	if diff := cmp.Diff(random(1), random(1)); diff != "" {
		t.Error(diff)
	}
	if cmp.Equal(random(1), random(2)) {
		t.Error("two seeds give the same values")
	}
}
