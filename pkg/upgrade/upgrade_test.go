package upgrade

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/plan"
)

var operator = Operator{Name: "flink-kubernetes-operator", Namespace: "flink"}

// jobs has one of every kind and upgrade mode.
func jobs(version flink.Version) []Job {
	savepoints := map[string]string{"state.savepoints.dir": "s3://shop/savepoints"}
	return []Job{
		{Kind: flink.Deployments, Name: "orders", Namespace: "shop", Component: "job-orders", Section: "jobs[name=orders]", FlinkVersion: version, UpgradeMode: "savepoint", Configuration: savepoints},
		{Kind: flink.Deployments, Name: "clicks", Namespace: "shop", Component: "job-clicks", Section: "jobs[name=clicks]", FlinkVersion: version, UpgradeMode: "last-state", Configuration: savepoints},
		{Kind: flink.Deployments, Name: "probe", Namespace: "ops", Component: "job-probe", Section: "jobs[name=probe]", FlinkVersion: version, UpgradeMode: "stateless"},
		{Kind: flink.Deployments, Name: "paused", Namespace: "ops", Component: "job-paused", Section: "jobs[name=paused]", FlinkVersion: version, UpgradeMode: "savepoint", Suspended: true, Configuration: savepoints},
		{Kind: flink.Deployments, Name: "session", Namespace: "ops", Component: "job-session", Section: "jobs[name=session]", FlinkVersion: version},
		{Kind: flink.SessionJobs, Name: "report", Namespace: "ops", Component: "job-session", Section: "jobs[name=session].sessionJobs[0]", FlinkVersion: version, UpgradeMode: "savepoint", JarURI: "https://repo.example.com/report.jar", Configuration: savepoints},
	}
}

func planned(t *testing.T, r Request) Plan {
	t.Helper()
	p, err := Make(r)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func text(t *testing.T, p Plan) string {
	t.Helper()
	var b strings.Builder
	if err := plan.WriteText(&b, p.Runbook()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The runbooks, as people read them.
func TestGoldenRunbooks(t *testing.T) {
	for name, r := range map[string]Request{
		"1.5.0-to-1.15.0": {From: "1.5.0", To: "1.15.0", Operator: operator, Jobs: jobs(flink.V1_15), Stack: []string{"-f", "stack.yaml", "-e", "prod"}},
		"1.0.1-to-1.5.0":  {From: "1.0.1", To: "1.5.0", Operator: operator, Jobs: jobs(flink.V1_15), Stack: []string{"-f", "our stack.yaml"}},
		"0.1.0-to-1.15.0": {From: "0.1.0", To: "1.15.0", Operator: operator, Jobs: jobs(flink.V1_14), Stack: []string{"-f", "stack.yaml"}},
		"1.14.0-to-1.15.0": {From: "1.14.0", Operator: operator, Jobs: append(jobs(flink.V2_2), Job{
			Kind: flink.BlueGreenDeployments, Name: "shop", Namespace: "shop", Component: "job-shop", FlinkVersion: flink.V2_2, UpgradeMode: "savepoint",
		})},
	} {
		t.Run(name, func(t *testing.T) {
			got := text(t, planned(t, r))
			golden.File(t, filepath.Join("testdata", name+".sh"), got)
			command := exec.CommandContext(t.Context(), "sh", "-n")
			command.Stdin = strings.NewReader(got)
			if output, err := command.CombinedOutput(); err != nil {
				t.Errorf("no script: %v\n%s", err, output)
			}
		})
	}
}

// run runs a runbook with programs that only write down their arguments, one
// line for each call, and answer with a path.
func run(t *testing.T, script string) []string {
	t.Helper()
	dir := t.TempDir()
	for _, program := range []string{"kubectl", "helm", "flinkgen"} {
		// Both sides of a pipe run at once: each writes its line in one piece.
		stub := "#!/bin/sh\nline=" + program + "\nfor argument in \"$@\"; do line=\"$line|$argument\"; done\nprintf '%s\\n' \"$line\" >> \"$LOG\"\necho 's3://shop/savepoints/one two'\n"
		if err := os.WriteFile(filepath.Join(dir, program), []byte(stub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), "sh", "-eu")
	command.Dir = dir
	command.Stdin = strings.NewReader(script)
	command.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH"), "LOG=" + filepath.Join(dir, "log")}
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	log, err := os.ReadFile(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(log), "\n"), "\n")
}

// position of the first call that starts with all of a text; the test fails without one.
func position(t *testing.T, calls []string, start string) int {
	t.Helper()
	for i, call := range calls {
		if strings.HasPrefix(call, start) {
			return i
		}
	}
	t.Fatalf("no call %s in\n%s", start, strings.Join(calls, "\n"))
	return -1
}

func TestOrder(t *testing.T) {
	for _, test := range []struct {
		from  string
		calls []string
	}{
		{"1.5.0", []string{
			"kubectl|get|flinkdeployments,flinksessionjobs|--all-namespaces|-o|yaml",
			`kubectl|patch|flinkdeployment/orders|-n|shop|--type=merge|-p|{"spec":{"job":{"state":"suspended"}}}`,
			"kubectl|wait|flinkdeployment/orders|-n|shop|--for=jsonpath={.status.lifecycleState}=SUSPENDED",
			"kubectl|get|flinkdeployment/orders|-n|shop|-o|jsonpath={.status.jobStatus.savepointInfo.lastSavepoint.location}",
			"flinkgen|render|-f|it's stack.yaml|--set|operator.version=1.15.0|--component|crds",
			"kubectl|apply|--server-side|--force-conflicts|-f|crds-1.15.0.yaml",
			"kubectl|wait|crd|flinkdeployments.flink.apache.org|",
			"flinkgen|render|-f|it's stack.yaml|--set|operator.version=1.15.0|--component|operator",
			`kubectl|patch|flinkdeployment/orders|-n|shop|--type=merge|-p|{"spec":{"job":{"state":"running"}}}`,
			"kubectl|wait|flinkdeployment/orders|-n|shop|--for=jsonpath={.status.lifecycleState}=STABLE",
		}},
		{"0.1.0", []string{
			`kubectl|patch|flinkdeployment/clicks|-n|shop|--type=merge|-p|{"spec":{"job":{"state":"suspended","upgradeMode":"savepoint"}}}`,
			"kubectl|wait|flinkdeployment/clicks|-n|shop|--for=jsonpath={.status.jobManagerDeploymentStatus}=MISSING",
			"kubectl|delete|flinkdeployment/clicks|-n|shop",
			"helm|uninstall|flink-kubernetes-operator|-n|flink",
			"kubectl|get|flinkdeployments|--all-namespaces",
			"kubectl|delete|crd|flinkdeployments.flink.apache.org",
			"flinkgen|render|-f|it's stack.yaml|--set|operator.version=1.15.0|--component|crds",
			"flinkgen|render|-f|it's stack.yaml|--set|operator.version=1.15.0|--component|operator",
			"flinkgen|render|-f|it's stack.yaml|--set|operator.version=1.15.0|--set|jobs[name=clicks].initialSavepointPath=s3://shop/savepoints/one two|--component|job-clicks",
		}},
	} {
		t.Run(test.from, func(t *testing.T) {
			calls := run(t, text(t, planned(t, Request{From: test.from, To: "1.15.0", Operator: operator, Jobs: jobs(flink.V1_15), Stack: []string{"-f", "it's stack.yaml"}})))
			last := -1
			for _, call := range test.calls {
				// The same question may have been asked before.
				at := last + 1 + position(t, calls[last+1:], call)
				last = at
			}
		})
	}
}

// What keeps no state, is suspended already or runs by itself is left alone.
func TestLeftAlone(t *testing.T) {
	calls := strings.Join(run(t, text(t, planned(t, Request{From: "1.14.0", To: "1.15.0", Operator: operator, Jobs: append(jobs(flink.V2_2), Job{
		Kind: flink.BlueGreenDeployments, Name: "shop", Namespace: "shop", FlinkVersion: flink.V2_2, UpgradeMode: "savepoint",
	})}))), "\n")
	for _, name := range []string{"probe", "paused", "session", "shop"} {
		if strings.Contains(calls, "/"+name+"|") {
			t.Errorf("%s is touched", name)
		}
	}
	if !strings.Contains(calls, "patch|flinksessionjob/report|-n|ops") {
		t.Error("the session job is not suspended")
	}
}

func TestFindings(t *testing.T) {
	for _, test := range []struct {
		name     string
		from, to string
		job      Job
		options  map[string]string
		blocks   bool
		says     string
	}{
		{"Flink that ended", "1.5.0", "1.15.0", Job{Kind: flink.Deployments, FlinkVersion: flink.V1_14, UpgradeMode: "savepoint"}, nil, true, "operator 1.15.0 runs Flink from 1.15 on, not 1.14: upgrade the job to Flink 1.17 first, which operator 1.5.0 runs too"},
		{"Flink that is too new", "1.5.0", "1.6.0", Job{Kind: flink.Deployments, FlinkVersion: flink.V2_0, UpgradeMode: "savepoint"}, nil, true, "operator 1.6.0 runs Flink up to 1.18, not 2.0"},
		{"Flink that comes with the operator", "1.5.0", "1.15.0", Job{Kind: flink.Deployments, FlinkVersion: flink.V2_0, UpgradeMode: "savepoint"}, nil, false, "operator 1.5.0 does not run Flink 2.0"},
		{"the autoscaler's options", "1.6.1", "1.7.0", Job{Kind: flink.Deployments, FlinkVersion: flink.V1_17, UpgradeMode: "savepoint", Configuration: map[string]string{"kubernetes.operator.job.autoscaler.enabled": "true"}}, nil, false, "kubernetes.operator.job.autoscaler.enabled is called job.autoscaler.enabled in operator 1.7.0"},
		{"the operator's options", "1.0.1", "1.15.0", Job{Kind: flink.Deployments, FlinkVersion: flink.V1_15, UpgradeMode: "savepoint"}, map[string]string{"kubernetes.operator.reconciler.max.parallelism": "5"}, false, "is called kubernetes.operator.reconcile.parallelism"},
		{"keys that overlap", "1.11.0", "1.12.0", Job{Kind: flink.Deployments, FlinkVersion: flink.V2_0, UpgradeMode: "savepoint", Configuration: map[string]string{"high-availability": "kubernetes", "high-availability.storageDir": "s3://b"}}, nil, true, "option high-availability cannot have a value beside high-availability.storageDir"},
		{"a jar over http", "1.14.0", "1.15.0", Job{Kind: flink.SessionJobs, FlinkVersion: flink.V2_0, UpgradeMode: "savepoint", JarURI: "http://repo/a.jar"}, nil, true, "over https from public hosts only, not from http://repo/a.jar"},
		{"no state", "1.14.0", "1.15.0", Job{Kind: flink.Deployments, FlinkVersion: flink.V2_0, UpgradeMode: "stateless"}, nil, false, "it starts empty"},
		{"state without a place", "0.1.0", "1.6.0", Job{Kind: flink.Deployments, FlinkVersion: flink.V1_15, UpgradeMode: "last-state"}, nil, true, "set state.savepoints.dir"},
		{"a kind that was not there", "1.5.0", "1.15.0", Job{Kind: flink.BlueGreenDeployments, FlinkVersion: flink.V1_15, UpgradeMode: "savepoint"}, nil, false, "operator 1.5.0 has no flinkbluegreendeployments"},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.job.Name, test.job.Namespace = "orders", "shop"
			o := operator
			o.Configuration = test.options
			p := planned(t, Request{From: test.from, To: test.to, Operator: o, Jobs: []Job{test.job}})
			if len(p.Findings) != 1 || !strings.Contains(p.Findings[0].Message, test.says) || p.Blocked() != test.blocks {
				t.Errorf("findings %+v, want %q, blocking %t", p.Findings, test.says, test.blocks)
			}
		})
	}
}

// Nothing that the new release treats alike is a finding.
func TestNoFindings(t *testing.T) {
	job := Job{
		Kind: flink.SessionJobs, Name: "a", Namespace: "b", FlinkVersion: flink.V1_17, UpgradeMode: "savepoint", JarURI: "https://repo/a.jar",
		Configuration: map[string]string{"high-availability": "kubernetes", "high-availability.storageDir": "s3://b", "job.autoscaler.enabled": "true", "kubernetes.operator.reconcile.interval": "15 s"},
	}
	if p := planned(t, Request{From: "1.7.0", To: "1.15.0", Operator: operator, Jobs: []Job{job}}); len(p.Findings) > 0 {
		t.Errorf("%+v", p.Findings)
	}
}

func TestMakeRefuses(t *testing.T) {
	for _, test := range []struct{ from, to, says string }{
		{"1.4.2", "1.15.0", `operator version "1.4.2" is not known: write one of 0.1.0, 1.0.0, `},
		{"", "1.15.0", `operator version "" is not known`},
		{"1.5.0", "2.0.0", `operator version "2.0.0" is not known: write one of 1.5.0, `},
		{"1.15.0", "1.15.0", "the operator is 1.15.0 already"},
		{"1.0.0", "1.4.0", "the CRDs of operator 1.4.0 are not known: upgrade to one of 1.5.0, "},
		{"1.15.0", "1.5.0", "is a downgrade, which the operator does not support; it loses all flinkstatesnapshots, all flinkbluegreendeployments, jobs of Flink after 1.17, nested flinkConfiguration, "},
		{"1.0.0", "0.1.0", "every object of v1beta1"},
	} {
		if _, err := Make(Request{From: test.from, To: test.to}); err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s to %s: error %v, want it to say %q", test.from, test.to, err, test.says)
		}
	}
}

// Every pair of releases has a plan or a reason, and every plan is a script
// that runs and changes the definitions before the operator.
func TestEveryUpgrade(t *testing.T) {
	all := flink.Operators()
	for i, to := range all {
		for _, from := range all[i+1:] {
			p, err := Make(Request{From: from.Version, To: to.Version, Operator: operator, Jobs: jobs(flink.V1_15)})
			if (err != nil) == to.AtLeast("1.5.0") {
				t.Errorf("%s to %s: %v", from.Version, to.Version, err)
			}
			if err != nil {
				continue
			}
			definitions, deployed := -1, -1
			for n, step := range p.Steps {
				if strings.Contains(step.Title, "the CustomResourceDefinitions: ") {
					definitions = n
				}
				if step.Title == "Upgrade the operator" {
					deployed = n
				}
			}
			if definitions < 0 || deployed < definitions {
				t.Errorf("%s to %s: definitions in step %d, operator in step %d", from.Version, to.Version, definitions, deployed)
			}
		}
	}
}

func TestJSON(t *testing.T) {
	data, err := json.Marshal(planned(t, Request{From: "1.5.0", To: "1.15.0", Operator: operator, Jobs: jobs(flink.V1_15)}))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		From, To string
		Steps    []struct {
			Title, Why        string
			Commands, WaitFor []string
		}
	}
	if err := json.Unmarshal(data, &got); err != nil || got.From != "1.5.0" || len(got.Steps) != 8 || len(got.Steps[2].WaitFor) != 3 {
		t.Errorf("%v: %s", err, data)
	}
}
