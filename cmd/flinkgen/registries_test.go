package main

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/images"
	"github.com/flinkgen/flinkgen/pkg/oci"
)

var (
	// publicRegistries must not be named in any form, comments included.
	publicRegistries = regexp.MustCompile(`\b(?:[a-z0-9-]+\.)?(?:docker\.io|quay\.io|ghcr\.io|gcr\.io|registry\.k8s\.io|public\.ecr\.aws|mcr\.microsoft\.com)\b`)
	// reference is a host, a path, and a tag or a digest.
	reference = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]+)?(?:/[A-Za-z0-9._-]+)+(?::[A-Za-z0-9_][A-Za-z0-9._-]*|@sha256:[0-9a-f]+)`)
	from      = regexp.MustCompile(`(?m)^FROM\s+(?:--\S+\s+)*(\S+)`)
	// registryKey and repositoryKey are those of charts' values and of Kustomize's
	// images.
	registryKey   = regexp.MustCompile(`(?m)^[ \t-]*"?(?:registry|newName)"?:[ \t]+"?'?([^\s"',{}]+)`)
	documentBreak = regexp.MustCompile(`(?m)^---$`)
)

// otherRegistries tells every registry but the mirror that a text names, each
// with its surroundings. It does not use what renders: it looks for public
// registries, for the images of the stack and of the catalog without the mirror in
// front, for everything that has the form of a reference, and for the fields that
// hold images. defaults says that an image without a registry is that of a chart
// which is judged as well.
func otherRegistries(known images.List, text string, defaults bool) []string {
	var found []string
	tell := func(what string, at int) {
		found = append(found, fmt.Sprintf("%s in …%s…", what, text[max(0, at-60):min(len(text), at+80)]))
	}
	for _, at := range publicRegistries.FindAllStringIndex(text, -1) {
		tell("registry "+text[at[0]:at[1]], at[0])
	}
	for _, at := range reference.FindAllStringIndex(text, -1) {
		r, err := oci.Parse(text[at[0]:at[1]])
		host := err == nil && strings.HasPrefix(text[at[0]:at[1]], r.Registry+"/")
		if host && !strings.HasSuffix(text[:at[0]], "/") && !onAirGapMirror(text[at[0]:at[1]]) {
			tell("image "+r.String(), at[0])
		}
	}
	for name := range shortNames(known) {
		for at := range indexes(text, name) {
			before := text[:at]
			if !strings.HasSuffix(before, airGapMirror+"/") && !strings.HasSuffix(before, airGapMirror+"/library/") && !inName(before) {
				tell("image "+name, at)
			}
		}
	}
	for _, at := range from.FindAllStringSubmatchIndex(text, -1) {
		if !onAirGapMirror(text[at[2]:at[3]]) {
			tell("base image", at[2])
		}
	}
	for _, at := range registryKey.FindAllStringSubmatchIndex(text, -1) {
		if value := text[at[2]:at[3]]; value != airGapMirror && !onAirGapMirror(value) && value != "mirror.example.com:5000" && !strings.HasPrefix(value, "{{") {
			tell("registry "+value, at[2])
		}
	}
	return append(found, imageFields(text, defaults)...)
}

func onAirGapMirror(image string) bool { return strings.HasPrefix(image, airGapMirror+"/") }

// shortNames are repository:tag of every image, with and without library/.
func shortNames(known images.List) map[string]bool {
	all := map[string]bool{}
	add := func(repository, tag string) {
		if tag != "" {
			all[strings.TrimPrefix(repository, "library/")+":"+tag] = true
		}
	}
	for _, entry := range catalog.All() {
		add(entry.Repository, entry.Tag)
	}
	for _, image := range known {
		if onAirGapMirror(image.Source.String()) {
			continue
		}
		add(image.Source.Repository, image.Source.Tag)
	}
	return all
}

func indexes(text, part string) func(func(int) bool) {
	return func(yield func(int) bool) {
		for from := 0; ; {
			i := strings.Index(text[from:], part)
			if i < 0 || !yield(from+i) {
				return
			}
			from += i + len(part)
		}
	}
}

// inName says whether what follows is the end of a longer name.
func inName(before string) bool {
	return before != "" && regexp.MustCompile(`[A-Za-z0-9._-]$`).MatchString(before)
}

// imageFields are the fields of YAML documents that hold images from elsewhere.
// Templates, which are no YAML, have none.
func imageFields(text string, defaults bool) []string {
	var found []string
	for _, document := range documentBreak.Split(text, -1) {
		var tree any
		if err := yaml.Unmarshal([]byte(document), &tree); err != nil {
			continue
		}
		if defaults {
			fillRegistries(tree)
		}
		joinRegistries(tree, globalRegistry(tree))
		images.Rewrite(tree, func(path, reference string) string {
			if !onAirGapMirror(reference) {
				found = append(found, path+": "+reference)
			}
			return reference
		})
	}
	return found
}

// joinRegistries puts the registry beside an image, or else the one that the values
// of the chart have for all, before an image that has a tag beside it: ingress-nginx
// parts images so.
func joinRegistries(tree any, registry string) {
	switch v := tree.(type) {
	case map[string]any:
		own, _ := v["registry"].(string)
		if name, ok := v["image"].(string); ok && v["tag"] != nil && cmp.Or(own, registry) != "" {
			v["image"] = cmp.Or(own, registry) + "/" + name
		}
		for _, value := range v {
			joinRegistries(value, registry)
		}
	case []any:
		for _, value := range v {
			joinRegistries(value, registry)
		}
	}
}

// globalRegistry is global.image.registry of a chart's values.
func globalRegistry(tree any) string {
	for _, key := range []string{"global", "image"} {
		values, _ := tree.(map[string]any)
		tree = values[key]
	}
	values, _ := tree.(map[string]any)
	registry, _ := values["registry"].(string)
	return registry
}

// fillRegistries gives every image that has none a registry, as Helm does from the
// values of the chart.
func fillRegistries(tree any) {
	switch v := tree.(type) {
	case map[string]any:
		if v["repository"] != nil && v["registry"] == nil {
			v["registry"] = airGapMirror
		}
		for _, value := range v {
			fillRegistries(value)
		}
	case []any:
		for _, value := range v {
			fillRegistries(value)
		}
	}
}
