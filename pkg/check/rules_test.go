package check_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/check"
	"github.com/flinkgen/flinkgen/pkg/finding"
)

func TestRules(t *testing.T) {
	tried := map[string]bool{check.RuleStack: true} // TestScript validates a stack
	sound := map[string]bool{}
	for _, c := range cases {
		tried[c.id] = true
		t.Run(c.id+" "+c.want, func(t *testing.T) {
			if key := c.sound + c.options.OperatorVersion; !sound[key] {
				sound[key] = true
				for _, f := range findings(t, c.sound, c.options) {
					t.Errorf("the sound manifests: %s", f)
				}
			}
			if strings.Count(c.sound, c.old) == 0 {
				t.Fatalf("%q is not in the manifests", c.old)
			}
			severity := c.severity
			if severity == "" {
				severity = finding.Error
			}
			all := findings(t, strings.Replace(c.sound, c.old, c.new, 1), c.options)
			found := false
			for _, f := range all {
				found = found || f.ID == c.id && f.Severity == severity && strings.Contains(f.Message, c.want) && f.Line > 0
				if strings.Contains(f.String(), "hunter2") {
					t.Errorf("a password is shown: %s", f)
				}
			}
			if !found {
				t.Errorf("no %s %s with %q:\n%v", severity, c.id, c.want, all)
			}
		})
	}
	for _, rule := range check.Rules() {
		if !tried[rule.ID] {
			t.Errorf("no case for %s %s", rule.ID, rule.Name)
		}
	}
}

func TestIgnore(t *testing.T) {
	latest := strings.Replace(workload, "web:1.0", "web", 1)
	if found := findings(t, latest, check.Options{Ignore: []string{"FG081"}}); len(found) > 0 {
		t.Error(found)
	}
	if _, err := check.Run(nil, check.Options{Ignore: []string{"FG999"}}); err == nil || !strings.Contains(err.Error(), `no rule "FG999"`) {
		t.Error(err)
	}
}

// What a release names may be there already, but what it brings must fit.
func TestRelease(t *testing.T) {
	release := check.Options{Reach: check.Release}
	alone, _, _ := strings.Cut(strings.Replace(workload, "emptyDir: {}", "persistentVolumeClaim: {claimName: files}", 1), "---")
	if found := findings(t, alone, release); len(found) > 0 {
		t.Error(found)
	}
	other := strings.Replace(claim, "namespace: shop", "namespace: other", 1)
	if found := findings(t, alone+"---\n"+other, release); len(found) != 1 || found[0].ID != "FG002" || found[0].Severity != finding.Warning {
		t.Error(found)
	}
	hook := strings.Replace(claim, "{name: files,", "{annotations: {helm.sh/hook: pre-install}, name: files,", 1)
	if found := findings(t, claim+"---\n"+hook, release); len(found) > 0 {
		t.Error(found)
	}
	if found := findings(t, workload+"---\n"+strings.Replace(route, "number: 80", "number: 81", 1), release); len(found) != 1 || found[0].ID != "FG105" {
		t.Error(found)
	}
	everything := findings(t, workload, check.Options{Reach: check.Everything})
	if len(everything) != 2 || everything[0].ID != "FG104" || !strings.Contains(everything[0].Message, "Namespace shop") {
		t.Error(everything)
	}
	if found := findings(t, workload, check.Options{Reach: check.Everything, External: []string{"Namespace/shop"}}); len(found) > 0 {
		t.Error(found)
	}
}

// A class without a volume among the objects has them from elsewhere, unless the
// objects are all that the cluster has.
func TestVolumesOfOthers(t *testing.T) {
	class, _, _ := strings.Cut(local, "---")
	if found := findings(t, minio+"---\n"+class, check.Options{}); len(found) > 0 {
		t.Error(found)
	}
	all := check.Options{Reach: check.Everything, External: []string{"Namespace/minio"}}
	if found := findings(t, minio+"---\n"+class, all); len(found) != 1 || found[0].ID != "FG044" {
		t.Error(found)
	}
}

func findings(t *testing.T, manifests string, o check.Options) []finding.Finding {
	t.Helper()
	objects, found, err := check.Read("m.yaml", []byte(manifests))
	if err != nil {
		t.Fatal(err)
	}
	return append(found, judged(t, objects, o)...)
}

// The page lists the rules as they are.
func TestRulesOfPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/validate.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, rule := range check.Rules() {
		want.WriteString("| " + rule.ID + " | " + rule.Name + " | " + string(rule.Severity) + " | " + rule.About + " |\n")
	}
	rows := regexp.MustCompile(`(?m)^\| FG\d+ .*\n`).FindAllString(string(page), -1)
	if strings.Join(rows, "") != want.String() {
		t.Errorf("docs/validate.md lists other rules; write:\n%s", want.String())
	}
}
