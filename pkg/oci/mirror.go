package oci

import "strings"

// Mirror is a registry, with an optional path, that holds copies of images of
// other registries.
type Mirror struct{ name string }

// ParseMirror reads a host with an optional port and path, such as
// mirror.example.com:5000/flink.
func ParseMirror(text string) (Mirror, error) {
	switch {
	case strings.Contains(text, "://"):
		return Mirror{}, &SyntaxError{"registry", text, "leave out the scheme and write host[:port][/path]"}
	case strings.HasSuffix(text, "/"):
		return Mirror{}, &SyntaxError{"registry", text, "leave out the slash at the end"}
	}
	// A host that runtimes would not know as one comes back below docker.io.
	probe := text + "/probe/probe"
	if r, err := Parse(probe); err != nil || r.String() != probe {
		return Mirror{}, &SyntaxError{"registry", text, "write host[:port][/path] in lower case; the host has a dot or a port, or is localhost"}
	}
	return Mirror{name: text}, nil
}

// String is the host with its port and path.
func (m Mirror) String() string { return m.name }

// Map gives the place of an image on the mirror: its repository, tag and digest
// below the mirror, without its own registry. An image that is on the mirror
// stays where it is, so mapping twice changes nothing.
func (m Mirror) Map(r Reference) Reference {
	host, _, _ := strings.Cut(m.name, "/")
	below := strings.TrimPrefix(m.name+"/"+m.Below(r), host+"/")
	return Reference{Registry: host, Repository: below, Tag: r.Tag, Digest: r.Digest}
}

// Below is the path that an image has below the mirror.
func (m Mirror) Below(r Reference) string {
	if below, on := strings.CutPrefix(r.Name(), m.name+"/"); on {
		return below
	}
	return r.Repository
}

// Image is Map for references as text.
func (m Mirror) Image(text string) (string, error) {
	r, err := Parse(text)
	if err != nil {
		return "", err
	}
	return m.Map(r).String(), nil
}
