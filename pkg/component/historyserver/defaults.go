package historyserver

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// Defaults is a server of the newest Flink that reads archives from a JuiceFS volume.
func Defaults() Values {
	return Values{
		Name:                   "flink-historyserver",
		Namespace:              "flink",
		Image:                  component.ImageOf(catalog.Flink),
		ConfigFileName:         "config.yaml",
		ArchiveDir:             "file:///opt/flink/flink_history",
		ArchiveRefreshInterval: 10000,
		RetainedJobs:           -1,
		Port:                   8082,
		LogLevel:               "INFO",
		// A server without memory is restarted by the kubelet instead of limping on.
		JavaOpts: "-XX:MaxRAMPercentage=60.0 -XX:+ExitOnOutOfMemoryError",
		TimeZone: "UTC",
		Persistence: Persistence{
			Enabled:     true,
			Create:      true,
			ClaimName:   "flink-history",
			MountPath:   "/opt/flink/flink_history",
			AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteMany},
			Persistence: component.Persistence{
				StorageClassName: "juicefs-sc",
				Size:             resource.MustParse("5Gi"),
				// The archive outlives the release of Helm that made it.
				Annotations: map[string]string{"helm.sh/resource-policy": "keep"},
			},
		},
		Service:       Service{Service: component.Service{Type: corev1.ServiceTypeClusterIP}},
		Route:         RouteIngress,
		Host:          "flink-hs.example.com",
		Ingress:       Ingress{ClassName: "nginx"},
		Gateway:       Gateway{Name: "flink"},
		Resources:     component.Resources("100m", "1Gi", "1Gi"),
		InitResources: component.Resources("10m", "128Mi", "128Mi"),
	}
}
