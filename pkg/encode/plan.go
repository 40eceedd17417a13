package encode

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// plan writes the values of one type.
type plan func(w *writer, v reflect.Value, at place) error

// plans keeps the plan of every type that was written. A plan depends on
// nothing but its type, so it never changes.
var plans sync.Map // reflect.Type → plan

func planOf(t reflect.Type) plan {
	if known, ok := plans.Load(t); ok {
		return known.(plan)
	}
	// Plans of types that contain each other are published together, when all
	// of them are complete.
	b := builder{plans: map[reflect.Type]*plan{}}
	b.planOf(t)
	for t, p := range b.plans {
		plans.LoadOrStore(t, *p)
	}
	known, _ := plans.Load(t)
	return known.(plan)
}

type builder struct {
	plans map[reflect.Type]*plan
}

// planOf gives the place of the plan, which is filled when building ends.
func (b *builder) planOf(t reflect.Type) *plan {
	if known, ok := b.plans[t]; ok {
		return known
	}
	p := new(plan)
	if complete, ok := plans.Load(t); ok {
		*p = complete.(plan)
		return p
	}
	b.plans[t] = p
	*p = b.build(t)
	return p
}

var (
	quantityType      = reflect.TypeFor[resource.Quantity]()
	intOrStringType   = reflect.TypeFor[intstr.IntOrString]()
	numberType        = reflect.TypeFor[json.Number]()
	marshalerType     = reflect.TypeFor[json.Marshaler]()
	textMarshalerType = reflect.TypeFor[encoding.TextMarshaler]()
)

func (b *builder) build(t reflect.Type) plan {
	switch {
	case t == quantityType:
		return writeQuantity
	case t == intOrStringType:
		return writeIntOrString
	case t == numberType:
		return writeNumber
	case t.Kind() == reflect.Interface:
		return writeInterface
	case t.Kind() == reflect.Pointer:
		if !t.Implements(marshalerType) && !t.Implements(textMarshalerType) || isSpecial(t.Elem()) {
			return pointerPlan(b.planOf(t.Elem()))
		}
		// The method may belong to the pointer or to its target.
		return nilOr(methodPlan(t))
	case isMarshaler(t):
		return methodPlan(reflect.PointerTo(t))
	}
	return b.buildKind(t)
}

// isSpecial says that the type writes itself as JSON, but has a shorter way.
func isSpecial(t reflect.Type) bool { return t == quantityType || t == intOrStringType }

// isMarshaler says that a value of the type writes itself.
func isMarshaler(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return p.Implements(marshalerType) || p.Implements(textMarshalerType)
}

func (b *builder) buildKind(t reflect.Type) plan {
	switch t.Kind() {
	case reflect.String:
		return writeString
	case reflect.Bool:
		return writeBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return writeInt
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return writeUint
	case reflect.Float32:
		return writeFloat32
	case reflect.Float64:
		return writeFloat64
	case reflect.Struct:
		return b.structPlan(t)
	case reflect.Map:
		return b.mapPlan(t)
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 && !isMarshaler(t.Elem()) {
			return nilOr(writeBytes)
		}
		return nilOr(listPlan(b.planOf(t.Elem())))
	case reflect.Array:
		return listPlan(b.planOf(t.Elem()))
	default:
		return func(*writer, reflect.Value, place) error { return fmt.Errorf("unsupported type %s", t) }
	}
}

// nilOr writes null for nil.
func nilOr(p plan) plan {
	return func(w *writer, v reflect.Value, at place) error {
		if v.IsNil() {
			w.line(at, "null")
			return nil
		}
		return p(w, v, at)
	}
}

func pointerPlan(target *plan) plan {
	return nilOr(func(w *writer, v reflect.Value, at place) error {
		if w.depth++; w.depth > maxDepth {
			return errTooDeep
		}
		err := (*target)(w, v.Elem(), at)
		w.depth--
		return err
	})
}

func writeInterface(w *writer, v reflect.Value, at place) error {
	if v.IsNil() {
		w.line(at, "null")
		return nil
	}
	if v.NumMethod() == 0 {
		return w.any(v.Interface(), at)
	}
	return w.value(addressable(v.Elem()), at)
}

func listPlan(item *plan) plan {
	return func(w *writer, v reflect.Value, at place) error {
		before, err := w.enter(at, true)
		if err != nil {
			return err
		}
		body := len(w.buf)
		for i := range v.Len() {
			w.entry()
			w.buf = append(w.buf, '-')
			if err := (*item)(w, v.Index(i), afterDash); err != nil {
				return underIndex(i, err)
			}
		}
		w.leave(at, before, body, "[]")
		return nil
	}
}
