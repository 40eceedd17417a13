package strategies

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"sync"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/registry/customresourcedefinition"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
)

var definitionKind = apiextensionsv1.SchemeGroupVersion.WithKind("CustomResourceDefinition")

// Definitions judges CustomResourceDefinitions and makes strategies of them,
// once for each text. It is safe for use by several servers at a time.
type Definitions struct {
	scheme  *runtime.Scheme
	decoder runtime.Decoder

	mutex sync.Mutex
	known map[[sha256.Size]byte]*judged
}

// judged is the answer to a text, and the kinds that it defines.
type judged struct {
	once     sync.Once
	warnings []string
	err      error
	kinds    map[schema.GroupVersionKind]*definition
}

// NewDefinitions knows no definition yet.
func NewDefinitions() (*Definitions, error) {
	scheme := runtime.NewScheme()
	install.Install(scheme)
	info, ok := runtime.SerializerInfoForMediaType(serializer.NewCodecFactory(scheme).SupportedMediaTypes(), runtime.ContentTypeYAML)
	if !ok {
		return nil, fmt.Errorf("the scheme of definitions reads no YAML")
	}
	return &Definitions{scheme: scheme, decoder: info.StrictSerializer, known: map[[sha256.Size]byte]*judged{}}, nil
}

// define judges a definition; its kinds are served from then on.
func (s *Server) define(document []byte) ([]string, error) {
	found := s.definitions.judge(document)
	if found.err != nil {
		return found.warnings, found.err
	}
	maps.Copy(s.custom, found.kinds)
	return found.warnings, nil
}

func (d *Definitions) judge(document []byte) *judged {
	key := sha256.Sum256(document)
	d.mutex.Lock()
	found := d.known[key]
	if found == nil {
		found = &judged{}
		d.known[key] = found
	}
	d.mutex.Unlock()
	found.once.Do(func() { found.warnings, found.kinds, found.err = d.read(document) })
	return found
}

func (d *Definitions) read(document []byte) ([]string, map[schema.GroupVersionKind]*definition, error) {
	object, _, err := d.decoder.Decode(document, nil, nil)
	if err != nil {
		return nil, nil, err
	}
	d.scheme.Default(object)
	crd, ok := object.(*apiextensionsv1.CustomResourceDefinition)
	if !ok {
		return nil, nil, fmt.Errorf("not a CustomResourceDefinition of v1: %T", object)
	}
	internal := &apiextensions.CustomResourceDefinition{}
	if err := d.scheme.Convert(crd.DeepCopy(), internal, nil); err != nil {
		return nil, nil, err
	}
	said, err := admit(customresourcedefinition.NewStrategy(d.scheme), definitionKind, internal)
	if err != nil {
		return said, nil, err
	}
	kinds, err := definitions(crd)
	return said, kinds, err
}
