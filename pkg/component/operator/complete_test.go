package operator

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

func TestCompleteTwiceChangesNothing(t *testing.T) {
	for _, version := range catalog.Versions(catalog.FlinkOperator) {
		v := completed(t, func(v *Values) { v.Version = version })
		once := v
		if err := Complete(&v); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(once, v); diff != "" {
			t.Errorf("%s: completing again changed the values:\n%s", version, diff)
		}
	}
}

func TestDefaultsAreComplete(t *testing.T) {
	v := Knobs()
	if err := Complete(&v); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(v, Defaults()); diff != "" {
		t.Errorf("defaults differ:\n%s", diff)
	}
	if !strings.Contains(v.Configuration, "kubernetes.operator.watched.namespaces: flink\n") {
		t.Errorf("configuration lacks the watched namespace:\n%s", v.Configuration)
	}
}

func TestCompleteKeepsWhatIsSet(t *testing.T) {
	v := completed(t, func(v *Values) {
		v.Replicas = 2
		v.Strategy = appsv1.RecreateDeploymentStrategyType
		v.JobNamespaces = []string{"jobs"}
		v.Artifacts.PersistentVolumeClaim = &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "jars"}
		v.Configuration = "a: b\n"
		v.Image = component.Image{Repository: "mirror/operator", Digest: "sha256:1"}
	})
	if v.Strategy != appsv1.RecreateDeploymentStrategyType || v.Configuration != "a: b\n" || !slices.Equal(v.JobNamespaces, []string{"jobs"}) {
		t.Errorf("set values were changed: %q %q %v", v.Strategy, v.Configuration, v.JobNamespaces)
	}
	if v.Artifacts.EmptyDir != nil {
		t.Errorf("two sources for the artifacts: %v", v.Artifacts)
	}
	if got, want := v.Image.Reference(), "mirror/operator@sha256:1"; got != want {
		t.Errorf("image %q, want %q", got, want)
	}
}

func TestCompleteDerives(t *testing.T) {
	one := completed(t, func(v *Values) { v.Version = "1.5.0"; v.WatchNamespaces = nil; v.Namespace = "ops" })
	if !one.ClusterWide || one.Webhook.NamespaceSelector != nil || !slices.Equal(one.JobNamespaces, []string{"ops"}) {
		t.Errorf("without watchNamespaces: clusterWide %t, selector %v, jobs in %v", one.ClusterWide, one.Webhook.NamespaceSelector, one.JobNamespaces)
	}
	if one.Image.Tag != "be07be7" || one.Strategy != appsv1.RecreateDeploymentStrategyType {
		t.Errorf("image %s, strategy %s", one.Image.Reference(), one.Strategy)
	}
	two := completed(t, func(v *Values) { v.Replicas = 2; v.WatchNamespaces = []string{"a", "b"} })
	if two.ClusterWide || two.Strategy != appsv1.RollingUpdateDeploymentStrategyType || !slices.Equal(two.JobNamespaces, []string{"a", "b"}) {
		t.Errorf("two replicas: clusterWide %t, strategy %s, jobs in %v", two.ClusterWide, two.Strategy, two.JobNamespaces)
	}
	if got := two.Webhook.NamespaceSelector.MatchExpressions[0].Values; !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("the webhook selects %v", got)
	}
}

func TestCompleteErrors(t *testing.T) {
	for name, test := range map[string]struct {
		set  func(*Values)
		want string
	}{
		"unknown version": {func(v *Values) { v.Version = "1.12.5" }, "1.12.1, 1.13.0"},
		"ingress":         {func(v *Values) { v.Version = "1.12.1"; v.ManageIngress = new(false) }, "use 1.13.0 or newer"},
		"contradicting option": {func(v *Values) {
			v.DefaultConfiguration = map[string]string{"kubernetes.operator.watched.namespaces": "other"}
		}, "set watchNamespaces instead"},
		"comment": {func(v *Values) { v.DefaultConfiguration = map[string]string{"a": "b#c"} }, "cuts a value off"},
	} {
		t.Run(name, func(t *testing.T) {
			v := Knobs()
			test.set(&v)
			if err := Complete(&v); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

func completed(t *testing.T, set func(*Values)) Values {
	t.Helper()
	v := Knobs()
	set(&v)
	if err := Complete(&v); err != nil {
		t.Fatal(err)
	}
	return v
}
