package bundle

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
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
