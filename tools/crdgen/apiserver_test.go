package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	crdvalidation "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crds"
)

// These tests ask the API server's own code.

func TestAPIServerAcceptsDefinitions(t *testing.T) {
	for _, release := range crds.Releases() {
		for name, definition := range definitions(t, release) {
			definition.Status.StoredVersions = []string{"v1beta1"}
			for _, problem := range crdvalidation.ValidateCustomResourceDefinition(t.Context(), definition) {
				t.Errorf("%s %s: %v", release, name, problem)
			}
		}
	}
}

func TestAPIServerKeepsObjects(t *testing.T) {
	for name, text := range map[string]string{
		"partial pod template": `
spec:
  flinkVersion: v2_2
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: 2
    state: {backend: {type: rocksdb}}
    classloader.parent-first-patterns.additional: [org.example, com.example]
  podTemplate:
    apiVersion: v1
    kind: Pod
    metadata: {name: base, labels: {a: b}, creationTimestamp: "2026-01-01T00:00:00Z"}
    spec:
      containers:
      - name: flink-main-container
        env: [{name: A}, {name: A, value: twice}]
        ports: [{containerPort: 9249}, {containerPort: 9249, protocol: UDP}]
        volumeMounts: [{mountPath: /data}]
        resources: {limits: {cpu: 1, memory: 1Gi}}
        livenessProbe: {httpGet: {port: metrics}}
      - image: example.com/no-name
      topologySpreadConstraints: [{}]
    status: {phase: Running}
  taskManager: {resource: {memory: 2048m, cpu: 0.5, ephemeralStorage: 2G}}`,
		"status as the operator writes it": `
status:
  clusterInfo: {flink-version: 2.2.0}
  conditions:
  - {type: Running, status: Whatever, reason: not a reason word, lastTransitionTime: yesterday}
  - {type: Running}
  jobManagerDeploymentStatus: READY
  lifecycleState: STABLE
  jobStatus:
    state: RUNNING
    savepointInfo: {lastPeriodicSavepointTimestamp: 0, savepointHistory: [{timeStamp: 1767225600000}]}
  reconciliationStatus: {reconciliationTimestamp: 1767225600000, state: DEPLOYED, lastReconciledSpec: "{}"}
  taskManager: {labelSelector: "app=x", replicas: 0}`,
	} {
		t.Run(name, func(t *testing.T) {
			kept, problems := submit(t, "1.15.0", "flinkdeployments.flink.apache.org", text)
			if len(problems) > 0 {
				t.Errorf("refused: %v", problems)
			}
			if diff := cmp.Diff(object(t, text), kept); diff != "" {
				t.Errorf("sent (-) and kept (+) differ:\n%s", diff)
			}
		})
	}
}

func TestAPIServerOfOlderReleases(t *testing.T) {
	for _, test := range []struct{ release, text, refused string }{
		{"1.15.0", `{spec: {flinkVersion: v2_3}}`, "spec.flinkVersion"},
		{"1.12.1", `{spec: {flinkVersion: v2_1}}`, "spec.flinkVersion"},
		{"1.12.1", `{spec: {flinkConfiguration: {parallelism.default: 2}}}`, "spec.flinkConfiguration.parallelism.default"},
		{"1.12.1", `{spec: {flinkConfiguration: {parallelism.default: "2"}}}`, ""},
		{"1.9.0", `{status: {jobStatus: {state: ANYTHING}}}`, ""},
		{"1.10.0", `{status: {jobStatus: {state: ANYTHING}}}`, "status.jobStatus.state"},
	} {
		_, problems := submit(t, test.release, "flinkdeployments.flink.apache.org", test.text)
		var refused string
		if len(problems) > 0 {
			refused = problems[0].Field
		}
		if refused != test.refused {
			t.Errorf("%s refuses %q in %s, want %q: %v", test.release, refused, test.text, test.refused, problems)
		}
	}
}

// submit gives what the API server would store of an object, and why it would
// refuse it.
func submit(t *testing.T, release, name, text string) (map[string]any, field.ErrorList) {
	t.Helper()
	definition := definitions(t, release)[name]
	schema := definition.Spec.Validation
	if schema == nil {
		schema = definition.Spec.Versions[0].Schema
	}
	structural, err := structuralschema.NewStructural(schema.OpenAPIV3Schema)
	if err != nil {
		t.Fatal(err)
	}
	validator, _, err := validation.NewSchemaValidator(schema.OpenAPIV3Schema)
	if err != nil {
		t.Fatal(err)
	}
	kept := object(t, text)
	pruning.Prune(kept, structural, true)
	return kept, validation.ValidateCustomResource(nil, kept, validator)
}

func object(t *testing.T, text string) map[string]any {
	t.Helper()
	var decoded map[string]any
	if err := yaml.Unmarshal([]byte(text), &decoded); err != nil {
		t.Fatal(err)
	}
	decoded["apiVersion"], decoded["kind"] = "flink.apache.org/v1beta1", "FlinkDeployment"
	decoded["metadata"] = map[string]any{"name": "example"}
	return decoded
}

func definitions(t *testing.T, release string) map[string]*apiextensions.CustomResourceDefinition {
	t.Helper()
	scheme := runtime.NewScheme()
	if err := apiextensions.AddToScheme(scheme); err != nil {
		t.Fatal(err)
	}
	if err := apiextensionsv1.AddToScheme(scheme); err != nil {
		t.Fatal(err)
	}
	all, err := crds.For(release)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]*apiextensions.CustomResourceDefinition{}
	for _, crd := range all {
		external, err := crd.Definition()
		if err != nil {
			t.Fatal(err)
		}
		scheme.Default(external)
		internal := &apiextensions.CustomResourceDefinition{}
		if err := scheme.Convert(external, internal, nil); err != nil {
			t.Fatal(err)
		}
		byName[crd.Name] = internal
	}
	return byName
}
