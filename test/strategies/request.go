package strategies

import (
	"context"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/endpoints/request"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/warning"
)

// warnings collects what the server would send beside its answer.
type warnings []string

func (w *warnings) AddWarning(_, text string) { *w = append(*w, text) }

// admit runs a create strategy on an object as the server does for a POST to
// the object's own namespace.
func admit(strategy rest.RESTCreateStrategy, kind schema.GroupVersionKind, object runtime.Object) (warnings, error) {
	objectMeta, err := meta.Accessor(object)
	if err != nil {
		return nil, err
	}
	rest.FillObjectMetaSystemFields(objectMeta)
	resource, _ := meta.UnsafeGuessKindToResource(kind)
	ctx := request.WithNamespace(context.Background(), objectMeta.GetNamespace())
	ctx = request.WithRequestInfo(ctx, &request.RequestInfo{
		IsResourceRequest: true,
		Verb:              "create",
		APIGroup:          kind.Group,
		APIVersion:        kind.Version,
		Resource:          resource.Resource,
		Namespace:         objectMeta.GetNamespace(),
		Name:              objectMeta.GetName(),
	})
	var seen warnings
	ctx = warning.WithWarningRecorder(ctx, &seen)
	err = rest.BeforeCreate(strategy, ctx, object)
	return seen, err
}

// scoped answers whether a namespace is missing or too much, which a server
// finds by the path of the request.
func scoped(strategy rest.RESTCreateStrategy, object metav1.Object) error {
	switch named := object.GetNamespace() != ""; {
	case strategy.NamespaceScoped() && !named:
		return errNoNamespace
	case !strategy.NamespaceScoped() && named:
		return errNamespace
	}
	return nil
}
