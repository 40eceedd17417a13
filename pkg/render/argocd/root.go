package argocd

import (
	"path"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/bundle"
)

// Root gives the Application that brings the project and the Applications, wave
// by wave. It has no finalizer: deleting it deletes nothing else.
func Root(b *bundle.Bundle, o Options) (*v1alpha1.Application, error) {
	o, err := o.complete(b)
	if err != nil {
		return nil, err
	}
	return o.root(b.Name), nil
}

// root is the Application that brings the directory of Applications.
func (o Options) root(stack string) *v1alpha1.Application {
	return &v1alpha1.Application{
		TypeMeta:   v1alpha1.TypeMeta("Application"),
		ObjectMeta: metav1.ObjectMeta{Name: o.Name, Namespace: o.Namespace, Labels: labels(stack), Annotations: rootAnnotations()},
		Spec:       o.rootSpec(path.Join(o.Path, ApplicationsDirectory)),
	}
}

func rootAnnotations() map[string]string {
	return map[string]string{v1alpha1.CompareOptions: serverSideDiff, v1alpha1.ManifestGeneratePaths: ownDirectory}
}

// rootSpec is that of an Application that brings objects of Argo CD.
func (o Options) rootSpec(directory string) v1alpha1.ApplicationSpec {
	return v1alpha1.ApplicationSpec{
		Project:     o.RootProject,
		Source:      o.source(directory),
		Destination: v1alpha1.ApplicationDestination{Server: v1alpha1.InCluster, Namespace: o.Namespace},
		SyncPolicy: v1alpha1.SyncPolicy{
			Automated:   &v1alpha1.SyncPolicyAutomated{Prune: true, SelfHeal: true},
			SyncOptions: []string{serverSideApply, failOnSharedResource},
			Retry:       retry(),
		},
	}
}

// applicationHealth is a key of the ConfigMap argocd-cm. Argo CD has no health
// for Applications since 1.8, and without it a wave of Applications waits for
// nothing (argo-cd, docs/operator-manual/health.md).
const applicationHealth = "resource.customizations.health.argoproj.io_Application"

// healthScript gives an Application the health of its objects.
const healthScript = `if obj.status == nil or obj.status.health == nil or obj.status.health.status == nil then
  return {status = "Progressing", message = "Argo CD has not looked at it yet"}
end
return {status = obj.status.health.status, message = obj.status.health.message or ""}
`

// configuration is the part of the ConfigMap of Argo CD that waves need.
type configuration struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Data map[string]string `json:"data"`
}

func configurationOf(o Options) configuration {
	return configuration{
		TypeMeta: metav1.TypeMeta{APIVersion: "v1", Kind: "ConfigMap"},
		ObjectMeta: metav1.ObjectMeta{
			Name:      "argocd-cm",
			Namespace: o.Namespace,
			Labels:    map[string]string{"app.kubernetes.io/part-of": "argocd"},
		},
		Data: map[string]string{applicationHealth: healthScript},
	}
}
