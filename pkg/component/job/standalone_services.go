package job

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The ports of a standalone cluster.
const (
	JobManagerPort  = 6123
	BlobServerPort  = 6124
	TaskManagerPort = 6122
)

// jobManagerService is where TaskManagers find the JobManager. With high
// availability they find it through that.
func jobManagerService(v Values) *corev1.Service {
	return &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: roleMeta(v, roleJobManager),
		Spec: corev1.ServiceSpec{
			Selector: roleSelector(v, roleJobManager),
			Ports: []corev1.ServicePort{
				{Name: "rpc", Port: JobManagerPort, TargetPort: intstr.FromString("rpc")},
				{Name: "blob-server", Port: BlobServerPort, TargetPort: intstr.FromString("blob-server")},
			},
		},
	}
}

// restService has the name that the operator gives it, so that routes lead to
// it in every mode.
func restService(v Values) *corev1.Service {
	service := &corev1.Service{
		TypeMeta:   component.CoreV1("Service"),
		ObjectMeta: meta(v, v.Name+"-rest"),
		Spec: corev1.ServiceSpec{
			Type:     v.Standalone.Service.Type,
			Selector: roleSelector(v, roleJobManager),
			Ports:    []corev1.ServicePort{{Name: "rest", Port: restPort, TargetPort: intstr.FromString("rest")}},
		},
	}
	service.Labels = component.Labels(selector(v), v.Labels, v.Standalone.Service.Labels)
	service.Annotations = component.Merge(v.Annotations, v.Standalone.Service.Annotations)
	return service
}
