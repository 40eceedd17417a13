package v1

import (
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

// DeepCopyObject gives an Issuer that shares nothing with this one.
func (i *Issuer) DeepCopyObject() runtime.Object { return i.DeepCopy() }

// DeepCopy gives an Issuer that shares nothing with this one.
func (i *Issuer) DeepCopy() *Issuer {
	if i == nil {
		return nil
	}
	out := *i
	out.ObjectMeta = cloneMeta(i.ObjectMeta)
	out.Spec.CA = clone(i.Spec.CA)
	if out.Spec.SelfSigned = clone(i.Spec.SelfSigned); out.Spec.SelfSigned != nil {
		out.Spec.SelfSigned.CRLDistributionPoints = slices.Clone(i.Spec.SelfSigned.CRLDistributionPoints)
	}
	return &out
}

// DeepCopyObject gives a Certificate that shares nothing with this one.
func (c *Certificate) DeepCopyObject() runtime.Object { return c.DeepCopy() }

// DeepCopy gives a Certificate that shares nothing with this one.
func (c *Certificate) DeepCopy() *Certificate {
	if c == nil {
		return nil
	}
	out := *c
	out.ObjectMeta = cloneMeta(c.ObjectMeta)
	out.Spec.DNSNames = slices.Clone(c.Spec.DNSNames)
	out.Spec.Duration = clone(c.Spec.Duration)
	out.Spec.RenewBefore = clone(c.Spec.RenewBefore)
	out.Spec.Usages = slices.Clone(c.Spec.Usages)
	out.Spec.PrivateKey = clone(c.Spec.PrivateKey)
	if out.Spec.Keystores = clone(c.Spec.Keystores); out.Spec.Keystores != nil {
		out.Spec.Keystores.PKCS12 = clone(c.Spec.Keystores.PKCS12)
	}
	return &out
}

// clone copies what a pointer points to, one level deep.
func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	copied := *p
	return &copied
}

func cloneMeta(m metav1.ObjectMeta) metav1.ObjectMeta { return *m.DeepCopy() }
