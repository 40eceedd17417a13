package postrender

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Render reads a stream of manifests and writes it with the changes of the
// options. The error lists every patch that found nothing to change, with what
// comes near it. When there is an error, nothing has been written. A stream
// without objects is refused, and so are changes that leave none.
func Render(in io.Reader, out io.Writer, o Options) (_ Result, err error) {
	steps, err := o.steps()
	if err != nil {
		return Result{}, err
	}
	r := &renderer{steps: steps, check: o.Check != nil}
	defer func() { err = errors.Join(err, r.out.close()) }()
	for _, s := range steps {
		if a, ok := s.(adder); ok {
			r.additions = append(r.additions, a.added()...)
		}
	}
	kept := &spool{}
	defer func() { err = errors.Join(err, kept.close()) }()
	if in, err = r.learn(in, kept); err != nil {
		return Result{}, err
	}
	if err := r.stream(in); err != nil {
		return Result{}, err
	}
	if r.result.Objects+r.result.Deleted+len(r.additions) == 0 {
		return Result{}, errors.New("there is no object in the input: an empty result would uninstall what Helm has installed")
	}
	if err := r.finish(); err != nil {
		return Result{}, err
	}
	if err := r.judge(o.Check); err != nil {
		return Result{}, err
	}
	rendered, err := r.out.reader()
	if err != nil {
		return Result{}, err
	}
	for _, s := range r.steps {
		if m, ok := s.(*mirror); ok {
			r.result.Notes = append(r.result.Notes, m.notes...)
		}
	}
	_, err = io.Copy(out, rendered)
	return r.result, err
}

// renderer is one run of Render.
type renderer struct {
	steps     []step
	additions additions
	check     bool
	out       spool
	last      byte // that was written
	objects   []Object
	size      int // of the objects, in bytes
	result    Result
}

// learner is a step that has to know the whole stream before it can change
// the first object.
type learner interface{ learn(h *header) }

// learn shows the stream to the steps that have to know it, and gives a reader
// that begins again.
func (r *renderer) learn(in io.Reader, kept *spool) (io.Reader, error) {
	var learners []learner
	for _, s := range r.steps {
		if l, ok := s.(learner); ok {
			learners = append(learners, l)
		}
	}
	if len(learners) == 0 {
		return in, nil
	}
	show := func(h *header) {
		for _, l := range learners {
			l.learn(h)
		}
	}
	documents := newSplitter(io.TeeReader(in, kept))
	for {
		d, err := documents.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if err := headers(d, show); err != nil {
			return nil, err
		}
	}
	for _, object := range r.additions {
		show(describe(object))
	}
	return kept.reader()
}

func (r *renderer) stream(in io.Reader) error {
	documents := newSplitter(in)
	for {
		d, err := documents.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.document(d); err != nil {
			return err
		}
	}
}

// document writes one document, as it is or changed.
func (r *renderer) document(d document) error {
	p := cut(d.raw)
	if len(p.body) == 0 {
		return r.write(d.raw)
	}
	if len(r.steps) == 0 && !r.check {
		r.result.Objects++
		return r.write(d.raw)
	}
	h, node, err := identify(d, p.body)
	switch {
	case err != nil:
		return err
	case h == nil: // no object
		return r.write(d.raw)
	}
	if err := r.additions.collide(h.Identity, d.line); err != nil {
		return err
	}
	selected := h.list
	for _, s := range r.steps {
		selected = s.selects(h) || selected
	}
	if !selected && !r.check {
		r.result.Objects++
		return r.write(d.raw)
	}
	if node == nil {
		if node, err = parse(p.body); err != nil {
			return fmt.Errorf("line %d: %s: %w", d.line, h.Identity, err)
		}
	}
	changed, err := r.change(node, d.line)
	switch {
	case err != nil:
		return fmt.Errorf("line %d: %w", d.line, err)
	case !changed:
		return r.write(d.raw)
	case node.Kind == 0: // deleted
		return nil
	}
	data, err := text(node)
	if err != nil {
		return fmt.Errorf("line %d: %s: %w", d.line, h.Identity, err)
	}
	return r.write(p.with(data))
}

// change lets the steps change the object of a node, or the objects of a list.
// A node whose objects are all deleted becomes the zero node.
func (r *renderer) change(node *yaml.Node, line int) (bool, error) {
	list := listed(node)
	if list == nil {
		return r.changeOne(node, line)
	}
	changed := false
	kept := make([]*yaml.Node, 0, len(list.Content))
	for _, item := range list.Content {
		one, err := r.change(item, line)
		if err != nil {
			return false, err
		}
		changed = changed || one
		if item.Kind != 0 {
			kept = append(kept, item)
		}
	}
	if list.Content = kept; changed && len(kept) == 0 {
		*node = yaml.Node{}
	}
	return changed, nil
}

func (r *renderer) changeOne(node *yaml.Node, line int) (_ bool, err error) {
	if node.Kind != yaml.MappingNode || textOf(node, "kind") == "" {
		return false, nil
	}
	defer rescue(headerOf(node).Identity, &err)
	o := newObject(node)
	if err := r.additions.collide(o.header.Identity, line); err != nil {
		return false, err
	}
	before := unquoted(node)
	if err := run(r.steps, o); err != nil {
		return false, err
	}
	if o.deleted() {
		*node = yaml.Node{}
		r.result.Deleted++
		return true, nil
	}
	r.result.Objects++
	if o.changed {
		dropBuildAnnotations(o.resource)
		quote(o.resource.YNode(), before)
		r.result.Changed++
		*node = *o.resource.YNode()
	}
	return o.changed, r.collect(o, line)
}

// rescue makes an error of a panic of kustomize. It panics where its own
// annotations contradict each other, and anybody can write these.
func rescue(id Identity, err *error) {
	if problem := recover(); problem != nil {
		*err = fmt.Errorf("%s: kustomize cannot work on it: %v", id, problem)
	}
}

// finish adds the objects of the overlays and asks the steps what they missed.
func (r *renderer) finish() error {
	for i, s := range r.steps {
		a, ok := s.(adder)
		if !ok {
			continue
		}
		for _, object := range a.added() {
			if err := r.add(&object.RNode, r.steps[i+1:]); err != nil {
				return err
			}
		}
	}
	var errs []error
	for _, s := range r.steps {
		errs = append(errs, s.missed()...)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if r.result.Objects == 0 {
		return errors.New("the patches delete every object: an empty result would uninstall what Helm has installed")
	}
	return nil
}

func (r *renderer) write(data []byte) error {
	if len(data) == 0 {
		return nil
	}
	r.last = data[len(data)-1]
	_, err := r.out.Write(data)
	return err
}

// isList says whether a kind is one of lists of objects.
func isList(kind string) bool { return strings.HasSuffix(kind, "List") }
