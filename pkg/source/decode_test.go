package source

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// sameJSON compares by what is written to Kubernetes.
func sameJSON(t *testing.T, got, want any) {
	t.Helper()
	gotData, err := json.MarshalIndent(got, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	wantData, err := json.MarshalIndent(want, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if string(gotData) != string(wantData) {
		t.Errorf("got  %s\nwant %s", gotData, wantData)
	}
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if errs := Decode(parse(t, text), into); errs != nil {
		t.Fatal(errs)
	}
}

func TestDecodeKubernetesTypes(t *testing.T) {
	var got corev1.PodSpec
	decode(t, `
tolerations:
- {key: dedicated, operator: Equal, value: flink, effect: NoSchedule, tolerationSeconds: 60}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        topologyKey: kubernetes.io/hostname
        labelSelector: {matchLabels: {app: "5", on: off}}
containers:
- name: main
  resources:
    requests: {cpu: 0.5, memory: 1Gi, ephemeral-storage: 0x10}
    limits: {memory: 2147483648}
  readinessProbe: {httpGet: {path: /, port: 8081}, periodSeconds: 5}
  livenessProbe: {httpGet: {path: /, port: rest}}
  securityContext: {runAsNonRoot: true}
volumes:
- name: token
  projected: {defaultMode: 0o444}
`, &got)
	cpu, memory := resource.MustParse("500m"), resource.MustParse("1Gi")
	yes, seconds, mode := true, int64(60), int32(0o444)
	want := corev1.PodSpec{
		Tolerations: []corev1.Toleration{{Key: "dedicated", Operator: corev1.TolerationOpEqual, Value: "flink", Effect: corev1.TaintEffectNoSchedule, TolerationSeconds: &seconds}},
		Affinity: &corev1.Affinity{PodAntiAffinity: &corev1.PodAntiAffinity{
			PreferredDuringSchedulingIgnoredDuringExecution: []corev1.WeightedPodAffinityTerm{{Weight: 100, PodAffinityTerm: corev1.PodAffinityTerm{
				TopologyKey:   "kubernetes.io/hostname",
				LabelSelector: &metav1.LabelSelector{MatchLabels: map[string]string{"app": "5", "on": "off"}},
			}}},
		}},
		Containers: []corev1.Container{{
			Name: "main",
			Resources: corev1.ResourceRequirements{
				Requests: corev1.ResourceList{"cpu": cpu, "memory": memory, "ephemeral-storage": resource.MustParse("16")},
				Limits:   corev1.ResourceList{"memory": resource.MustParse("2147483648")},
			},
			ReadinessProbe:  &corev1.Probe{ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: "/", Port: intstr.FromInt32(8081)}}, PeriodSeconds: 5},
			LivenessProbe:   &corev1.Probe{ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: "/", Port: intstr.FromString("rest")}}},
			SecurityContext: &corev1.SecurityContext{RunAsNonRoot: &yes},
		}},
		Volumes: []corev1.Volume{{Name: "token", VolumeSource: corev1.VolumeSource{Projected: &corev1.ProjectedVolumeSource{DefaultMode: &mode}}}},
	}
	sameJSON(t, got, want)
}

func TestDecodeOurTypes(t *testing.T) {
	var got stack
	decode(t, `
apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata: {name: streaming}
spec:
  extra: {a: [1, 1.5, true, null, x, 0x10, .5], b: {}}
  vars: {number: 5, version: 1.10, "on": on, octal: 0644, flag: True, text: ""}
  redis:
    priorityClassName: high
    size: 10Gi
    enabled: true
    port: 6379
    weight: 2
    image: redis:7
    timeout: 30s
    wait: 1m
    data: aGVsbG8=
    optional: 3
    maxUnavailable: 25%
    quotas: {a: 1, b: 1.5}
  jobs:
  - {name: a, upgradeMode: last-state}
`, &got)
	r := got.Spec.Redis
	if got.Kind != "Stack" || got.Metadata.Name != "streaming" || r.PriorityClassName != "high" || r.Size.String() != "10Gi" ||
		!r.Enabled || r.Port != 6379 || r.Weight != 2 || r.Image.Reference() != "docker.io/library/redis:7" ||
		r.Timeout.Duration != 30*time.Second || r.Wait != time.Minute || string(r.Data) != "hello" || *r.Optional != 3 || r.MaxUnavailable.String() != "25%" {
		t.Errorf("wrong fields: %+v", r)
	}
	wantExtra := map[string]any{"a": []any{int64(1), 1.5, true, nil, "x", int64(16), .5}, "b": map[string]any{}}
	if !reflect.DeepEqual(got.Spec.Extra, wantExtra) {
		t.Errorf("extra is %#v, want %#v", got.Spec.Extra, wantExtra)
	}
	wantVars := map[string]string{"number": "5", "version": "1.10", "on": "on", "octal": "0644", "flag": "True", "text": ""}
	if !reflect.DeepEqual(got.Spec.Vars, wantVars) {
		t.Errorf("vars are %v, want %v", got.Spec.Vars, wantVars)
	}
	if job := got.Spec.Jobs[0]; job.Parallelism != 1 || job.UpgradeMode != "last-state" {
		t.Errorf("the job has not its defaults: %+v", job)
	}
	if q := r.Quotas["b"]; q.String() != "1500m" {
		t.Errorf("quota b is %s", q.String())
	}
}

func filled() stack {
	three := int32(3)
	var s stack
	s.Spec.Nodes = []string{"a", "b"}
	s.Spec.Vars = map[string]string{"a": "1", "b": "2"}
	s.Spec.Extra = map[string]any{"a": 1}
	s.Spec.Jobs = []job{{Name: "old", Parallelism: 7}}
	s.Spec.Redis.Replicas = 5
	s.Spec.Redis.Optional = &three
	s.Spec.Redis.Secret = "hidden"
	s.Spec.Redis.Image.Repository, s.Spec.Redis.Image.Tag, s.Spec.Redis.Image.PullPolicy = "redis", "7", "Always"
	s.Spec.Redis.Affinity = &corev1.Affinity{NodeAffinity: &corev1.NodeAffinity{}}
	return s
}

func TestDecodeOverWhatIsThere(t *testing.T) {
	for _, test := range []struct {
		name, text string
		change     func(*spec)
	}{
		{"nothing", "{}", func(*spec) {}},
		{"null for all", "~", func(*spec) {}},
		{"a field", "spec: {redis: {port: 1}}", func(s *spec) { s.Redis.Port = 1 }},
		{"a map", "spec: {vars: {b: 3, c: 4}}", func(s *spec) { s.Vars = map[string]string{"a": "1", "b": "3", "c": "4"} }},
		{"an empty map", "spec: {vars: {}}", func(*spec) {}},
		{"a list", "spec: {nodes: [c]}", func(s *spec) { s.Nodes = []string{"c"} }},
		{"an empty list", "spec: {nodes: []}", func(s *spec) { s.Nodes = []string{} }},
		{"list items start anew", "spec: {jobs: [{name: new}]}", func(s *spec) { s.Jobs = []job{{Name: "new", Parallelism: 1}} }},
		{"any replaces", "spec: {extra: {b: 2}}", func(s *spec) { s.Extra = map[string]any{"b": int64(2)} }},
		{"behind a pointer", "spec: {redis: {affinity: {podAffinity: {}}}}", func(s *spec) {
			s.Redis.Affinity = &corev1.Affinity{NodeAffinity: &corev1.NodeAffinity{}, PodAffinity: &corev1.PodAffinity{}}
		}},
		{"an image as text", "spec: {redis: {image: example.com/x:1}}", func(s *spec) {
			s.Redis.Image.Registry, s.Redis.Image.Repository, s.Redis.Image.Tag = "example.com", "x", "1"
		}},
		{"an image as map", "spec: {redis: {image: {tag: '8'}}}", func(s *spec) { s.Redis.Image.Tag = "8" }},
		{"null empties", "spec: {nodes: null, extra: ~, jobs: , vars: null, redis: {affinity: null, optional: null}}", func(s *spec) {
			s.Nodes, s.Extra, s.Jobs, s.Vars, s.Redis.Affinity, s.Redis.Optional = nil, nil, nil, nil, nil, nil
		}},
		{"null leaves", "spec: {redis: {replicas: null, image: null, resources: ~, size: ~}}", func(*spec) {}},
		{"null takes a key out", "spec: {vars: {a: null, z: ~}}", func(s *spec) { s.Vars = map[string]string{"b": "2"} }},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, want, before := filled(), filled(), filled()
			test.change(&want.Spec)
			shared := got
			decode(t, test.text, &got)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got.Spec, want.Spec)
			}
			if !reflect.DeepEqual(shared, before) {
				t.Errorf("maps or pointers of the defaults changed: %+v", shared.Spec)
			}
		})
	}
}

type embedding struct {
	*inner
	*Shown
	Level level    `json:"level"`
	Slice []*int   `json:"slice"`
	Raw   rawValue `json:"raw"`
	Chan  chan int `json:"chan"`
}
type (
	inner struct{ Hidden int }
	Shown struct{ Depth int }
	level string
)

type rawValue string

func (r *rawValue) UnmarshalJSON(data []byte) error {
	*r = rawValue(data)
	if strings.Contains(string(data), "bad") {
		return errBad
	}
	return nil
}

var errBad = errors.New("this is bad")

func (l *level) UnmarshalText(text []byte) error {
	*l = level("level " + string(text))
	return nil
}

func TestDecodeSpecialFields(t *testing.T) {
	var got embedding
	decode(t, `{Depth: 1, level: 5, slice: [null, 1], raw: {a: ["<é>", 1.50, 0x10, 5., null, 123456789012345678901], b: true}}`, &got)
	if got.Shown == nil || got.Shown.Depth != 1 || got.Level != "level 5" || len(got.Slice) != 2 || got.Slice[0] != nil || *got.Slice[1] != 1 {
		t.Errorf("got %+v", got)
	}
	var raw any
	if err := json.Unmarshal([]byte(got.Raw), &raw); err != nil {
		t.Errorf("%s is no JSON: %v", got.Raw, err)
	}
	if !strings.Contains(string(got.Raw), "1.50,16,5,null,123456789012345678901]") {
		t.Errorf("numbers changed: %s", got.Raw)
	}
	errs := Decode(parse(t, "Hidden: 1\nraw: bad\nchan: 1\n"), &got)
	want := `stack.yaml:1:1: Hidden: unknown field "Hidden"
   1 | Hidden: 1
     | ^
stack.yaml:2:6: raw: this is bad
   2 | raw: bad
     |      ^
stack.yaml:3:7: chan: cannot be written in a file (it is a Go chan int)
   3 | chan: 1
     |       ^`
	if errs.Error() != want {
		t.Errorf("got\n%s\nwant\n%s", errs, want)
	}
	if !errors.Is(errs, errBad) {
		t.Error("the error of the type is lost")
	}
}

func TestDecodeIntoNothing(t *testing.T) {
	if errs := Decode(nil, &stack{}); errs.Err() != nil {
		t.Errorf("no node: %v", errs)
	}
	for _, into := range []any{nil, stack{}, (*stack)(nil)} {
		if errs := Decode(parse(t, "a: 1"), into); errs.Err() == nil {
			t.Errorf("decoding into %T was accepted", into)
		}
	}
}

func TestMistakeOfARule(t *testing.T) {
	node := parse(t, "spec:\n  redis:\n    replicas: 2\n")
	got := node.Find("spec.redis.replicas").Mistake("spec.redis.replicas", "must be odd", "write 3").Error()
	want := "stack.yaml:3:15: spec.redis.replicas: must be odd; write 3\n   3 |     replicas: 2\n     |               ^"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
