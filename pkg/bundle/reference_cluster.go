package bundle

import (
	"cmp"
	"strconv"
	"strings"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// access is who may do what.
func (c *collector) access(o component.Object) {
	switch o := o.(type) {
	case *corev1.ServiceAccount:
		for i, secret := range o.ImagePullSecrets {
			c.add(field.NewPath("imagePullSecrets").Index(i).Child("name"), c.near("Secret", secret.Name))
		}
	case *rbacv1.RoleBinding:
		c.role(o.RoleRef)
		c.subjects(o.Subjects)
	case *rbacv1.ClusterRoleBinding:
		c.role(o.RoleRef)
		c.subjects(o.Subjects)
	}
}

func (c *collector) role(role rbacv1.RoleRef) {
	target := wide(rbac, role.Kind, role.Name)
	if role.Kind == "Role" {
		target.Namespace = c.namespace
	}
	c.add(field.NewPath("roleRef", "name"), target)
}

func (c *collector) subjects(subjects []rbacv1.Subject) {
	for i, subject := range subjects {
		if subject.Kind == rbacv1.ServiceAccountKind {
			// The namespace of a RoleBinding is that of its subjects where they name none.
			c.add(field.NewPath("subjects").Index(i).Child("name"), Target{Kind: subject.Kind, Namespace: cmp.Or(subject.Namespace, c.namespace), Name: subject.Name})
		}
	}
}

// noProvisioner is the provisioner of classes whose volumes people make.
const noProvisioner = "kubernetes.io/no-provisioner"

func (c *collector) storage(o component.Object) {
	spec := field.NewPath("spec")
	switch o := o.(type) {
	case *corev1.PersistentVolumeClaim:
		c.claim(spec, &o.Spec)
	case *corev1.PersistentVolume:
		c.add(spec.Child("storageClassName"), wide(storage, "StorageClass", o.Spec.StorageClassName))
		if csi := o.Spec.CSI; csi != nil {
			c.add(spec.Child("csi", "driver"), wide(storage, "CSIDriver", csi.Driver), optional(new(true)))
			c.csiSecrets(spec.Child("csi"), csi)
		}
	case *storagev1.StorageClass:
		if o.Provisioner != noProvisioner {
			// A provisioner need not be a CSI driver.
			c.add(field.NewPath("provisioner"), wide(storage, "CSIDriver", o.Provisioner), optional(new(true)))
		}
		c.classSecrets(o.Parameters)
	}
}

func (c *collector) csiSecrets(at *field.Path, csi *corev1.CSIPersistentVolumeSource) {
	for _, use := range []struct {
		field  string
		secret *corev1.SecretReference
	}{
		{"controllerPublishSecretRef", csi.ControllerPublishSecretRef},
		{"nodeStageSecretRef", csi.NodeStageSecretRef},
		{"nodePublishSecretRef", csi.NodePublishSecretRef},
		{"controllerExpandSecretRef", csi.ControllerExpandSecretRef},
		{"nodeExpandSecretRef", csi.NodeExpandSecretRef},
	} {
		if use.secret != nil {
			c.add(at.Child(use.field, "name"), Target{Kind: "Secret", Namespace: use.secret.Namespace, Name: use.secret.Name})
		}
	}
}

func (c *collector) claim(at *field.Path, claim *corev1.PersistentVolumeClaimSpec) {
	if claim.StorageClassName != nil {
		c.add(at.Child("storageClassName"), wide(storage, "StorageClass", *claim.StorageClassName))
	}
	c.add(at.Child("volumeName"), wide("", "PersistentVolume", claim.VolumeName))
}

// secretParameters are what the CSI sidecars read Secrets by
// (https://kubernetes-csi.github.io/docs/secrets-and-credentials-storage-class.html).
var secretParameters = []string{"provisioner", "controller-publish", "controller-expand", "node-stage", "node-publish", "node-expand"}

func (c *collector) classSecrets(parameters map[string]string) {
	for _, use := range secretParameters {
		prefix := "csi.storage.k8s.io/" + use + "-secret-"
		name, namespace := parameters[prefix+"name"], parameters[prefix+"namespace"]
		if strings.Contains(name+namespace, "${") {
			continue // filled in for each claim
		}
		c.add(field.NewPath("parameters").Key(prefix+"name"), Target{Kind: "Secret", Namespace: namespace, Name: name})
	}
}

// injectFrom names the Certificate whose CA cert-manager writes into webhooks.
const injectFrom = "cert-manager.io/inject-ca-from"

func certificateOf(o metav1.Object) Target {
	namespace, name, found := strings.Cut(o.GetAnnotations()[injectFrom], "/")
	if !found {
		return Target{}
	}
	return Target{Group: certManager, Kind: "Certificate", Namespace: namespace, Name: name}
}

// admission is what the API server calls.
func (c *collector) admission(o component.Object) {
	at := field.NewPath("webhooks")
	switch o := o.(type) {
	case *admissionv1.ValidatingWebhookConfiguration:
		for i := range o.Webhooks {
			c.webhook(at.Index(i), o.Webhooks[i].ClientConfig)
		}
	case *admissionv1.MutatingWebhookConfiguration:
		for i := range o.Webhooks {
			c.webhook(at.Index(i), o.Webhooks[i].ClientConfig)
		}
	}
}

func (c *collector) webhook(at *field.Path, client admissionv1.WebhookClientConfig) {
	if client.Service == nil {
		return
	}
	port := int32(443)
	if client.Service.Port != nil {
		port = *client.Service.Port
	}
	c.add(at.Child("clientConfig", "service"),
		Target{Kind: "Service", Namespace: client.Service.Namespace, Name: client.Service.Name}, part(strconv.Itoa(int(port))))
}
