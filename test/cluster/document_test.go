package cluster_test

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// document is an object of a YAML stream.
type document struct {
	*unstructured.Unstructured
	// text is the document as it was written.
	text []byte
}

func (d document) String() string {
	name := d.GetKind() + " " + d.GetName()
	if d.GetNamespace() != "" {
		name += " in " + d.GetNamespace()
	}
	return name
}

// documents splits a YAML stream.
func documents(t *testing.T, stream []byte) []document {
	t.Helper()
	var all []document
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(stream)))
	for {
		text, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		object := &unstructured.Unstructured{}
		if err := yaml.Unmarshal(text, &object.Object); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if len(object.Object) > 0 {
			all = append(all, document{object, text})
		}
	}
}
