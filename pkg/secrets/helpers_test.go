package secrets_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/secrets"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// complete gives a stack of testdata/stacks, or the default one, completed.
func complete(t *testing.T, name string, set ...string) *stack.Stack {
	t.Helper()
	document := stack.Default()
	if name != "default" {
		data, err := os.ReadFile(filepath.Join("../../testdata/stacks", name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		document = stack.Document{Name: name + ".yaml", Data: data}
	}
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{document}, Set: set})
	if err != nil {
		t.Fatal(err)
	}
	if err := stack.Complete(s); err != nil {
		t.Fatal(err)
	}
	return s
}

// scenarios are the names that complete takes.
func scenarios(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../testdata/stacks/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stacks in testdata/stacks: %v", err)
	}
	names := []string{"default"}
	for _, file := range files {
		names = append(names, strings.TrimSuffix(filepath.Base(file), ".yaml"))
	}
	return names
}

// made gives the data of the Secrets by namespace/name.
func made(t *testing.T, s *stack.Stack, source secrets.Source) map[string]map[string]string {
	t.Helper()
	objects, err := secrets.Make(s, source)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]string{}
	for _, o := range objects {
		secret := o.(*corev1.Secret)
		name := secret.Namespace + "/" + secret.Name
		if all[name] != nil {
			t.Fatalf("%s is there twice", name)
		}
		all[name] = secret.StringData
	}
	return all
}

// named gives each value its name and the characters that URLs, JSON and
// Redis' configuration treat specially.
func named(v secrets.Value) (string, error) { return v.Name + `-:/?#@[]!$&()*+,;=%{}<>^~|` + "`", nil }

func environment(variables map[string]string) secrets.Source {
	return secrets.Environment(func(name string) (string, bool) {
		text, ok := variables[name]
		return text, ok
	})
}
