package secrets_test

import (
	"slices"
	"strings"
	"testing"
	"text/template"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/flinkgen/flinkgen/pkg/secrets"
)

var sorted = cmpopts.SortSlices(strings.Compare)

// The template of an ExternalSecret gives what the Secret has, from the values
// that it asks the store for and no others.
func TestExternalEqualsSecrets(t *testing.T) {
	for _, name := range scenarios(t) {
		for _, set := range [][]string{nil, {"juicefs.auth.existingSecret=", "storage.s3.auth.existingSecret="}} {
			s := complete(t, name, set...)
			want := made(t, s, named)
			objects, err := secrets.External(s, "vault")
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]map[string]string{}
			for _, o := range objects {
				got[o.GetNamespace()+"/"+o.GetName()] = expand(t, o.(*secrets.ExternalSecret))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s %v: the ExternalSecrets make other Secrets (-Secrets +ExternalSecrets):\n%s", name, set, diff)
			}
		}
	}
}

// expand does what the External Secrets Operator does, and checks that each
// value is used.
func expand(t *testing.T, e *secrets.ExternalSecret) map[string]string {
	t.Helper()
	values := map[string]string{}
	for _, value := range e.Spec.Data {
		values[value.SecretKey], _ = named(secrets.Value{Name: value.SecretKey})
	}
	for name := range values {
		if !slices.ContainsFunc(texts(e), func(text string) bool { return strings.Contains(text, "."+name+" ") }) {
			t.Errorf("%s/%s asks for %s and does not use it", e.Namespace, e.Name, name)
		}
	}
	data := map[string]string{}
	for key, text := range e.Spec.Target.Template.Data {
		parsed, err := template.New(key).Option("missingkey=error").Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := parsed.Execute(&out, values); err != nil {
			t.Fatal(err)
		}
		data[key] = out.String()
	}
	return data
}

func texts(e *secrets.ExternalSecret) []string {
	var all []string
	for _, text := range e.Spec.Target.Template.Data {
		all = append(all, text)
	}
	return all
}

// An ExternalSecret has all that the operator needs.
func TestExternalObject(t *testing.T) {
	objects, err := secrets.External(complete(t, "default"), "vault")
	if err != nil {
		t.Fatal(err)
	}
	e := objects[0].(*secrets.ExternalSecret)
	want := secrets.ExternalSecretSpec{
		SecretStoreRef: secrets.SecretStoreReference{Kind: "ClusterSecretStore", Name: "vault"},
		Target: secrets.ExternalSecretTarget{Name: "minio", Template: secrets.ExternalSecretTemplate{
			EngineVersion: "v2",
			Data:          map[string]string{"root-user": "{{ .minioRootUser }}", "root-password": "{{ .minioRootPassword }}"},
		}},
		Data: []secrets.ExternalSecretValue{
			{SecretKey: "minioRootUser", RemoteRef: secrets.RemoteReference{Key: "streaming", Property: "minioRootUser"}},
			{SecretKey: "minioRootPassword", RemoteRef: secrets.RemoteReference{Key: "streaming", Property: "minioRootPassword"}},
		},
	}
	if diff := cmp.Diff(want, e.Spec); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if e.APIVersion != "external-secrets.io/v1" || e.Kind != "ExternalSecret" || e.Namespace != "minio" || e.Name != "minio" {
		t.Errorf("%+v %+v", e.TypeMeta, e.ObjectMeta)
	}
	copied := e.DeepCopyObject().(*secrets.ExternalSecret)
	if diff := cmp.Diff(e, copied); diff != "" {
		t.Errorf("the copy differs: %s", diff)
	}
	copied.Spec.Target.Template.Data["root-user"], copied.Spec.Data[0].SecretKey, copied.Labels["x"] = "x", "x", "x"
	if cmp.Equal(e.Spec, copied.Spec) || e.Labels["x"] != "" || e.Spec.Data[0].SecretKey == "x" {
		t.Error("the copy shares data")
	}
}

func TestExternalNeedsStore(t *testing.T) {
	if _, err := secrets.External(complete(t, "default"), ""); err == nil || !strings.Contains(err.Error(), "--store") {
		t.Errorf("got %v", err)
	}
}
