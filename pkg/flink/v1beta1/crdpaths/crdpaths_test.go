package crdpaths_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crdpaths"
)

const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
spec:
  group: example.com
  names: {kind: Thing, plural: things, singular: thing, shortNames: [th]}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    additionalPrinterColumns:
    - {name: The Size, type: integer, jsonPath: .spec.size}
    subresources:
      status: {}
      scale: {specReplicasPath: .spec.size, statusReplicasPath: .status.size}
    schema:
      openAPIV3Schema:
        type: object
        description: not listed
        properties:
          spec:
            type: object
            required: [size]
            properties:
              size: {type: integer, minimum: 1}
              color: {type: string, enum: [red, blue]}
              free: {x-kubernetes-preserve-unknown-fields: true}
              port: {anyOf: [{type: integer}, {type: string}], x-kubernetes-int-or-string: true}
              names: {type: object, additionalProperties: {type: string}}
              left: {type: array, x-kubernetes-list-type: set, items: &leg {type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}}}
              right: {type: array, items: *leg}
`

const folded = `define left
 a string
 b string
 c string
Thing object
 #names things.example.com singular=thing shortNames=th scope=Namespaced
 #version v1 served=true storage=true
 #column0 "The Size" integer .spec.size priority=0
 #status subresource
 #scale specReplicasPath=.spec.size
 #scale statusReplicasPath=.status.size
 spec object required=["size"]
  color string enum=blue,red
  free preserve
  left[] object in x-kubernetes-list-type="set" = left
  names{} string
  port anyOf=integer|string int-or-string
  right[] object = left
  size integer minimum=1
`

func TestFold(t *testing.T) {
	if diff := cmp.Diff(folded, string(crdpaths.Fold([]*crdpaths.Node{read(t)}))); diff != "" {
		t.Errorf("want (-) and got (+) differ:\n%s", diff)
	}
}

func TestUnfold(t *testing.T) {
	nodes, err := crdpaths.Unfold([]byte(folded))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]*crdpaths.Node{read(t)}, nodes); diff != "" {
		t.Errorf("read from the CRD (-) and from its list (+) differ:\n%s", diff)
	}
}

func TestUnfoldRefusesBrokenLists(t *testing.T) {
	for text, want := range map[string]string{
		"Thing object\n   spec object\n":         `line 2: "spec object" is indented too far`,
		"Thing object\n spec object = nothing\n": `line 2: "nothing" is not defined above`,
	} {
		if _, err := crdpaths.Unfold([]byte(text)); err == nil || err.Error() != want {
			t.Errorf("error is %v, want %s", err, want)
		}
	}
}

func TestWithout(t *testing.T) {
	for _, line := range read(t).Without("spec").Lines() {
		if line == "Thing.spec.color string enum=blue,red" {
			t.Errorf("still there: %s", line)
		}
	}
	if all := read(t).Without("color").Lines(); len(all) != len(read(t).Lines())-1 {
		t.Errorf("only one line should be gone, left are %q", all)
	}
}

func read(t *testing.T) *crdpaths.Node {
	t.Helper()
	node, err := crdpaths.Read([]byte(definition))
	if err != nil {
		t.Fatal(err)
	}
	return node
}
