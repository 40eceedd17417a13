package crds_test

import (
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crds"
)

func ExampleFor() {
	all, err := crds.For("1.12.1")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, crd := range all {
		definition, err := crd.Definition()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(definition.Spec.Names.Kind, "is", crd.Name)
	}
	// Output:
	// FlinkDeployment is flinkdeployments.flink.apache.org
	// FlinkSessionJob is flinksessionjobs.flink.apache.org
	// FlinkStateSnapshot is flinkstatesnapshots.flink.apache.org
}
