package template

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
	"github.com/flinkgen/flinkgen/pkg/render/chart/trace"
)

// scalar is a value as it stands behind its key: one line, or a literal block
// whose further lines are indented by two spaces.
func (w *writer) scalar(s scope, f *trace.Form, key string) ([]string, error) {
	parts := f.Parts
	switch {
	case len(parts) == 1 && parts[0].Ref == nil:
		return literal(parts[0].Literal, f.Text)
	case len(parts) == 1:
		return []string{w.single(s, parts[0], f.Text)}, nil
	case multiline(parts):
		name := w.named(key, parts)
		return []string{fmt.Sprintf("{{- include %q %s | toYaml | nindent INDENT }}", name, s.root)}, nil
	}
	if line, ok := interpolated(s, parts); ok {
		return []string{line}, nil
	}
	return []string{"{{ " + s.printf(parts) + " | quote }}"}, nil
}

func literal(text string, isText bool) ([]string, error) {
	if !isText {
		return []string{text}, nil
	}
	out, err := encode.Append(nil, text)
	if err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimSuffix(escape(string(out)), "\n"), "\n"), nil
}

// braces is text in double braces, as Prometheus and others have it too.
var braces = regexp.MustCompile("{{[^{}`\n]*}}|{{")

// escape keeps braces of literal text from being taken for an action.
func escape(text string) string {
	return braces.ReplaceAllStringFunc(text, func(s string) string {
		if s == "{{" {
			return `{{ "{{" }}`
		}
		return "{{ `" + s + "` }}"
	})
}

// single is the value of one knob.
func (w *writer) single(s scope, p trace.Part, isText bool) string {
	k := p.Ref.Knob
	operand := s.operand(p)
	switch {
	case k.Kind == knob.IntOrString:
		return "{{ toYaml " + operand + " }}"
	case !isText && k.Kind == knob.Float:
		return "{{ " + s.value(k) + " }}"
	case !isText:
		return "{{ " + operand + " }}"
	default:
		return "{{ " + operand + " | quote }}"
	}
}

func multiline(parts []trace.Part) bool {
	for _, p := range parts {
		if strings.Contains(p.Literal, "\n") {
			return true
		}
	}
	return false
}

// interpolated is a text with values in it that need no quoting.
func interpolated(s scope, parts []trace.Part) (string, bool) {
	var sample, line strings.Builder
	for _, p := range parts {
		if !safe(p) {
			return "", false
		}
		if p.Ref == nil {
			sample.WriteString(p.Literal)
			line.WriteString(escape(p.Literal))
			continue
		}
		sample.WriteString("x")
		line.WriteString("{{ " + s.operand(p) + " }}")
	}
	plain, err := encode.Append(nil, sample.String())
	if err != nil || strings.TrimSuffix(string(plain), "\n") != sample.String() || strings.HasPrefix(line.String(), "{{ int") {
		return "", false
	}
	return line.String(), true
}

func (s scope) printf(parts []trace.Part) string {
	var format strings.Builder
	var operands []string
	for _, p := range parts {
		switch {
		case p.Ref == nil:
			format.WriteString(strings.ReplaceAll(p.Literal, "%", "%%"))
			continue
		case p.Ref.Knob.Kind == knob.Integer:
			format.WriteString("%d")
		case p.Ref.Knob.Kind == knob.Quantity, p.Ref.Knob.Kind == knob.IntOrString:
			format.WriteString("%v")
		default:
			format.WriteString("%s")
		}
		operands = append(operands, argument(s.operand(p)))
	}
	return fmt.Sprintf("printf %s %s", quoteFormat(format.String()), strings.Join(operands, " "))
}

func quoteFormat(format string) string {
	if !strings.ContainsAny(format, "`\n") && strings.ContainsAny(format, `"\`) {
		return "`" + format + "`"
	}
	return quoted([]string{format})[0]
}

var notInKeys = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// named makes a named template of a text, which is written as it is.
func (w *writer) named(key string, parts []trace.Part) string {
	key = strings.Trim(notInKeys.ReplaceAllString(key, "-"), "-")
	if key == "" {
		key = "text"
	}
	name := w.chart + "." + key
	inner := scope{w.chart, "."}
	var b strings.Builder
	for i, p := range parts {
		switch {
		case p.Ref == nil && i == 0 && strings.TrimLeft(p.Literal, " \n\t") != p.Literal:
			b.WriteString(`{{ "" }}` + escape(p.Literal))
		case p.Ref == nil:
			b.WriteString(escape(p.Literal))
		default:
			b.WriteString("{{ " + inner.operand(p) + " }}")
		}
	}
	text := b.String()
	if strings.HasSuffix(text, "\n") {
		text += "{{ end }}\n"
	} else {
		text += "\n{{- end }}\n"
	}
	text = fmt.Sprintf("{{- define %q -}}\n", name) + text
	for i := 2; w.texts[name] != "" && w.texts[name] != text; i++ {
		next := fmt.Sprintf("%s-%d", w.chart+"."+key, i)
		text = strings.Replace(text, fmt.Sprintf("%q", name), fmt.Sprintf("%q", next), 1)
		name = next
	}
	w.texts[name] = text
	return name
}
