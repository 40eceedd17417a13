package fleet

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"path"
	"slices"
	"sync"
	"unsafe"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
)

// part is what one cluster or several have of a component: its objects, or the
// files that go with them.
type part struct {
	// name of the component.
	name string
	// directory that it has among shared parts, such as 30-redis or files/30-redis.
	directory string
	// file of the objects, such as 30-redis.yaml, and its text.
	file string
	data []byte
	// files, where it is not objects.
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
// be read then, or nil.
func (s *store) known(p *part) *part {
	if p.texts == nil {
		return nil
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, known := range s.parts[p.directory] {
		if slices.EqualFunc(known.texts, p.texts, same) {
			return known
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
		if len(c.Objects) > 0 {
			p, err := r.objects(c)
			if err != nil {
				return nil, err
			}
			parts = append(parts, p)
		}
		if len(c.Files) > 0 {
			directory := path.Join(fileDirectory, manifests.Directory(c))
			parts = append(parts, r.store.keep(&part{name: c.Name, directory: directory, files: c.Files}))
		}
	}
	return parts, nil
}

func (r *renderer) objects(c bundle.Component) (*part, error) {
	p := &part{name: c.Name, directory: manifests.Directory(c), file: manifests.FileName(c), texts: textsOf(c)}
	if known := r.store.known(p); known != nil {
		return known, nil
	}
	var err error
	if r.buffer, err = manifests.Append(r.buffer[:0], r.store.stack, c); err != nil {
		return nil, err
	}
	p.data, p.hash = r.buffer, maphash.Bytes(r.store.seed, r.buffer)
	return r.store.keep(p), nil
}

// textsOf are the texts of a component whose objects all bring their own.
func textsOf(c bundle.Component) [][]byte {
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
