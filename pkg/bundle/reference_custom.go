package bundle

import (
	"k8s.io/apimachinery/pkg/util/validation/field"

	certmanagerv1 "github.com/flinkgen/flinkgen/pkg/certmanager/v1"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
)

// custom are the kinds of cert-manager, of the Prometheus operator and of the
// Flink operator.
func (c *collector) custom(o component.Object) {
	spec := field.NewPath("spec")
	switch o := o.(type) {
	case *certmanagerv1.Issuer:
		if o.Spec.CA != nil {
			c.add(spec.Child("ca", "secretName"), c.near("Secret", o.Spec.CA.SecretName))
		}
	case *certmanagerv1.Certificate:
		c.certificate(spec, &o.Spec)
	case *monitoringv1.PodMonitor:
		for i, name := range o.Spec.NamespaceSelector.MatchNames {
			c.add(spec.Child("namespaceSelector", "matchNames").Index(i), wide("", "Namespace", name))
		}
	case *v1beta1.FlinkDeployment:
		c.flinkDeployment(spec, &o.Spec)
	case *v1beta1.FlinkBlueGreenDeployment:
		if o.Spec.Template != nil && o.Spec.Template.Spec != nil {
			c.flinkDeployment(spec.Child("template", "spec"), o.Spec.Template.Spec)
		}
	case *v1beta1.FlinkSessionJob:
		c.add(spec.Child("deploymentName"), c.flink("FlinkDeployment", o.Spec.DeploymentName))
	case *v1beta1.FlinkStateSnapshot:
		if job := o.Spec.JobReference; job != nil {
			c.add(spec.Child("jobReference"), c.flink(string(job.Kind), job.Name))
		}
	}
}

func (c *collector) flink(kind, name string) Target {
	return Target{Group: v1beta1.GroupVersion().Group, Kind: kind, Namespace: c.namespace, Name: name}
}

func (c *collector) certificate(at *field.Path, spec *certmanagerv1.CertificateSpec) {
	issuer := Target{Group: certManager, Kind: "Issuer", Namespace: c.namespace, Name: spec.IssuerRef.Name}
	if spec.IssuerRef.Group != "" {
		issuer.Group = spec.IssuerRef.Group
	}
	if spec.IssuerRef.Kind != "" {
		issuer.Kind = spec.IssuerRef.Kind
	}
	if issuer.Kind == "ClusterIssuer" {
		issuer.Namespace = ""
	}
	c.add(at.Child("issuerRef"), issuer)
	if stores := spec.Keystores; stores != nil && stores.PKCS12 != nil {
		password := stores.PKCS12.PasswordSecretRef
		c.add(at.Child("keystores", "pkcs12", "passwordSecretRef"), c.near("Secret", password.Name), part(password.Key))
	}
}

func (c *collector) flinkDeployment(at *field.Path, spec *v1beta1.FlinkDeploymentSpec) {
	c.add(at.Child("serviceAccount"), c.near("ServiceAccount", spec.ServiceAccount))
	if ingress := spec.Ingress; ingress != nil {
		c.add(at.Child("ingress", "className"), wide(networking, "IngressClass", ingress.ClassName))
		for i, tls := range ingress.TLS {
			c.add(at.Child("ingress", "tls").Index(i).Child("secretName"), c.near("Secret", tls.SecretName))
		}
	}
	c.template(at.Child("podTemplate"), spec.PodTemplate)
	if spec.JobManager != nil {
		c.template(at.Child("jobManager", "podTemplate"), spec.JobManager.PodTemplate)
	}
	if spec.TaskManager != nil {
		c.template(at.Child("taskManager", "podTemplate"), spec.TaskManager.PodTemplate)
	}
}
