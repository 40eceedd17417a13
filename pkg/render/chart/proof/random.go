package proof

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// texts are what people write, or what YAML, templates and numbers could take
// for something else.
var texts = []string{
	"plain", "with space", " leading", "trailing ", "", "123", "0x1F", "1e3", "1.50", "true", "no", "null", "~",
	"{{ .Values.name }}", "{{", "}}", "a: b", "- item", "# comment", "'single'", `"double"`, `back\slash`, "100%", "%s %d",
	"two\nlines", "ends in a newline\n", "\n\nstarts with two", "  indented\n    more\n", "tab\there", "ünïcödé 漢字 😀",
	"@at", "*star", "&and", "!bang", "|", ">", "[", "{", "?", "`tick`", "$(VAR)", "${var}", "<b>&amp;</b>", "a,b",
}

// keys of maps: some stand in the objects too.
var keys = []string{
	"team", "example.com/team", component.LabelName, component.LabelInstance, component.LabelComponent, component.LabelManagedBy,
	"true", "1", "a b", "helm.sh/resource-policy", "app", "component",
}

// Random gives values for every knob, some of them empty or null. Equal seeds
// give equal values.
func Random(r *rand.Rand, t *knob.Table) (map[string]any, error) {
	v := reflect.New(t.Type).Elem()
	g := generator{r}
	for _, k := range t.Knobs {
		g.knob(k, k.Value(v))
	}
	return t.Values(v)
}

// One gives the values in which a knob has a random value that is not empty, as
// far as it can have one, beside the defaults.
func One(r *rand.Rand, t *knob.Table, k *knob.Knob) (map[string]any, error) {
	top := k
	for top.Parent != nil {
		top = top.Parent
	}
	v := reflect.New(t.Type).Elem()
	generator{r}.value(top, top.Value(v))
	all, err := t.Values(v)
	if err != nil {
		return nil, err
	}
	return only(all, top.Path), nil
}

func only(tree map[string]any, path []string) map[string]any {
	value := tree[path[0]]
	if len(path) > 1 {
		inner, _ := value.(map[string]any)
		value = only(inner, path[1:])
	}
	return map[string]any{path[0]: value}
}

type generator struct{ *rand.Rand }

// knob fills a knob, or leaves it empty.
func (g generator) knob(k *knob.Knob, field reflect.Value) {
	if g.IntN(4) > 0 || k.Kind == knob.Choice || k.Kind == knob.Image {
		g.value(k, field)
	}
}

// counts are the lengths of lists that repeat something.
var counts = []int{0, 1, 2, 7}

func (g generator) value(k *knob.Knob, field reflect.Value) {
	switch k.Kind {
	case knob.Choice:
		field.SetString(k.Options[g.IntN(len(k.Options))])
	case knob.Each:
		n := counts[g.IntN(len(counts))]
		field.Set(reflect.MakeSlice(field.Type(), n, n))
		for i := range n {
			for _, item := range k.Items {
				g.item(item, item.Value(field.Index(i)), i)
			}
		}
	case knob.Flag:
		if k.Optional {
			field.Set(reflect.New(field.Type().Elem()))
			field = field.Elem()
		}
		field.SetBool(g.IntN(2) == 0)
	case knob.Image:
		for _, part := range []string{"Registry", "Repository", "Tag", "Digest", "PullPolicy"} {
			field.FieldByName(part).SetString([]string{"", "a", "mirror:5000", "7.2", "x/y"}[g.IntN(5)])
		}
	default:
		g.fill(field, 0)
	}
}

// item fills a knob of an item. Items are told apart by their names.
func (g generator) item(k *knob.Knob, field reflect.Value, i int) {
	if field.Kind() == reflect.String && (len(k.Path) == 0 || k.Path[0] == "name") {
		field.SetString(fmt.Sprintf("%s-%d", texts[g.IntN(len(texts))], i))
		return
	}
	g.knob(k, field)
}

// deepest is how far trees are filled.
const deepest = 4

func (g generator) fill(v reflect.Value, depth int) {
	switch v.Type() {
	case reflect.TypeFor[resource.Quantity]():
		v.Set(reflect.ValueOf(resource.MustParse([]string{"1", "250m", "2Gi", "1500M", "0.5", "100"}[g.IntN(6)])))
		return
	case reflect.TypeFor[intstr.IntOrString]():
		v.Set(reflect.ValueOf([]intstr.IntOrString{intstr.FromInt32(0), intstr.FromInt32(3), intstr.FromString("25%"), intstr.FromString("name")}[g.IntN(4)]))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(texts[g.IntN(len(texts))])
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt([]int64{0, 1, 3, 8080, 1_000_000, 2_000_000_000, -1}[g.IntN(7)])
	case reflect.Float32, reflect.Float64:
		v.SetFloat([]float64{0, 1, 0.5, 1e6, 123456.75}[g.IntN(5)])
	case reflect.Bool:
		v.SetBool(g.IntN(2) == 0)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		g.fill(v.Elem(), depth)
	case reflect.Slice:
		g.list(v, depth)
	case reflect.Map:
		g.entries(v, depth)
	case reflect.Interface:
		if v.NumMethod() == 0 {
			v.Set(reflect.ValueOf(texts[g.IntN(len(texts))]))
		}
	case reflect.Struct:
		g.fields(v, depth)
	}
}

func (g generator) list(v reflect.Value, depth int) {
	n := 1 + g.IntN(2)
	v.Set(reflect.MakeSlice(v.Type(), n, n))
	for i := range n {
		g.fill(v.Index(i), depth+1)
	}
}

func (g generator) entries(v reflect.Value, depth int) {
	v.Set(reflect.MakeMap(v.Type()))
	for range 1 + g.IntN(3) {
		value := reflect.New(v.Type().Elem()).Elem()
		g.fill(value, depth+1)
		key := keys[g.IntN(len(keys))]
		v.SetMapIndex(reflect.ValueOf(key).Convert(v.Type().Key()), value)
	}
}

// fields fills a few fields of a struct that is written as JSON plainly.
func (g generator) fields(v reflect.Value, depth int) {
	if strings.HasSuffix(v.Type().PkgPath(), "apis/meta/v1") && v.Type().Name() == "Time" {
		return
	}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if !field.IsExported() || field.Tag.Get("json") == "-" {
			continue
		}
		if depth < deepest && g.IntN(v.NumField()+2) < 3 || v.NumField() < 3 {
			if depth <= deepest {
				g.fill(v.Field(i), depth+1)
			}
		}
	}
}

// Seed makes a source of random numbers from a number.
func Seed(n int) *rand.Rand {
	seed := [32]byte{}
	copy(seed[:], strconv.Itoa(n))
	return rand.New(rand.NewChaCha8(seed))
}
