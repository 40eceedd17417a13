package encode

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	yamlv3 "go.yaml.in/yaml/v3"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
)

func encoded(t *testing.T, v any) string {
	t.Helper()
	out, err := Append(nil, v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func lines(all ...string) string { return strings.Join(all, "\n") + "\n" }

// What carries no information is not shown, and what does is.
func TestNoise(t *testing.T) {
	for name, c := range map[string]struct {
		v    any
		want string
	}{
		"empty workload": {
			&appsv1.Deployment{TypeMeta: metav1.TypeMeta{Kind: "Deployment", APIVersion: "apps/v1"}, Spec: appsv1.DeploymentSpec{
				Template: corev1.PodTemplateSpec{Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "main"}}}},
			}},
			lines("apiVersion: apps/v1", "kind: Deployment", "spec:", "  template:", "    spec:", "      containers:", "      - name: main"),
		},
		"a status with required fields": {&appsv1.DaemonSet{}, "{}\n"},
		"status without a tag": {
			struct {
				Status struct{ Ready bool } `json:"status"`
				Inner  struct {
					Status struct{ Ready bool } `json:"status"`
				} `json:"inner"`
			}{},
			lines("inner:", "  status:", "    Ready: false"),
		},
		"a status that says something": {
			&corev1.Namespace{Status: corev1.NamespaceStatus{Phase: corev1.NamespaceActive}},
			lines("status:", "  phase: Active"),
		},
		"empty structs behind pointers": {
			&corev1.Volume{Name: "tmp", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
			lines("name: tmp", "emptyDir: {}"),
		},
		"a required empty struct": {&networkingv1.NetworkPolicySpec{}, "podSelector: {}\n"},
		"first field of a list item is dropped": {
			[]corev1.PersistentVolumeClaim{{Spec: corev1.PersistentVolumeClaimSpec{VolumeName: "x"}}, {}},
			lines("- spec:", "    volumeName: x", "- {}"),
		},
		"struct that holds only empty maps": {
			&corev1.Container{Name: "a", Resources: corev1.ResourceRequirements{Limits: corev1.ResourceList{}}},
			"name: a\n",
		},
		"nil lists without omitempty, and empty ones": {
			[]any{&rbacv1.ClusterRole{}, &rbacv1.ClusterRole{Rules: []rbacv1.PolicyRule{}}},
			lines("- {}", "- rules: []"),
		},
		"explicit zeros": {
			&appsv1.DeploymentSpec{Replicas: new(int32), Paused: false, Selector: &metav1.LabelSelector{}},
			lines("replicas: 0", "selector: {}", "template: {}"),
		},
		"ports": {
			[]corev1.ServicePort{{Port: 80}, {Port: 80, TargetPort: intstr.FromInt32(8080)}, {TargetPort: intstr.FromString("http")}},
			lines("- port: 80", "- port: 80", "  targetPort: 8080", "- port: 0", "  targetPort: http"),
		},
		"number or string 0": {
			struct {
				MaxUnavailable intstr.IntOrString `json:"maxUnavailable,omitempty"` //nolint:modernize // as the types of Kubernetes have it
			}{},
			"maxUnavailable: 0\n",
		},
		"quantities": {
			[]corev1.ResourceFieldSelector{{Resource: "a"}, {Resource: "b", Divisor: resource.MustParse("0")}},
			lines("- resource: a", "- resource: b", `  divisor: "0"`),
		},
		"zero times": {
			struct {
				At  metav1.Time   `json:"at"`
				All []metav1.Time `json:"all"`
				P   *metav1.Time  `json:"p"`
			}{All: []metav1.Time{{}}, P: &metav1.Time{}},
			lines("all:", "- null", "p: null"),
		},
		"nulls that are data": {map[string]any{"a": nil, "b": []any{nil}}, lines("a: null", "b:", "- null")},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, encoded(t, c.v)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Values that write themselves.
func TestMethods(t *testing.T) {
	day := metav1.NewTime(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))
	for want, v := range map[string]any{
		"cpu: \"1\"\nmemory: 1536Mi\n": corev1.ResourceList{"memory": resource.MustParse("1.5Gi"), "cpu": resource.MustParse("1.0")},
		"\"2026-01-02T03:04:05Z\"\n":   day,
		"- 1m30s\n":                    []metav1.Duration{{Duration: 90 * time.Second}},
		"a: 1\nb:\n- 9007199254740993\n- 1.5e+300\n- 1.0e+21\n": runtime.RawExtension{Raw: []byte(`{"b":[9007199254740993,1.5E300,1e21],"a":1}`)},
		"apiVersion: v1\nkind: X\n":                             &unstructured.Unstructured{Object: map[string]any{"kind": "X", "apiVersion": "v1"}},
		"aGVsbG8=\n":                                            []byte("hello"),
		"\"1234\"\n":                                            []byte{0xd7, 0x6d, 0xf8},
		"text x: text x\n":                                      map[textual]textual{{"x"}: {"x"}},
		"- pointer\n":                                           []onPointer{{}},
		"a: pointer\n":                                          map[string]onPointer{"a": {}},
		"pointer\n":                                             onPointer{},
		"- null\n":                                              []*onPointer{nil},
		"\"1\": a\n\"10\": b\n\"2\": c\n":                       map[int]string{1: "a", 2: "c", 10: "b"},
		"- 0\n- 1.50\n":                                         []json.Number{"", "1.50"},
		"- 1\n- 0.1\n- 1.0e+21\n- 1.0e-07\n":                    []float64{1, 0.1, 1e21, 1e-7},
		"- 0.1\n":                                               []float32{0.1},
		"- - a\n  - b\n- []\n- - - c\n":                         []any{[]any{"a", "b"}, []string{}, [][]string{{"c"}}},
		"- []\n":                                                [1][]string{{}},
		"a: null\n":                                             map[string]any{"a": (*int)(nil)},
		"null\n":                                                (*corev1.Pod)(nil),
	} {
		if diff := cmp.Diff(want, encoded(t, v)); diff != "" {
			t.Errorf("%T -want +got:\n%s", v, diff)
		}
	}
}

type textual struct{ name string }

func (t textual) MarshalText() ([]byte, error) { return []byte("text " + t.name), nil }

type onPointer struct{}

func (*onPointer) MarshalJSON() ([]byte, error) { return []byte(`"pointer"`), nil }

type embeddedName struct {
	Hidden  string `json:"shadowed"`
	Left    string `json:"both"`
	Promote string
	Clash   string
}

type otherEmbedded struct {
	Right string `json:"both"`
	Once  int    `json:"once"`
	Wins  string `json:"Clash"`
}

type Recursive struct {
	Name string      `json:"name"`
	Next *Recursive  `json:"next,omitempty"`
	All  []Recursive `json:"all,omitempty"`
}

type zeroByMethod struct{ N int }

func (z zeroByMethod) IsZero() bool { return z.N == 7 }

type tags struct {
	embeddedName
	*otherEmbedded
	Shadow     string `json:"shadowed"`
	Skipped    string `json:"-"`
	Dash       string `json:"-,"` //nolint:staticcheck // the odd tags are what is tested
	NoTag      int
	Bad        int                `json:"bad\"name"` //nolint:staticcheck // likewise
	Quoted     int64              `json:"quoted,string"`
	QuotedBool *bool              `json:"quotedBool,string,omitempty"`
	QuotedText string             `json:"quotedText,string"`
	QuotedList []int              `json:"quotedList,string"` //nolint:staticcheck // likewise
	Empty      string             `json:"empty,omitempty"`
	EmptyArray [0]int             `json:"emptyArray,omitempty"`
	Number     float64            `json:"number,omitempty"`
	Zero       zeroByMethod       `json:"zero,omitzero"`
	ZeroTime   time.Time          `json:"zeroTime,omitzero"`
	ZeroMap    map[string]int     `json:"zeroMap,omitzero"`
	Named      Recursive          `json:"named,inline"`
	Iface      any                `json:"iface"`
	Yes        string             `json:"y"`
	Runes      [2]rune            `json:"runes"`
	Deep       map[string][]*bool `json:"deep"`
	Recursive  `json:",inline"`
	unexported int
}

// Tags mean what they mean to encoding/json.
func TestTags(t *testing.T) {
	yes := true
	for _, v := range []tags{
		{},
		{
			embeddedName: embeddedName{"a", "b", "c", "loses"}, otherEmbedded: &otherEmbedded{"d", 1, "wins"},
			Shadow: "e", Skipped: "f", Dash: "g", NoTag: 1, Bad: 2, Quoted: 3, QuotedBool: &yes, QuotedText: "h: \"", QuotedList: []int{1},
			Number: math.Copysign(0, -1), Zero: zeroByMethod{7}, ZeroTime: time.Unix(1, 0).UTC(), ZeroMap: map[string]int{},
			Named: Recursive{Name: "n", Next: &Recursive{}, All: []Recursive{{}, {Next: &Recursive{}}}},
			Iface: struct{ A any }{A: []byte("x")}, Yes: "y", Runes: [2]rune{1, 2}, Deep: map[string][]*bool{"a": {&yes, nil}},
			Recursive: Recursive{Name: "r"}, unexported: 1,
		},
	} {
		var got any
		if err := yamlv3.Unmarshal([]byte(encoded(t, v)), &got); err != nil {
			t.Fatal(err)
		}
		if err := sameAsJSON("", got, generic(t, v), reflect.ValueOf(&v), true); err != nil {
			t.Errorf("%v\n%s", err, encoded(t, v))
		}
	}
}

func TestErrorsNameTheField(t *testing.T) {
	cycle := map[string]any{}
	cycle["again"] = cycle
	loop := &Recursive{}
	loop.Next = loop
	prefix := []byte("kept\n")
	for want, v := range map[string]any{
		"data[\"a.b\"]: invalid UTF-8: keep binary data in a field for bytes, such as binaryData": &corev1.ConfigMap{Data: map[string]string{"a.b": "secret\xff"}},
		"[\"\\xff\"]: invalid UTF-8":                map[string]string{"\xff": ""},
		"spec.containers[1].args[0]: invalid UTF-8": &corev1.Pod{Spec: corev1.PodSpec{Containers: []corev1.Container{{}, {Args: []string{"\xff"}}}}},
		"[0][\"x\"]: unsupported number NaN":        []any{map[string]any{"x": math.NaN()}},
		"F: unsupported type func()":                struct{ F func() }{F: func() {}},
		"[0]: not a JSON number":                    []json.Number{"0x1"},
		"parameters: invalid JSON": struct {
			P runtime.RawExtension `json:"parameters"`
		}{runtime.RawExtension{Raw: []byte("{")}},
		"nested too deeply": cycle,
		"next.next.next.":   loop,
		"[\"text a\"]: two keys of map[encode.doubled]int have": map[doubled]int{{1}: 1, {2}: 2},
	} {
		out, err := Append(prefix, v)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got error %v, want %q", err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the error shows a value: %v", err)
		}
		if !bytes.Equal(out, prefix) {
			t.Errorf("after an error Append returned %q", out)
		}
	}
}

type doubled struct{ n int }

func (doubled) MarshalText() ([]byte, error) { return []byte("text a"), nil }

type ownText struct {
	metav1.TypeMeta
	text string
}

func (o ownText) EncodedYAML() []byte { return []byte(o.text) }

func TestDocuments(t *testing.T) {
	var out bytes.Buffer
	objects := []any{map[string]int{"a": 1}, ownText{text: "b: 2"}, ownText{text: "c: 3\n"}}
	if err := Documents(&out, slices.Values(objects)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("a: 1\n---\nb: 2\n---\nc: 3\n", out.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestDocumentsErrors(t *testing.T) {
	for want, objects := range map[string][]any{
		"document 1 (encode.ownText): the object's own YAML is empty": {1, ownText{text: "\n"}},
		"document 0 (chan int): unsupported type chan int":            {make(chan int)},
	} {
		if err := Documents(io.Discard, slices.Values(objects)); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if err := Documents(fullWriter{}, slices.Values([]int{1})); !errors.Is(err, errFull) {
		t.Errorf("got %v, want the writer's error", err)
	}
}

var errFull = errors.New("no space")

type fullWriter struct{}

func (fullWriter) Write([]byte) (int, error) { return 0, errFull }

// Plans of types that contain each other are built by many at once.
func TestConcurrentFirstUse(t *testing.T) {
	type inner struct {
		Again *Recursive         `json:"again"`
		Q     *resource.Quantity `json:"q"`
	}
	q := resource.MustParse("1500m")
	v := map[string]inner{"a": {Again: &Recursive{Name: "x", Next: &Recursive{Name: "z"}}, Q: &q}}
	var wait sync.WaitGroup
	for range 16 {
		wait.Go(func() {
			out, err := Append(nil, v)
			if want := lines("a:", "  again:", "    name: x", "    next:", "      name: z", "  q: 1500m"); err != nil || string(out) != want {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	wait.Wait()
}
