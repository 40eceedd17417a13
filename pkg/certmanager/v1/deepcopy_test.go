package v1

import (
	"reflect"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

func TestDeepCopySharesNothing(t *testing.T) {
	issuer := &Issuer{
		TypeMeta:   TypeMeta("Issuer"),
		ObjectMeta: metav1.ObjectMeta{Name: "a", Labels: map[string]string{"k": "v"}},
		Spec: IssuerSpec{
			SelfSigned: &SelfSignedIssuer{CRLDistributionPoints: []string{"a"}},
			CA:         &CAIssuer{SecretName: "a"},
		},
	}
	certificate := &Certificate{
		TypeMeta:   TypeMeta("Certificate"),
		ObjectMeta: metav1.ObjectMeta{Name: "a", Labels: map[string]string{"k": "v"}},
		Spec: CertificateSpec{
			SecretName:  "a",
			DNSNames:    []string{"a"},
			Duration:    &metav1.Duration{Duration: time.Hour},
			RenewBefore: &metav1.Duration{Duration: time.Minute},
			Usages:      []string{"a"},
			PrivateKey:  &CertificatePrivateKey{Algorithm: "RSA"},
			Keystores:   &CertificateKeystores{PKCS12: &PKCS12Keystore{Create: true}},
		},
	}
	for _, original := range []runtime.Object{issuer, certificate} {
		copied := original.DeepCopyObject()
		if !reflect.DeepEqual(original, copied) {
			t.Errorf("the copy of %T differs: %+v", original, copied)
		}
		if path := shared(reflect.ValueOf(original), reflect.ValueOf(copied), ""); path != "" {
			t.Errorf("%T and its copy share %s", original, path)
		}
	}
}

// shared gives the path of the first memory that both values point to.
func shared(a, b reflect.Value, path string) string {
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() {
			return ""
		}
		if a.Pointer() == b.Pointer() {
			return path
		}
		return shared(a.Elem(), b.Elem(), path)
	case reflect.Slice, reflect.Map:
		if a.Len() > 0 && a.Pointer() == b.Pointer() {
			return path
		}
	case reflect.Struct:
		for i := range a.NumField() {
			if a.Type().Field(i).IsExported() {
				if found := shared(a.Field(i), b.Field(i), path+"."+a.Type().Field(i).Name); found != "" {
					return found
				}
			}
		}
	default:
	}
	return ""
}

func TestTypeMeta(t *testing.T) {
	if got, want := TypeMeta("Issuer").APIVersion, "cert-manager.io/v1"; got != want {
		t.Errorf("apiVersion %q, want %q", got, want)
	}
}
