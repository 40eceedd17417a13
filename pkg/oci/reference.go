package oci

import (
	"strings"

	"github.com/distribution/reference"
)

// Reference names an image: registry/repository:tag@digest.
type Reference struct {
	// Registry is a host with an optional port, such as docker.io.
	Registry string
	// Repository is the path of the image in its registry, such as library/redis.
	Repository string
	// Tag is empty where the reference has none.
	Tag string
	// Digest is such as sha256:…; it is empty where the reference has none, and
	// wins over the tag where it has both.
	Digest string
}

// Parse reads a reference as container runtimes do: the first segment is a
// registry where it holds a dot or a colon or is localhost. The registry is
// docker.io otherwise, where a name of one segment belongs to library/.
// Source of the grammar: github.com/distribution/reference v0.6.0.
func Parse(text string) (Reference, error) {
	named, err := reference.ParseNormalizedNamed(text)
	if err != nil {
		// The cause says "invalid reference format", which helps nobody.
		return Reference{}, &SyntaxError{"image", text, "write [registry/]name:tag in lower case, or name@sha256: and 64 hexadecimal digits"}
	}
	r := Reference{Registry: reference.Domain(named), Repository: reference.Path(named)}
	if tagged, ok := named.(reference.Tagged); ok {
		r.Tag = tagged.Tag()
	}
	if digested, ok := named.(reference.Digested); ok {
		r.Digest = digested.Digest().String()
	}
	return r, nil
}

// Name is registry/repository.
func (r Reference) Name() string { return r.Registry + "/" + r.Repository }

// String is the whole reference, without the parts that are empty.
func (r Reference) String() string {
	var b strings.Builder
	b.WriteString(r.Name())
	if r.Tag != "" {
		b.WriteString(":" + r.Tag)
	}
	if r.Digest != "" {
		b.WriteString("@" + r.Digest)
	}
	return b.String()
}
