package bundle

import (
	"bytes"
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/flinkgen/flinkgen/pkg/encode"
)

// Definition is a CustomResourceDefinition as generated text. It is large and
// the same in every stack, so it is written as it is and never parsed.
type Definition struct {
	metav1.PartialObjectMetadata
	text []byte
}

// NewDefinition gives the CustomResourceDefinition of that name with its YAML.
func NewDefinition(name string, text []byte) *Definition {
	return &Definition{
		PartialObjectMetadata: metav1.PartialObjectMetadata{
			TypeMeta:   metav1.TypeMeta{APIVersion: "apiextensions.k8s.io/v1", Kind: "CustomResourceDefinition"},
			ObjectMeta: metav1.ObjectMeta{Name: name},
		},
		text: text,
	}
}

// EncodedYAML is the definition as YAML, without a document separator.
func (d *Definition) EncodedYAML() []byte { return d.text }

// DeepCopyObject copies the metadata and shares the text, which nobody changes.
func (d *Definition) DeepCopyObject() runtime.Object {
	return &Definition{PartialObjectMetadata: *d.PartialObjectMetadata.DeepCopy(), text: d.text}
}

// Annotated gives the definition with annotations in its text too. It needs a
// text whose metadata starts with the name and has no annotations.
func (d *Definition) Annotated(annotations map[string]string) (*Definition, error) {
	head := []byte("\nmetadata:\n  name: " + d.Name + "\n")
	before, after, found := bytes.Cut(d.text, head)
	if !found || bytes.HasPrefix(after, []byte("  ")) {
		return nil, fmt.Errorf("the text of definition %q has more metadata than a name", d.Name)
	}
	lines, err := encode.Append(nil, annotations)
	if err != nil {
		return nil, err
	}
	text := append(bytes.Clone(before), head...)
	text = append(text, "  annotations:\n"...)
	for line := range bytes.Lines(lines) {
		text = append(append(text, "    "...), line...)
	}
	annotated := NewDefinition(d.Name, append(text, after...))
	annotated.Annotations = annotations
	return annotated, nil
}
