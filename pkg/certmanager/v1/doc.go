// Package v1 holds the part of cert-manager.io/v1 that flinkgen writes: an
// Issuer that signs for itself or with a CA, and a Certificate with a PKCS#12
// keystore. Status and the other issuers are left out: cert-manager fills the
// one, and nothing here writes the others.
//
// Source: cert-manager, pkg/apis/certmanager/v1 of v1.18. All fields exist
// since v1.0.
package v1
