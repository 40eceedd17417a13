package postrender

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
	"sigs.k8s.io/kustomize/api/konfig"
	"sigs.k8s.io/kustomize/api/types"
)

// Overlay is a directory with a kustomization that changes a stream.
type Overlay struct {
	// Name of the directory, for errors.
	Name string
	// Files of the directory. Nothing else is read.
	Files fs.FS
}

// Directory is the overlay in a directory. No path in it can leave the
// directory, symbolic links included.
func Directory(name string) (Overlay, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return Overlay{}, fmt.Errorf("overlay %s: %w", name, cause(err))
	}
	return Overlay{Name: name, Files: root.FS()}, nil
}

// overlay is one directory of an overlay while it is read.
type overlay struct {
	Overlay
	file  string // the kustomization
	lines map[string]int
	types.Kustomization
}

// steps reads the overlay: the steps in the order in which kustomize takes them.
func (o Overlay) steps() ([]step, error) { return o.nested(1) }

// maxNested is how deep components may be in components.
const maxNested = 10

func (o Overlay) nested(depth int) ([]step, error) {
	if depth > maxNested {
		return nil, fmt.Errorf("overlay %s: components are nested deeper than %d levels", o.Name, maxNested)
	}
	k, err := o.read()
	if err != nil {
		return nil, err
	}
	steps, errs := k.additions()
	for i, directory := range k.Components {
		inner, err := k.component(directory, depth)
		if err != nil {
			errs = append(errs, k.at("components", i, err))
			continue
		}
		steps = append(steps, inner...)
	}
	more, problems := k.transformations()
	return append(steps, more...), errors.Join(append(errs, problems...)...)
}

func (o *overlay) component(directory string, depth int) ([]step, error) {
	name, err := inside(directory)
	if err != nil {
		return nil, err
	}
	if name == "." {
		return nil, errors.New("the directory would contain itself")
	}
	files, err := fs.Sub(o.Files, name)
	if err != nil {
		return nil, err
	}
	return Overlay{Name: path.Join(o.Name, name), Files: files}.nested(depth + 1)
}

// read finds and decodes the kustomization.
func (o Overlay) read() (*overlay, error) {
	k := &overlay{Overlay: o, lines: map[string]int{}}
	var data []byte
	for _, name := range konfig.RecognizedKustomizationFileNames() {
		found, err := fs.ReadFile(o.Files, name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, fmt.Errorf("overlay %s: %w", o.Name, cause(err))
		case k.file != "":
			return nil, fmt.Errorf("overlay %s: it has both %s and %s: keep one", o.Name, k.file, name)
		default:
			k.file, data = name, found
		}
	}
	if k.file == "" {
		return nil, fmt.Errorf("overlay %s: there is no kustomization.yaml", o.Name)
	}
	node, err := parse(data)
	if err != nil {
		return nil, k.wrong(0, err)
	}
	if err := k.check(node); err != nil {
		return nil, err
	}
	if err := k.Unmarshal(data); err != nil {
		return nil, k.wrong(0, errors.New(strings.TrimPrefix(err.Error(), "invalid Kustomization: ")))
	}
	for _, problem := range k.EnforceFields() {
		return nil, k.wrong(0, errors.New(problem))
	}
	return k, nil
}

// wrong is an error at a line of the kustomization.
func (o *overlay) wrong(line int, err error) error {
	if line == 0 {
		return fmt.Errorf("%s: %w", path.Join(o.Name, o.file), err)
	}
	return fmt.Errorf("%s:%d: %w", path.Join(o.Name, o.file), line, err)
}

// where says where an item of a field is.
func (o *overlay) where(field string, i int) string {
	key := fmt.Sprintf("%s[%d]", field, i)
	return fmt.Sprintf("%s:%d: %s", path.Join(o.Name, o.file), o.lines[key], key)
}

func (o *overlay) at(field string, i int, err error) error {
	return fmt.Errorf("%s: %w", o.where(field, i), err)
}

// load reads a file of the overlay and refuses what is too much of it.
func (o *overlay) load(name string) ([]byte, error) {
	cleaned, err := inside(name)
	if err != nil {
		return nil, err
	}
	data, err := fs.ReadFile(o.Files, cleaned)
	if err != nil {
		return nil, fmt.Errorf("cannot read %q: %w", name, cause(err))
	}
	return data, nil
}

// inside cleans a path and refuses one that leads out of the overlay.
func inside(name string) (string, error) {
	if strings.Contains(name, "://") || strings.HasPrefix(name, "git@") || strings.Contains(name, "?ref=") {
		return "", fmt.Errorf("%q is remote: copy it into the overlay", name)
	}
	cleaned := path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if name == "" || path.IsAbs(cleaned) || cleaned == ".." || strings.HasPrefix(cleaned, "../") {
		return "", fmt.Errorf("%q leaves the directory of the overlay: copy it there", name)
	}
	return cleaned, nil
}

// cause is an error of the file system without the path that it repeats.
func cause(err error) error {
	if wrapped, ok := errors.AsType[*fs.PathError](err); ok {
		return wrapped.Err
	}
	return err
}

// remember keeps the lines of a field and of its items.
func (o *overlay) remember(key, value *yaml.Node) {
	o.lines[key.Value] = key.Line
	for i, item := range value.Content {
		if value.Kind == yaml.SequenceNode {
			o.lines[fmt.Sprintf("%s[%d]", key.Value, i)] = item.Line
		}
	}
}
