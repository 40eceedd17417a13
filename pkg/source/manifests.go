package source

import (
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Manifests reads a stream of YAML or JSON documents as kubectl and Helm do:
// plain scalars have the types of YAML 1.1 (yes is a boolean and 0777 a number
// in octal), as sigs.k8s.io/yaml reads them. Documents without a value are left
// out, and so are those with mistakes in keys, tags or aliases, which are given
// beside the others. The error is Errors, with the place where the text stops
// being YAML.
func Manifests(name string, data []byte) (documents []*Node, mistakes Errors, err error) {
	file, text, err := textFile(name, data)
	if err != nil {
		return nil, nil, err
	}
	decoder := yaml.NewDecoder(strings.NewReader(text))
	for {
		document, err := nextDocument(decoder)
		switch {
		case errors.Is(err, io.EOF):
			return documents, mistakes, nil
		case err != nil:
			return nil, nil, Errors{locate(file, text, err)}
		case isEmpty(document):
			continue
		}
		c := &converter{file: file, done: map[*yaml.Node]*anchored{}, kubernetes: true}
		node, err := c.document(document)
		if wrong, ok := errors.AsType[Errors](err); ok {
			mistakes = append(mistakes, wrong...)
			continue
		}
		if !node.null() {
			documents = append(documents, node)
		}
	}
}

// DecodeManifest is Decode for an object of Kubernetes: a number or boolean is
// a mistake wherever a string is wanted, and null in a list is the zero value.
func DecodeManifest(node *Node, into any) Errors {
	value := reflect.ValueOf(into)
	if node == nil || value.Kind() != reflect.Pointer || value.IsNil() {
		return Decode(node, into)
	}
	d := &decoder{types: types{}, strict: true}
	return d.root(node, value)
}

// booleans of YAML 1.1, as go.yaml.in/yaml/v2 reads them.
var (
	yesWords = []string{"y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"}
	noWords  = []string{"n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE"}
)

// resolveKubernetes gives the type of a plain scalar as sigs.k8s.io/yaml reads
// it, and its text as JSON has it.
func resolveKubernetes(text string) (Tag, string) {
	switch {
	case resolve(text) == Null:
		return Null, text
	case slices.Contains(yesWords, text):
		return Bool, "true"
	case slices.Contains(noWords, text):
		return Bool, "false"
	case resolve(text) == String && !strings.Contains(text, "_") && !strings.HasPrefix(strings.TrimLeft(text, "+-"), "0"):
		return String, text
	}
	plain := strings.ReplaceAll(text, "_", "")
	if c := plain[:min(1, len(plain))]; c == "" || !strings.Contains("+-.0123456789", c) || text[0] == '_' {
		return String, text
	}
	if number, err := strconv.ParseInt(plain, 0, 64); err == nil {
		return Int, strconv.FormatInt(number, 10)
	}
	if number, err := strconv.ParseUint(plain, 0, 64); err == nil {
		return Int, strconv.FormatUint(number, 10)
	}
	if resolve(plain) == Float || resolve(plain) == Int && !strings.Contains(plain, "o") {
		return Float, plain
	}
	return String, text
}
