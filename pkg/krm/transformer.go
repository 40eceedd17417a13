package krm

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/flinkgen/flinkgen/pkg/postrender"
	"github.com/flinkgen/flinkgen/pkg/source"
)

// PostRenderer is a functionConfig that changes the items.
type PostRenderer struct {
	APIVersion string           `json:"apiVersion"`
	Kind       string           `json:"kind"`
	Metadata   Metadata         `json:"metadata"`
	Spec       PostRendererSpec `json:"spec"`
}

// PostRendererSpec says what changes, as postrender.Options do.
type PostRendererSpec struct {
	// Overlays in the order in which they are applied.
	Overlays []Overlay `json:"overlays,omitempty"`
	// Namespace that every object goes to.
	Namespace string `json:"namespace,omitempty"`
	// Labels and Annotations of every object.
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
	// Resources of containers, each as kubectl set resources takes it.
	Resources []string `json:"resources,omitempty"`
	// Mirror is the registry that takes the place of every other one.
	Mirror string `json:"mirror,omitempty"`
	// PullSecrets that every pod gets.
	PullSecrets []string `json:"pullSecrets,omitempty"`
}

// transformer changes the items.
type transformer struct {
	postrender.Options
}

func newTransformer(c config) (function, error) {
	var p PostRenderer
	if err := source.Decode(c.Node, &p).Err(); err != nil {
		return nil, err
	}
	if reflect.ValueOf(p.Spec).IsZero() {
		return nil, source.Errors{c.Find("spec").Mistake("spec", "it changes nothing", "write overlays, namespace, labels, annotations, resources, mirror or pullSecrets")}
	}
	overlays, err := c.overlays(p.Spec.Overlays)
	if err != nil {
		return nil, err
	}
	return transformer{postrender.Options{
		Overlays: overlays, Namespace: p.Spec.Namespace, Labels: p.Spec.Labels, Annotations: p.Spec.Annotations,
		Resources: p.Spec.Resources, Mirror: p.Spec.Mirror, PullSecrets: p.Spec.PullSecrets,
	}}, nil
}

func (t transformer) apply(l *list) error {
	items := l.items.Content
	if !slices.ContainsFunc(items, func(item *yaml.Node) bool { return !local(item) }) {
		return errors.New("there are no items to change: a " + KindPostRenderer + " belongs under transformers, behind what makes the objects")
	}
	s, err := newStream(items)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	done, err := postrender.Render(bytes.NewReader(s.text), &out, t.Options)
	if err != nil {
		return s.locate(err)
	}
	changed, err := s.items(out.Bytes())
	if err != nil {
		return err
	}
	l.items.Content = changed
	for _, note := range done.Notes {
		l.report(result{severity: "info", message: note})
	}
	return nil
}

// local says whether an item is meant for tools and not for a cluster, as a
// functionConfig is: nothing changes it.
func local(item *yaml.Node) bool {
	return text(field(field(item, "metadata"), "annotations"), "config.kubernetes.io/local-config") == "true"
}

// stream is the items as a stream of documents, without those that are local.
// The separator before each holds its number, which a post-renderer leaves alone.
type stream struct {
	from []*yaml.Node
	text []byte
	// documents of the items, and the lines of the stream on which they begin.
	documents [][]byte
	lines     []int
}

const separator = "--- # items "

func newStream(items []*yaml.Node) (*stream, error) {
	s := &stream{from: items}
	line := 1
	for i, item := range items {
		var document []byte
		if !local(item) {
			data, err := encode(item)
			if err != nil {
				return nil, fmt.Errorf("items[%d]: %w", i, err)
			}
			document = append([]byte(separator+strconv.Itoa(i)+"\n"), data...)
		}
		s.documents, s.lines = append(s.documents, document), append(s.lines, line)
		s.text = append(s.text, document...)
		line += bytes.Count(document, []byte("\n"))
	}
	return s, nil
}

// items are the documents of a stream that has changed.
func (s *stream) items(text []byte) ([]*yaml.Node, error) {
	var all []*yaml.Node
	next := 0
	// keep puts the local items back that stand before an item.
	keep := func(i int) {
		for ; next < i; next++ {
			if local(s.from[next]) {
				all = append(all, s.from[next])
			}
		}
	}
	for len(text) > 0 {
		document := text
		if end := bytes.Index(text, []byte("\n---")); end >= 0 {
			document = text[:end+1]
		}
		text = text[len(document):]
		i := s.number(document)
		if i < 0 {
			keep(len(s.from))
		}
		keep(i)
		if i >= 0 && bytes.Equal(document, s.documents[i]) {
			all = append(all, s.from[i])
			continue
		}
		// Without the separator, whose comment would become one of the object.
		_, body, _ := bytes.Cut(document, []byte("\n"))
		parsed, err := documents(bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		for _, object := range parsed {
			if i >= 0 {
				keepAnnotations(s.from[i], object)
			}
			all = append(all, object)
		}
	}
	keep(len(s.from))
	return all, nil
}

// number is that of the item of a document, or -1 for one that is new.
func (s *stream) number(document []byte) int {
	first, _, _ := strings.Cut(string(document), "\n")
	i, err := strconv.Atoi(strings.TrimPrefix(first, separator))
	if err != nil || i < 0 || i >= len(s.from) {
		return -1
	}
	return i
}

var atLine = regexp.MustCompile(`(?m)^line (\d+): `)

// locate names the items where an error has lines of the stream.
func (s *stream) locate(err error) error {
	return errors.New(atLine.ReplaceAllStringFunc(err.Error(), func(found string) string {
		line, err := strconv.Atoi(atLine.FindStringSubmatch(found)[1])
		if err != nil {
			return found
		}
		return fmt.Sprintf("items[%d]: ", max(sort.SearchInts(s.lines, line+1)-1, 0))
	}))
}
