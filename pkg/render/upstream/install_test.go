package upstream_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/render/upstream"
)

// install writes a stack to a directory with spaces in its name and runs its
// install.sh from elsewhere with programs that only say how they are called.
func install(t *testing.T, u *upstream.Stack, environment []string, args ...string) []string {
	t.Helper()
	root := filepath.Join(t.TempDir(), "a stack of two words")
	tree, err := u.Tree()
	if err != nil {
		t.Fatal(err)
	}
	if err := tree.Write(t.Context(), filepath.Join(root, "out put")); err != nil {
		t.Fatal(err)
	}
	programs := filepath.Join(root, "pro grams")
	if err := os.Mkdir(programs, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"helm", "kubectl", "other helm"} {
		// What is named has to be there.
		script := `#!/bin/sh
for file in "$@"; do case $file in values/* | manifests/* | overlays/*) test -e "$file" || { echo "$file is missing"; exit 1; } ;; esac; done
printf '%s' "${0##*/}"; printf ' %s' "$@"; echo
`
		if err := os.WriteFile(filepath.Join(programs, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join(root, "out put", "install.sh"), args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(slices.Concat(os.Environ(), environment), "PATH="+programs+":"+os.Getenv("PATH"))
	var words strings.Builder
	cmd.Stderr = &words
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, out, words.String())
	}
	if want := "Pods wait for the Secrets that the first lines of install.sh name.\n"; words.String() != want {
		t.Errorf("words: want %q, got %q", want, words.String())
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

// install.sh installs everything in its order.
func TestInstall(t *testing.T) {
	const render = " --post-renderer flinkgen --post-renderer-args post-render --post-renderer-args --overlay --post-renderer-args overlays/"
	want := []string{
		"kubectl apply --server-side -f manifests/00-namespaces.yaml",
		"kubectl apply --server-side -f manifests/10-crds.yaml",
		"kubectl apply --server-side -f manifests/20-local-volumes.yaml",
		"helm upgrade --install minio -n minio -f values/minio.yaml --wait --timeout 10m oci://registry-1.docker.io/bitnamicharts/minio --version 12.6.10",
		"helm upgrade --install redis -n redis -f values/redis.yaml --wait --timeout 10m oci://registry-1.docker.io/bitnamicharts/redis --version 17.14.3",
		"helm upgrade --install juicefs-csi-driver -n juicefs -f values/juicefs-csi-driver.yaml --wait --timeout 10m juicefs-csi-driver --repo https://juicedata.github.io/charts --version 0.15.1" + render + "juicefs-csi-driver",
		"kubectl apply --server-side -f manifests/40-juicefs-more.yaml",
		"helm upgrade --install flink-kubernetes-operator -n flink -f values/flink-kubernetes-operator.yaml --wait --timeout 10m flink-kubernetes-operator --repo https://archive.apache.org/dist/flink/flink-kubernetes-operator-1.5.0 --version 1.5.0" + render + "flink-kubernetes-operator",
		"helm upgrade --install ingress-nginx -n ingress-nginx -f values/ingress-nginx.yaml --wait --timeout 10m ingress-nginx --repo https://kubernetes.github.io/ingress-nginx --version 4.7.1" + render + "ingress-nginx",
		"kubectl apply --server-side -f manifests/70-history-server.yaml",
		"kubectl apply --server-side -f manifests/80-job-application-flink.yaml",
	}
	u := of(t, complete(t, "seed-000"))
	if diff := cmp.Diff(want, install(t, u, nil)); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}

	got := install(t, u, []string{"CHARTS=/my charts", "HELM=other helm"}, "--dry-run=server", "--set", "a=b c")
	for _, call := range got {
		switch {
		case strings.HasPrefix(call, "kubectl ") && !strings.Contains(call, " --dry-run=server -f "):
			t.Errorf("kubectl does not only try: %s", call)
		case strings.HasPrefix(call, "other helm ") && !strings.HasSuffix(call, " --dry-run=server --set a=b c"):
			t.Errorf("helm does not get the arguments: %s", call)
		case strings.HasPrefix(call, "helm "):
			t.Errorf("HELM is not asked for: %s", call)
		}
	}
	archive := "other helm upgrade --install minio -n minio -f values/minio.yaml --wait --timeout 10m /my charts/minio-12.6.10.tgz --dry-run=server --set a=b c"
	if !slices.Contains(got, archive) {
		t.Errorf("no archive is taken from CHARTS: %q", got)
	}
}

// helmfile.yaml says the same as install.sh.
func TestHelmfile(t *testing.T) {
	u := of(t, complete(t, "seed-000"))
	var file struct {
		Repositories []struct{ Name, URL string }
		Releases     []struct {
			Name, Namespace, Chart, Version string
			Values, Needs                   []string
			PostRendererArgs                []string
			Hooks                           []struct {
				Events  []string
				Command string
				Args    []string
			}
		}
	}
	all := files(t, u)
	if err := yaml.Unmarshal([]byte(all["helmfile.yaml"]), &file); err != nil {
		t.Fatal(err)
	}
	var manifests []string
	seen := map[string]bool{}
	for i, release := range file.Releases {
		r := u.Releases[i]
		if release.Name != r.Chart.Name || release.Namespace != r.Namespace || release.Version != r.Chart.Version || all[release.Values[0]] != string(r.Values) {
			t.Errorf("release %d is %+v", i, release)
		}
		repository, _, _ := strings.Cut(release.Chart, "/")
		found := false
		for _, known := range file.Repositories {
			found = found || known.Name == repository && strings.HasSuffix(r.Chart.Repository, known.URL)
		}
		if !found {
			t.Errorf("release %s: repository %s is not there", release.Name, repository)
		}
		for _, need := range release.Needs {
			if !seen[need] {
				t.Errorf("release %s needs %s, which is not before it", release.Name, need)
			}
		}
		seen[release.Namespace+"/"+release.Name] = true
		if r.Overlay() != "" && !slices.Equal(release.PostRendererArgs, []string{"post-render", "--overlay", r.Overlay()}) {
			t.Errorf("release %s: post-renderer %q", release.Name, release.PostRendererArgs)
		}
		for _, hook := range release.Hooks {
			for _, arg := range hook.Args {
				if name, ok := strings.CutPrefix(arg, "--filename="); ok && !slices.Contains(manifests, name) {
					manifests = append(manifests, name)
				}
			}
		}
	}
	var want []string
	for path := range all {
		if strings.HasPrefix(path, "manifests/") {
			want = append(want, path)
		}
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, manifests); diff != "" || len(file.Releases) != 5 {
		t.Errorf("manifests of %d releases (-want +got):\n%s", len(file.Releases), diff)
	}
}
