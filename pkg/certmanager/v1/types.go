package v1

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	// Group is the API group of cert-manager.
	Group = "cert-manager.io"
	// InjectCAFrom is the annotation that makes cert-manager write the CA of a
	// Certificate, named as namespace/name, into a webhook configuration.
	InjectCAFrom = "cert-manager.io/inject-ca-from"
	// KeystorePKCS12 is the key of the PKCS#12 keystore in the Secret of a Certificate.
	KeystorePKCS12 = "keystore.p12"
)

// TypeMeta is the type of a kind in cert-manager.io/v1.
func TypeMeta(kind string) metav1.TypeMeta {
	return metav1.TypeMeta{APIVersion: Group + "/v1", Kind: kind}
}

// Issuer signs the Certificates of its namespace.
type Issuer struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec IssuerSpec `json:"spec"`
}

// IssuerSpec says how an Issuer signs; exactly one field is set.
type IssuerSpec struct {
	// SelfSigned signs each certificate with its own key.
	SelfSigned *SelfSignedIssuer `json:"selfSigned,omitempty"`
	// CA signs with the key pair of a Secret.
	CA *CAIssuer `json:"ca,omitempty"`
}

// SelfSignedIssuer signs each certificate with its own key.
type SelfSignedIssuer struct {
	// CRLDistributionPoints are written into the certificates.
	CRLDistributionPoints []string `json:"crlDistributionPoints,omitempty"`
}

// CAIssuer signs with the key pair of a Secret.
type CAIssuer struct {
	// SecretName of the key pair, in the namespace of the Issuer.
	SecretName string `json:"secretName"`
}

// Certificate asks for a certificate that cert-manager keeps valid in a Secret.
type Certificate struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec CertificateSpec `json:"spec"`
}

// CertificateSpec is the wanted state of a Certificate.
type CertificateSpec struct {
	// SecretName of the Secret that cert-manager writes.
	SecretName string `json:"secretName"`
	// IssuerRef names the issuer.
	IssuerRef IssuerReference `json:"issuerRef"`
	// CommonName of the subject, 64 characters at most.
	CommonName string `json:"commonName,omitempty"`
	// DNSNames that the certificate is valid for.
	DNSNames []string `json:"dnsNames,omitempty"`
	// Duration of a certificate; cert-manager takes 90 days without it.
	Duration *metav1.Duration `json:"duration,omitempty"`
	// RenewBefore is how long before its end a certificate is renewed.
	RenewBefore *metav1.Duration `json:"renewBefore,omitempty"`
	// IsCA allows the certificate to sign others.
	IsCA bool `json:"isCA,omitempty"`
	// Usages of the key, such as "server auth".
	Usages []string `json:"usages,omitempty"`
	// PrivateKey of the certificate.
	PrivateKey *CertificatePrivateKey `json:"privateKey,omitempty"`
	// Keystores are written beside the PEM files.
	Keystores *CertificateKeystores `json:"keystores,omitempty"`
}

// IssuerReference names an issuer.
type IssuerReference struct {
	Name  string `json:"name"`
	Kind  string `json:"kind,omitempty"`
	Group string `json:"group,omitempty"`
}

// CertificatePrivateKey says how the private key is made.
type CertificatePrivateKey struct {
	// RotationPolicy is Never or Always.
	RotationPolicy string `json:"rotationPolicy,omitempty"`
	// Algorithm is RSA, ECDSA or Ed25519.
	Algorithm string `json:"algorithm,omitempty"`
	// Size of the key in bits.
	Size int `json:"size,omitempty"`
}

// CertificateKeystores are further forms of the key pair.
type CertificateKeystores struct {
	// PKCS12 is the keystore of Java and Windows.
	PKCS12 *PKCS12Keystore `json:"pkcs12,omitempty"`
}

// PKCS12Keystore asks for the entry KeystorePKCS12 in the Secret.
type PKCS12Keystore struct {
	// Create the keystore.
	Create bool `json:"create"`
	// PasswordSecretRef is the entry of a Secret that holds the password.
	PasswordSecretRef SecretKeySelector `json:"passwordSecretRef"`
}

// SecretKeySelector names an entry of a Secret.
type SecretKeySelector struct {
	Name string `json:"name"`
	Key  string `json:"key,omitempty"`
}
