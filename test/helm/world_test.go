package helm_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/test/controlplane"
	"github.com/flinkgen/flinkgen/test/players"
)

// world is a cluster with a Helm and everybody who is played.
type world struct {
	*helm
	cluster *controlplane.Cluster
	client  kubernetes.Interface
	players *players.Players
}

func newWorld(t *testing.T, program controlplane.Program, s *stack.Stack) *world {
	t.Helper()
	var nodes []controlplane.Node
	for _, node := range s.Spec.Nodes {
		nodes = append(nodes, controlplane.Node{Name: node.Name, ControlPlane: node.ControlPlane})
	}
	w := &world{helm: newHelm(t, program), cluster: controlplane.Start(t, nodes...)}
	w.environment = append(w.environment, "KUBECONFIG="+w.cluster.Kubeconfig)
	w.client = kubernetes.NewForConfigOrDie(w.cluster.Config)
	w.define(t)
	w.players = players.Play(t, w.cluster.Config)
	return w
}

// define installs the kinds that the stack takes for granted.
func (w *world) define(t *testing.T) {
	t.Helper()
	definitions := clientset.NewForConfigOrDie(w.cluster.Config).ApiextensionsV1().CustomResourceDefinitions()
	for _, text := range documents(t, controlplane.Definitions(t)) {
		var definition apiextensionsv1.CustomResourceDefinition
		if err := yaml.Unmarshal(text, &definition); err != nil {
			t.Fatal(err)
		}
		if _, err := definitions.Create(t.Context(), &definition, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
		for !slices.ContainsFunc(definition.Status.Conditions, func(c apiextensionsv1.CustomResourceDefinitionCondition) bool {
			return c.Type == apiextensionsv1.Established && c.Status == apiextensionsv1.ConditionTrue
		}) {
			time.Sleep(50 * time.Millisecond)
			live, err := definitions.Get(t.Context(), definition.Name, metav1.GetOptions{})
			if err != nil {
				t.Fatal(err)
			}
			definition = *live
		}
	}
}

// documents splits a YAML stream, without documents that are only comments.
func documents(t *testing.T, stream []byte) [][]byte {
	t.Helper()
	var all [][]byte
	reader := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(stream)))
	for {
		text, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		var object map[string]any
		if err := yaml.Unmarshal(text, &object); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if len(object) > 0 {
			all = append(all, text)
		}
	}
}

// mustBeAvailable says that every workload has all its pods, that every Job is
// done and every claim has a volume: Helm has waited for that.
func (w *world) mustBeAvailable(t *testing.T) {
	t.Helper()
	problems, count, err := w.unavailable(t)
	if err != nil {
		t.Fatal(err)
	}
	if count == 0 {
		t.Error("there is no workload")
	}
	for _, problem := range problems {
		t.Error(problem)
	}
}

func (w *world) unavailable(t *testing.T) (problems []string, count int, err error) {
	t.Helper()
	ctx, all := t.Context(), metav1.ListOptions{}
	deployments, err1 := w.client.AppsV1().Deployments("").List(ctx, all)
	sets, err2 := w.client.AppsV1().StatefulSets("").List(ctx, all)
	daemons, err3 := w.client.AppsV1().DaemonSets("").List(ctx, all)
	jobs, err4 := w.client.BatchV1().Jobs("").List(ctx, all)
	claims, err5 := w.client.CoreV1().PersistentVolumeClaims("").List(ctx, all)
	if err := errors.Join(err1, err2, err3, err4, err5); err != nil {
		return nil, 0, err
	}
	pods := func(kind string, o metav1.ObjectMeta, got, want int32) {
		count++
		if got != want || want == 0 {
			problems = append(problems, fmt.Sprintf("%s %s/%s: %d of %d pods are available", kind, o.Namespace, o.Name, got, want))
		}
	}
	for _, d := range deployments.Items {
		pods("Deployment", d.ObjectMeta, min(d.Status.AvailableReplicas, d.Status.UpdatedReplicas), *d.Spec.Replicas)
	}
	for _, s := range sets.Items {
		pods("StatefulSet", s.ObjectMeta, min(s.Status.AvailableReplicas, s.Status.UpdatedReplicas), *s.Spec.Replicas)
	}
	for _, d := range daemons.Items {
		pods("DaemonSet", d.ObjectMeta, min(d.Status.NumberAvailable, d.Status.UpdatedNumberScheduled), d.Status.DesiredNumberScheduled)
	}
	for _, j := range jobs.Items {
		if !slices.ContainsFunc(j.Status.Conditions, func(c batchv1.JobCondition) bool { return c.Type == batchv1.JobComplete }) {
			problems = append(problems, fmt.Sprintf("Job %s/%s is not complete", j.Namespace, j.Name))
		}
	}
	for _, c := range claims.Items {
		if c.Status.Phase != corev1.ClaimBound {
			problems = append(problems, fmt.Sprintf("claim %s/%s is %s", c.Namespace, c.Name, c.Status.Phase))
		}
	}
	return problems, count, nil
}

// deleteClaims deletes the claims of pods that are gone.
func (w *world) deleteClaims(t *testing.T) {
	t.Helper()
	namespaces, err := w.client.CoreV1().Namespaces().List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, namespace := range namespaces.Items {
		claims := w.client.CoreV1().PersistentVolumeClaims(namespace.Name)
		if err := claims.DeleteCollection(t.Context(), metav1.DeleteOptions{}, metav1.ListOptions{}); err != nil {
			t.Fatal(err)
		}
	}
}

// The annotations that Helm writes and reads.
const (
	ofRelease      = "meta.helm.sh/release-name"
	resourcePolicy = "helm.sh/resource-policy"
)

// owned are the objects of releases, each by its resource, namespace and name.
// What controllers have made of them has the annotations of Helm too.
func (w *world) owned(t *testing.T) map[string]unstructured.Unstructured {
	t.Helper()
	lists, err := w.client.Discovery().ServerPreferredResources()
	if err != nil {
		t.Fatal(err)
	}
	config := rest.CopyConfig(w.cluster.Config)
	config.WarningHandler = rest.NoWarnings{} // some of all kinds are deprecated
	client := dynamic.NewForConfigOrDie(config)
	found := map[string]unstructured.Unstructured{}
	for _, list := range lists {
		version, err := schema.ParseGroupVersion(list.GroupVersion)
		if err != nil {
			t.Fatal(err)
		}
		for _, resource := range list.APIResources {
			if !slices.Contains(resource.Verbs, "list") {
				continue
			}
			items, err := client.Resource(version.WithResource(resource.Name)).List(t.Context(), metav1.ListOptions{})
			if apierrors.IsNotFound(err) {
				continue // the kind has just gone
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range items.Items {
				if item.GetAnnotations()[ofRelease] != "" && len(item.GetOwnerReferences()) == 0 {
					name := strings.TrimPrefix(item.GetNamespace()+"/"+item.GetName(), "/")
					found[resource.Name+" "+name] = item
				}
			}
		}
	}
	return found
}
