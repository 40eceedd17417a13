package gitops

import (
	"strings"
	"testing"

	"github.com/google/cel-go/cel"
	lua "github.com/yuin/gopher-lua"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/argocd"
	"github.com/flinkgen/flinkgen/pkg/render/flux"
)

// An Application is as healthy as its objects, and Argo CD waits while it does
// not know.
func TestHealthOfApplications(t *testing.T) {
	s := scenarios(t)[0]
	files, err := argocd.Tree(s.Bundle, flinkgen.ArgoCDOptions(s.Stack))
	if err != nil {
		t.Fatal(err)
	}
	var configuration struct{ Data map[string]string }
	for _, file := range files.Files() {
		if file.Path == "argocd-cm.yaml" {
			if err := yaml.Unmarshal(file.Data, &configuration); err != nil {
				t.Fatal(err)
			}
		}
	}
	script := configuration.Data["resource.customizations.health.argoproj.io_Application"]
	for object, want := range map[string]string{
		`{}`:                       "Progressing",
		`{status = {}}`:            "Progressing",
		`{status = {health = {}}}`: "Progressing",
		`{status = {health = {status = "Healthy"}}}`:                   "Healthy",
		`{status = {health = {status = "Degraded", message = "no"}}}`:  "Degraded",
		`{status = {health = {status = "Missing"}}}`:                   "Missing",
		`{status = {health = {status = "Progressing", message = ""}}}`: "Progressing",
	} {
		state := lua.NewState()
		if err := state.DoString("obj = " + object + "\n" + script); err != nil {
			t.Fatalf("%s: %v", object, err)
		}
		health, ok := state.Get(-1).(*lua.LTable)
		if !ok || health.RawGetString("status").String() != want {
			t.Errorf("%s: %v", object, state.Get(-1))
		}
		if ok && strings.Contains(object, `"no"`) && health.RawGetString("message").String() != "no" {
			t.Errorf("%s: message %v", object, health.RawGetString("message"))
		}
		state.Close()
	}
}

// What is not failed and not current, Flux waits for. It parses expressions
// without checking types, and the fields of the object are the variables
// (runtime/cel of github.com/fluxcd/pkg).
func TestHealthOfJobs(t *testing.T) {
	judged := map[string]bool{}
	for _, s := range scenarios(t) {
		kustomizations, err := flux.Kustomizations(s.Bundle, flinkgen.FluxOptions(s.Stack))
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range kustomizations {
			for _, check := range k.Spec.HealthCheckExprs {
				if judged[check.Kind] {
					continue
				}
				judged[check.Kind] = true
				for state, want := range map[string]string{
					"": "waits", "CREATED": "waits", "DEPLOYED": "waits", "UPGRADING": "waits", "ROLLING_BACK": "waits",
					"STABLE": "current", "SUSPENDED": "current", "FAILED": "failed", "ROLLED_BACK": "failed",
				} {
					status := map[string]any{}
					if state != "" {
						status["lifecycleState"] = state
					}
					got := "waits"
					switch {
					case holds(t, check.Failed, status):
						got = "failed"
					case holds(t, check.Current, status):
						got = "current"
					}
					if got != want {
						t.Errorf("%s in state %q: %s, want %s", check.Kind, state, got, want)
					}
				}
			}
		}
	}
	for _, kind := range []string{"FlinkDeployment", "FlinkSessionJob"} {
		if !judged[kind] {
			t.Errorf("no health check of %s", kind)
		}
	}
}

func holds(t *testing.T, expression string, status map[string]any) bool {
	t.Helper()
	env, err := cel.NewEnv()
	if err != nil {
		t.Fatal(err)
	}
	parsed, issues := env.Parse(expression)
	if issues.Err() != nil {
		t.Fatal(issues.Err())
	}
	program, err := env.Program(parsed)
	if err != nil {
		t.Fatal(err)
	}
	result, _, err := program.Eval(map[string]any{"metadata": map[string]any{}, "status": status})
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return result.Value() == true
}
