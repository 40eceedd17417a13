package importer

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

func (m *manifests) deployment(one original, d *v1beta1.FlinkDeployment) {
	j := m.cluster(one, d.ObjectMeta, d.Spec)
	j.Ingress = ingress(d.Spec.Ingress)
	j.DeploymentMode = "application"
	if d.Spec.Job == nil {
		j.DeploymentMode = "session"
	}
}

func (m *manifests) blueGreen(one original, d *v1beta1.FlinkBlueGreenDeployment) {
	var s v1beta1.FlinkDeploymentSpec
	if d.Spec.Template != nil && d.Spec.Template.Spec != nil {
		s = *d.Spec.Template.Spec
	}
	j := m.cluster(one, d.ObjectMeta, s)
	j.Ingress = ingress(d.Spec.Ingress)
	j.DeploymentMode = "blueGreen"
	steering := job.BlueGreen{Configuration: d.Spec.Configuration}
	if d.Spec.Template != nil {
		steering.Labels, steering.Annotations = d.Spec.Template.Metadata.Labels, d.Spec.Template.Metadata.Annotations
	}
	if len(steering.Configuration)+len(steering.Labels)+len(steering.Annotations) > 0 {
		j.BlueGreen = &steering
	}
}

// cluster adds what a FlinkDeployment and the template of a
// FlinkBlueGreenDeployment have in common.
func (m *manifests) cluster(one original, meta metav1.ObjectMeta, s v1beta1.FlinkDeploymentSpec) *jobFile {
	j := &jobFile{
		Name:               meta.Name,
		Namespace:          meta.Namespace,
		Labels:             meta.Labels,
		Annotations:        meta.Annotations,
		Image:              image(s.Image, s.ImagePullPolicy),
		FlinkVersion:       string(s.FlinkVersion),
		ServiceAccount:     s.ServiceAccount,
		Mode:               s.Mode,
		RestartNonce:       s.RestartNonce,
		JobManager:         s.JobManager,
		FlinkConfiguration: s.FlinkConfiguration,
		LogConfiguration:   s.LogConfiguration,
		PodTemplate:        s.PodTemplate,
	}
	if s.Job != nil {
		j.JobSpec = *s.Job
	}
	if t := s.TaskManager; t != nil {
		j.TaskManager = &taskManager{Replicas: t.Replicas, Resource: t.Resource, PodTemplate: t.PodTemplate}
	}
	if m.byName[one.key()] != nil {
		m.note("%s is there twice: the second one is left out", one)
		return j
	}
	m.byName[one.key()] = j
	m.jobs = append(m.jobs, j)
	m.kept = append(m.kept, one)
	return j
}

func ingress(i *v1beta1.IngressSpec) *job.Ingress {
	if i == nil {
		return nil
	}
	return &job.Ingress{Type: "ingress", Template: i.Template, ClassName: i.ClassName, Annotations: i.Annotations, Labels: i.Labels, TLS: i.TLS}
}
