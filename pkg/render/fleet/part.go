package fleet

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"slices"
	"sync"
	"unsafe"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
)

// part is a component as one cluster or several have it.
type part struct {
	// name of the component, and directory of its files such as 30-redis.
	name, directory string
	// data is the file of the objects; empty for a component without any.
	data []byte
	// files that go with the objects.
	files []bundle.File

	hash uint64
	// texts of objects that bring their own; nil if one does not.
	texts [][]byte
}

// store holds each part once.
type store struct {
	stack string
	seed  maphash.Seed
	mutex sync.Mutex
	parts map[string][]*part
}

func newStore(stack string) *store {
	return &store{stack: stack, seed: maphash.MakeSeed(), parts: map[string][]*part{}}
}

// keep gives the part that is equal to p: one that is there, or p itself with a
// copy of its data.
func (s *store) keep(p *part) *part {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, known := range s.parts[p.directory] {
		if known.equal(p) {
			return known
		}
	}
	p.data = bytes.Clone(p.data)
	s.parts[p.directory] = append(s.parts[p.directory], p)
	return p
}

func (p *part) equal(other *part) bool {
	return p.hash == other.hash && bytes.Equal(p.data, other.data) &&
		slices.EqualFunc(p.files, other.files, func(a, b bundle.File) bool {
			return a.Path == b.Path && a.Executable == b.Executable && bytes.Equal(a.Data, b.Data)
		})
}

// known gives the part whose objects bring the very same texts, which need not
// be read then.
func (s *store) known(directory string, texts [][]byte) *part {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, p := range s.parts[directory] {
		if len(p.texts) > 0 && slices.EqualFunc(p.texts, texts, same) {
			return p
		}
	}
	return nil
}

// same says that two texts are one in memory.
func same(a, b []byte) bool {
	return len(a) == len(b) && unsafe.SliceData(a) == unsafe.SliceData(b)
}

// renderer turns bundles into parts, one after the other.
type renderer struct {
	store  *store
	buffer []byte
}

// render gives the parts of a cluster in apply order.
func (r *renderer) render(b *bundle.Bundle) ([]*part, error) {
	if err := unique(b); err != nil {
		return nil, err
	}
	parts := make([]*part, 0, len(b.Components))
	for _, c := range b.Components {
		p := &part{name: c.Name, directory: manifests.Directory(c), files: c.Files, texts: textsOf(c)}
		if p.texts != nil {
			if known := r.store.known(p.directory, p.texts); known != nil {
				parts = append(parts, known)
				continue
			}
		}
		if len(c.Objects) > 0 {
			var err error
			if r.buffer, err = manifests.Append(r.buffer[:0], r.store.stack, c); err != nil {
				return nil, err
			}
			p.data = r.buffer
		}
		p.hash = maphash.Bytes(r.store.seed, p.data)
		parts = append(parts, r.store.keep(p))
	}
	return parts, nil
}

// textsOf are the texts of a component whose objects all bring their own.
func textsOf(c bundle.Component) [][]byte {
	if len(c.Files) > 0 {
		return nil
	}
	var texts [][]byte
	for _, object := range c.Objects {
		texter, ok := object.(encode.Texter)
		if !ok {
			return nil
		}
		texts = append(texts, texter.EncodedYAML())
	}
	return texts
}

// unique refuses two objects of one name, of which kustomize takes one.
func unique(b *bundle.Bundle) error {
	type identity struct{ apiVersion, kind, namespace, name string }
	seen := map[identity]bool{}
	for _, c := range b.Components {
		for _, object := range c.Objects {
			apiVersion, kind := object.GetObjectKind().GroupVersionKind().ToAPIVersionAndKind()
			id := identity{apiVersion, kind, object.GetNamespace(), object.GetName()}
			if seen[id] {
				return fmt.Errorf("component %s: the stack has two %s, and kustomize takes one", c.Name, described(kind, object))
			}
			seen[id] = true
		}
	}
	return nil
}

func described(kind string, object component.Object) string {
	if object.GetNamespace() == "" {
		return kind + " " + object.GetName()
	}
	return kind + " " + object.GetNamespace() + "/" + object.GetName()
}
