package krm_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/krm"
)

// resourceList is a ResourceList as a test looks at it.
type resourceList struct {
	APIVersion, Kind string
	Items            []map[string]any
	FunctionConfig   any
	Results          []struct {
		Message, Severity string
		Field             struct{ Path string }
	}
}

func parse(t *testing.T, text string) resourceList {
	t.Helper()
	var l resourceList
	if err := yaml.Unmarshal([]byte(text), &l); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if l.APIVersion != "config.kubernetes.io/v1" || l.Kind != "ResourceList" {
		t.Fatalf("no ResourceList: %.200s", text)
	}
	return l
}

// list is the text of a ResourceList.
func list(config string, items ...string) string {
	var text strings.Builder
	text.WriteString("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:")
	if len(items) == 0 {
		text.WriteString(" []")
	}
	text.WriteString("\n")
	for _, item := range items {
		text.WriteString("- " + indent(item))
	}
	if config != "" {
		text.WriteString("functionConfig:\n  " + indent(config))
	}
	return text.String()
}

func indent(text string) string {
	return strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  ") + "\n"
}

func run(t *testing.T, in string) resourceList {
	t.Helper()
	return parse(t, runText(t, in))
}

func runText(t *testing.T, in string) string {
	t.Helper()
	var out bytes.Buffer
	if err := krm.Run(strings.NewReader(in), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const shop = `
apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata:
  name: shop
  annotations: {config.kubernetes.io/local-config: "true"}
spec:
  nodes: [node1, node2, node3]
  jobs:
  - name: orders
    jarURI: local:///opt/flink/usrlib/orders.jar
    args: ["on", "010", "1e3", "{{ x }}"]
environments:
  prod: {operator: {replicas: 2}}
`

func generator(settings string) string {
	return "apiVersion: flinkgen.dev/v1alpha1\nkind: StackGenerator\nmetadata: {name: shop}\nspec:\n" + settings + "  stack:\n    " + strings.ReplaceAll(strings.TrimSpace(shop), "\n", "\n    ")
}

func postRenderer(spec string) string {
	return "apiVersion: flinkgen.dev/v1alpha1\nkind: PostRenderer\nmetadata: {name: site}\nspec:\n  " + strings.ReplaceAll(strings.TrimSpace(spec), "\n", "\n  ")
}

// rendered are the objects that flinkgen render writes.
func rendered(t *testing.T, environment string, components ...string) []map[string]any {
	t.Helper()
	s, err := flinkgen.Load(flinkgen.LoadOptions{Files: []string{"-"}, Stdin: strings.NewReader(shop), Environment: environment})
	if err != nil {
		t.Fatal(err)
	}
	b, err := flinkgen.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(components) > 0 {
		if b, err = b.Select(components...); err != nil {
			t.Fatal(err)
		}
	}
	var stream bytes.Buffer
	if err := flinkgen.Write(&stream, b); err != nil {
		t.Fatal(err)
	}
	return split(t, stream.String())
}

func split(t *testing.T, stream string) []map[string]any {
	t.Helper()
	var all []map[string]any
	for document := range strings.SplitSeq("\n"+stream, "\n---") {
		_, document, _ = strings.Cut(document, "\n")
		var object map[string]any
		if err := yaml.Unmarshal([]byte(document+"\n"), &object); err != nil {
			t.Fatal(err)
		}
		if object != nil {
			all = append(all, object)
		}
	}
	return all
}

// failed wants the items as they were, and gives the messages of the results.
func failed(t *testing.T, in string) string {
	t.Helper()
	var out bytes.Buffer
	err := krm.Run(strings.NewReader(in), &out)
	if _, ok := errors.AsType[*krm.Failure](err); !ok {
		t.Fatalf("want a Failure, got %v", err)
	}
	before, after := parse(t, in), parse(t, out.String())
	same(t, before.Items, after.Items)
	var messages []string
	for _, r := range after.Results[len(before.Results):] {
		if r.Severity != "error" {
			t.Errorf("severity %q", r.Severity)
		}
		if r.Field.Path != "" && !strings.Contains(r.Message, r.Field.Path) {
			t.Errorf("path %q is not in %q", r.Field.Path, r.Message)
		}
		messages = append(messages, r.Message)
	}
	if said := strings.Join(messages, "\n"); said != err.Error() {
		t.Errorf("results say\n%s\nand the error\n%v", said, err)
	}
	return err.Error()
}
