package source

import "reflect"

func (d *decoder) structure(node *Node, into reflect.Value, info *typeInfo) {
	if node.Kind != Map {
		d.expected(node, "a map", "")
		return
	}
	d.structs = append(d.structs, around{info, len(d.path)})
	for i := range node.Entries {
		entry := &node.Entries[i]
		d.path = append(d.path, step{key: entry.Key})
		if field, found := info.fields[entry.Key]; found {
			d.value(entry.Value, fieldOf(into, field.index), field)
		} else {
			d.unknown(entry)
		}
		d.path = d.path[:len(d.path)-1]
	}
	d.structs = d.structs[:len(d.structs)-1]
}

// fieldOf is a field through embedded structs, of which pointers are made.
func fieldOf(value reflect.Value, index []int) reflect.Value {
	for i, number := range index {
		if i > 0 && value.Kind() == reflect.Pointer {
			copied := reflect.New(value.Type().Elem())
			if !value.IsNil() {
				copied.Elem().Set(value.Elem())
			}
			value.Set(copied)
			value = copied.Elem()
		}
		value = value.Field(number)
	}
	return value
}

func (d *decoder) mapping(node *Node, into reflect.Value, field *fieldInfo) {
	if node.Kind != Map {
		d.expected(node, "a map", "")
		return
	}
	keys, element := into.Type().Key(), into.Type().Elem()
	merged := reflect.MakeMapWithSize(into.Type(), into.Len()+len(node.Entries))
	for old := into.MapRange(); old.Next(); {
		merged.SetMapIndex(old.Key(), old.Value())
	}
	for i := range node.Entries {
		entry := &node.Entries[i]
		key := reflect.ValueOf(entry.Key).Convert(keys)
		if entry.Value.null() {
			merged.SetMapIndex(key, reflect.Value{})
			continue
		}
		value := reflect.New(element).Elem()
		d.path = append(d.path, step{key: entry.Key})
		if old := merged.MapIndex(key); old.IsValid() {
			value.Set(old)
		} else {
			d.defaults(entry.Value, value)
		}
		if element == stringType && entry.Value.Kind == Scalar && !d.strict {
			value.SetString(entry.Value.Text)
		} else {
			d.value(entry.Value, value, field)
		}
		d.path = d.path[:len(d.path)-1]
		merged.SetMapIndex(key, value)
	}
	into.Set(merged)
}

func (d *decoder) list(node *Node, into reflect.Value, field *fieldInfo) {
	element := into.Type().Elem()
	if node.Kind != List {
		if element.Kind() == reflect.Uint8 {
			d.bytes(node, into)
			return
		}
		hint := ""
		if node.Kind == Scalar {
			hint = "write it in [ ]"
		}
		d.expected(node, "a list", hint)
		return
	}
	items := reflect.MakeSlice(into.Type(), len(node.Items), len(node.Items))
	for i, item := range node.Items {
		d.path = append(d.path, step{kind: byIndex, index: i})
		d.defaults(item, items.Index(i))
		if item.null() && !canBeNil(element) && !d.strict {
			d.expected(item, "a value", "remove the empty item")
		}
		d.value(item, items.Index(i), field)
		d.path = d.path[:len(d.path)-1]
	}
	into.Set(items)
}

func canBeNil(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Interface:
		return true
	}
	return false
}
