package bundle_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	certmanagerv1 "github.com/flinkgen/flinkgen/pkg/certmanager/v1"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

func TestIndex(t *testing.T) {
	x := bundle.NewIndex(slices.Values([]component.Object{
		&corev1.Secret{TypeMeta: typed("v1", "Secret"), ObjectMeta: meta("ns", "s"), Data: map[string][]byte{"data": nil}, StringData: map[string]string{"text": ""}},
		&corev1.ConfigMap{TypeMeta: typed("v1", "ConfigMap"), ObjectMeta: meta("ns", "m"), Data: map[string]string{"data": ""}, BinaryData: map[string][]byte{"binary": nil}},
		&corev1.Service{TypeMeta: typed("v1", "Service"), ObjectMeta: meta("ns", "v"), Spec: corev1.ServiceSpec{Ports: []corev1.ServicePort{{Name: "http", Port: 80}}}},
		&certmanagerv1.Certificate{TypeMeta: typed("cert-manager.io/v1", "Certificate"), ObjectMeta: meta("ns", "c"), Spec: certmanagerv1.CertificateSpec{
			SecretName: "made", Keystores: &certmanagerv1.CertificateKeystores{PKCS12: &certmanagerv1.PKCS12Keystore{Create: true}},
		}},
		&certmanagerv1.Certificate{TypeMeta: typed("cert-manager.io/v1", "Certificate"), ObjectMeta: meta("ns", "plain"), Spec: certmanagerv1.CertificateSpec{SecretName: "plain"}},
		&v1beta1.FlinkDeployment{TypeMeta: typed("flink.apache.org/v1beta1", "FlinkDeployment"), ObjectMeta: meta("ns", "job")},
		bundle.NewDefinition("things.example.com", nil),
	}))
	near := func(kind, name string) bundle.Target { return bundle.Target{Kind: kind, Namespace: "ns", Name: name} }
	for _, test := range []struct {
		target bundle.Target
		part   string
		want   bool
	}{
		{near("Secret", "s"), "", true},
		{near("Secret", "s"), "data", true},
		{near("Secret", "s"), "text", true},
		{near("Secret", "s"), "other", false},
		{near("Secret", "other"), "", false},
		{bundle.Target{Kind: "Secret", Namespace: "elsewhere", Name: "s"}, "", false},
		{bundle.Target{Group: "example.com", Kind: "Secret", Namespace: "ns", Name: "s"}, "", false},
		{near("ConfigMap", "m"), "data", true},
		{near("ConfigMap", "m"), "binary", true},
		{near("ConfigMap", "m"), "other", false},
		{near("Service", "v"), "http", true},
		{near("Service", "v"), "80", true},
		{near("Service", "v"), "8080", false},
		{near("Secret", "made"), "tls.crt", true},
		{near("Secret", "made"), "keystore.p12", true},
		{near("Secret", "plain"), "tls.key", true},
		{near("Secret", "plain"), "keystore.p12", false},
		{near("Service", "job-rest"), "rest", true},
		{near("Service", "job-rest"), "8081", true},
		{near("Service", "job-rest"), "8080", false},
		{bundle.Target{Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition", Name: "things.example.com"}, "", true},
		{bundle.Target{Group: "cert-manager.io", Kind: "Certificate", Namespace: "ns", Name: "c"}, "anything", true},
	} {
		if got := x.Has(bundle.Reference{Target: test.target, Part: test.part}); got != test.want {
			t.Errorf("%s %q: %v, want %v", test.target, test.part, got, test.want)
		}
	}
}

func TestDangling(t *testing.T) {
	b := &bundle.Bundle{}
	b.Add("one", bundle.WaveStores, []component.Object{
		&corev1.Pod{TypeMeta: typed("v1", "Pod"), ObjectMeta: meta("ns", "p"), Spec: corev1.PodSpec{
			ServiceAccountName: "account",
			Containers: []corev1.Container{{Env: []corev1.EnvVar{{ValueFrom: &corev1.EnvVarSource{
				SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: corev1.LocalObjectReference{Name: "s"}, Key: "password"},
			}}}}},
		}},
		&corev1.Namespace{TypeMeta: typed("v1", "Namespace"), ObjectMeta: meta("", "ns")},
	})
	texts := func(besides ...component.Object) []string {
		var all []string
		for _, d := range b.Dangling(besides...) {
			all = append(all, d.String())
		}
		return all
	}
	want := []string{
		"Pod ns/p: spec.serviceAccountName: no ServiceAccount ns/account",
		`Pod ns/p: spec.containers[0].env[0].valueFrom.secretKeyRef: no Secret ns/s with "password"`,
	}
	if diff := cmp.Diff(want, texts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	secret := &corev1.Secret{TypeMeta: typed("v1", "Secret"), ObjectMeta: meta("ns", "s"), StringData: map[string]string{"user": "x"}}
	if diff := cmp.Diff(want, texts(secret)); diff != "" {
		t.Errorf("a Secret without the key (-want +got):\n%s", diff)
	}
	secret.StringData["password"] = "x"
	account := &corev1.ServiceAccount{TypeMeta: typed("v1", "ServiceAccount"), ObjectMeta: meta("ns", "account")}
	if got := texts(secret, account); got != nil {
		t.Errorf("all is there: %q", got)
	}
}

func ExampleBundle_Dangling() {
	b := &bundle.Bundle{Name: "shop"}
	b.Add("web", bundle.WaveJobs, []component.Object{
		&corev1.Namespace{TypeMeta: typed("v1", "Namespace"), ObjectMeta: meta("", "shop")},
		&corev1.Pod{TypeMeta: typed("v1", "Pod"), ObjectMeta: meta("shop", "web"), Spec: corev1.PodSpec{ServiceAccountName: "web"}},
	})
	for _, missing := range b.Dangling() {
		fmt.Println(missing)
	}
	// Output: Pod shop/web: spec.serviceAccountName: no ServiceAccount shop/web
}
