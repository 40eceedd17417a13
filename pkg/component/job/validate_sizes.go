package job

import (
	kubernetesresource "k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// sizes checks that the operator can read the resources. Whether they are
// enough is for Flink's memory model.
func (c *checker) sizes() {
	c.resource(c.at.Child("jobManager", "resource"), c.values.JobManager.Resource)
	c.resource(c.at.Child("taskManager", "resource"), c.values.TaskManager.Resource)
}

func (c *checker) resource(at *field.Path, r Resource) {
	switch size, err := c.operator.ParseResourceMemory(r.Memory); {
	case r.Memory == "":
		c.required(at.Child("memory"), "the operator knows no default; set the memory of the whole process, such as 2048m")
	case err != nil:
		c.invalid(at.Child("memory"), r.Memory, "operator "+c.operator.Version+" cannot read it: write a whole number and a unit in Flink's syntax, such as 2048m or 2g")
	case size <= 0:
		c.invalid(at.Child("memory"), r.Memory, "must be greater than 0")
	}
	if r.CPU <= 0 {
		c.invalid(at.Child("cpu"), r.CPU, "must be greater than 0; 0.5 is half a core")
	}
	if r.EphemeralStorage == "" {
		return
	}
	if size, err := kubernetesresource.ParseQuantity(r.EphemeralStorage); err != nil || size.Sign() <= 0 {
		c.invalid(at.Child("ephemeralStorage"), r.EphemeralStorage, "write a Kubernetes quantity, such as 5Gi")
	}
}
