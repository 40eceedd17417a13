package encode

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// jsonField is a field of a struct as encoding/json sees it.
type jsonField struct {
	name   string
	tagged bool
	// index leads to the field through embedded structs.
	index                        []int
	typ                          reflect.Type
	omitEmpty, omitZero, inQuote bool
}

// jsonFields lists the fields in the order of the struct. Of several fields
// with one name the least nested wins, then the tagged one; two that are equal
// in both hide each other.
func jsonFields(t reflect.Type) []jsonField {
	all := collectFields(t, nil, nil)
	byName := map[string][]jsonField{}
	for _, f := range all {
		byName[f.name] = append(byName[f.name], f)
	}
	return slices.DeleteFunc(all, func(f jsonField) bool {
		for _, other := range byName[f.name] {
			if !slices.Equal(other.index, f.index) && rank(other, f) <= 0 {
				return true
			}
		}
		return false
	})
}

// rank is negative when a hides b and zero when each hides the other.
func rank(a, b jsonField) int {
	if c := cmp.Compare(len(a.index), len(b.index)); c != 0 {
		return c
	}
	switch {
	case a.tagged == b.tagged:
		return 0
	case a.tagged:
		return -1
	default:
		return 1
	}
}

func collectFields(t reflect.Type, index []int, outer []reflect.Type) []jsonField {
	if slices.Contains(outer, t) {
		return nil // a struct that embeds a pointer to itself adds nothing new
	}
	outer = append(slices.Clone(outer), t)
	var fields []jsonField
	for i := range t.NumField() {
		field := t.Field(i)
		tag := field.Tag.Get("json")
		embedded := field.Type
		if field.Anonymous && embedded.Kind() == reflect.Pointer {
			embedded = embedded.Elem()
		}
		inlined := field.Anonymous && embedded.Kind() == reflect.Struct
		if tag == "-" || !field.IsExported() && !inlined {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if !validName(name) {
			name = ""
		}
		path := append(slices.Clone(index), i)
		if name == "" && inlined {
			fields = append(fields, collectFields(embedded, path, outer)...)
			continue
		}
		if !field.IsExported() {
			continue
		}
		f := jsonField{name: name, tagged: name != "", index: path, typ: field.Type}
		if name == "" {
			f.name = field.Name
		}
		for option := range strings.SplitSeq(options, ",") {
			switch option {
			case "omitempty":
				f.omitEmpty = true
			case "omitzero":
				f.omitZero = true
			case "string":
				f.inQuote = quotable(field.Type)
			}
		}
		fields = append(fields, f)
	}
	return fields
}

// validName is encoding/json's rule for names in tags.
func validName(name string) bool {
	for _, r := range name {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return name != ""
}

// quotable says that the tag option string applies to the type.
func quotable(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer && t.Name() == "" {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Float32, reflect.Float64,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return true
	default:
		return false
	}
}
