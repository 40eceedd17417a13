package flux_test

import (
	"reflect"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	fluxv1 "github.com/flinkgen/flinkgen/pkg/flux/v1"
	"github.com/flinkgen/flinkgen/pkg/render/flux"
)

func defaultStack(tb testing.TB) *bundle.Bundle {
	tb.Helper()
	s, err := flinkgen.Load(flinkgen.LoadOptions{})
	if err != nil {
		tb.Fatal(err)
	}
	b, err := flinkgen.BuildGitOps(s)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

func bundleOf(waves map[string]bundle.Wave, names ...string) *bundle.Bundle {
	b := &bundle.Bundle{Name: "shop"}
	for _, name := range names {
		b.Add(name, waves[name], []component.Object{&corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: "web"}}})
	}
	return b
}

// A component depends on all of the wave before it that has any.
func TestDependsOn(t *testing.T) {
	b := bundleOf(map[string]bundle.Wave{"minio": bundle.WaveStores, "redis": bundle.WaveStores, "juicefs": bundle.WaveFileSystem, "job-a": bundle.WaveJobs, "job-b": bundle.WaveJobs},
		"minio", "redis", "juicefs", "job-a", "job-b")
	b.AddFiles("dns", bundle.WaveOperator, bundle.File{Path: "Corefile"})
	all, err := flux.Kustomizations(b, flux.Options{RepoURL: "https://git.example.com/a"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, k := range all {
		got[k.Name] = []string{}
		for _, d := range k.Spec.DependsOn {
			got[k.Name] = append(got[k.Name], d.Name)
		}
	}
	want := map[string][]string{"shop-minio": {}, "shop-redis": {}, "shop-juicefs": {"shop-minio", "shop-redis"}, "shop-job-a": {"shop-juicefs"}, "shop-job-b": {"shop-juicefs"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

func TestSource(t *testing.T) {
	const commit, digest = "0123456789abcdef0123456789abcdef01234567", "sha256:0a"
	for revision, want := range map[string]fluxv1.GitRepositoryRef{
		"":              {Branch: "main"},
		"release/2":     {Branch: "release/2"},
		"refs/tags/v2":  {Name: "refs/tags/v2"},
		commit:          {Commit: commit},
		commit[:39]:     {Branch: commit[:39]},
		"refs-are-fine": {Branch: "refs-are-fine"},
	} {
		got, err := flux.Source(defaultStack(t), flux.Options{RepoURL: "ssh://git@git.example.com/a", TargetRevision: revision, SecretName: "key"})
		git, ok := got.(*fluxv1.GitRepository)
		if err != nil || !ok || git.Spec.Reference != want || git.Spec.SecretRef.Name != "key" {
			t.Errorf("%q: %v %+v", revision, err, got)
		}
	}
	for revision, want := range map[string]fluxv1.OCIRepositoryRef{"": {Tag: "latest"}, "2.0": {Tag: "2.0"}, digest: {Digest: digest}} {
		got, err := flux.Source(defaultStack(t), flux.Options{RepoURL: "oci://registry.example.com/a", TargetRevision: revision})
		artifact, ok := got.(*fluxv1.OCIRepository)
		if err != nil || !ok || artifact.Spec.Reference != want {
			t.Errorf("%q: %v %+v", revision, err, got)
		}
	}
}

// What is refused says what to do.
func TestRefusals(t *testing.T) {
	long := bundleOf(nil, "job-"+strings.Repeat("a", 60))
	for name, c := range map[string]struct {
		bundle  *bundle.Bundle
		options flux.Options
		want    string
	}{
		"no repository": {defaultStack(t), flux.Options{}, "spec.gitops.repoURL: Required value"},
		"host:path":     {defaultStack(t), flux.Options{RepoURL: "git@git.example.com:a/b.git"}, "write ssh://git@git.example.com/a/b.git"},
		"long name":     {long, flux.Options{RepoURL: "https://git.example.com/a"}, "shorten the name of the stack or the job"},
	} {
		if files, err := flux.Tree(c.bundle, c.options); err == nil || files != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// BenchmarkTree writes the default stack for Flux, from the objects to the files
// in memory.
func BenchmarkTree(b *testing.B) {
	stack := defaultStack(b)
	for b.Loop() {
		if _, err := flux.Tree(stack, flux.Options{RepoURL: "https://git.example.com/a"}); err != nil {
			b.Fatal(err)
		}
	}
}
