package template

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

// scope is where an expression stands.
type scope struct {
	chart string
	// root is "." or, where the dot is something else, "$".
	root string
}

// within is the scope of a loop's body.
func (s scope) within() scope { return scope{s.chart, "$"} }

// value is the path of a knob.
func (s scope) value(k *knob.Knob) string {
	switch {
	case k.Kind == knob.Name:
		return fmt.Sprintf("include %q %s", s.chart+".fullname", s.root)
	case k.Kind == knob.Namespace:
		return s.dollar() + "Release.Namespace"
	case k.Parent == nil:
		return path(s.dollar()+"Values", k.Path)
	default:
		return path(variable(k.Parent), k.Path)
	}
}

func (s scope) dollar() string {
	if s.root == "." {
		return "."
	}
	return s.root + "."
}

func path(from string, keys []string) string {
	for i, key := range keys {
		if !plainKey(key) {
			return fmt.Sprintf("(index %s %s)", from, strings.Join(quoted(keys[i:]), " "))
		}
		from += "." + key
	}
	return from
}

func plainKey(key string) bool {
	for i, c := range key {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return key != ""
}

func quoted(all []string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = strconv.Quote(s)
	}
	return out
}

// variable is the loop's variable for an item of a list.
func variable(each *knob.Knob) string {
	name := each.Path[len(each.Path)-1]
	if len(each.Path) > 0 && len(each.Items) > 0 && len(each.Items[0].Path) > 0 {
		typeName := each.Type.Elem().Name()
		name = strings.ToLower(typeName[:1]) + typeName[1:]
	}
	name = strings.TrimSuffix(name, "s")
	if !plainKey(name) {
		name = "item"
	}
	return "$" + name
}

// condition is a condition as the argument of if.
func (s scope) condition(c *trace.Condition) string {
	terms := make([]string, len(c.Terms))
	for i, term := range c.Terms {
		terms[i] = s.term(term)
	}
	if len(terms) == 1 {
		return terms[0]
	}
	for i, term := range terms {
		terms[i] = argument(term)
	}
	if c.Any {
		return "or " + strings.Join(terms, " ")
	}
	return "and " + strings.Join(terms, " ")
}

func (s scope) term(t trace.Term) string {
	value := s.value(t.Knob)
	switch {
	case t.Knob.Kind == knob.Choice:
		return fmt.Sprintf("eq %s %q", value, t.Knob.Options[t.State])
	case t.State == trace.Refused:
		return fmt.Sprintf("eq (toString %s) \"false\"", value)
	case t.Knob.Optional && t.Knob.Kind != knob.Flag && t.State == trace.On:
		return fmt.Sprintf("not (kindIs \"invalid\" %s)", value)
	case t.Knob.Optional && t.State == trace.Off:
		return fmt.Sprintf("kindIs \"invalid\" %s", value)
	case t.State == trace.On:
		return value
	default:
		return "not " + argument(value)
	}
}

// argument is an expression as an argument of a function.
func argument(expression string) string {
	if strings.Contains(expression, " ") && !strings.HasPrefix(expression, `"`) && !enclosed(expression) {
		return "(" + expression + ")"
	}
	return expression
}

func enclosed(expression string) bool {
	if !strings.HasPrefix(expression, "(") {
		return false
	}
	depth := 0
	for i, c := range expression {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		if depth == 0 {
			return i == len(expression)-1
		}
	}
	return false
}

// operand is the value of a part as an expression, a string unless it is a
// number.
func (s scope) operand(p trace.Part) string {
	if p.Ref == nil {
		return strconv.Quote(p.Literal)
	}
	k := p.Ref.Knob
	value := s.value(k)
	switch {
	case k.NameByDefault:
		return fmt.Sprintf("%s | default (include %q %s)", value, s.chart+".fullname", s.root)
	case k.Kind == knob.Integer:
		return "int " + value
	case k.Kind == knob.Float:
		// The only function that writes a large number without an exponent.
		return "toJson " + value
	case k.Kind == knob.Image && p.PullPolicy:
		return value + ".pullPolicy"
	case k.Kind == knob.Image:
		return fmt.Sprintf("include %q %s", s.chart+".image", value)
	default:
		return value
	}
}

// safe says that the value of a part holds no character that YAML or a quote
// could take for its own.
func safe(p trace.Part) bool {
	return p.Ref == nil || p.Ref.Knob.Kind == knob.Name || p.Ref.Knob.Kind == knob.Namespace || p.Ref.Knob.Kind == knob.Integer
}
