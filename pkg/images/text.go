package images

import (
	"regexp"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/oci"
)

// named is a reference behind a name that ends in image, in YAML, properties, a
// shell or a command line: image: redis:7, ceMountImage: "a/b:1", --image=a/b:1,
// --image a/b:1, -Dkubernetes.container.image.ref=a/b:1.
var named = regexp.MustCompile(`(?i:image(?:\.ref)?["']?[ \t]*[:=][ \t]*|-[a-z0-9._-]*image[ \t]+)["']?([A-Za-z0-9][A-Za-z0-9._/:@-]*)`)

// Text calls f with every image that a text names, such as a script or a
// configuration file, and gives the text with what f gives in their places.
// A word alone, as in "image: redis", is not taken for an image there: it has
// to have a registry, a path, a tag or a digest.
func Text(text string, f func(reference string) string) string {
	if !strings.Contains(text, "mage") && !strings.Contains(text, "MAGE") {
		return text
	}
	var b strings.Builder
	end := 0
	for _, at := range named.FindAllStringSubmatchIndex(text, -1) {
		reference := strings.TrimRight(text[at[2]:at[3]], ".:")
		if !recognisable(reference) {
			continue
		}
		if _, err := oci.Parse(reference); err != nil {
			continue
		}
		b.WriteString(text[end:at[2]])
		b.WriteString(f(reference))
		end = at[2] + len(reference)
	}
	if end == 0 {
		return text
	}
	b.WriteString(text[end:])
	return b.String()
}
