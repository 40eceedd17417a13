package lifecycle

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/plan"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

const savepoint = "file:///flink-data/savepoints/savepoint-1"

// plans are all plans for a job, by what they do.
func plans(s *stack.Stack, name string) map[string]func() (plan.Plan, error) {
	arguments := []string{"-f", "our stack.yaml"}
	return map[string]func() (plan.Plan, error){
		"suspend": func() (plan.Plan, error) { return Suspend(s, name, SuspendOptions{}) },
		"resume":  func() (plan.Plan, error) { return Resume(s, name, ResumeOptions{Stack: arguments}) },
		"resume-from": func() (plan.Plan, error) {
			return Resume(s, name, ResumeOptions{Stack: arguments, FromSavepoint: savepoint})
		},
		"savepoint": func() (plan.Plan, error) { return Savepoint(s, name, SavepointOptions{}) },
		"rollback": func() (plan.Plan, error) {
			return Rollback(s, name, RollbackOptions{To: s, Stack: arguments})
		},
	}
}

// The runbooks, as people read them.
func TestGoldenRunbooks(t *testing.T) {
	for release, job := range map[string]string{"1.15.0": "orders", "1.5.0": "orders", "1.10.0": "report", "1.9.0": "clicks"} {
		for name, make := range plans(load(t, release, file+session), job) {
			t.Run(release+"-"+job+"-"+name, func(t *testing.T) {
				p, err := make()
				if err != nil {
					t.Fatal(err)
				}
				got := text(t, p)
				parse(t, got)
				golden.File(t, filepath.Join("testdata", release+"-"+job+"-"+name+".sh"), got)
			})
		}
	}
}

// Every release and mode has a script that the shell can read.
func TestEveryRelease(t *testing.T) {
	for _, release := range []string{"1.5.0", "1.7.0", "1.9.0", "1.10.0", "1.15.0"} {
		s := load(t, release, file+session)
		for _, job := range []string{"orders", "clicks", "report"} {
			for name, make := range plans(s, job) {
				p, err := make()
				if err != nil {
					t.Errorf("%s %s %s: %v", release, job, name, err)
					continue
				}
				parse(t, text(t, p))
			}
		}
		for _, mode := range []string{"savepoint", "last-state"} {
			p, err := Suspend(s, "careless", SuspendOptions{UpgradeMode: mode})
			if err != nil {
				t.Errorf("%s %s: %v", release, mode, err)
				continue
			}
			if script := text(t, p); !strings.Contains(script, `"upgradeMode":"`+mode+`"`) || !strings.Contains(script, "the stack says stateless") {
				t.Errorf("%s: %s", release, script)
			}
		}
	}
}

// What differs between releases: the objects and the fields that they have.
func TestReleases(t *testing.T) {
	for _, test := range []struct {
		release, job, plan string
		has, lacks         []string
	}{
		{"1.9.0", "orders", "suspend", []string{".savepointInfo.lastSavepoint.location"}, []string{"upgradeSavepointPath"}},
		{"1.10.0", "orders", "suspend", []string{".upgradeSavepointPath"}, []string{"lastSavepoint"}},
		{"1.7.0", "orders", "resume-from", []string{"kubectl delete flinkdeployment/orders"}, []string{"RedeployNonce"}},
		{"1.9.0", "orders", "resume-from", []string{`"savepointRedeployNonce":1`}, []string{"kubectl delete"}},
		{"1.15.0", "report", "resume-from", []string{"kubectl delete flinksessionjob/report", "FLINK-40374"}, []string{"RedeployNonce"}},
		{"1.9.0", "orders", "savepoint", []string{`"savepointTriggerNonce":5`, ".lastSavepoint.triggerNonce}'=5"}, []string{"snapshot"}},
		{"1.10.0", "report", "savepoint", []string{"kind: FlinkSessionJob", "disposeOnDelete: false", "=COMPLETED"}, []string{"Nonce"}},
		{"1.5.0", "clicks", "resume", []string{`grep -qF '"flinkVersion":"v1_17"'`}, nil},
		{"1.15.0", "clicks", "suspend", []string{"configmap-type=high-availability"}, []string{"upgradeSavepointPath"}},
	} {
		p, err := plans(load(t, test.release, file+session), test.job)[test.plan]()
		if err != nil {
			t.Errorf("%s %s %s: %v", test.release, test.job, test.plan, err)
			continue
		}
		script := text(t, p)
		for _, part := range test.has {
			if !strings.Contains(script, part) {
				t.Errorf("%s %s %s has no %s:\n%s", test.release, test.job, test.plan, part, script)
			}
		}
		for _, part := range test.lacks {
			if strings.Contains(script, part) {
				t.Errorf("%s %s %s has %s:\n%s", test.release, test.job, test.plan, part, script)
			}
		}
	}
}

func TestRefusals(t *testing.T) {
	blueGreen := file + "  - {name: twins, deploymentMode: blueGreen, flinkVersion: v1_20, jarURI: 'local:///a.jar', ingress: {type: none}}\n"
	native := file + "  - {name: bare, deploymentMode: native, flinkVersion: v1_20, jarURI: 'local:///a.jar', ingress: {type: none}}\n"
	plain := "jobs[name=orders].highAvailability.type=none"
	for name, test := range map[string]struct {
		make func() (plan.Plan, error)
		want string
	}{
		"stateless job": {func() (plan.Plan, error) { return Suspend(load(t, "1.15.0", file), "careless", SuspendOptions{}) }, "--upgrade-mode savepoint"},
		"stateless": {func() (plan.Plan, error) {
			return Suspend(load(t, "1.15.0", file), "orders", SuspendOptions{UpgradeMode: "stateless"})
		}, "throws away the state"},
		"last state without high availability": {func() (plan.Plan, error) {
			return Suspend(load(t, "1.9.0", file, plain), "orders", SuspendOptions{UpgradeMode: "last-state"})
		}, "through high availability only"},
		"last state without checkpoints": {func() (plan.Plan, error) {
			return Suspend(load(t, "1.15.0", file, "jobs[name=careless].checkpoints.interval="), "careless", SuspendOptions{UpgradeMode: "last-state"})
		}, "it takes none"},
		"session cluster": {func() (plan.Plan, error) {
			return Suspend(load(t, "1.15.0", file+session), "cluster", SuspendOptions{})
		}, "flinkgen job suspend report"},
		"blue/green":       {func() (plan.Plan, error) { return Suspend(load(t, "1.15.0", blueGreen), "twins", SuspendOptions{}) }, "twins-blue or twins-green"},
		"native":           {func() (plan.Plan, error) { return Suspend(load(t, "1.15.0", native), "bare", SuspendOptions{}) }, "native/bare.sh of component job-bare stops it"},
		"stateless resume": {func() (plan.Plan, error) { return Resume(load(t, "1.15.0", file), "careless", ResumeOptions{}) }, "starts empty"},
		"another Flink": {func() (plan.Plan, error) {
			return Resume(load(t, "1.15.0", file, "jobs[name=clicks].flinkVersion=v1_20"), "clicks", ResumeOptions{SuspendedWith: load(t, "1.15.0", file)})
		}, "with Flink v1_17, and the stack says v1_20"},
		"no URI": {func() (plan.Plan, error) {
			return Resume(load(t, "1.15.0", file), "orders", ResumeOptions{FromSavepoint: "/flink-data/savepoints/1"})
		}, "no URI with a scheme"},
		"not shared": {func() (plan.Plan, error) {
			return Resume(load(t, "1.15.0", file), "orders", ResumeOptions{FromSavepoint: "file:///tmp/1"})
		}, "no shared volume"},
		"suspended": {func() (plan.Plan, error) {
			return Savepoint(load(t, "1.15.0", file, "jobs[name=orders].state=suspended"), "orders", SavepointOptions{})
		}, "only a running job"},
		"old checkpoint": {func() (plan.Plan, error) {
			return Savepoint(load(t, "1.5.0", file), "orders", SavepointOptions{Checkpoint: true})
		}, "no checkpoints on demand"},
		"another mode": {func() (plan.Plan, error) {
			s := load(t, "1.15.0", file+session)
			moved := load(t, "1.15.0", strings.ReplaceAll(file+session, "name: report", "name: orders2"), "jobs[name=orders].name=report")
			return Rollback(s, "report", RollbackOptions{To: moved})
		}, "does not turn one into the other"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := test.make()
			refusal, refused := errors.AsType[*Refusal](err)
			if !refused || !strings.Contains(refusal.Message, test.want) || len(p.Steps) > 0 {
				t.Errorf("got %v with %d steps, want a refusal with %q", err, len(p.Steps), test.want)
			}
		})
	}
}

// Mistakes in the call are no refusals.
func TestMistakes(t *testing.T) {
	s := load(t, "1.9.0", file+session)
	for want, make := range map[string]func() (plan.Plan, error){
		`did you mean "orders"?`:          func() (plan.Plan, error) { return Suspend(s, "order", SuspendOptions{}) },
		"write one of orders, clicks":     func() (plan.Plan, error) { return Suspend(s, "something", SuspendOptions{}) },
		`unknown upgrade mode "savepoin"`: func() (plan.Plan, error) { return Suspend(s, "orders", SuspendOptions{UpgradeMode: "savepoin"}) },
		"say what to go back to":          func() (plan.Plan, error) { return Rollback(s, "orders", RollbackOptions{}) },
		"leave it out":                    func() (plan.Plan, error) { return Savepoint(s, "orders", SavepointOptions{Name: "one"}) },
		"call stack.Complete first":       func() (plan.Plan, error) { return Suspend(stack.New("empty"), "orders", SuspendOptions{}) },
	} {
		_, err := make()
		if _, refused := errors.AsType[*Refusal](err); err == nil || refused || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// Jobs of one name are told apart by namespace.
func TestNamespaces(t *testing.T) {
	s := load(t, "1.15.0", strings.Replace(file, "[shop]", "[shop, lab]", 1)+"  - {name: orders, namespace: lab, jarURI: 'local:///a.jar'}\n")
	if _, err := Suspend(s, "orders", SuspendOptions{}); err == nil || !strings.Contains(err.Error(), "write shop/orders or lab/orders") {
		t.Errorf("got %v", err)
	}
	p, err := Suspend(s, "lab/orders", SuspendOptions{})
	if err != nil || !strings.Contains(text(t, p), "flinkdeployment/orders -n lab") {
		t.Errorf("%v %s", err, text(t, p))
	}
}
