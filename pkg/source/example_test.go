package source_test

import (
	"fmt"
	"reflect"

	"github.com/flinkgen/flinkgen/pkg/source"
)

type cache struct {
	Replicas int      `json:"replicas"`
	Nodes    []string `json:"nodes"`
	Mode     string   `json:"mode" enum:"single,sentinel"`
}

func Example() {
	base, err := source.Parse("stack.yaml", []byte("replicas: 3\nnodes: [a, b]\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	set, err := source.ParseSet("replicas=5")
	if err != nil {
		fmt.Println(err)
		return
	}
	values := cache{Mode: "sentinel"}
	errs := source.Decode(source.Merge(base, set, reflect.TypeFor[cache]()), &values)
	fmt.Println(values, errs.Err())
	// Output: {5 [a b] sentinel} <nil>
}

func ExampleDecode_errors() {
	node, err := source.Parse("stack.yaml", []byte("replcas: 5\nmode: sentinal\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	var values cache
	fmt.Println(source.Decode(node, &values))
	// Output:
	// stack.yaml:1:1: replcas: unknown field "replcas"; did you mean "replicas"?
	//    1 | replcas: 5
	//      | ^
	// stack.yaml:2:7: mode: expected one of single, sentinel, found the string "sentinal"; did you mean "sentinel"?
	//    2 | mode: sentinal
	//      |       ^
}
