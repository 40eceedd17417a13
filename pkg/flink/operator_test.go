package flink_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

func TestOperatorRelease(t *testing.T) {
	for _, test := range []struct {
		version, date, kinds                           string
		java                                           int
		kubernetes, runs, accepts, library, autoscaler string
		features                                       string
	}{
		{"0.1.0", "2022-03-30", "flinkdeployments", 11, "1.21.5", "1.14-1.16", "v1_14-v1_16", "1.14", "", ""},
		{"1.0.1", "2022-06-22", "flinkdeployments flinksessionjobs", 11, "1.21.5", "1.13-1.16", "v1_13-v1_16", "1.15", "", ""},
		{"1.2.0", "2022-09-30", "flinkdeployments flinksessionjobs", 11, "1.21.5", "1.13-1.16", "v1_13-v1_16", "1.15", "", "standalone"},
		{"1.4.0", "2023-02-15", "flinkdeployments flinksessionjobs", 11, "1.25.3", "1.13-1.17", "v1_13-v1_17", "1.16", "kubernetes.operator.job.autoscaler.", "standalone lifecycle"},
		{"1.6.1", "2023-10-20", "flinkdeployments flinksessionjobs", 11, "1.25.3", "1.13-1.18", "v1_13-v1_18", "1.17", "kubernetes.operator.job.autoscaler.", "standalone lifecycle"},
		{"1.7.0", "2023-11-15", "flinkdeployments flinksessionjobs", 11, "1.25.3", "1.15-1.19", "v1_13-v1_19", "1.17", "job.autoscaler.", "standalone lifecycle quantities"},
		{"1.8.0", "2024-03-14", "flinkdeployments flinksessionjobs", 11, "1.25.3", "1.15-1.19", "v1_13-v1_19", "1.18", "job.autoscaler.", "standalone lifecycle quantities ingress-labels"},
		{"1.10.0", "2024-10-14", "flinkdeployments flinksessionjobs flinkstatesnapshots", 11, "1.25.3", "1.15-1.20", "v1_13-v1_20", "1.19", "job.autoscaler.", "standalone lifecycle quantities ingress-labels cancel"},
		{"1.12.1", "2025-07-03", "flinkdeployments flinksessionjobs flinkstatesnapshots", 11, "1.25.3", "1.15-2.0", "v1_13-v2_0", "1.20", "job.autoscaler.", "standalone lifecycle quantities ingress-labels cancel prefix-check config.yaml"},
		{"1.13.0", "2025-09-18", "flinkdeployments flinksessionjobs flinkstatesnapshots", 17, "1.28.0", "1.15-2.2", "v1_13-v2_2", "1.20", "job.autoscaler.", "standalone lifecycle quantities ingress-labels cancel prefix-check config.yaml free-form manage-ingress"},
		{"1.14.0", "2026-02-03", "flinkdeployments flinksessionjobs flinkstatesnapshots flinkbluegreendeployments", 17, "1.28.0", "1.15-2.2", "v1_13-v2_2", "1.20", "job.autoscaler.", "standalone lifecycle quantities ingress-labels cancel prefix-check config.yaml free-form manage-ingress"},
		{"1.15.0", "2026-05-07", "flinkdeployments flinksessionjobs flinkstatesnapshots flinkbluegreendeployments", 17, "1.28.0", "1.15-2.2", "v1_13-v2_2", "1.20", "job.autoscaler.", "standalone lifecycle quantities ingress-labels cancel prefix-check config.yaml free-form manage-ingress https"},
	} {
		o, known := flink.Operator(test.version)
		if !known {
			t.Errorf("%s is not known", test.version)
			continue
		}
		accepts := o.FlinkVersions()
		if o.Date != test.date || strings.Join(o.Kinds, " ") != test.kinds || o.Java != test.java || o.TestedKubernetes != test.kubernetes {
			t.Errorf("%s: %+v", test.version, o)
		}
		if got := o.Oldest.String() + "-" + o.Newest.String(); got != test.runs {
			t.Errorf("%s runs Flink %s, want %s", test.version, got, test.runs)
		}
		if got := accepts[0].Operator() + "-" + accepts[len(accepts)-1].Operator(); got != test.accepts {
			t.Errorf("%s accepts %s, want %s", test.version, got, test.accepts)
		}
		if o.Library.String() != test.library || o.AutoscalerPrefix != test.autoscaler {
			t.Errorf("%s: library %s, autoscaler %q", test.version, o.Library, o.AutoscalerPrefix)
		}
		if got := features(o); got != test.features {
			t.Errorf("%s has %s, want %s", test.version, got, test.features)
		}
	}
}

func features(o flink.OperatorRelease) string {
	var has []string
	for _, feature := range []struct {
		has  bool
		name string
	}{
		{o.Standalone, "standalone"}, {o.LifecycleState, "lifecycle"}, {o.Quantities, "quantities"}, {o.IngressLabels, "ingress-labels"},
		{o.LastStateByCancel, "cancel"}, {o.PrefixCheck, "prefix-check"}, {o.ConfigYAML, "config.yaml"}, {o.FreeForm, "free-form"},
		{o.ManageIngress, "manage-ingress"}, {slices.Equal(o.JarSchemes, []string{"https"}), "https"},
	} {
		if feature.has {
			has = append(has, feature.name)
		}
	}
	return strings.Join(has, " ")
}

func TestOperatorRuns(t *testing.T) {
	o, _ := flink.Operator("1.7.0")
	for version, want := range map[flink.Version]bool{{Major: 1, Minor: 14}: false, {Major: 1, Minor: 15}: true, {Major: 1, Minor: 19}: true, {Major: 1, Minor: 20}: false} {
		if o.Runs(version) != want {
			t.Errorf("operator 1.7.0 with Flink %s: %t", version, !want)
		}
	}
}

// A caller that changes what it got must not change the table.
func TestOperatorIsACopy(t *testing.T) {
	o, _ := flink.Operator("")
	o.Kinds[0] = "changed"
	if again, _ := flink.Operator(""); again.Kinds[0] != flink.Deployments {
		t.Error("the table was changed")
	}
}

// Both tables have the dates of the releases.
func TestOperatorsAgreeWithTheCatalog(t *testing.T) {
	for _, version := range catalog.Versions(catalog.FlinkOperator) {
		entry, _ := catalog.Find(catalog.FlinkOperator, version)
		if o, known := flink.Operator(version); !known || o.Date != entry.Date {
			t.Errorf("operator %s of %s, in the catalog of %s", version, o.Date, entry.Date)
		}
	}
	for _, version := range flink.Versions() {
		release, _ := version.Release()
		if _, found := catalog.Find(catalog.Flink, release.Patch); !found {
			t.Errorf("the catalog has no image of Flink %s", release.Patch)
		}
	}
}

func TestRelease(t *testing.T) {
	for version, want := range map[flink.Version]struct {
		patch, scala, files string
		java                []int
		runApplication      bool
	}{
		{Major: 1, Minor: 14}: {"1.14.6", "2.12 2.11", "flink-conf.yaml", []int{11, 8}, true},
		{Major: 1, Minor: 15}: {"1.15.4", "2.12", "flink-conf.yaml", []int{11, 8}, true},
		{Major: 1, Minor: 18}: {"1.18.1", "2.12", "flink-conf.yaml", []int{11, 8, 17}, true},
		{Major: 1, Minor: 20}: {"1.20.4", "2.12", "flink-conf.yaml config.yaml", []int{11, 8, 17}, true},
		{Major: 2, Minor: 0}:  {"2.0.2", "2.12", "config.yaml", []int{17, 11, 21}, false},
	} {
		r, known := version.Release()
		if !known || r.Patch != want.patch || strings.Join(r.Scala, " ") != want.scala || strings.Join(r.ConfigurationFiles, " ") != want.files ||
			!slices.Equal(r.Java, want.java) || r.RunApplication != want.runApplication {
			t.Errorf("Flink %s: %+v", version, r)
		}
		// What the operator mounts is the file that wins.
		if r.ConfigurationFiles[0] != version.ConfigurationFile() {
			t.Errorf("Flink %s reads %v, the operator mounts %s", version, r.ConfigurationFiles, version.ConfigurationFile())
		}
	}
	if r, known := (flink.Version{Major: 2, Minor: 9}).Release(); known {
		t.Errorf("Flink 2.9 is known: %+v", r)
	}
}

func TestOperatorKey(t *testing.T) {
	for _, test := range []struct{ release, key, want string }{
		{"1.6.1", "kubernetes.operator.job.autoscaler.target.utilization", "kubernetes.operator.job.autoscaler.target.utilization"},
		{"1.7.0", "kubernetes.operator.job.autoscaler.target.utilization", "job.autoscaler.target.utilization"},
		{"1.11.0", "kubernetes.operator.job.autoscaler.target.utilization", "job.autoscaler.utilization.target"},
		{"1.15.0", "job.autoscaler.scale-up.grace-period", "job.autoscaler.scale-down.interval"},
		{"1.15.0", "operator.reconciler.reschedule.interval", "kubernetes.operator.reconcile.interval"},
		{"1.0.1", "kubernetes.operator.reconciler.max.parallelism", "kubernetes.operator.reconciler.max.parallelism"},
		{"0.1.0", "operator.observer.flink.client.timeout", "operator.observer.flink.client.timeout"},
		{"1.15.0", "taskmanager.numberOfTaskSlots", "taskmanager.numberOfTaskSlots"},
	} {
		o, _ := flink.Operator(test.release)
		if got := o.Key(test.key); got != test.want {
			t.Errorf("operator %s: %s is %s, want %s", test.release, test.key, got, test.want)
		}
	}
}

func TestOperatorsAreInOrder(t *testing.T) {
	all := flink.Operators()
	for i := range all[1:] {
		if !all[i].AtLeast(all[i+1].Version) || all[i+1].AtLeast(all[i].Version) || all[i].Date < all[i+1].Date {
			t.Errorf("%s of %s stands before %s of %s", all[i].Version, all[i].Date, all[i+1].Version, all[i+1].Date)
		}
	}
}
