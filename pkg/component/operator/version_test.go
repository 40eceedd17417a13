package operator

import (
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/catalog"
)

func TestForVersionKnowsTheCatalog(t *testing.T) {
	for _, version := range catalog.Versions(catalog.FlinkOperator) {
		facts, err := ForVersion(version)
		if err != nil {
			t.Errorf("%s: %v", version, err)
		}
		if facts.Image.Version != version || facts.ConfigFile == "" || len(facts.FlinkVersions()) < 5 {
			t.Errorf("%s: incomplete facts %+v", version, facts)
		}
	}
}

func TestForVersionFacts(t *testing.T) {
	for version, want := range map[string]struct {
		java                                                int
		newestFlink                                         string
		snapshots, blueGreen, ingress, quantities, freeForm bool
		kinds, mutated, validated                           string
		mutatedOperations                                   int
	}{
		"1.5.0":  {11, "v1_17", false, false, false, false, false, "flinkdeployments flinksessionjobs", "flinksessionjobs", "flinkdeployments flinksessionjobs", 1},
		"1.7.0":  {11, "v1_19", false, false, false, true, false, "flinkdeployments flinksessionjobs", "flinksessionjobs", "flinkdeployments flinksessionjobs", 1},
		"1.10.0": {11, "v1_20", true, false, false, true, false, "flinkdeployments flinksessionjobs flinkstatesnapshots", "flinksessionjobs", "flinkdeployments flinksessionjobs flinkstatesnapshots", 1},
		"1.12.1": {11, "v2_0", true, false, false, true, false, "flinkdeployments flinksessionjobs flinkstatesnapshots", "flinkdeployments flinksessionjobs", "flinkdeployments flinksessionjobs flinkstatesnapshots", 2},
		"1.13.0": {17, "v2_2", true, false, true, true, true, "flinkdeployments flinksessionjobs flinkstatesnapshots", "flinkdeployments flinksessionjobs", "flinkdeployments flinksessionjobs flinkstatesnapshots", 2},
		"1.15.0": {17, "v2_2", true, true, true, true, true, "flinkdeployments flinksessionjobs flinkstatesnapshots flinkbluegreendeployments", "flinkdeployments flinksessionjobs", "flinkdeployments flinksessionjobs flinkstatesnapshots", 2},
	} {
		got, err := ForVersion(version)
		if err != nil {
			t.Fatal(err)
		}
		if got.Java != want.java || got.Newest.Operator() != want.newestFlink {
			t.Errorf("%s: Java %d, Flink %v", version, got.Java, got.Newest)
		}
		if got.Has("flinkstatesnapshots") != want.snapshots || got.Has("flinkbluegreendeployments") != want.blueGreen || got.ManageIngress != want.ingress ||
			got.Quantities != want.quantities || got.FreeForm != want.freeForm {
			t.Errorf("%s: features %+v", version, got)
		}
		if strings.Join(got.Kinds, " ") != want.kinds || strings.Join(got.MutatedResources, " ") != want.mutated ||
			strings.Join(got.ValidatedResources, " ") != want.validated || len(got.MutatedOperations) != want.mutatedOperations {
			t.Errorf("%s: kinds %v, mutated %v %v, validated %v", version, got.Kinds, got.MutatedOperations, got.MutatedResources, got.ValidatedResources)
		}
	}
}

func TestForVersionNamesTheNearest(t *testing.T) {
	for version, want := range map[string]string{
		"1.4.0":   "known: 1.5.0",
		"1.6.9":   "known: 1.6.1, 1.7.0",
		"1.12.5":  "known: 1.12.1, 1.13.0",
		"1.99.0":  "known: 1.15.0",
		"2.0.0":   "known: 1.15.0",
		"v1.15.0": "known: 1.15.0",
		"latest":  "known: 1.15.0",
		"":        "known: 1.15.0",
	} {
		if _, err := ForVersion(version); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: error %v, want it to end in %q", version, err, want)
		}
	}
}

func TestRulesByVersion(t *testing.T) {
	for version, absent := range map[string][]string{
		"1.5.0":  {"flinkstatesnapshots", "flinkbluegreendeployments"},
		"1.9.0":  {"flinkstatesnapshots", "flinkbluegreendeployments"},
		"1.10.0": {"flinkbluegreendeployments"},
		"1.14.0": nil,
		"1.15.0": nil,
	} {
		rules, err := RulesFor(version)
		if err != nil {
			t.Fatal(err)
		}
		granted := map[string][]string{}
		for _, rule := range rules {
			for _, resource := range rule.Resources {
				granted[rule.APIGroups[0]+"/"+resource] = rule.Verbs
			}
			if slices.Contains(rule.Verbs, "*") || slices.Contains(rule.Resources, "*") || slices.Contains(rule.APIGroups, "*") {
				t.Errorf("%s: wildcard in %v", version, rule)
			}
		}
		for resource, verb := range map[string]string{
			"/pods": "deletecollection", "/configmaps": "deletecollection", "/secrets": "create", "/events": "patch", "/services": "create",
			"apps/deployments": "create", "apps/deployments/finalizers": "update", "apps/deployments/scale": "patch", "apps/replicasets": "list",
			"networking.k8s.io/ingresses": "watch",
		} {
			if !slices.Contains(granted[resource], verb) {
				t.Errorf("%s: no %s on %s", version, verb, resource)
			}
		}
		facts, err := ForVersion(version)
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range facts.Kinds {
			if !slices.Contains(granted["flink.apache.org/"+kind], "watch") || !slices.Contains(granted["flink.apache.org/"+kind+"/status"], "patch") ||
				!slices.Contains(granted["flink.apache.org/"+kind+"/finalizers"], "update") {
				t.Errorf("%s: %s is not fully granted", version, kind)
			}
		}
		for _, kind := range absent {
			if granted["flink.apache.org/"+kind] != nil {
				t.Errorf("%s: rights on %s, which does not exist", version, kind)
			}
		}
	}
	if _, err := RulesFor("0.1.0"); err == nil {
		t.Error("no error for an unknown version")
	}
}

func TestOwnRulesByVersion(t *testing.T) {
	for version, want := range map[string]int{"1.5.0": 1, "1.9.0": 1, "1.10.0": 2, "1.15.0": 2} {
		rules, err := OwnRulesFor(version)
		if err != nil {
			t.Fatal(err)
		}
		if len(rules) != want || rules[0].Resources[0] != "leases" {
			t.Errorf("%s: own rules %v", version, rules)
		}
	}
}
