package helm_test

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/bundle"
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

// testInstall runs install.sh. The Secrets come once their namespaces are there,
// which are a release themselves. What is installed can be tried again.
func testInstall(t *testing.T, w *world, r rendered) { //nolint:thelper // the body of a subtest
	first := r.Releases[0]
	w.mustRun(t, "upgrade", "--install", first.Name, r.chart(first.Chart), "--namespace", first.Namespace,
		"--values", filepath.Join(r.directory, first.ValuesFile))
	w.keys(t, r.stack)
	w.mustInstall(t, r, "--wait-for-jobs", "--timeout", patience)
	w.mustBeAvailable(t)
	w.mustInstall(t, r, "--dry-run=server")
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
	for _, one := range r.Releases {
		w.mustRun(t, "upgrade", one.Name, r.chart(one.Chart), "--namespace", one.Namespace,
			"--values", filepath.Join(r.directory, one.ValuesFile),
			"--set", strings.Join(append(changes[one.Chart], "labels.team=streaming"), ","), "--wait", "--timeout", patience)
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
	if _, err := w.client.CoreV1().Namespaces().Create(t.Context(), &corev1.Namespace{
		ObjectMeta: metav1.ObjectMeta{Name: namespace},
	}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
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
		install := func(name string, more ...string) {
			arguments := append([]string{"install", name, r.chart(c.chart), "--namespace", namespace, "--set", c.both}, more...)
			w.mustRun(t, append(arguments, "--dry-run=server")...)
			w.mustRun(t, append(arguments, "--wait", "--timeout", patience)...)
		}
		first, second := c.chart+"-a", c.chart+"-b"
		install(first)
		install(second, "--set", c.second)
		w.mustBeAvailable(t)
		for _, name := range []string{first, second} {
			w.mustRun(t, "uninstall", name, "--namespace", namespace, "--wait", "--timeout", patience)
		}
	}
}

// testUninstall removes the releases in the other order, and nothing of them
// stays but what says so. Claims stay without being objects of a release; the
// local volumes cannot go before them.
func testUninstall(t *testing.T, w *world, r rendered) { //nolint:thelper // the body of a subtest
	for _, one := range slices.Backward(r.Releases) {
		if one.Wave == bundle.WaveVolumes {
			w.deleteClaims(t)
		}
		w.mustRun(t, "uninstall", one.Name, "--namespace", one.Namespace, "--wait", "--timeout", patience)
	}
	for name, object := range w.owned(t) {
		if object.GetAnnotations()[resourcePolicy] != "keep" {
			t.Errorf("%s of %s is still there", name, object.GetAnnotations()[ofRelease])
		}
	}
}
