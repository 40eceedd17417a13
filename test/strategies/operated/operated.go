// Package operated makes the objects that the Flink operator and Flink will
// make of a FlinkDeployment, as far as its pod template and its ingress decide
// about them. They never stand in flinkgen's output, so nothing else judges
// them before a cluster does.
//
// Sources: IngressUtils of flink-kubernetes-operator 1.15; the decorators in
// org.apache.flink.kubernetes.kubeclient.decorators of Flink 2.2.
package operated

import (
	"fmt"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// Objects gives the YAML of what is made of the deployment in the document:
// its Ingress, and the pods of both roles as PodTemplates. A document of
// another kind gives nothing.
func Objects(document []byte) ([][]byte, error) {
	var head metav1.TypeMeta
	if err := yaml.Unmarshal(document, &head); err != nil || head.Kind != "FlinkDeployment" {
		return nil, err
	}
	var deployment v1beta1.FlinkDeployment
	if err := yaml.Unmarshal(document, &deployment); err != nil {
		return nil, err
	}
	made, err := pods(&deployment)
	if err != nil {
		return nil, fmt.Errorf("pods of %s: %w", deployment.Name, err)
	}
	if deployment.Spec.Ingress != nil {
		ingress, err := Ingress(&deployment)
		if err != nil {
			return nil, fmt.Errorf("ingress of %s: %w", deployment.Name, err)
		}
		made = append(made, ingress)
	}
	var documents [][]byte
	for _, object := range made {
		text, err := yaml.Marshal(object)
		if err != nil {
			return nil, err
		}
		documents = append(documents, text)
	}
	return documents, nil
}
