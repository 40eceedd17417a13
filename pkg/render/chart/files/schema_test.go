package files

import (
	"strings"
	"testing"

	"helm.sh/helm/v3/pkg/chartutil"

	"github.com/flinkgen/flinkgen/pkg/component/redis"
)

// judge has Helm check values against the schema of a chart, over its defaults.
func judge(t *testing.T, c Chart, given string) error {
	t.Helper()
	schema, err := Schema(c)
	if err != nil {
		t.Fatal(err)
	}
	text, err := Values(c)
	if err != nil {
		t.Fatal(err)
	}
	defaults, err := chartutil.ReadValues(text)
	if err != nil {
		t.Fatal(err)
	}
	values, err := chartutil.ReadValues([]byte(given))
	if err != nil {
		t.Fatal(err)
	}
	return chartutil.ValidateAgainstSingleSchema(chartutil.CoalesceTables(values, defaults), schema)
}

func TestSchemaTakesDefaults(t *testing.T) {
	for _, c := range parts(t) {
		for _, given := range []string{"", "global: {imageRegistry: registry.example.com}"} {
			if err := judge(t, c, given); err != nil {
				t.Errorf("chart %s with %q: %v", c.Name, given, err)
			}
		}
	}
}

// A chart whose objects have no base name has nothing to override.
func TestSchemaOfNames(t *testing.T) {
	for _, c := range parts(t) {
		for _, key := range []string{"nameOverride", "fullnameOverride"} {
			if err := judge(t, c, key+": other"); (err == nil) != c.Table.Named() {
				t.Errorf("chart %s with %s: %v", c.Name, key, err)
			}
		}
	}
}

func TestSchemaTakes(t *testing.T) {
	c := sampleChart(t)
	for _, given := range []string{
		"minReadySeconds: 0",
		"minReadySeconds: null",
		"extraConfig: null",
		"surge: 1",
		"surge: 30%",
		"cache: 2",
		"cache: 1.5Gi",
		"ratio: 2",
		"kind: DaemonSet",
		"resources: {limits: {memory: 1Gi, cpu: 2}}",
		"affinity: {nodeAffinity: {}}",
		"affinity: null",
		"labels: {team: streaming}",
		"tenants: []",
		"tenants: [{name: blue}]",
		"tenants: [{name: blue, isolated: false, peers: [{cidr: 10.0.0.0/8}]}]",
		"hosts: [a.example.com]",
	} {
		if err := judge(t, c, given); err != nil {
			t.Errorf("%s: %v", given, err)
		}
	}
}

// Every mistake is refused with a message that names the value and the cure.
func TestSchemaRefuses(t *testing.T) {
	for given, want := range map[string]string{
		"greeting: null":                 "missing property 'greeting'",
		"replica: 3":                     "additional properties 'replica' not allowed",
		"replicas: three":                "at '/replicas': got string, want ",
		"replicas: -1":                   "at '/replicas': minimum: got -1, want 0",
		"replicas: 1.5":                  "at '/replicas': got number, want ",
		"greeting: 5":                    "at '/greeting': got number, want ",
		"verbose: 'yes'":                 "at '/verbose': got string, want ",
		"kind: Deploymnet":               "at '/kind': value must be one of 'Deployment', 'DaemonSet'",
		"cache: lots":                    "at '/cache': 'lots' does not match pattern",
		"surge: true":                    "at '/surge': got boolean, want ",
		"affinity: none":                 "at '/affinity': got string, want ",
		"image: {tags: x}":               "at '/image': additional properties 'tags' not allowed",
		"image: {pullPolicy: Sometimes}": "at '/image/pullPolicy': value must be one of 'Always', 'IfNotPresent', 'Never'",
		"labels: {stage: 5}":             "at '/labels/stage': got number, want ",
		"resources: {limit: {}}":         "at '/resources': additional properties 'limit' not allowed",
		"resources: {limits: {cpu: []}}": "at '/resources/limits/cpu': got array, want ",
		"service: null":                  "missing property 'service'",
		"service: {nodePort: 70000}":     "at '/service/nodePort': maximum: got 70,000, want 65,535",
		"service: {typo: x}":             "at '/service': additional properties 'typo' not allowed",
		"tenants: [{nam: x}]":            "at '/tenants/0': additional properties 'nam' not allowed",
		"tenants: [{peers: [10.0.0.0]}]": "at '/tenants/0/peers/0': got string, want object",
		"hosts: [5]":                     "at '/hosts/0': got number, want ",
		"extraArgs: --verbose":           "at '/extraArgs': got string, want ",
		"name: other":                    "additional properties 'name' not allowed",
		"release: 1":                     "additional properties 'release' not allowed",
		"affinity: {nodeAfinity: {}}":    "at '/affinity': additional properties 'nodeAfinity' not allowed",
	} {
		err := judge(t, sampleChart(t), given)
		if err == nil {
			t.Errorf("%s is accepted", given)
			continue
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the message lacks %q:\n%v", given, want, err)
		}
	}
}

// Subtrees of the Kubernetes API are as strict below their first level.
func TestSchemaOfAPITypes(t *testing.T) {
	c := of(t, redis.Component(), nil)
	err := judge(t, c, "tolerations: [{key: a, operater: Exists}]")
	if err == nil || !strings.Contains(err.Error(), "at '/tolerations/0': additional properties 'operater' not allowed") {
		t.Errorf("got %v", err)
	}
	if err := judge(t, c, "tolerations: [{key: a, operator: Exists}]"); err != nil {
		t.Error(err)
	}
}
