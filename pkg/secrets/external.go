package secrets

import (
	"errors"
	"maps"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// ExternalSecret is the part of the kind of external-secrets.io/v1 that
// flinkgen writes (External Secrets Operator 0.16 and later).
type ExternalSecret struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec ExternalSecretSpec `json:"spec"`
}

// ExternalSecretSpec says which values make which Secret.
type ExternalSecretSpec struct {
	SecretStoreRef SecretStoreReference  `json:"secretStoreRef"`
	Target         ExternalSecretTarget  `json:"target"`
	Data           []ExternalSecretValue `json:"data"`
}

// SecretStoreReference names the store.
type SecretStoreReference struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

// ExternalSecretTarget is the Secret that is made.
type ExternalSecretTarget struct {
	Name     string                 `json:"name"`
	Template ExternalSecretTemplate `json:"template"`
}

// ExternalSecretTemplate is the text of each key, with the values by name.
type ExternalSecretTemplate struct {
	EngineVersion string            `json:"engineVersion"`
	Data          map[string]string `json:"data"`
}

// ExternalSecretValue is a value and where the store has it.
type ExternalSecretValue struct {
	SecretKey string          `json:"secretKey"`
	RemoteRef RemoteReference `json:"remoteRef"`
}

// RemoteReference is a property of an entry of the store.
type RemoteReference struct {
	Key      string `json:"key"`
	Property string `json:"property"`
}

// DeepCopyObject gives a copy that shares nothing.
func (e *ExternalSecret) DeepCopyObject() runtime.Object {
	c := *e
	e.ObjectMeta.DeepCopyInto(&c.ObjectMeta)
	c.Spec.Target.Template.Data = maps.Clone(e.Spec.Target.Template.Data)
	c.Spec.Data = slices.Clone(e.Spec.Data)
	return &c
}

// External gives an ExternalSecret for each Secret that Make would make. The
// values are properties of one entry of the store, which has the stack's name.
func External(s *stack.Stack, store string) ([]component.Object, error) {
	if store == "" {
		return nil, errors.New("name the ClusterSecretStore that holds the values with --store")
	}
	var objects []component.Object
	for _, described := range describe(s) {
		e := &ExternalSecret{
			TypeMeta:   metav1.TypeMeta{APIVersion: "external-secrets.io/v1", Kind: "ExternalSecret"},
			ObjectMeta: described.meta(s),
			Spec: ExternalSecretSpec{
				SecretStoreRef: SecretStoreReference{Kind: "ClusterSecretStore", Name: store},
				Target: ExternalSecretTarget{
					Name:     described.name,
					Template: ExternalSecretTemplate{EngineVersion: "v2", Data: described.data},
				},
			},
		}
		known := map[string]bool{}
		for _, value := range described.values {
			if known[value.Name] {
				continue
			}
			known[value.Name] = true
			e.Spec.Data = append(e.Spec.Data, ExternalSecretValue{
				SecretKey: value.Name,
				RemoteRef: RemoteReference{Key: s.Metadata.Name, Property: value.Name},
			})
		}
		objects = append(objects, e)
	}
	return objects, nil
}
