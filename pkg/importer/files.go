package importer

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// Paths reads manifests or a script from files, directories of manifests
// (*.yaml, *.yml and *.json, not below) and, for "-", standard input.
func Paths(paths []string, stdin io.Reader, o Options) (Result, error) {
	var documents []Document
	for _, path := range paths {
		read, err := readPath(path, stdin)
		if err != nil {
			return Result{}, fmt.Errorf("cannot read input: %w", err)
		}
		documents = append(documents, read...)
	}
	if len(documents) == 1 && !manifest.Match(documents[0].Data) {
		return Script(string(documents[0].Data), o)
	}
	return Manifests(documents, o)
}

var manifest = regexp.MustCompile(`(?m)["']?\bapiVersion\b["']?\s*:`)

func readPath(path string, stdin io.Reader) ([]Document, error) {
	if path == "-" {
		data, err := io.ReadAll(stdin)
		return []Document{{Name: "<stdin>", Data: data}}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	files := []string{path}
	if info.IsDir() {
		if files, err = manifestsIn(path); err != nil {
			return nil, err
		}
	}
	var all []Document
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		all = append(all, Document{Name: file, Data: data})
	}
	return all, nil
}

func manifestsIn(directory string) ([]string, error) {
	entries, err := fs.ReadDir(os.DirFS(directory), ".")
	if err != nil {
		return nil, err
	}
	var files []string
	for _, entry := range entries {
		if !entry.IsDir() && slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(entry.Name())) {
			files = append(files, filepath.Join(directory, entry.Name()))
		}
	}
	if len(files) == 0 {
		return nil, errors.New(directory + " holds no .yaml, .yml or .json file")
	}
	return files, nil
}
