package players

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	certmanagerv1 "github.com/flinkgen/flinkgen/pkg/certmanager/v1"
	"github.com/flinkgen/flinkgen/test/controlplane"
)

// certManager does what cert-manager does with a self-signed Issuer: it puts
// the certificate of each Certificate into its Secret, and the authority into
// the webhook configurations that ask for it by annotation. It needs the
// password of the keystore but writes no real one.
type certManager struct{ *Players }

func (c certManager) act(ctx context.Context) error {
	return errors.Join(c.issue(ctx), c.inject(ctx))
}

func certManagerKind(resource string) schema.GroupVersionResource {
	return schema.GroupVersionResource{Group: "cert-manager.io", Version: "v1", Resource: resource}
}

func (c certManager) issue(ctx context.Context) error {
	list, err := c.dynamic.Resource(certManagerKind("certificates")).List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, item := range list.Items {
		var certificate certmanagerv1.Certificate
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(item.Object, &certificate); err != nil {
			return err
		}
		secrets := c.client.CoreV1().Secrets(certificate.Namespace)
		if _, err := secrets.Get(ctx, certificate.Spec.SecretName, metav1.GetOptions{}); !apierrors.IsNotFound(err) {
			if err != nil {
				return err
			}
			continue
		}
		if _, err := c.dynamic.Resource(certManagerKind("issuers")).Namespace(certificate.Namespace).Get(ctx, certificate.Spec.IssuerRef.Name, metav1.GetOptions{}); err != nil {
			return err
		}
		data, err := issue("ca.crt", "tls.crt", "tls.key", certificate.Spec.DNSNames...)
		if err != nil {
			return err
		}
		if store := certificate.Spec.Keystores; store != nil && store.PKCS12 != nil {
			reference := store.PKCS12.PasswordSecretRef
			password, err := secrets.Get(ctx, reference.Name, metav1.GetOptions{})
			if err != nil {
				return err
			}
			if len(password.Data[reference.Key]) == 0 {
				return fmt.Errorf("secret %s/%s has no key %s", certificate.Namespace, reference.Name, reference.Key)
			}
			data[certmanagerv1.KeystorePKCS12] = []byte("a stand-in for the keystore")
		}
		if _, err := secrets.Create(ctx, &corev1.Secret{
			ObjectMeta: metav1.ObjectMeta{Name: certificate.Spec.SecretName}, Type: corev1.SecretTypeTLS, Data: data,
		}, metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	return nil
}

// issue makes an authority and a certificate for the names, under keys of a Secret.
func issue(authorityKey, certificateKey, privateKey string, names ...string) (map[string][]byte, error) {
	authority, err := controlplane.NewAuthority("webhook")
	if err != nil {
		return nil, err
	}
	certificate, key, err := authority.Issue(names[0], nil, names...)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{authorityKey: authority.PEM, certificateKey: certificate, privateKey: key}, nil
}

func (c certManager) inject(ctx context.Context) error {
	registration := c.client.AdmissionregistrationV1()
	mutating, err := registration.MutatingWebhookConfigurations().List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	var problems []error
	for _, one := range mutating.Items {
		var bundles [][]byte
		for _, hook := range one.Webhooks {
			bundles = append(bundles, hook.ClientConfig.CABundle)
		}
		patch, err := c.patch(ctx, one.ObjectMeta, bundles)
		if err == nil && patch != nil {
			_, err = registration.MutatingWebhookConfigurations().Patch(ctx, one.Name, types.JSONPatchType, patch, metav1.PatchOptions{FieldManager: "cert-manager"})
		}
		problems = append(problems, err)
	}
	validating, err := registration.ValidatingWebhookConfigurations().List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	for _, one := range validating.Items {
		var bundles [][]byte
		for _, hook := range one.Webhooks {
			bundles = append(bundles, hook.ClientConfig.CABundle)
		}
		patch, err := c.patch(ctx, one.ObjectMeta, bundles)
		if err == nil && patch != nil {
			_, err = registration.ValidatingWebhookConfigurations().Patch(ctx, one.Name, types.JSONPatchType, patch, metav1.PatchOptions{FieldManager: "cert-manager"})
		}
		problems = append(problems, err)
	}
	return errors.Join(problems...)
}

// patch is what a configuration lacks, as JSON patch; nil where nothing is to do.
func (c certManager) patch(ctx context.Context, configuration metav1.ObjectMeta, bundles [][]byte) ([]byte, error) {
	from, wanted := configuration.Annotations[certmanagerv1.InjectCAFrom]
	if !wanted {
		return nil, nil
	}
	namespace, name, _ := strings.Cut(from, "/")
	certificate, err := c.dynamic.Resource(certManagerKind("certificates")).Namespace(namespace).Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return nil, fmt.Errorf("configuration %s: %w", configuration.Name, err)
	}
	var typed certmanagerv1.Certificate
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(certificate.Object, &typed); err != nil {
		return nil, err
	}
	secret, err := c.client.CoreV1().Secrets(namespace).Get(ctx, typed.Spec.SecretName, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	return caBundlePatch(bundles, secret.Data["ca.crt"])
}

// caBundlePatch puts the authority into every webhook that has another one.
func caBundlePatch(bundles [][]byte, authority []byte) ([]byte, error) {
	var patch []map[string]any
	for i, bundle := range bundles {
		if !bytes.Equal(bundle, authority) {
			patch = append(patch, map[string]any{"op": "add", "path": fmt.Sprintf("/webhooks/%d/clientConfig/caBundle", i), "value": authority})
		}
	}
	if patch == nil {
		return nil, nil
	}
	return json.Marshal(patch)
}
