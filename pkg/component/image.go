package component

import (
	"encoding/json"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/oci"
)

// Image is a container image. In a stack file it is written as a reference
// ("docker.io/library/redis:7.2.11") or field by field.
type Image struct {
	// Registry is the host and optional port and path prefix, such as registry.example.com.
	Registry string `json:"registry,omitempty"`
	// Repository is the path of the image in its registry.
	Repository string `json:"repository,omitempty"`
	// Tag of the image.
	Tag string `json:"tag,omitempty"`
	// Digest pins the image, as sha256:…; it wins over the tag.
	Digest string `json:"digest,omitempty"`
	// PullPolicy of the container: Always, IfNotPresent or Never.
	PullPolicy corev1.PullPolicy `json:"pullPolicy,omitempty"`
}

// ImageOf is the newest image of a part of the catalog, pulled if not present.
func ImageOf(part string) Image { return FromCatalog(catalog.Newest(part)) }

// FromCatalog is the image of an entry of the catalog, pulled if not present.
func FromCatalog(entry catalog.Entry) Image {
	return Image{
		Registry:   entry.Registry,
		Repository: entry.Repository,
		Tag:        entry.Tag,
		PullPolicy: corev1.PullIfNotPresent,
	}
}

// Complete fills what is blank from another image. An image that names its
// repository keeps its registry; a digest needs no tag.
func (i *Image) Complete(from Image) {
	if i.Registry == "" && i.Repository == "" {
		i.Registry = from.Registry
	}
	if i.Repository == "" {
		i.Repository = from.Repository
	}
	if i.Tag == "" && i.Digest == "" {
		i.Tag = from.Tag
	}
	if i.PullPolicy == "" {
		i.PullPolicy = from.PullPolicy
	}
}

// Reference is the image as a container names it: registry/repository:tag@digest,
// without the parts that are empty.
func (i Image) Reference() string {
	var b strings.Builder
	if i.Registry != "" {
		b.WriteString(i.Registry)
		b.WriteByte('/')
	}
	b.WriteString(i.Repository)
	if i.Tag != "" {
		b.WriteByte(':')
		b.WriteString(i.Tag)
	}
	if i.Digest != "" {
		b.WriteByte('@')
		b.WriteString(i.Digest)
	}
	return b.String()
}

// ParseImage takes a reference apart as container runtimes do (oci.Parse).
func ParseImage(reference string) (Image, error) {
	r, err := oci.Parse(reference)
	if err != nil {
		return Image{}, err
	}
	return Image{Registry: r.Registry, Repository: r.Repository, Tag: r.Tag, Digest: r.Digest}, nil
}

// On gives the image as it is on a mirror, whose host, port and path become the
// registry.
func (i Image) On(mirror oci.Mirror) (Image, error) {
	r, err := oci.Parse(i.Reference())
	if err != nil {
		return Image{}, err
	}
	return Image{
		Registry: mirror.String(), Repository: mirror.Below(r), Tag: r.Tag, Digest: r.Digest,
		PullPolicy: i.PullPolicy,
	}, nil
}

// UnmarshalScalar sets the image from a reference and keeps the pull policy.
func (i *Image) UnmarshalScalar(reference string) error {
	parsed, err := ParseImage(reference)
	if err != nil {
		return err
	}
	parsed.PullPolicy = i.PullPolicy
	*i = parsed
	return nil
}

// UnmarshalJSON accepts a reference or an object.
func (i *Image) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var reference string
		if err := json.Unmarshal(data, &reference); err != nil {
			return err
		}
		return i.UnmarshalScalar(reference)
	}
	type plain Image
	return json.Unmarshal(data, (*plain)(i))
}
