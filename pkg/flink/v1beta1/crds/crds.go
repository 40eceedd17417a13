// Package crds holds the CustomResourceDefinitions of the operator's kinds, for
// every release of the operator from 1.5.0 on.
//
// The newest ones are generated from the Go types of package v1beta1. The
// others are the newest without what later releases brought, so that the API
// server refuses or cuts off what the operator of that release does not know.
// The pod template is not part of that: it is always that of today's
// Kubernetes, since the operator passes it through.
package crds

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

//go:embed *.yaml
var files embed.FS

// CRD is the definition of one kind.
type CRD struct {
	// Name is the name of the object, for example
	// flinkdeployments.flink.apache.org.
	Name string
	// YAML is the object, with a comment on top and without a separator.
	YAML []byte
}

// Definition decodes the object. It costs as much as parsing half a megabyte
// of YAML; writing the YAML out does not need it.
func (c CRD) Definition() (*apiextensionsv1.CustomResourceDefinition, error) {
	definition := &apiextensionsv1.CustomResourceDefinition{}
	if err := yaml.UnmarshalStrict(c.YAML, definition); err != nil {
		return nil, fmt.Errorf("decode CRD %q: %w", c.Name, err)
	}
	return definition, nil
}

// oldest is the first release whose CRDs are known here.
const oldest = "1.5.0"

// Releases lists the operator releases that For knows, oldest first.
func Releases() []string {
	var known []string
	for _, release := range flink.Operators() {
		known = append(known, release.Version)
		if release.Version == oldest {
			break
		}
	}
	slices.Reverse(known)
	return known
}

// For gives the definitions that a release of the operator brings, by name.
func For(operatorVersion string) ([]CRD, error) {
	if !slices.Contains(Releases(), operatorVersion) {
		return nil, fmt.Errorf("no CRDs for operator version %q: want one of %s", operatorVersion, strings.Join(Releases(), ", "))
	}
	missing := after(operatorVersion)
	edits := editsFor(missing)
	var crds []CRD
	release, _ := flink.Operator(operatorVersion)
	for _, plural := range slices.Sorted(slices.Values(release.Kinds)) {
		crd, err := read(plural)
		if err != nil {
			return nil, err
		}
		if len(edits) > 0 {
			crd.YAML = edit(crd.YAML, edits)
		}
		crds = append(crds, crd)
	}
	return crds, nil
}

// after lists the releases that came after one.
func after(release string) []string {
	return Releases()[slices.Index(Releases(), release)+1:]
}

func read(plural string) (CRD, error) {
	name := plural + ".flink.apache.org"
	data, err := files.ReadFile(name + ".yaml")
	if err != nil {
		return CRD{}, err
	}
	return CRD{Name: name, YAML: data}, nil
}
