package trace

import "reflect"

// walkedKey tells what is walked apart: by type and name.
type walkedKey struct {
	of   reflect.Type
	name string
}

// walked is a struct as it came out before.
type walked struct {
	value reflect.Value
	node  *node
}

// mostWalked bounds what is kept under one key, and so what is compared.
const mostWalked = 8

// again is the node of a struct. A trial differs from those before it in a few
// places, so that most objects, containers, volumes and variables of a name are
// what they were.
func (w *walker) again(v reflect.Value) (*node, error) {
	at := w.fieldsOf(v.Type()).name
	if at == nil || !v.CanAddr() {
		return w.mapping(v)
	}
	name, err := v.FieldByIndexErr(at)
	if err != nil {
		return w.mapping(v)
	}
	key := walkedKey{v.Type(), name.String()}
	before := w.walked[key]
	for _, b := range before {
		if reflect.DeepEqual(b.value.Addr().Interface(), v.Addr().Interface()) {
			return b.node, nil
		}
	}
	n, err := w.mapping(v)
	if err == nil && len(before) < mostWalked && !n.inLoop() {
		w.walked[key] = append(before, walked{v, n})
	}
	return n, err
}

// text is the node of a text, one for all places where it stands.
func (w *walker) text(text string) *node {
	if n, known := w.texts[text]; known {
		return n
	}
	n := &node{parts: parts(text, w.knobs), text: true}
	if !n.inLoop() {
		w.texts[text] = n
	}
	return n
}
