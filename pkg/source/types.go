package source

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"time"
)

// The methods by which a type reads itself.
type (
	scalarUnmarshaler interface{ UnmarshalScalar(text string) error }
	defaulter         interface{ SetDefaults() }
	nodeDefaulter     interface{ SetDefaultsFor(node *Node) }
)

var (
	scalarType   = reflect.TypeFor[scalarUnmarshaler]()
	jsonType     = reflect.TypeFor[json.Unmarshaler]()
	textType     = reflect.TypeFor[encoding.TextUnmarshaler]()
	defaultType  = reflect.TypeFor[defaulter]()
	durationType = reflect.TypeFor[time.Duration]()
)

// types remembers what was learnt about each type; it belongs to one call.
type types map[reflect.Type]*typeInfo

// typeInfo is what decoding and merging need to know of a type.
type typeInfo struct {
	readsScalar, readsJSON, readsText, hasDefaults bool

	fields map[string]*fieldInfo
	names  []string // of the fields, sorted
}

// raw says that the type reads maps by itself, so that their keys have no
// types that we know.
func (i *typeInfo) raw() bool { return i.readsJSON && !i.readsScalar }

// fieldInfo is a field of a struct, through all structs that are inline.
type fieldInfo struct {
	index []int
	typ   reflect.Type
	// enum are the values that a string, or each string of a list, may have.
	enum []string
	// mergeKey is the key by which items of a list are matched; empty where lists replace.
	mergeKey string
	// retainKeys says that a map drops the keys that the map over it lacks.
	retainKeys bool
}

func (t types) of(typ reflect.Type) *typeInfo {
	if info, known := t[typ]; known {
		return info
	}
	pointer := reflect.PointerTo(typ)
	info := &typeInfo{
		readsScalar: pointer.Implements(scalarType),
		readsJSON:   pointer.Implements(jsonType),
		readsText:   pointer.Implements(textType),
		hasDefaults: pointer.Implements(defaultType),
	}
	t[typ] = info
	if typ.Kind() == reflect.Struct {
		info.fields = map[string]*fieldInfo{}
		collect(typ, nil, nil, info.fields)
		for name := range info.fields {
			info.names = append(info.names, name)
		}
		slices.Sort(info.names)
	}
	return info
}

// collect finds the fields of a struct as encoding/json does: by json tag,
// embedded structs without a name inline, outer fields before inner ones.
func collect(typ reflect.Type, index []int, around []reflect.Type, into map[string]*fieldInfo) {
	if slices.Contains(around, typ) {
		return
	}
	around = append(slices.Clip(around), typ)
	for i := range typ.NumField() {
		field := typ.Field(i)
		tag := field.Tag.Get("json")
		name, _, _ := strings.Cut(tag, ",")
		here := append(slices.Clip(index), i)
		inner := field.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		switch {
		case tag == "-":
		case field.Anonymous && name == "" && inner.Kind() == reflect.Struct:
			if field.IsExported() || field.Type.Kind() != reflect.Pointer {
				collect(inner, here, around, into)
			}
		case field.IsExported():
			if name == "" {
				name = field.Name
			}
			if other, known := into[name]; !known || len(here) < len(other.index) {
				into[name] = newField(field, here)
			}
		}
	}
}

func newField(field reflect.StructField, index []int) *fieldInfo {
	info := &fieldInfo{index: index, typ: field.Type}
	if list := field.Tag.Get("enum"); list != "" {
		info.enum = strings.Split(list, ",")
	}
	if list, found := strings.CutPrefix(field.Tag.Get("chart"), "choice="); found {
		info.enum = strings.Split(list, "|")
	}
	for strategy := range strings.SplitSeq(field.Tag.Get("patchStrategy"), ",") {
		switch strategy {
		case "merge":
			info.mergeKey = field.Tag.Get("patchMergeKey")
		case "retainKeys":
			info.retainKeys = true
		}
	}
	return info
}
