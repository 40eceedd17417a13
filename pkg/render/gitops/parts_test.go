package gitops_test

import (
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/bundle"
)

// ofKind gives the objects of a kind below a directory, by the name of their
// component, which the stack's name stands before.
func ofKind(tb testing.TB, b *bundle.Bundle, files map[string][]byte, directory, kind string) map[string]object {
	tb.Helper()
	all := map[string]object{}
	for name, data := range files {
		if path.Dir(name) != directory {
			continue
		}
		for _, o := range objects(tb, data) {
			if text(o, "kind") != kind {
				continue
			}
			component, found := strings.CutPrefix(text(o, "metadata", "name"), b.Name+"-")
			if _, again := all[component]; !found || again {
				tb.Fatalf("%s: %s", name, id(o))
			}
			all[component] = o
		}
	}
	return all
}

// applications wait for those of lower waves: the one Application that brings
// them has to bring them all.
func applications(tb testing.TB, b *bundle.Bundle, files map[string][]byte) map[string]part {
	tb.Helper()
	root := objects(tb, files["application.yaml"])
	if len(root) != 1 || inTree(tb, text(root[0], "spec", "source", "path")) != "applications" {
		tb.Fatalf("application.yaml: %v", root)
	}
	all := ofKind(tb, b, files, "applications", "Application")
	waves, parts := map[string]int{}, map[string]part{}
	for name, o := range all {
		wave, err := strconv.Atoi(text(o, "metadata", "annotations", "argocd.argoproj.io/sync-wave"))
		if err != nil {
			tb.Fatal(err)
		}
		waves[name] = wave
	}
	for name, o := range all {
		p := part{path: inTree(tb, text(o, "spec", "source", "path")), after: map[string]bool{}}
		for other, wave := range waves {
			p.after[other] = wave < waves[name]
		}
		parts[name] = p
	}
	return parts
}

// kustomizations wait for those that they depend on, and so for theirs. The
// kustomization.yaml at the top has to list them all.
func kustomizations(tb testing.TB, b *bundle.Bundle, files map[string][]byte) map[string]part {
	tb.Helper()
	listed := map[string][]byte{}
	resources, _ := at(objects(tb, files["kustomization.yaml"])[0], "resources").([]any)
	for _, resource := range resources {
		name, _ := resource.(string)
		listed[name] = files[name]
	}
	all := ofKind(tb, b, listed, "kustomizations", "Kustomization")
	direct, parts := map[string][]string{}, map[string]part{}
	for name, o := range all {
		list, _ := at(o, "spec", "dependsOn").([]any)
		for _, one := range list {
			before, found := strings.CutPrefix(text(one, "name"), b.Name+"-")
			if _, there := all[before]; !found || !there {
				tb.Fatalf("%s depends on %v", name, one)
			}
			direct[name] = append(direct[name], before)
		}
	}
	for name, o := range all {
		p := part{path: inTree(tb, path.Clean(text(o, "spec", "path"))), after: map[string]bool{}}
		reach(direct, name, p.after)
		if p.after[name] {
			tb.Fatalf("%s depends on itself", name)
		}
		parts[name] = p
	}
	return parts
}

func reach(direct map[string][]string, from string, seen map[string]bool) {
	for _, next := range direct[from] {
		if !seen[next] {
			seen[next] = true
			reach(direct, next, seen)
		}
	}
}
