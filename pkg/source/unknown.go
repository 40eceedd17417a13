package source

import (
	"fmt"
	"reflect"
)

type unknownField struct {
	of  *typeInfo
	key string
}

// unknown reports a key that the struct around it does not have.
func (d *decoder) unknown(entry *Entry) {
	info := d.structs[len(d.structs)-1].info
	key := unknownField{info, entry.Key}
	hint, known := d.suggested[key]
	if !known {
		hint = d.suggest(entry.Key, info)
		if d.suggested == nil {
			d.suggested = map[unknownField]string{}
		}
		d.suggested[key] = hint
	}
	e := entry.Position.report(formatPath(d.path), fmt.Sprintf("unknown field %q", shorten(entry.Key)), hint, false)
	// What stands behind a mistyped password is a password.
	if value := entry.Value.Position; value.Line == entry.Line && looksSecret(nearest(entry.Key, info.names)) {
		e.Text, _ = value.excerpt(true)
	}
	d.errs = append(d.errs, e)
}

// suggest names the field that was meant: one of the same struct, or else the
// place near it that has the key.
func (d *decoder) suggest(key string, info *typeInfo) string {
	if hint := DidYouMean(key, info.names); hint != "" {
		return hint
	}
	inside := ""
	for _, name := range info.names {
		t := info.fields[name].typ
		if t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			continue
		}
		if _, found := d.types.of(t).fields[key]; found {
			if inside != "" {
				return ""
			}
			inside = name
		}
	}
	if inside != "" {
		return fmt.Sprintf("it is a field of %q", inside)
	}
	for i := len(d.structs) - 2; i >= 0; i-- {
		outer := d.structs[i]
		if _, found := outer.info.fields[key]; !found {
			continue
		}
		if outer.depth == 0 {
			return "it belongs at the top level"
		}
		return fmt.Sprintf("it is a field of %s", formatPath(d.path[:outer.depth]))
	}
	return ""
}
