package schemas_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/schemas"
)

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.Draft = jsonschema.Draft2020 // the schema itself says draft-07
	if err := compiler.AddResource("stack.schema.json", bytes.NewReader(schemas.Stack())); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("stack.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func document(t *testing.T, text []byte) any {
	t.Helper()
	var value any
	if err := yaml.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// stacks are the default stack, those of testdata and the one of the README.
func stacks(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{"default": stack.Default().Data}
	files, err := filepath.Glob("../testdata/stacks/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stacks in testdata/stacks: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".yaml")] = data
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(readme), "```yaml\n")
	text, _, found := strings.Cut(text, "```\n")
	if !found {
		t.Fatal("no stack in the README")
	}
	all["README"] = []byte(text)
	return all
}

func TestDraft(t *testing.T) {
	if got := compile(t).Draft; got != jsonschema.Draft7 {
		t.Errorf("the schema is of %v, want draft-07", got)
	}
	text := string(schemas.Stack())
	for _, later := range []string{`"$defs"`, `"$dynamicRef"`, `"unevaluatedProperties"`, `"prefixItems"`, `"dependentRequired"`, `"minContains"`} {
		if strings.Contains(text, later) {
			t.Errorf("%s is not in draft-07", later)
		}
	}
}

// Every stack passes, as it is written and completed, in every environment.
func TestAccepts(t *testing.T) {
	schema := compile(t)
	for name, text := range stacks(t) {
		if err := schema.Validate(document(t, text)); err != nil {
			t.Errorf("%s: %#v", name, err)
		}
		environments := []string{""}
		s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{{Name: name, Data: text}}})
		if err != nil {
			t.Fatal(err)
		}
		for environment := range s.Environments {
			environments = append(environments, environment)
		}
		for _, environment := range environments {
			s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{{Name: name, Data: text}}, Environment: environment})
			if err != nil {
				t.Fatal(err)
			}
			var completed bytes.Buffer
			if err := flinkgen.WriteStack(&completed, s); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(document(t, completed.Bytes())); err != nil {
				t.Errorf("%s, environment %q, completed: %#v", name, environment, err)
			}
		}
	}
}

const frame = `
apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata: {name: shop}
`

// What loading refuses, the schema refuses too; what loading takes, it takes.
func TestAgreesWithLoad(t *testing.T) {
	schema := compile(t)
	for _, test := range []struct {
		name, text string
		valid      bool
	}{
		{"nothing more", frame, true},
		{"a typo", frame + "spec: {redis: {replica: 3}}", false},
		{"a section that is not there", frame + "spec: {rediss: {}}", false},
		{"a wrong type", frame + "spec: {redis: {replicas: three}}", false},
		{"a list for a map", frame + "spec: {redis: [replicas]}", false},
		{"a word for a list", frame + "spec: {nodes: a}", false},
		{"a choice", frame + "spec: {ingress: {controller: gateway}}", true},
		{"a choice that is not there", frame + "spec: {ingress: {controller: ngnix}}", false},
		{"another kind", strings.Replace(frame, "Stack", "Stak", 1), false},
		{"another version", strings.Replace(frame, "v1alpha1", "v2", 1), false},
		{"nodes by name", frame + "spec: {nodes: [a, {name: b, controlPlane: true}]}", true},
		{"a node with a typo", frame + "spec: {nodes: [{nme: b}]}", false},
		{"an image by reference", frame + "spec: {redis: {image: redis:7.2.11}}", true},
		{"an image by fields", frame + "spec: {redis: {image: {tag: 7.2.11}}}", true},
		{"an image with a typo", frame + "spec: {redis: {image: {tg: 7.2.11}}}", false},
		{"a quantity as text and as number", frame + "spec: {storage: {size: 10Gi}, minio: {persistence: {size: 1000000000}}}", true},
		{"numbers and booleans as text values", frame + "spec: {jobs: [{name: a, flinkConfiguration: {x: 1, y: true}}]}", true},
		{"a knob of Kubernetes", frame + "spec: {redis: {tolerations: [{key: x, operator: Exists}]}}", true},
		{"a knob of Kubernetes with a typo", frame + "spec: {redis: {tolerations: [{kye: x}]}}", false},
		{"a knob of Kubernetes of a wrong type", frame + "spec: {redis: {affinity: [x]}}", false},
		{"an environment", frame + "environments: {dev: {redis: {replicas: 1}}}", true},
		{"an environment with a typo", frame + "environments: {dev: {redis: {replica: 1}}}", false},
		{"clusters", frame + "environments: {dev: {}}\nclusters: [{name: a, environment: dev, nodes: [n1, {name: n2}], registry: r.example.com, destination: {name: b}, spec: {redis: {replicas: 1}}}, {name: c}]", true},
		{"a cluster without a name", frame + "clusters: [{nodes: [x]}]", false},
		{"a cluster with a typo", frame + "clusters: [{name: a, node: [x]}]", false},
		{"a cluster with a typo in its spec", frame + "clusters: [{name: a, spec: {redis: {replica: 1}}}]", false},
		{"a cluster with a typo in its destination", frame + "clusters: [{name: a, destination: {url: x}}]", false},
		{"a job with a typo", frame + "spec: {jobs: [{name: a, jarUri: x}]}", false},
		{"a job with a wrong type", frame + "spec: {jobs: [{name: a, parallelism: two}]}", false},
		{"a map for jobs", frame + "spec: {jobs: {a: {}}}", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, loaded := stack.Load(stack.LoadOptions{Documents: []stack.Document{{Name: "stack.yaml", Data: []byte(test.text)}}})
			if (loaded == nil) != test.valid {
				t.Errorf("loading says %v", loaded)
			}
			if err := schema.Validate(document(t, []byte(test.text))); (err == nil) != test.valid {
				t.Errorf("the schema says %#v", err)
			}
		})
	}
}

// Every knob says what it is, so that editors can.
func TestDescribed(t *testing.T) {
	var whole struct {
		Definitions map[string]struct {
			Properties map[string]struct {
				Description string `json:"description"`
			} `json:"properties"`
		} `json:"definitions"`
	}
	if err := yaml.Unmarshal(schemas.Stack(), &whole); err != nil {
		t.Fatal(err)
	}
	if len(whole.Definitions["Spec"].Properties) < 10 {
		t.Fatalf("Spec has only %d properties", len(whole.Definitions["Spec"].Properties))
	}
	for _, name := range []string{"Stack", "Spec", "Redis", "MinIO", "JuiceFS", "Operator", "Ingress", "HistoryServer", "Job", "Storage", "LocalVolumes", "Cluster", "Destination"} {
		for property, is := range whole.Definitions[name].Properties {
			if is.Description == "" {
				t.Errorf("%s.%s has no description", name, property)
			}
		}
	}
}

// The caller's copy is his own.
func TestStackIsACopy(t *testing.T) {
	schemas.Stack()[0] = 'x'
	if schemas.Stack()[0] != '{' {
		t.Error("a caller can change the schema")
	}
}
