package argocd_test

import (
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/render/argocd"
)

func ExampleApplications() {
	s, err := flinkgen.Load(flinkgen.LoadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	b, err := flinkgen.Build(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	applications, err := argocd.Applications(b, argocd.Options{
		Name:           "prod-eu",
		RepoURL:        "https://git.example.com/platform/flink.git",
		TargetRevision: "main",
		Path:           "clusters/prod-eu",
		Destination:    v1alpha1.ApplicationDestination{Name: "prod-eu"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range applications[:4] {
		fmt.Println(a.Annotations[v1alpha1.SyncWave], a.Name, a.Spec.Source.Path)
	}
	// Output:
	// 0 prod-eu-namespaces clusters/prod-eu/manifests/00-namespaces
	// 1 prod-eu-crds clusters/prod-eu/manifests/10-crds
	// 2 prod-eu-local-volumes clusters/prod-eu/manifests/20-local-volumes
	// 3 prod-eu-minio clusters/prod-eu/manifests/30-minio
}
