package crds_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crdpaths"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crds"
)

// The lists in testdata/crds are made from the operator's own CRD files, see
// the README there.

func TestNewestHoldsAllOfUpstream(t *testing.T) {
	ours := lines(read(t, newest(t)))
	for _, line := range lines(upstream(t, newest(t))) {
		if !slices.Contains(ours, line) {
			t.Errorf("missing: %s", line)
		}
	}
}

// A constraint that the operator's own CRD lacks could refuse a partial pod
// template or a status that the operator writes.
func TestNothingIsConstrained(t *testing.T) {
	harmless := []string{"object", "array", "string", "integer", "number", "boolean", "anyOf=integer|string", "int-or-string"}
	theirs := lines(upstream(t, newest(t)))
	for _, line := range lines(read(t, newest(t))) {
		path, facts, _ := strings.Cut(line, " ")
		if strings.Contains(path, "#") || slices.Contains(theirs, line) {
			continue
		}
		for fact := range strings.FieldsSeq(facts) {
			if !slices.Contains(harmless, fact) {
				t.Errorf("%s has %q, which upstream has not", path, fact)
			}
		}
	}
}

func TestEveryReleaseEqualsUpstreamOutsidePodTemplates(t *testing.T) {
	for _, release := range crds.Releases() {
		t.Run(release, func(t *testing.T) {
			want := ownLines(upstream(t, release))
			if diff := cmp.Diff(want, ownLines(read(t, release))); diff != "" {
				t.Errorf("upstream (-) and ours (+) differ:\n%s", diff)
			}
		})
	}
}

func TestReleasesAreThoseOfTheCatalog(t *testing.T) {
	var listed []string
	for _, entry := range catalog.All() {
		if entry.Part == catalog.FlinkOperator {
			listed = append(listed, entry.Version)
		}
	}
	slices.Reverse(listed) // the catalog has the newest first
	if diff := cmp.Diff(listed, crds.Releases()); diff != "" {
		t.Errorf("catalog (-) and Releases (+) differ:\n%s", diff)
	}
}

// The newest ones are the generated files themselves, an older one differs
// from them only where a release changed something.
func TestTextIsKept(t *testing.T) {
	for _, crd := range forRelease(t, newest(t)) {
		file, err := os.ReadFile(crd.Name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		if string(file) != string(crd.YAML) {
			t.Errorf("%s is not the file", crd.Name)
		}
	}
	const snapshots = "flinkstatesnapshots.flink.apache.org"
	if old := text(t, "1.10.0", snapshots); old != text(t, newest(t), snapshots) {
		t.Errorf("%s did not change since 1.10.0 and should have the same text:\n%s", snapshots, old)
	}
	const configuration = `
              flinkConfiguration:
                additionalProperties:
                  type: string
                description: |-
                  FlinkConfiguration overrides the cluster's configuration for this job.
                  Up to operator 1.12 every value must be a string.
                type: object
              job:
`
	if old := text(t, "1.12.1", "flinksessionjobs.flink.apache.org"); !strings.Contains(old, configuration) {
		t.Errorf("flinkConfiguration of 1.12.1 is not a readable map of strings:\n%s", old)
	}
}

// kubectl apply keeps the whole object in an annotation.
func TestFitsInAnnotation(t *testing.T) {
	const limit = 262144
	for _, crd := range forRelease(t, newest(t)) {
		definition, err := crd.Definition()
		if err != nil {
			t.Fatal(err)
		}
		if definition.Name != crd.Name {
			t.Errorf("name is %q, want %q", definition.Name, crd.Name)
		}
		data, err := json.Marshal(definition)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > limit*4/5 {
			t.Errorf("%s has %d bytes, too near to the limit of %d", crd.Name, len(data), limit)
		}
	}
}

func TestUnknownRelease(t *testing.T) {
	_, err := crds.For("1.4.0")
	const want = `no CRDs for operator version "1.4.0": want one of 1.5.0, 1.6.0, `
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error is %v, want %s…", err, want)
	}
}

func BenchmarkFor(b *testing.B) {
	for _, release := range []string{"1.5.0", "1.14.0", "1.15.0"} {
		b.Run(release, func(b *testing.B) {
			for b.Loop() {
				if _, err := crds.For(release); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func newest(t *testing.T) string {
	t.Helper()
	return crds.Releases()[len(crds.Releases())-1]
}

func forRelease(t *testing.T, release string) []crds.CRD {
	t.Helper()
	all, err := crds.For(release)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func text(t *testing.T, release, name string) string {
	t.Helper()
	for _, crd := range forRelease(t, release) {
		if crd.Name == name {
			return string(crd.YAML)
		}
	}
	t.Fatalf("release %s has no %s", release, name)
	return ""
}

func read(t *testing.T, release string) []*crdpaths.Node {
	t.Helper()
	var nodes []*crdpaths.Node
	for _, crd := range forRelease(t, release) {
		node, err := crdpaths.Read(crd.YAML)
		if err != nil {
			t.Fatal(err)
		}
		nodes = append(nodes, node)
	}
	return nodes
}

func upstream(t *testing.T, release string) []*crdpaths.Node {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "testdata", "crds", release+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	nodes, err := crdpaths.Unfold(data)
	if err != nil {
		t.Fatal(err)
	}
	return nodes
}

// ownLines leaves pod templates out and sorts, since upstream has its own order
// of printer columns and properties.
func ownLines(nodes []*crdpaths.Node) []string {
	var own []*crdpaths.Node
	for _, node := range nodes {
		own = append(own, node.Without("podTemplate"))
	}
	all := lines(own)
	slices.Sort(all)
	return all
}

func lines(nodes []*crdpaths.Node) []string {
	var all []string
	for _, node := range nodes {
		all = append(all, node.Lines()...)
	}
	return all
}
