package flinkgen_test

import (
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
)

func stackOf(text string) flinkgen.LoadOptions {
	return flinkgen.LoadOptions{Files: []string{"-"}, Stdin: strings.NewReader("apiVersion: flinkgen.dev/v1alpha1\nkind: Stack\nmetadata: {name: shop}\nspec:\n  storage: {type: s3, s3: {bucket: flink}}\n" + text)}
}

func TestMemoryOf(t *testing.T) {
	report, err := flinkgen.MemoryOf(flinkgen.MemoryOptions{TaskManager: "1728m", FlinkVersion: "1.20", Configuration: []string{"taskmanager.memory.managed.fraction = 0.2"}})
	if err != nil || !report.Fits() || report.TaskManager.Managed.Bytes != 268435460 || report.JobManager != nil || report.FlinkVersion != "1.20" {
		t.Errorf("%+v, %v", report, err)
	}
	for says, o := range map[string]flinkgen.MemoryOptions{
		`flink version "latest"`:          {TaskManager: "1g", FlinkVersion: "latest"},
		`option "slots": write key=value`: {TaskManager: "1g", Configuration: []string{"slots"}},
		`option "=1": write key=value`:    {TaskManager: "1g", Configuration: []string{"=1"}},
	} {
		if _, err := flinkgen.MemoryOf(o); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error %v, want %s", err, says)
		}
	}
}

// A stack may be written for the release that runs or for the next one.
func TestPlanUpgradeCompletes(t *testing.T) {
	for name, test := range map[string]struct{ from, to, stack, says string }{
		"a job of an old Flink":  {"1.5.0", "1.15.0", "  jobs: [{name: old, flinkVersion: v1_14, jarURI: 'local:///a.jar'}]", "upgrade the job to Flink 1.17 first"},
		"before all stacks":      {"1.0.1", "1.15.0", "  jobs: [{name: old, flinkVersion: v1_14, jarURI: 'local:///a.jar'}]", "upgrade the job to Flink 1.16 first"},
		"a job of the next one":  {"1.5.0", "1.15.0", "  jobs: [{name: new, flinkVersion: v2_2, jarURI: 'local:///a.jar'}]", "does not run Flink 2.2"},
		"a kind of the next one": {"1.5.0", "1.15.0", "  jobs: [{name: bg, deploymentMode: blueGreen, flinkVersion: v1_17, jarURI: 'local:///a.jar', ingress: {type: none}}]", "has no flinkbluegreendeployments"},
	} {
		t.Run(name, func(t *testing.T) {
			plan, err := flinkgen.PlanUpgrade(stackOf(test.stack), test.from, test.to)
			if err != nil {
				t.Fatal(err)
			}
			if len(plan.Findings) != 1 || !strings.Contains(plan.Findings[0].Message, test.says) {
				t.Errorf("findings %+v", plan.Findings)
			}
		})
	}
	if _, err := flinkgen.PlanUpgrade(stackOf("  jobs: [{name: a, parallelism: 0, jarURI: 'local:///a.jar'}]"), "1.5.0", ""); err == nil || !strings.Contains(err.Error(), "parallelism") {
		t.Errorf("a stack that fits neither: %v", err)
	}
}

// Session jobs are patched by themselves, their cluster is not.
func TestPlanUpgradeOfASession(t *testing.T) {
	plan, err := flinkgen.PlanUpgrade(stackOf(`  jobs:
  - name: cluster
    deploymentMode: session
    flinkVersion: v1_20
    sessionJobs: [{name: report, jarURI: 'https://repo.example.com/report.jar'}]
`), "1.10.0", "1.15.0")
	if err != nil {
		t.Fatal(err)
	}
	var commands []string
	for _, step := range plan.Steps {
		commands = append(commands, step.Commands...)
	}
	text := strings.Join(commands, "\n")
	if !strings.Contains(text, "kubectl patch flinksessionjob/report -n flink ") || strings.Contains(text, "patch flinkdeployment") ||
		!strings.Contains(text, "flinkgen render -f stack.yaml --set operator.version=1.15.0 --component crds") {
		t.Error(text)
	}
}
