package template

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

// File is a file below templates/.
type File struct {
	Name string
	Text string
}

// Templates writes the objects of a part as the templates of a chart of that
// name. set says whether the default of a knob is not empty. The error names
// the object and the field that cannot be written.
func Templates(chart string, objects []*trace.Item, set func(*knob.Knob) bool) ([]File, error) {
	w := &writer{chart: chart, set: set, texts: map[string]string{}, maps: map[string]*mapHelper{}}
	// The first round counts the labels of selectors, the second the labels that
	// hold those, and the third writes.
	for _, selectors := range []bool{true, false} {
		if _, err := w.files(objects); err != nil {
			return nil, err
		}
		w.nameHelpers(selectors)
	}
	clear(w.texts)
	files, err := w.files(objects)
	if err != nil {
		return nil, err
	}
	files = append(files, w.textFiles()...)
	if text := w.helpers(files); text != "" {
		files = append([]File{{"_helpers.tpl", text}}, files...)
	}
	return files, nil
}

func (w *writer) files(objects []*trace.Item) ([]File, error) {
	for _, h := range w.maps {
		h.count = 0
	}
	names := fileNames(objects)
	var files []File
	for i, object := range objects {
		w.lines = nil
		if err := w.object(object); err != nil {
			return nil, fmt.Errorf("%s: %w", names[i], err)
		}
		files = append(files, File{names[i] + ".yaml", strings.Join(w.lines, "\n") + "\n"})
	}
	return files, nil
}

func (w *writer) object(item *trace.Item) error {
	s := scope{w.chart, "."}
	return w.when(s, beyondLoop(item), 0, func() error { return w.document(s, item) })
}

func (w *writer) document(s scope, item *trace.Item) error {
	f := item.Value.Forms[0]
	if len(item.Value.Forms) != 1 {
		return fmt.Errorf("the object has several forms")
	}
	if f.Kind != trace.Loop {
		return w.entries(s, f, 0)
	}
	w.line(0, w.rangeOver(s, f))
	for _, inner := range f.Items {
		w.line(0, "---")
		err := w.when(s.within(), inner.When, 0, func() error { return w.document(s.within(), inner) })
		if err != nil {
			return err
		}
	}
	w.line(0, "{{- end }}")
	return nil
}

// fileNames are the kinds in lower case; of several objects of one kind each
// has also what its name has beyond that of the release.
func fileNames(objects []*trace.Item) []string {
	count := map[string]int{}
	for _, object := range objects {
		count[kindOf(object)]++
	}
	used := map[string]bool{}
	names := make([]string, len(objects))
	for i, object := range objects {
		kind := kindOf(object)
		name := strings.ToLower(kind)
		if suffix := suffixOf(object); count[kind] > 1 && suffix != "" {
			name += "-" + suffix
		}
		for n, base := 2, name; used[name]; n++ {
			name = fmt.Sprintf("%s-%d", base, n)
		}
		used[name] = true
		names[i] = name
	}
	return names
}

func kindOf(object *trace.Item) string { return literalOf(representative(object), "kind") }

// representative of a loop is its first object.
func representative(object *trace.Item) *trace.Form {
	f := object.Value.Forms[0]
	if f.Kind == trace.Loop {
		return representative(f.Items[0])
	}
	return f
}

func field(f *trace.Form, name string) *trace.Form {
	for _, e := range f.Entries {
		if keyName(e) == name {
			return e.Value.Forms[0]
		}
	}
	return nil
}

func literalOf(f *trace.Form, name string) string {
	if value := field(f, name); value != nil && len(value.Parts) > 0 {
		return value.Parts[0].Literal
	}
	return ""
}

var (
	notInNames = regexp.MustCompile(`[^a-z0-9]+`)
	newWord    = regexp.MustCompile(`([a-z0-9])([A-Z])`)
)

// suffixOf is what the name of an object has beyond that of the release, or the
// section of the values that gives the name: that of operatorServiceAccount.name
// is operator.
func suffixOf(object *trace.Item) string {
	meta := field(representative(object), "metadata")
	if meta == nil {
		return ""
	}
	name := field(meta, "name")
	if name == nil {
		return ""
	}
	var words []string
	for _, p := range name.Parts {
		switch {
		case p.Ref == nil:
			words = append(words, p.Literal)
		case p.Ref.Knob.Kind != knob.Name && p.Ref.Knob.Parent == nil && len(name.Parts) == 1:
			section := newWord.ReplaceAllString(p.Ref.Knob.Path[0], "$1-$2")
			words = append(words, strings.TrimSuffix(section, "-Service-Account"))
		}
	}
	suffix := strings.Trim(notInNames.ReplaceAllString(strings.ToLower(strings.Join(words, "-")), "-"), "-")
	return withoutKind(suffix, strings.ToLower(kindOf(object)))
}

// withoutKind leaves out the last words of a name that say the kind again:
// nodes-role-binding of a ClusterRoleBinding is nodes.
func withoutKind(name, kind string) string {
	words := strings.Split(name, "-")
	for i := range words {
		if strings.HasSuffix(kind, strings.Join(words[i:], "")) {
			return strings.Join(words[:i], "-")
		}
	}
	return name
}

func (w *writer) textFiles() []File {
	var files []File
	for _, name := range slices.Sorted(maps.Keys(w.texts)) {
		file := "_" + strings.TrimPrefix(name, w.chart+".") + ".tpl"
		files = append(files, File{file, w.texts[name]})
	}
	return files
}
