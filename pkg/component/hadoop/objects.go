package hadoop

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// Values are the knobs of the configuration.
type Values struct {
	// ConfigMapName of the client configuration in each namespace.
	ConfigMapName string `json:"configMapName,omitempty" chart:"name"`
	// Namespaces that get the ConfigMap.
	Namespaces []Namespace `json:"namespaces,omitempty" chart:"each"`
	// Labels are added to every object.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to every object.
	Annotations map[string]string `json:"annotations,omitempty"`
	// Files of the configuration by name: core-site.xml, hdfs-site.xml. No passwords: they belong into Secrets.
	Files map[string]string `json:"files,omitempty"`
}

// Namespace gets the configuration.
type Namespace struct {
	// Name of the namespace.
	Name string `json:"name"`
}

// Defaults is the configuration of a single name node.
func Defaults() Values {
	return Values{
		ConfigMapName: "hadoop-configuration",
		Namespaces:    []Namespace{{Name: "flink"}},
		Files: map[string]string{"core-site.xml": `<?xml version="1.0"?>
<configuration>
  <property><name>fs.defaultFS</name><value>hdfs://namenode.example.com:8020</value></property>
</configuration>
`},
	}
}

// Objects gives the ConfigMaps.
func Objects(v Values) []component.Object {
	var objects []component.Object
	for _, namespace := range v.Namespaces {
		objects = append(objects, &corev1.ConfigMap{
			TypeMeta: component.CoreV1("ConfigMap"),
			ObjectMeta: metav1.ObjectMeta{
				Name:        v.ConfigMapName,
				Namespace:   namespace.Name,
				Labels:      component.Labels(component.Selector("hadoop", v.ConfigMapName), v.Labels),
				Annotations: component.Merge(v.Annotations),
			},
			Data: v.Files,
		})
	}
	return objects
}
