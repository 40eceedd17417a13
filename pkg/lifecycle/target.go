package lifecycle

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/source"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// target is the job that a plan is about.
type target struct {
	// kind, name and namespace of its object; kind is empty where no object of
	// the operator stands for a job.
	kind, name, namespace string
	// cluster has the job, or is the session cluster that runs it.
	cluster job.Values
	program job.Program
	// component of the stack that renders it, and its path in --set.
	component, path string
	// configuration of Flink, with that of a session job over its cluster's.
	configuration map[string]string
	operator      flink.OperatorRelease
}

// find finds a job of a completed stack by NAME or NAMESPACE/NAME. Session
// jobs have names of their own.
func find(s *stack.Stack, name string) (target, error) {
	all, err := targets(s)
	if err != nil {
		return target{}, err
	}
	found := slices.DeleteFunc(slices.Clone(all), func(t target) bool { return t.name != name && t.namespace+"/"+t.name != name })
	if len(found) > 1 {
		// A session cluster gives way to its job of the same name.
		found = slices.DeleteFunc(found, func(t target) bool { return t.kind == "" })
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return target{}, unknown(all, name)
	}
	full := make([]string, len(found))
	for i, t := range found {
		full[i] = t.namespace + "/" + t.name
	}
	return target{}, fmt.Errorf("more than one job is called %q: write %s", name, strings.Join(full, " or "))
}

func unknown(all []target, name string) error {
	if len(all) == 0 {
		return fmt.Errorf("no job %q: the stack has no jobs", name)
	}
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = t.name
	}
	if hint := source.DidYouMean(name, names); hint != "" {
		return fmt.Errorf("no job %q in the stack: %s", name, hint)
	}
	return fmt.Errorf("no job %q in the stack: write one of %s", name, strings.Join(names, ", "))
}

// targets are all jobs of the stack, and its session clusters.
func targets(s *stack.Stack) ([]target, error) {
	if s.Spec.Operator.Enabled == nil {
		return nil, errors.New("the stack is not complete: call stack.Complete first")
	}
	operator, known := flink.Operator(s.Spec.Operator.Version)
	if !known {
		return nil, fmt.Errorf("operator version %q is not known", s.Spec.Operator.Version)
	}
	count := map[string]int{}
	for i := range s.Spec.Jobs {
		count[s.Spec.Jobs[i].Name]++
	}
	var all []target
	components := stack.JobComponents(s)
	for i := range s.Spec.Jobs {
		j := &s.Spec.Jobs[i]
		if !j.Runs() {
			continue
		}
		t := target{
			name: j.Name, namespace: j.Namespace, cluster: j.Values, program: j.Program,
			component: components[i], path: fmt.Sprintf("jobs[name=%s]", j.Name),
			configuration: j.FlinkConfiguration, operator: operator,
		}
		if count[j.Name] > 1 {
			t.path = fmt.Sprintf("jobs[%d]", i)
		}
		if j.DeploymentMode == "application" {
			t.kind = v1beta1.KindFlinkDeployment
		}
		all = append(all, t)
		for k, session := range j.SessionJobs {
			all = append(all, t.session(k, session))
		}
	}
	return all, nil
}

// session is a job that the cluster runs.
func (t target) session(index int, j job.SessionJob) target {
	t.kind, t.name, t.program = v1beta1.KindFlinkSessionJob, j.Name, j.Program
	t.path = fmt.Sprintf("%s.sessionJobs[%d]", t.path, index)
	t.configuration = maps.Clone(t.configuration)
	if t.configuration == nil {
		t.configuration = map[string]string{}
	}
	maps.Copy(t.configuration, j.FlinkConfiguration)
	return t
}

// resource is the job as kubectl names it.
func (t target) resource() string { return strings.ToLower(t.kind) + "/" + t.name }

// refuse makes a Refusal.
func (t target) refuse(format string, arguments ...any) *Refusal {
	return &Refusal{Job: t.name, Message: fmt.Sprintf(format, arguments...)}
}

func (t target) set(option flink.Option) bool { return option.Value(t.configuration) != "" }

func (t target) highlyAvailable() bool {
	return t.set(flink.HighAvailabilityType) && !strings.EqualFold(flink.HighAvailabilityType.Value(t.configuration), "none")
}

// keepsState says whether Flink saves what the job knows.
func (t target) keepsState() bool {
	return t.program.UpgradeMode != string(v1beta1.UpgradeModeStateless) || t.set(flink.CheckpointInterval)
}
