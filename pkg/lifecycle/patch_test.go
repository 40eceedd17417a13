package lifecycle

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/plan"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Each patch, applied to the rendered object, changes what it is meant to
// change and nothing else.
func TestPatches(t *testing.T) {
	number := func(n int64) *int64 { return &n }
	for name, test := range map[string]struct {
		release string
		make    func(*stack.Stack, string) (plan.Plan, error)
		want    func(*v1beta1.JobSpec)
	}{
		"suspend": {"1.15.0", func(s *stack.Stack, name string) (plan.Plan, error) {
			return Suspend(s, name, SuspendOptions{UpgradeMode: "last-state"})
		}, func(j *v1beta1.JobSpec) { j.State, j.UpgradeMode = "suspended", "last-state" }},
		"resume": {"1.15.0", func(s *stack.Stack, name string) (plan.Plan, error) {
			return Resume(s, name, ResumeOptions{})
		}, func(j *v1beta1.JobSpec) { j.State = "running" }},
		"savepoint": {"1.9.0", func(s *stack.Stack, name string) (plan.Plan, error) {
			return Savepoint(s, name, SavepointOptions{})
		}, func(j *v1beta1.JobSpec) { j.SavepointTriggerNonce = number(1) }},
		"checkpoint": {"1.7.0", func(s *stack.Stack, name string) (plan.Plan, error) {
			return Savepoint(s, name, SavepointOptions{Checkpoint: true})
		}, func(j *v1beta1.JobSpec) { j.CheckpointTriggerNonce = number(1) }},
	} {
		t.Run(name, func(t *testing.T) {
			s := load(t, test.release, file+session)
			b, err := stack.Build(s)
			if err != nil {
				t.Fatal(err)
			}
			deployment, _ := bundle.Get[*v1beta1.FlinkDeployment](b, "shop", "clicks")
			want := deployment.DeepCopy()
			test.want(want.Spec.Job)
			p, err := test.make(s, "clicks")
			check(t, p, err, *deployment, *want)

			job, _ := bundle.Get[*v1beta1.FlinkSessionJob](b, "shop", "report")
			wanted := job.DeepCopy()
			test.want(wanted.Spec.Job)
			p, err = test.make(s, "report")
			check(t, p, err, *job, *wanted)
		})
	}
}

func TestRedeployPatch(t *testing.T) {
	s := load(t, "1.9.0", file, "jobs[name=orders].savepointRedeployNonce=7", "jobs[name=orders].initialSavepointPath=file:///flink-data/0")
	b, err := stack.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	path := `file:///flink-data/it's <a> "path" $HOME & co`
	deployment, _ := bundle.Get[*v1beta1.FlinkDeployment](b, "shop", "orders")
	want := deployment.DeepCopy()
	want.Spec.Job.InitialSavepointPath, *want.Spec.Job.SavepointRedeployNonce = path, 8
	p, err := Resume(s, "orders", ResumeOptions{FromSavepoint: path})
	check(t, p, err, *deployment, *want)
}

// check applies the patch of a plan, in both of its forms.
func check[T any](t *testing.T, p plan.Plan, err error, object, want T) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := plan.WriteManifests(&b, p); err != nil {
		t.Fatal(err)
	}
	fromYAML, err := yaml.YAMLToJSON([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	_, inCommand, found := strings.Cut(run(t, text(t, p)), "|--type=merge|-p|")
	if !found {
		t.Fatalf("no patch in\n%s", text(t, p))
	}
	inCommand, _, _ = strings.Cut(inCommand, "\n")
	before, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	for _, patch := range []string{string(fromYAML), inCommand} {
		var document, change map[string]any
		if err := errors.Join(json.Unmarshal(before, &document), json.Unmarshal([]byte(patch), &change)); err != nil {
			t.Fatal(err)
		}
		after, err := json.Marshal(merge(document, change))
		if err != nil {
			t.Fatal(err)
		}
		var got T
		if err := yaml.UnmarshalStrict(after, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", patch, diff)
		}
	}
}

// merge is MergePatch of RFC 7386, which kubectl patch --type=merge asks for.
func merge(target, patch any) any {
	changes, isMap := patch.(map[string]any)
	if !isMap {
		return patch
	}
	document, isMap := target.(map[string]any)
	if !isMap {
		document = map[string]any{}
	}
	for name, value := range changes {
		if value == nil {
			delete(document, name)
			continue
		}
		document[name] = merge(document[name], value)
	}
	return document
}

// A snapshot is accepted as it is, and keeps its files.
func TestSnapshot(t *testing.T) {
	for _, checkpoint := range []bool{false, true} {
		p, err := Savepoint(load(t, "1.10.0", file), "orders", SavepointOptions{Checkpoint: checkpoint, Name: "before-the-sale"})
		if err != nil {
			t.Fatal(err)
		}
		var got v1beta1.FlinkStateSnapshot
		if err := yaml.UnmarshalStrict([]byte(p.Steps[0].Manifest), &got); err != nil {
			t.Fatal(err)
		}
		want := v1beta1.FlinkStateSnapshotSpec{JobReference: &v1beta1.JobReference{Kind: "FlinkDeployment", Name: "orders"}}
		if checkpoint {
			want.Checkpoint = &v1beta1.CheckpointSpec{}
		} else {
			want.Savepoint = &v1beta1.SavepointSpec{DisposeOnDelete: new(false)}
		}
		if diff := cmp.Diff(want, got.Spec); diff != "" || got.Name != "before-the-sale" || got.Namespace != "shop" {
			t.Errorf("%s/%s %s", got.Namespace, got.Name, diff)
		}
	}
}

// What a runbook renders is the job with the savepoint, whatever its path.
func TestRenderedAgain(t *testing.T) {
	path := `file:///flink-data/it's "a" $path`
	for release, job := range map[string]string{"1.5.0": "orders", "1.15.0": "report"} {
		s := load(t, release, file+session)
		p, err := Rollback(s, job, RollbackOptions{FromSavepoint: path, Stack: []string{"-f", "it's.yaml"}})
		if err != nil {
			t.Fatal(err)
		}
		log := run(t, text(t, p))
		_, call, found := strings.Cut(log, "flinkgen|render|-f|it's.yaml|")
		if !found {
			t.Fatalf("nothing rendered in\n%s", log)
		}
		call, _, _ = strings.Cut(call, "\n")
		words := strings.Split(call, "|")
		var settings []string
		for i, word := range words {
			if word == "--set" {
				settings = append(settings, words[i+1])
			}
		}
		again := load(t, release, file+session, settings...)
		target, err := find(again, job)
		if err != nil || target.program.InitialSavepointPath != path || target.program.State != "running" || target.component != words[len(words)-1] {
			t.Errorf("%v %+v", err, target.program)
		}
	}
}
