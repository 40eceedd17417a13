package fleet_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/fleet"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
	"github.com/flinkgen/flinkgen/pkg/source"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// of gives a fleet of bundles. A cluster is written as name or name@environment.
func of(bundles []*bundle.Bundle, clusters ...string) fleet.Fleet {
	f := fleet.Fleet{Name: "shop", Build: func(i int) (*bundle.Bundle, error) { return bundles[i], nil }}
	for _, cluster := range clusters {
		name, environment, _ := strings.Cut(cluster, "@")
		f.Clusters = append(f.Clusters, fleet.Cluster{Name: name, Environment: environment})
	}
	return f
}

// with gives a bundle of one component, which holds a ConfigMap of that text.
func with(text string, files ...bundle.File) *bundle.Bundle {
	b := &bundle.Bundle{Name: "shop"}
	if text != "" {
		b.Add("web", bundle.WaveStores, []component.Object{configMap(text)})
	}
	b.AddFiles("web", bundle.WaveStores, files...)
	return b
}

func configMap(text string) *corev1.ConfigMap {
	return &corev1.ConfigMap{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "ConfigMap"},
		ObjectMeta: metav1.ObjectMeta{Name: "web", Namespace: "shop"},
		Data:       map[string]string{"text": text},
	}
}

func files(t *testing.T, f fleet.Fleet) map[string]string {
	t.Helper()
	written, err := fleet.Tree(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, file := range written.Files() {
		all[file.Path] = string(file.Data)
	}
	return all
}

// Where the objects of a component are depends on who has the same.
func TestShared(t *testing.T) {
	for _, test := range []struct {
		name     string
		clusters []string
		texts    string // a letter for each cluster
		want     string // the place of each
	}{
		{"one cluster", []string{"a"}, "x", "own"},
		{"all differ", []string{"a", "b"}, "xy", "own own"},
		{"all alike", []string{"a", "b@prod"}, "xx", "30-web 30-web"},
		{"one differs", []string{"a", "b", "c"}, "xyx", "30-web own 30-web"},
		{"alike in two environments", []string{"a@dev", "b@prod", "c@dev", "d@prod"}, "xyxy", "30-web/dev 30-web/prod 30-web/dev 30-web/prod"},
		{"alike in one environment", []string{"a@dev", "b@prod", "c@dev"}, "xyx", "30-web own 30-web"},
		{"two kinds in an environment", []string{"a@prod", "b@prod", "c@prod", "d@prod"}, "xyxy", "30-web/a 30-web/b 30-web/a 30-web/b"},
		{"across environments", []string{"a@prod", "b@dev", "c@dev", "d@dev"}, "xxyy", "30-web/a 30-web/a 30-web/c 30-web/c"},
		{"without an environment", []string{"a", "b", "c@dev", "d@dev"}, "xxyy", "30-web/a 30-web/a 30-web/c 30-web/c"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var bundles []*bundle.Bundle
			for _, letter := range test.texts {
				bundles = append(bundles, with(string(letter)))
			}
			written := files(t, of(bundles, test.clusters...))
			var got []string
			for i, cluster := range test.clusters {
				name, _, _ := strings.Cut(cluster, "@")
				place := placeOf(t, written, name)
				got = append(got, strings.TrimPrefix(place, "shared/"))
				text := written[place+"/30-web.yaml"]
				if place == "own" {
					text = written["clusters/"+name+"/30-web.yaml"]
				}
				if !strings.HasSuffix(text, "\n  text: "+test.texts[i:i+1]+"\n") && !strings.Contains(text, "text: \""+test.texts[i:i+1]+"\"") {
					t.Errorf("%s in %s has\n%s", name, place, text)
				}
			}
			if got := strings.Join(got, " "); got != test.want {
				t.Errorf("places %s, want %s", got, test.want)
			}
		})
	}
}

// placeOf is the directory that the kustomization of a cluster names, or own.
func placeOf(t *testing.T, written map[string]string, cluster string) string {
	t.Helper()
	_, resource, found := strings.Cut(written["clusters/"+cluster+"/kustomization.yaml"], "resources:\n- ")
	if !found {
		t.Fatalf("no resources: %s", written["clusters/"+cluster+"/kustomization.yaml"])
	}
	resource = strings.TrimSuffix(resource, "\n")
	if place, found := strings.CutPrefix(resource, "../../"); found {
		return place
	}
	return "own"
}

// Files are shared by themselves, and kustomize looks into none.
func TestFiles(t *testing.T) {
	script := func(text string) bundle.File {
		return bundle.File{Path: "bin/run.sh", Data: []byte(text), Executable: true}
	}
	f := of([]*bundle.Bundle{with("x", script("one")), with("x", script("two")), with("", script("one"))}, "a", "b", "c")
	written, err := fleet.Tree(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, file := range written.Files() {
		if file.Executable {
			got[file.Path] = string(file.Data)
		}
	}
	want := map[string]string{"shared/files/30-web/bin/run.sh": "one", "clusters/b/files/30-web/bin/run.sh": "two"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("programs (-want +got):\n%s", diff)
	}
	kustomizations := files(t, f)
	wantA := "# The files of web are in ../../shared/files/30-web.\n"
	if text := kustomizations["clusters/a/kustomization.yaml"]; !strings.Contains(text, wantA) || !strings.HasSuffix(text, "resources:\n- ../../shared/30-web\n") {
		t.Errorf("a:\n%s", text)
	}
	if text := kustomizations["clusters/c/kustomization.yaml"]; !strings.Contains(text, wantA) || strings.Contains(text, "resources") {
		t.Errorf("c:\n%s", text)
	}
}

// The bytes do not depend on the run, nor on how many clusters are built at once.
func TestStable(t *testing.T) {
	s, err := flinkgen.Load(flinkgen.LoadOptions{Files: []string{"testdata/stack.yaml"}, Set: []string{"customResourceDefinitions.enabled=false"}})
	if err != nil {
		t.Fatal(err)
	}
	want := files(t, flinkgen.Fleet(s))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for i := range 20 {
		runtime.GOMAXPROCS(1 + i%7)
		if diff := cmp.Diff(want, files(t, flinkgen.Fleet(s))); diff != "" {
			t.Fatalf("run %d differs:\n%s", i, diff)
		}
	}
}

const broken = `apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata: {name: shop}
spec:
  kubernetesVersion: "1.2"
environments:
  dev: {redis: {replicas: 2}}
clusters:
- {name: a, nodes: [a, b, c]}
- {name: b, nodes: [a, b, c], environment: dev}
- {name: c, nodes: [a, b, c], environment: dev}
- {name: d, nodes: [D]}
- {name: e, nodes: [a, b, c], environment: dev}
- {name: f, nodes: [a, b, c], environment: dev}
- {name: g, nodes: [a, b, c], environment: dev}
`

// What is wrong is told once, with the clusters that it is wrong in, in the
// order of the file.
func TestMistakes(t *testing.T) {
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{{Name: "fleet.yaml", Data: []byte(broken)}}})
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		_, err := fleet.Tree(t.Context(), flinkgen.Fleet(s))
		mistakes, ok := errors.AsType[source.Errors](err)
		if !ok {
			t.Fatalf("want mistakes with positions, got %v", err)
		}
		var got []string
		for _, mistake := range mistakes {
			message, _, _ := strings.Cut(mistake.Message, ": Invalid")
			got = append(got, fmt.Sprintf("%d: %s: %s", mistake.Line, mistake.Path, message))
		}
		want := []string{
			"5: spec.kubernetesVersion: in every cluster",
			"7: spec.redis.replicas: in clusters b, c, e and 2 others",
			"12: spec.nodes: in cluster d",
			"12: spec.nodes: in cluster d",
			"12: spec.nodes[0].name: in cluster d",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-want +got):\n%s\n%v", diff, err)
		}
	}
}

// What is wrong otherwise is told by cluster.
func TestFailures(t *testing.T) {
	twice := with("x")
	twice.Add("more", bundle.WaveJobs, []component.Object{configMap("y")})
	outside := with("x", bundle.File{Path: "../../../etc/passwd"})
	for _, test := range []struct {
		name    string
		bundles []*bundle.Bundle
		want    string
	}{
		{"two of a name", []*bundle.Bundle{with("x"), twice}, "cluster b: component more: the stack has two ConfigMap shop/web, and kustomize takes one"},
		{"both", []*bundle.Bundle{twice, twice}, "cluster a: component more: the stack has two ConfigMap shop/web, and kustomize takes one\ncluster b: component more: the stack has two ConfigMap shop/web, and kustomize takes one"},
		{"a path outside", []*bundle.Bundle{with("x"), outside}, `cluster b: component web: file "clusters/b/files/30-web/../../../etc/passwd": must be a clean path inside the tree, without . and .. and double slashes`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := fleet.Tree(t.Context(), of(test.bundles, "a", "b"))
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v\nwant %s", err, test.want)
			}
		})
	}
}

// A run that is ended gives nothing.
func TestEnded(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	f := of(nil, "a", "b", "c")
	f.Build = func(int) (*bundle.Bundle, error) {
		end()
		return with("x"), nil
	}
	var written *tree.Tree
	written, err := fleet.Tree(ctx, f)
	if written != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, %v", written, err)
	}
}

// Definitions are shared by the release of the operator, whoever builds them.
func TestDefinitions(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // one after the other
	f := flinkgen.Fleet(releases(t))
	written := files(t, f)
	if place := "shared/10-crds"; placeOfDefinitions(written, "a") != place || placeOfDefinitions(written, "c") != place {
		t.Errorf("a: %s\nc: %s", written["clusters/a/kustomization.yaml"], written["clusters/c/kustomization.yaml"])
	}
	if placeOfDefinitions(written, "b") != "own" || written["clusters/b/10-crds.yaml"] == written["shared/10-crds/10-crds.yaml"] {
		t.Errorf("b: %s", written["clusters/b/kustomization.yaml"])
	}
	// Each cluster has what it has by itself.
	for i, place := range []string{"shared/10-crds", "clusters/b", "shared/10-crds"} {
		b, err := f.Build(i)
		if err != nil {
			t.Fatal(err)
		}
		alone, err := manifests.Tree(b)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range alone.Files() {
			if file.Path == "10-crds.yaml" && string(file.Data) != written[place+"/10-crds.yaml"] {
				t.Errorf("cluster %d has other definitions in %s", i, place)
			}
		}
	}
}

func releases(t *testing.T) *stack.Stack {
	t.Helper()
	over := stack.Document{Name: "fleet.yaml", Data: []byte(`clusters: [{name: a}, {name: b, spec: {operator: {version: 1.14.0}}}, {name: c}]`)}
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{stack.Default(), over}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func placeOfDefinitions(written map[string]string, cluster string) string {
	text := written["clusters/"+cluster+"/kustomization.yaml"]
	switch {
	case strings.Contains(text, "\n- 10-crds.yaml\n"):
		return "own"
	case strings.Contains(text, "\n- ../../shared/10-crds\n"):
		return "shared/10-crds"
	}
	return ""
}
