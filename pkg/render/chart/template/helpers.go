package template

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// nameHelpers makes helpers of the maps that several objects have: labels, and
// the labels by which pods are selected.
func (w *writer) nameHelpers(selectors bool) {
	used := map[string]bool{}
	for _, h := range w.maps {
		used[h.name] = true
	}
	// The map without a part in it that most objects have gets the plain name.
	order := slices.SortedFunc(maps.Keys(w.maps), func(a, b string) int {
		return cmp.Or(
			cmp.Compare(len(componentOf(w.maps[a], w)), len(componentOf(w.maps[b], w))),
			cmp.Compare(w.maps[b].count, w.maps[a].count), cmp.Compare(a, b))
	})
	for _, key := range order {
		h := w.maps[key]
		if h.name != "" || h.count < 2 || selectors != (len(h.keys) > 0) {
			continue
		}
		base := w.chart + ".labels"
		if len(h.keys) > 0 {
			base = w.chart + ".selectorLabels"
		}
		h.name = base
		if part := componentOf(h, w); used[h.name] && part != "" {
			h.name = strings.Replace(base, w.chart+".", w.chart+"."+part+".", 1)
		}
		if used[h.name] {
			h.name = "" // no good name: it is written out in each place
			continue
		}
		used[h.name] = true
	}
}

// componentOf is the label app.kubernetes.io/component in a map.
func componentOf(h *mapHelper, w *writer) string {
	body := strings.Join(h.body, "\n")
	for _, quote := range []string{component.LabelComponent + ": ", component.LabelComponent + `" "`} {
		if _, after, found := strings.Cut(body, quote); found {
			end := strings.IndexAny(after, "\"\n ")
			if end < 0 {
				end = len(after)
			}
			return after[:end]
		}
	}
	for _, other := range w.maps {
		if other.name != "" && len(other.keys) > 0 && strings.Contains(body, fmt.Sprintf("%q", other.name)) {
			return componentOf(other, w)
		}
	}
	return ""
}

// helpers are the named templates that the files use.
func (w *writer) helpers(files []File) string {
	var b strings.Builder
	var all strings.Builder
	for _, f := range files {
		all.WriteString(f.Text)
	}
	var named []*mapHelper
	for _, key := range slices.Sorted(maps.Keys(w.maps)) {
		if w.maps[key].name != "" {
			named = append(named, w.maps[key])
			all.WriteString(strings.Join(w.maps[key].body, "\n"))
		}
	}
	text := all.String()
	if strings.Contains(text, fmt.Sprintf("include %q", w.chart+".fullname")) {
		fmt.Fprintf(&b, fullname, w.chart)
	}
	slices.SortFunc(named, func(a, b *mapHelper) int { return strings.Compare(a.name, b.name) })
	for _, h := range named {
		if !strings.Contains(text, fmt.Sprintf("include %q", h.name)) {
			continue
		}
		comment := "Labels of the objects."
		if part := componentOf(h, w); part != "" && strings.HasPrefix(h.name, w.chart+"."+part) {
			comment = "Labels of what is the component " + part + "."
		}
		if len(h.keys) > 0 {
			comment = "Labels by which pods are selected; they never change."
		}
		fmt.Fprintf(&b, "\n{{/*\n%s\n*/}}\n{{- define %q -}}\n%s\n{{- end }}\n", comment, h.name, strings.Join(h.body, "\n"))
	}
	if strings.Contains(text, fmt.Sprintf("include %q", w.chart+".image")) {
		fmt.Fprintf(&b, image, w.chart)
	}
	if strings.Contains(text, fmt.Sprintf("include %q", w.chart+".merge")) {
		fmt.Fprintf(&b, merge, w.chart)
	}
	return strings.TrimPrefix(b.String(), "\n")
}

// fullname follows the chart that "helm create" makes.
const fullname = `
{{/*
The base name of the objects: that of the release, with that of the chart unless
the release has it in its own. Names may have 63 characters at most.
*/}}
{{- define "%[1]s.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%%s-%%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
`

const image = `
{{/*
The reference of an image: registry/repository:tag@digest, without what is empty.
*/}}
{{- define "%[1]s.image" -}}
{{- with .registry }}{{ . }}/{{ end -}}
{{ .repository }}
{{- with .tag }}:{{ . }}{{ end }}
{{- with .digest }}@{{ . }}{{ end }}
{{- end }}
`

const merge = `
{{/*
One map out of a list of maps, of which later ones win.
*/}}
{{- define "%[1]s.merge" -}}
{{- $merged := dict }}
{{- range . }}
{{- range $key, $value := . }}
{{- $_ := set $merged $key $value }}
{{- end }}
{{- end }}
{{- with $merged }}
{{- toYaml . }}
{{- end }}
{{- end }}
`
