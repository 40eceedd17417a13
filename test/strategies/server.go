package strategies

import (
	"bytes"
	"errors"
	"fmt"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/capabilities"
	podsecurity "k8s.io/pod-security-admission/api"
	"sigs.k8s.io/yaml"
)

var (
	errNoNamespace = errors.New("metadata.namespace: Required value: the kind is namespaced")
	errNamespace   = errors.New("metadata.namespace: Forbidden: the kind is not namespaced")
)

// Server takes objects one by one. It remembers namespaces with their Pod
// Security levels, definitions of custom resources, and the names it has seen.
type Server struct {
	strategies  map[schema.GroupVersionKind]rest.RESTCreateStrategy
	decoder     runtime.Decoder
	definitions *Definitions
	custom      map[schema.GroupVersionKind]*definition
	namespaces  map[string]podsecurity.Policy
	seen        map[string]bool
	pods        *podSecurity
}

// Answer is what the server says to one object.
type Answer struct {
	// Object as kind, namespace and name.
	Object string
	// Warnings that the client would show.
	Warnings []string
	// Err is the refusal; nil when the object is accepted.
	Err error
}

// NewServer is a server with the namespaces of every cluster and no
// definitions. Servers may share definitions, which are costly to read.
func NewServer(definitions *Definitions) (*Server, error) {
	capabilities.Setup(true, 0) // --allow-privileged, as clusters with a CSI driver need it
	info, ok := runtime.SerializerInfoForMediaType(legacyscheme.Codecs.SupportedMediaTypes(), runtime.ContentTypeYAML)
	if !ok {
		return nil, errors.New("the scheme reads no YAML")
	}
	pods, err := newPodSecurity()
	if err != nil {
		return nil, err
	}
	server := &Server{
		strategies:  builtIn(),
		decoder:     info.StrictSerializer,
		definitions: definitions,
		custom:      map[schema.GroupVersionKind]*definition{},
		namespaces:  map[string]podsecurity.Policy{},
		seen:        map[string]bool{},
		pods:        pods,
	}
	for _, name := range []string{metav1.NamespaceDefault, metav1.NamespaceSystem, metav1.NamespacePublic} {
		server.namespaces[name] = privileged
	}
	return server, nil
}

// Create judges one document.
func (s *Server) Create(document []byte) Answer {
	head, err := metadata(document)
	if err != nil {
		return Answer{Object: "unreadable", Err: err}
	}
	kind := head.GroupVersionKind()
	answer := Answer{Object: describe(kind, head)}
	if s.seen[answer.Object] {
		answer.Err = fmt.Errorf("%s already exists", answer.Object)
		return answer
	}
	s.seen[answer.Object] = true
	answer.Warnings, answer.Err = s.create(kind, document)
	return answer
}

// metadata reads what stands before the spec, where it mostly is: reading the
// whole of a large definition would cost more than judging it again.
func metadata(document []byte) (*metav1.PartialObjectMetadata, error) {
	before, _, _ := bytes.Cut(document, []byte("\nspec:"))
	var head metav1.PartialObjectMetadata
	if err := yaml.Unmarshal(before, &head); err == nil && head.Kind != "" && head.Name != "" {
		return &head, nil
	}
	head = metav1.PartialObjectMetadata{}
	return &head, yaml.Unmarshal(document, &head)
}

func (s *Server) create(kind schema.GroupVersionKind, document []byte) ([]string, error) {
	switch strategy, ok := s.strategies[kind]; {
	case ok:
		return s.createBuiltIn(strategy, kind, document)
	case kind == definitionKind:
		return s.define(document)
	case s.custom[kind] != nil:
		return s.createCustom(s.custom[kind], document)
	}
	return nil, fmt.Errorf("no strategy for %s: add its registry to builtIn, or its definition to the stack or the test", kind)
}

func (s *Server) createBuiltIn(strategy rest.RESTCreateStrategy, kind schema.GroupVersionKind, document []byte) ([]string, error) {
	versioned, _, err := s.decoder.Decode(document, nil, nil)
	if err != nil {
		return nil, err
	}
	legacyscheme.Scheme.Default(versioned)
	objectMeta, err := meta.Accessor(versioned)
	if err != nil {
		return nil, err
	}
	if err := s.place(strategy, objectMeta); err != nil {
		return nil, err
	}
	// The internal object shares memory with the versioned one, and strategies
	// change what they get.
	internal, err := legacyscheme.Scheme.UnsafeConvertToVersion(versioned.DeepCopyObject(), schema.GroupVersion{Group: kind.Group, Version: runtime.APIVersionInternal})
	if err != nil {
		return nil, err
	}
	if service, ok := internal.(*core.Service); ok {
		allocate(service)
	}
	said, err := admit(strategy, kind, internal)
	if err != nil {
		return said, err
	}
	return said, s.security(versioned)
}

// allocate does the part of the storage of Services that validation needs: the
// address in both of its fields (normalizeClusterIPs).
func allocate(service *core.Service) {
	if service.Spec.ClusterIP != "" && len(service.Spec.ClusterIPs) == 0 {
		service.Spec.ClusterIPs = []string{service.Spec.ClusterIP}
	}
}

// place answers whether the object may stand in its namespace at all.
func (s *Server) place(strategy rest.RESTCreateStrategy, object metav1.Object) error {
	if err := scoped(strategy, object); err != nil {
		return err
	}
	if namespace := object.GetNamespace(); namespace != "" {
		if _, ok := s.namespaces[namespace]; !ok {
			return fmt.Errorf("namespaces %q not found", namespace)
		}
	}
	return nil
}

func describe(kind schema.GroupVersionKind, object metav1.Object) string {
	name := object.GetName()
	if object.GetNamespace() != "" {
		name = object.GetNamespace() + "/" + name
	}
	return kind.GroupKind().String() + " " + name
}
