package source

import (
	"encoding"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
)

type textUnmarshaler = encoding.TextUnmarshaler

// inWords says what well-known types take, where their own errors are written
// for programmers.
var inWords = map[string]string{
	"k8s.io/apimachinery/pkg/api/resource.Quantity":   "a quantity such as 500m, 2 or 4Gi",
	"k8s.io/apimachinery/pkg/util/intstr.IntOrString": "a whole number or a string such as 25%",
	"k8s.io/apimachinery/pkg/apis/meta/v1.Duration":   "a duration such as 30s or 5m",
	"k8s.io/apimachinery/pkg/apis/meta/v1.Time":       "a time such as 2026-01-31T12:00:00Z",
	"k8s.io/apimachinery/pkg/apis/meta/v1.MicroTime":  "a time such as 2026-01-31T12:00:00.000000Z",
	"time.Time": "a time such as 2026-01-31T12:00:00Z",
}

// json gives a node to the UnmarshalJSON of a value.
func (d *decoder) json(node *Node, into reflect.Value) {
	mistakes := len(d.errs)
	data := d.encode(nil, node)
	if len(d.errs) > mistakes {
		return
	}
	err := into.Addr().Interface().(json.Unmarshaler).UnmarshalJSON(data)
	d.refused(node, into.Type(), err)
}

// refused reports the error of a type that read a node itself.
func (d *decoder) refused(node *Node, t reflect.Type, err error) {
	if err == nil {
		return
	}
	mistakes := len(d.errs)
	var mistyped *json.UnmarshalTypeError
	words, known := inWords[t.PkgPath()+"."+t.Name()]
	switch {
	case known:
		d.expected(node, words, "")
	case node.hides() || d.secret():
		d.fail(node.Position, "the value is not valid here", "")
	case errors.As(err, &mistyped) && mistyped.Field != "":
		d.fail(node.Position, "expected "+kindInWords(mistyped.Type)+" in "+mistyped.Field+", found a "+mistyped.Value, "")
	case errors.As(err, &mistyped):
		d.expected(node, kindInWords(mistyped.Type), "")
	default:
		d.fail(node.Position, err.Error(), "")
	}
	d.errs[mistakes].cause = err
}

func kindInWords(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "a map"
	}
	return "a number"
}

// encode appends a node as JSON.
func (d *decoder) encode(data []byte, node *Node) []byte {
	switch {
	case node.patches != nil:
		d.value(node, reflect.Value{}, nil) // reports it
	case node.Kind == Map:
		data = append(data, '{')
		for i, entry := range node.Entries {
			if i > 0 {
				data = append(data, ',')
			}
			data = append(appendString(data, entry.Key), ':')
			d.path = append(d.path, step{key: entry.Key})
			data = d.encode(data, entry.Value)
			d.path = d.path[:len(d.path)-1]
		}
		return append(data, '}')
	case node.Kind == List:
		data = append(data, '[')
		for i, item := range node.Items {
			if i > 0 {
				data = append(data, ',')
			}
			d.path = append(d.path, step{kind: byIndex, index: i})
			data = d.encode(data, item)
			d.path = d.path[:len(d.path)-1]
		}
		return append(data, ']')
	case node.Tag == Null:
		return append(data, "null"...)
	case node.Tag == Bool:
		return strconv.AppendBool(data, isTrue(node))
	case node.Tag == String:
		return appendString(data, node.Text)
	case json.Valid([]byte(node.Text)):
		return append(data, node.Text...) // to the last digit
	case node.Tag == Int:
		if number, ok := d.integer(node, int64Range); ok {
			return append(data, number.String()...)
		}
	default:
		if number, ok := d.float(node); ok {
			return strconv.AppendFloat(data, number, 'g', -1, 64)
		}
	}
	return data
}

func appendString(data []byte, text string) []byte {
	quoted, err := json.Marshal(text)
	if err != nil { // a string can always be encoded
		return append(data, `""`...)
	}
	return append(data, quoted...)
}

// anything is a node as the types that encoding/json gives, except that whole
// numbers are int64.
func (d *decoder) anything(node *Node) any {
	switch {
	case node.patches != nil:
		d.value(node, reflect.Value{}, nil) // reports it
	case node.Kind == Map:
		all := make(map[string]any, len(node.Entries))
		for _, entry := range node.Entries {
			d.path = append(d.path, step{key: entry.Key})
			all[entry.Key] = d.anything(entry.Value)
			d.path = d.path[:len(d.path)-1]
		}
		return all
	case node.Kind == List:
		all := make([]any, len(node.Items))
		for i, item := range node.Items {
			d.path = append(d.path, step{kind: byIndex, index: i})
			all[i] = d.anything(item)
			d.path = d.path[:len(d.path)-1]
		}
		return all
	case node.Tag == String:
		return node.Text
	case node.Tag == Bool:
		return isTrue(node)
	case node.Tag == Int:
		if number, ok := d.integer(node, int64Range); ok {
			return number.signed()
		}
	case node.Tag == Float:
		if number, ok := d.float(node); ok {
			return number
		}
	}
	return nil
}
