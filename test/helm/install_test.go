package helm_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/secrets"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/test/players"
)

// patience is how long Helm may wait for a release.
const patience = "90s"

// TestReleases installs the default stack as releases, changes and removes
// them, with each Helm in a cluster of its own.
func TestReleases(t *testing.T) {
	r := render(t)
	for _, program := range majors {
		t.Run(program.Name, func(t *testing.T) {
			w := newWorld(t, program, r.stack)
			for _, step := range []struct {
				name string
				test func(*testing.T, *world, rendered)
			}{
				{"install", testInstall},
				{"upgrade", testUpgrade},
				{"side by side", testSideBySide},
				{"uninstall", testUninstall},
			} {
				if !t.Run(step.name, func(t *testing.T) { step.test(t, w, r) }) {
					t.Fatal("the steps build upon each other")
				}
			}
		})
	}
}

// testInstall installs the releases in their order, each when the one before
// is ready.
func testInstall(t *testing.T, w *world, r rendered) { //nolint:thelper // the body of a subtest
	for _, one := range r.releases {
		arguments := r.install(one, "--values", one.values)
		w.mustRun(t, append(arguments, "--dry-run=server")...)
		start := time.Now()
		w.mustRun(t, append(arguments, "--wait", "--wait-for-jobs", "--timeout", patience)...)
		t.Logf("%s: %.1f s", one.name, time.Since(start).Seconds())
		if one.chart == "namespaces" {
			w.keys(t, r.stack)
		}
	}
	w.mustBeAvailable(t)
}

func (r rendered) install(one release, more ...string) []string {
	return append([]string{"install", one.name, r.charts + "/" + one.chart, "--namespace", one.namespace}, more...)
}

// keys applies the output of flinkgen secrets.
func (w *world) keys(t *testing.T, s *stack.Stack) {
	t.Helper()
	var text bytes.Buffer
	if err := flinkgen.WriteSecrets(&text, s, secrets.Random()); err != nil {
		t.Fatal(err)
	}
	for _, part := range documents(t, text.Bytes()) {
		var secret corev1.Secret
		if err := yaml.UnmarshalStrict(part, &secret); err != nil {
			t.Fatal(err)
		}
		if _, err := w.client.CoreV1().Secrets(secret.Namespace).Create(t.Context(), &secret, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
}

// changes are what an upgrade sets for each chart, besides a label.
var changes = map[string][]string{
	"minio":             {"resources.requests.cpu=300m"},
	"redis":             {"sentinel.resources.limits.memory=192Mi", "extraConfig="},
	"juicefs":           {"controller.replicas=2"},
	"operator":          {"replicas=2"},
	"ingress-nginx":     {"config.proxy-body-size=1g"},
	"history-server":    {"resources.requests.cpu=300m"},
	"flink-application": {"parallelism=4"},
}

// testUpgrade changes every release. Each object has the new label then, and
// all workloads run.
func testUpgrade(t *testing.T, w *world, r rendered) { //nolint:thelper // the body of a subtest
	for _, one := range r.releases {
		start := time.Now()
		w.mustRun(t, "upgrade", one.name, r.charts+"/"+one.chart, "--namespace", one.namespace, "--values", one.values,
			"--set", strings.Join(append(changes[one.chart], "labels.team=streaming"), ","), "--wait", "--timeout", patience)
		t.Logf("%s: %.1f s", one.name, time.Since(start).Seconds())
	}
	w.mustBeAvailable(t)
	for name, object := range w.owned(t) {
		if object.GetLabels()["team"] != "streaming" {
			t.Errorf("%s has no label of the upgrade: %v", name, object.GetLabels())
		}
	}
}

// testSideBySide installs two releases of the charts of which there may be more.
func testSideBySide(t *testing.T, w *world, r rendered) { //nolint:thelper // the body of a subtest
	const class, namespace = "own", "twice"
	if _, err := w.client.StorageV1().StorageClasses().Create(t.Context(), &storagev1.StorageClass{
		ObjectMeta: metav1.ObjectMeta{Name: class}, Provisioner: players.OwnProvisioner,
	}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		chart string
		// both set this, and the second this: what a part needs that shares a
		// namespace, and nodes, with another of its kind.
		both, second string
	}{
		{"redis", "affinity=null,persistence.storageClassName=" + class, "serviceAccount.name=second"},
		{"minio", "affinity=null,persistence.storageClassName=" + class, "serviceAccount.name=second"},
		{"flink-application", "parallelism=1", "claims=null"},
	} {
		first, second := release{c.chart + "-a", namespace, c.chart, ""}, release{c.chart + "-b", namespace, c.chart, ""}
		wait := []string{"--create-namespace", "--wait", "--timeout", patience, "--set", c.both}
		w.mustRun(t, r.install(first, wait...)...)
		w.mustRun(t, r.install(second, append(wait, "--set", c.second)...)...)
		w.mustBeAvailable(t)
		for _, one := range []release{first, second} {
			w.mustRun(t, "uninstall", one.name, "--namespace", namespace, "--wait", "--timeout", patience)
		}
	}
}

// testUninstall removes the releases in the other order, and nothing of them
// stays but what says so. Claims stay without being objects of a release; the
// local volumes cannot go before them.
func testUninstall(t *testing.T, w *world, r rendered) { //nolint:thelper // the body of a subtest
	for _, one := range slices.Backward(r.releases) {
		if one.chart == "local-volumes" {
			w.deleteClaims(t)
		}
		start := time.Now()
		w.mustRun(t, "uninstall", one.name, "--namespace", one.namespace, "--wait", "--timeout", patience)
		t.Logf("%s: %.1f s", one.name, time.Since(start).Seconds())
	}
	for name, object := range w.owned(t) {
		if object.GetAnnotations()[resourcePolicy] != "keep" {
			t.Errorf("%s of %s is still there", name, object.GetAnnotations()[ofRelease])
		}
	}
}
