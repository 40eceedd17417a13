// Command crdpaths prints what CRD files hold as a short list, one line per
// property:
//
//	go run -C tools ./crdpaths [-without name,…] FILE…
//
// -without leaves out properties of these names, with whatever is below them.
// The README in testdata/crds says how its lists are made with this command.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crdpaths"
)

func main() {
	without := flag.String("without", "", "names of properties to leave out, separated by commas")
	flag.Parse()
	if err := run(strings.Split(*without, ","), flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "crdpaths:", err)
		os.Exit(1)
	}
}

func run(without, files []string) error {
	var nodes []*crdpaths.Node
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		node, err := crdpaths.Read(data)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		nodes = append(nodes, node.Without(without...))
	}
	_, err := os.Stdout.Write(crdpaths.Fold(nodes))
	return err
}
