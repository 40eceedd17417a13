package cluster_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"

	"github.com/flinkgen/flinkgen/test/controlplane"
	"github.com/flinkgen/flinkgen/test/players"
)

const (
	// fieldManager is who applies a stack.
	fieldManager = "flinkgen"
	// patience is how long a wave may take until it is ready.
	patience = time.Minute
	// beat is how often the test looks.
	beat = 100 * time.Millisecond
)

// world is a cluster with its clients and everybody who is played in it.
type world struct {
	cluster *controlplane.Cluster
	// config collects the warnings.
	config   *rest.Config
	client   kubernetes.Interface
	dynamic  dynamic.Interface
	mapper   *restmapper.DeferredDiscoveryRESTMapper
	warnings *warnings
	players  *players.Players
}

// newWorld starts a cluster with what a stack needs beforehand.
func newWorld(t *testing.T, nodes []controlplane.Node) *world {
	t.Helper()
	w := &world{cluster: controlplane.Start(t, nodes...), warnings: &warnings{}}
	w.config = rest.CopyConfig(w.cluster.Config)
	w.config.WarningHandlerWithContext = w.warnings
	w.client = kubernetes.NewForConfigOrDie(w.config)
	w.dynamic = dynamic.NewForConfigOrDie(w.config)
	w.mapper = restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(w.client.Discovery()))
	for _, d := range documents(t, controlplane.Definitions(t)) {
		w.mustApply(t, d)
		w.mustBeReady(t, patience, d)
	}
	w.players = players.Play(t, w.config)
	return w
}

// as gives a client of a service account.
func (w *world) as(namespace, name string) kubernetes.Interface {
	return kubernetes.NewForConfigOrDie(players.Impersonate(w.config, namespace, name))
}

func (w *world) dynamicAs(namespace, name string) dynamic.Interface {
	return dynamic.NewForConfigOrDie(players.Impersonate(w.config, namespace, name))
}

// resource is where objects like this one are.
func (w *world) resource(d document) (dynamic.ResourceInterface, error) {
	kind := d.GroupVersionKind()
	mapping, err := w.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if meta.IsNoMatchError(err) {
		w.mapper.Reset()
		mapping, err = w.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	}
	if err != nil {
		return nil, err
	}
	if mapping.Scope.Name() == meta.RESTScopeNameRoot {
		if d.GetNamespace() != "" {
			return nil, fmt.Errorf("%v has a namespace, but the kind has none", d)
		}
		return w.dynamic.Resource(mapping.Resource), nil
	}
	if d.GetNamespace() == "" {
		return nil, fmt.Errorf("%v needs a namespace", d)
	}
	return w.dynamic.Resource(mapping.Resource).Namespace(d.GetNamespace()), nil
}

// apply sends a document as it was written, as kubectl apply --server-side
// --validate=strict does.
func (w *world) apply(ctx context.Context, d document, dryRun ...string) (*unstructured.Unstructured, error) {
	resource, err := w.resource(d)
	if err != nil {
		return nil, err
	}
	force := true
	w.warnings.about(d.String())
	defer w.warnings.about("")
	return resource.Patch(ctx, d.GetName(), types.ApplyPatchType, d.text, metav1.PatchOptions{
		FieldManager: fieldManager, Force: &force, FieldValidation: metav1.FieldValidationStrict, DryRun: dryRun,
	})
}

func (w *world) mustApply(t *testing.T, d document) *unstructured.Unstructured {
	t.Helper()
	applied, err := w.apply(t.Context(), d)
	if err != nil {
		t.Fatalf("%v is refused: %v", d, err)
	}
	return applied
}

// live gets an object as it is now.
func (w *world) live(ctx context.Context, d document) (*unstructured.Unstructured, error) {
	resource, err := w.resource(d)
	if err != nil {
		return nil, err
	}
	return resource.Get(ctx, d.GetName(), metav1.GetOptions{})
}

// warnings collects what the API server warns about, with the object that it
// was said of.
type warnings struct {
	lock    sync.Mutex
	subject string
	all     []string
}

// HandleWarningHeaderWithContext is called by the client.
func (w *warnings) HandleWarningHeaderWithContext(_ context.Context, code int, _ string, text string) {
	w.lock.Lock()
	defer w.lock.Unlock()
	if code == 299 && text != "" {
		w.all = append(w.all, strings.TrimPrefix(w.subject+": ", ": ")+text)
	}
}

func (w *warnings) about(subject string) {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.subject = subject
}

// take gives the warnings so far and forgets them.
func (w *warnings) take() []string {
	w.lock.Lock()
	defer w.lock.Unlock()
	all := w.all
	w.all = nil
	return all
}
