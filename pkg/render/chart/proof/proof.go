// Package proof shows that a chart and its part agree: Helm's own engine renders
// the chart with some values, the part builds its objects from the same values,
// and each object has to come out of both.
package proof

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"k8s.io/apimachinery/pkg/api/equality"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// Subject is a chart with the part that it is made from.
type Subject struct {
	Chart   *chart.Chart
	Table   *knob.Table
	Base    reflect.Value
	Objects func(reflect.Value) []component.Object
}

// Release is where the chart is installed.
type Release struct {
	Name, Namespace string
}

// Check compares the chart with the part for a release with values. The error
// shows how an object differs, with - before what the part has and + before
// what the chart has.
func (s *Subject) Check(release Release, values map[string]any) error {
	all, objects, err := s.build(release, values)
	if err != nil {
		return err
	}
	rendered, err := s.render(release, all)
	if err != nil {
		return err
	}
	return compare(objects, rendered)
}

// CheckManifest does the same with what a program has rendered of the chart
// for the release, as helm template prints it.
func (s *Subject) CheckManifest(release Release, values map[string]any, manifest []byte) error {
	_, objects, err := s.build(release, values)
	if err != nil {
		return err
	}
	rendered, err := documents("manifest", string(manifest))
	if err != nil {
		return err
	}
	for i := range rendered {
		rendered[i].data = bytes.ReplaceAll(rendered[i].data, managedBy("Helm"), managedBy(component.ManagedBy))
	}
	return compare(objects, rendered)
}

// managedBy is the label of who manages an object, as JSON.
func managedBy(who string) []byte { return fmt.Appendf(nil, "%q:%q", component.LabelManagedBy, who) }

// build gives the values that templates see, and the objects of the part.
func (s *Subject) build(release Release, values map[string]any) (chartutil.Values, []component.Object, error) {
	plain, err := plain(values)
	if err != nil {
		return nil, nil, err
	}
	all, err := chartutil.CoalesceValues(s.Chart, plain)
	if err != nil {
		return nil, nil, err
	}
	v := reflect.New(s.Table.Type).Elem()
	v.Set(s.Base)
	for _, k := range s.Table.Knobs {
		if k.Kind == knob.Name {
			k.Value(v).SetString(fullname(s.Chart.Name(), release.Name, all))
		}
		if k.Kind == knob.Namespace {
			k.Value(v).SetString(release.Namespace)
		}
	}
	if err := s.Table.Set(v, all); err != nil {
		return nil, nil, fmt.Errorf("values: %w", err)
	}
	return all, s.Objects(v), nil
}

// plain has the types that Helm reads a values file with.
func plain(values map[string]any) (map[string]any, error) {
	text, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	plain := map[string]any{}
	return plain, json.Unmarshal(text, &plain)
}

// fullname is what the helper of this name gives.
func fullname(chartName, release string, values map[string]any) string {
	if override, _ := values["fullnameOverride"].(string); override != "" {
		return shorten(override)
	}
	name := chartName
	if override, _ := values["nameOverride"].(string); override != "" {
		name = override
	}
	if strings.Contains(release, name) {
		return shorten(release)
	}
	return shorten(release + "-" + name)
}

func shorten(name string) string {
	return strings.TrimSuffix(name[:min(len(name), 63)], "-")
}

// render gives the documents of the chart. Helm names itself as the manager of
// objects, the part flinkgen: the release is told to say the same.
func (s *Subject) render(release Release, values chartutil.Values) ([]document, error) {
	out, err := engine.Engine{}.Render(s.Chart, chartutil.Values{
		"Chart":        s.Chart.Metadata,
		"Capabilities": chartutil.DefaultCapabilities,
		"Release": map[string]any{
			"Name": release.Name, "Namespace": release.Namespace, "Service": component.ManagedBy,
			"IsInstall": true, "IsUpgrade": false, "Revision": 1,
		},
		"Values": values,
	})
	if err != nil {
		return nil, err
	}
	var all []document
	for file, text := range out {
		if !strings.HasSuffix(file, ".yaml") {
			continue
		}
		documents, err := documents(file, text)
		if err != nil {
			return nil, err
		}
		all = append(all, documents...)
	}
	return all, nil
}

// documents takes a manifest apart.
func documents(file, text string) ([]document, error) {
	var all []document
	for part := range strings.SplitSeq("\n"+text, "\n---") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		// As Helm does, which takes a manifest apart the same way.
		data, err := yaml.YAMLToJSONStrict([]byte(strings.TrimSpace(part) + "\n"))
		if err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", file, err, part)
		}
		d := document{file: file, data: data}
		if err := json.Unmarshal(data, &d.head); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		all = append(all, d)
	}
	return all, nil
}

type document struct {
	file string
	data []byte
	head head
}

type head struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Name      string `json:"name"`
		Namespace string `json:"namespace"`
	} `json:"metadata"`
}

func (h head) String() string {
	return strings.TrimSuffix(fmt.Sprintf("%s %s %s/%s", h.APIVersion, h.Kind, h.Metadata.Namespace, h.Metadata.Name), "/")
}

func compare(objects []component.Object, rendered []document) error {
	for _, object := range objects {
		kind := object.GetObjectKind().GroupVersionKind()
		var want head
		want.APIVersion, want.Kind = kind.ToAPIVersionAndKind()
		want.Metadata.Name, want.Metadata.Namespace = object.GetName(), object.GetNamespace()
		at, err := find(object, want, rendered)
		if err != nil {
			return err
		}
		rendered = slices.Delete(rendered, at, at+1)
	}
	if len(rendered) > 0 {
		return fmt.Errorf("%s: the part has no %s", rendered[0].file, rendered[0].head)
	}
	return nil
}

// find gives the document of an object. Several may have one name, if the
// values say so.
func find(object component.Object, want head, rendered []document) (int, error) {
	err := fmt.Errorf("the chart does not render %s", want)
	for i, d := range rendered {
		if d.head == want {
			if err = same(object, d); err == nil {
				return i, nil
			}
		}
	}
	return 0, err
}

// same reads the document as the type of the object, strictly.
func same(object component.Object, d document) error {
	typed := reflect.New(reflect.TypeOf(object).Elem()).Interface()
	decoder := json.NewDecoder(bytes.NewReader(d.data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(typed); err != nil {
		return fmt.Errorf("%s: %s: %w", d.file, d.head, err)
	}
	if equality.Semantic.DeepEqual(object, typed) {
		return nil
	}
	want, err := normal(object)
	if err != nil {
		return err
	}
	got, err := normal(typed)
	if err != nil {
		return err
	}
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n")); diff != "" {
		return fmt.Errorf("%s: %s differs:\n%s", d.file, d.head, diff)
	}
	return nil
}

// normal is an object as text, after a way through JSON, which keeps no empty
// lists and writes quantities one way.
func normal(object any) (string, error) {
	data, err := json.Marshal(object)
	if err != nil {
		return "", err
	}
	typed := reflect.New(reflect.TypeOf(object).Elem()).Interface()
	if err := json.Unmarshal(data, typed); err != nil {
		return "", err
	}
	text, err := encode.Append(nil, typed)
	return string(text), err
}
