package operator

import (
	corev1 "k8s.io/api/core/v1"

	certmanager "github.com/flinkgen/flinkgen/pkg/certmanager/v1"
)

const (
	issuerName        = "flink-operator-selfsigned-issuer"
	certificateName   = "flink-operator-serving-cert"
	certificateSecret = "webhook-server-cert"
	keystoreFile      = certmanager.KeystorePKCS12
)

func issuer(v Values) *certmanager.Issuer {
	return &certmanager.Issuer{
		TypeMeta:   certmanager.TypeMeta("Issuer"),
		ObjectMeta: meta(v, issuerName),
		Spec:       certmanager.IssuerSpec{SelfSigned: &certmanager.SelfSignedIssuer{}},
	}
}

func certificate(v Values) *certmanager.Certificate {
	return &certmanager.Certificate{
		TypeMeta:   certmanager.TypeMeta("Certificate"),
		ObjectMeta: meta(v, certificateName),
		Spec: certmanager.CertificateSpec{
			SecretName: certificateSecret,
			CommonName: "FlinkDeployment Validator",
			DNSNames: []string{
				webhookServiceName + "." + v.Namespace + ".svc",
				webhookServiceName + "." + v.Namespace + ".svc." + v.Webhook.ClusterDomain,
			},
			IssuerRef: certmanager.IssuerReference{Group: certmanager.Group, Kind: "Issuer", Name: issuerName},
			Keystores: &certmanager.CertificateKeystores{PKCS12: &certmanager.PKCS12Keystore{
				Create:            true,
				PasswordSecretRef: certmanager.SecretKeySelector{Name: v.Webhook.SecretName, Key: PasswordKey},
			}},
		},
	}
}

// keystore is the volume with the keystore alone: the webhook needs no other
// form of the key.
func keystore() corev1.Volume {
	return corev1.Volume{
		Name: keystoreVolume,
		VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{
			SecretName: certificateSecret,
			Items:      []corev1.KeyToPath{{Key: keystoreFile, Path: keystoreFile}},
		}},
	}
}
