package argocd

import (
	"errors"
	"fmt"
	"maps"
	"path"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/argocd/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/render/gitops"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// clusterLabel is the cluster that an Application of an ApplicationSet is for.
const clusterLabel = "flinkgen.dev/cluster"

// setFile is the file of the ApplicationSet below ApplicationsDirectory.
const setFile = "applicationset.yaml"

// ApplicationSet gives an Application for each cluster of a fleet. It brings the
// AppProject and the Applications of the cluster, which are in
// clusters/CLUSTER/applications below the path of the options. The Applications
// have no finalizer: a cluster that leaves the fleet keeps what it has.
func ApplicationSet(stack string, clusters []string, o Options) (*v1alpha1.ApplicationSet, error) {
	o, err := o.completeFor(stack)
	if err != nil {
		return nil, err
	}
	if len(clusters) == 0 {
		return nil, errors.New("clusters: Required value: an ApplicationSet needs a cluster")
	}
	labels := labels(stack)
	of := map[string]string{clusterLabel: "{{.name}}"}
	maps.Copy(of, labels)
	set := &v1alpha1.ApplicationSet{
		TypeMeta:   v1alpha1.TypeMeta("ApplicationSet"),
		ObjectMeta: metav1.ObjectMeta{Name: o.Name, Namespace: o.Namespace, Labels: labels},
		Spec: v1alpha1.ApplicationSetSpec{
			GoTemplate:        true,
			GoTemplateOptions: []string{"missingkey=error"},
			Template: v1alpha1.ApplicationSetTemplate{
				Metadata: v1alpha1.ApplicationSetTemplateMeta{Name: o.Name + "-{{.name}}", Labels: of, Annotations: rootAnnotations()},
				Spec:     o.rootSpec(path.Join(o.Path, "clusters", "{{.name}}", ApplicationsDirectory)),
			},
			SyncPolicy: v1alpha1.ApplicationSetSyncPolicy{PreserveResourcesOnDeletion: true},
		},
	}
	elements := make([]map[string]string, len(clusters))
	for i, cluster := range clusters {
		elements[i] = map[string]string{"name": cluster}
	}
	set.Spec.Generators = []v1alpha1.ApplicationSetGenerator{{List: v1alpha1.ListGenerator{Elements: elements}}}
	return set, nil
}

// AddApplicationSet writes what brings the clusters of a fleet: application.yaml,
// which is applied once, argocd-cm.yaml, and the ApplicationSet.
func AddApplicationSet(files *tree.Tree, stack string, clusters []string, o Options) error {
	o, err := o.completeFor(stack)
	if err != nil {
		return err
	}
	set, err := ApplicationSet(stack, clusters, o)
	if err != nil {
		return err
	}
	if err := o.addRoot(files, fmt.Sprintf("# Stack %s. Apply this file once; Argo CD applies the rest, to every cluster.\n", stack), o.root(stack),
		"The ApplicationSet follows the repository, and with it the clusters.",
	); err != nil {
		return err
	}
	return add(files, path.Join(ApplicationsDirectory, setFile), fmt.Sprintf("# Stack %s: an Application for each cluster, which brings those of its components.\n", stack), set,
		gitops.Note{Line: "preserveResourcesOnDeletion: true", Text: "A cluster that leaves the list keeps what it has."},
	)
}
