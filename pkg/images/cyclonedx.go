package images

import (
	"bytes"
	"encoding/json"
	"io"
	"net/url"
	"path"
	"strings"

	"github.com/google/uuid"

	"github.com/flinkgen/flinkgen/pkg/oci"
)

// The parts of a CycloneDX bill of materials that a list of images has.
// Source: the JSON schema of CycloneDX 1.6 (ECMA-424).
type (
	bom struct {
		Schema       string          `json:"$schema"`
		Format       string          `json:"bomFormat"`
		SpecVersion  string          `json:"specVersion"`
		SerialNumber string          `json:"serialNumber"`
		Version      int             `json:"version"`
		Metadata     bomMetadata     `json:"metadata"`
		Components   []bomComponent  `json:"components"`
		Dependencies []bomDependency `json:"dependencies"`
	}
	bomMetadata struct {
		Tools     bomTools     `json:"tools"`
		Component bomComponent `json:"component"`
	}
	bomTools struct {
		Components []bomComponent `json:"components"`
	}
	bomComponent struct {
		Type       string        `json:"type"`
		Ref        string        `json:"bom-ref,omitempty"`
		Name       string        `json:"name"`
		Version    string        `json:"version,omitempty"`
		Hashes     []bomHash     `json:"hashes,omitempty"`
		PURL       string        `json:"purl,omitempty"`
		Properties []bomProperty `json:"properties,omitempty"`
	}
	bomHash struct {
		Algorithm string `json:"alg"`
		Content   string `json:"content"`
	}
	bomProperty struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	bomDependency struct {
		Ref       string   `json:"ref"`
		DependsOn []string `json:"dependsOn,omitempty"`
	}
)

// WriteCycloneDX writes the list as a CycloneDX 1.6 bill of materials of the
// stack, by the given version of flinkgen. The same list gives the same bytes: the
// bill has no time, and its serial number is made from what it says.
func (l List) WriteCycloneDX(w io.Writer, stack, version string) error {
	ref := "stack:" + stack
	b := bom{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", SpecVersion: "1.6", Version: 1,
		Metadata: bomMetadata{
			Tools:     bomTools{[]bomComponent{{Type: "application", Name: "flinkgen", Version: version}}},
			Component: bomComponent{Type: "application", Ref: ref, Name: stack},
		},
		Components:   make([]bomComponent, 0, len(l)),
		Dependencies: []bomDependency{{Ref: ref}},
	}
	for _, image := range l {
		c := componentOf(image)
		b.Components = append(b.Components, c)
		b.Dependencies[0].DependsOn = append(b.Dependencies[0].DependsOn, c.Ref)
		b.Dependencies = append(b.Dependencies, bomDependency{Ref: c.Ref})
	}
	content, err := json.Marshal(b)
	if err != nil {
		return err
	}
	b.SerialNumber = "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, bytes.Join([][]byte{[]byte(b.Schema), content}, nil)).String()
	return writeJSON(w, b)
}

func componentOf(image Image) bomComponent {
	c := bomComponent{
		Type: "container", Ref: image.Reference.String(), Name: image.Name(), Version: image.Tag, PURL: purl(image.Reference),
	}
	if image.Tag == "" {
		c.Version = image.Digest
	}
	if hash, ok := strings.CutPrefix(image.Digest, "sha256:"); ok {
		c.Hashes = []bomHash{{"SHA-256", hash}}
	}
	for _, component := range image.Components() {
		c.Properties = append(c.Properties, bomProperty{"flinkgen:component", component})
	}
	if image.Source != image.Reference {
		c.Properties = append(c.Properties, bomProperty{"flinkgen:source", image.Source.String()})
	}
	return c
}

// purl is the package URL of an image: the last segment of its repository, with
// its digest as version. Source: the type definition oci and the rules for
// encoding of the package URL specification (ECMA-427, 2025), by which colons
// stay as they are.
func purl(r oci.Reference) string {
	var b strings.Builder
	b.WriteString("pkg:oci/" + path.Base(r.Repository))
	if r.Digest != "" {
		b.WriteString("@" + r.Digest)
	}
	b.WriteString("?repository_url=" + strings.ReplaceAll(url.QueryEscape(r.Name()), "%3A", ":"))
	if r.Tag != "" {
		b.WriteString("&tag=" + url.QueryEscape(r.Tag))
	}
	return b.String()
}
