package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
)

// Marker is the file that shows that a directory is generated.
const Marker = ".flinkgen"

// File is one file of a tree.
type File struct {
	// Path is relative, clean and has slashes on every system.
	Path string
	Data []byte
	// Executable marks a script.
	Executable bool
}

// Tree is a set of files. The zero value is empty and ready for use.
type Tree struct {
	files map[string][]byte
	// executable marks the scripts among them.
	executable map[string]bool
	// taken maps the folded path of every file and directory to its own.
	taken map[string]name
}

type name struct {
	path string
	file bool
}

// Add adds a file; the tree keeps data and does not change it. A path that is
// taken, leaves the tree, or cannot exist on every system is an error.
func (t *Tree) Add(file string, data []byte) error {
	if err := checkPath(file); err != nil {
		return fmt.Errorf("file %q: %w", file, err)
	}
	if t.files == nil {
		t.files, t.taken = map[string][]byte{}, map[string]name{}
	}
	if other, ok := t.taken[fold(file)]; ok {
		return fmt.Errorf("file %q: %w", file, conflict(file, other))
	}
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		if other, ok := t.taken[fold(dir)]; ok && (other.file || other.path != dir) {
			return fmt.Errorf("file %q: %w", file, conflict(dir, other))
		}
	}
	t.files[file] = data
	t.taken[fold(file)] = name{file, true}
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		t.taken[fold(dir)] = name{dir, false}
	}
	return nil
}

// AddExecutable is Add for a script, which everybody may run.
func (t *Tree) AddExecutable(file string, data []byte) error {
	if err := t.Add(file, data); err != nil {
		return err
	}
	if t.executable == nil {
		t.executable = map[string]bool{}
	}
	t.executable[file] = true
	return nil
}

// Files gives the files sorted by path.
func (t *Tree) Files() []File {
	files := make([]File, 0, len(t.files))
	for _, file := range t.paths() {
		files = append(files, File{Path: file, Data: t.files[file], Executable: t.executable[file]})
	}
	return files
}

// Len is the number of files.
func (t *Tree) Len() int { return len(t.files) }

func (t *Tree) paths() []string { return slices.Sorted(maps.Keys(t.files)) }

// fold makes paths equal that are one file on systems that ignore case.
func fold(file string) string { return strings.ToLower(file) }

func conflict(file string, other name) error {
	kind := "directory"
	if other.file {
		kind = "file"
	}
	if file != other.path {
		return fmt.Errorf("differs from the %s %q only in case; some systems take them for one", kind, other.path)
	}
	if other.file {
		return fmt.Errorf("the file %q is there already", other.path)
	}
	return fmt.Errorf("%q is a directory already", other.path)
}

func checkPath(file string) error {
	switch {
	case strings.HasPrefix(file, "/"):
		return errors.New("must be relative")
	case !fs.ValidPath(file) || file == ".":
		return errors.New("must be a clean path inside the tree, without . and .. and double slashes")
	case strings.ContainsAny(file, `\:`):
		return errors.New(`must not contain \ or :, which separate paths on Windows`)
	case strings.ContainsFunc(file, unicode.IsControl):
		return errors.New("must not contain control characters")
	case fold(file) == Marker || strings.HasPrefix(fold(file), Marker+"/"):
		return errors.New("is reserved for the list of files")
	}
	return nil
}
