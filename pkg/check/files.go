package check

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/source"
)

// Files reads manifests from files, from directories (their files with the
// ending .yaml, .yml or .json, as kubectl does, and with recursive those of the
// directories in them), and from stdin for "-". The error is about everything
// that cannot be read.
func Files(paths []string, recursive bool, stdin io.Reader) ([]*Object, []finding.Finding, error) {
	var objects []*Object
	var findings []finding.Finding
	var failed []error
	add := func(name string, data []byte, err error) {
		if err != nil {
			failed = append(failed, err)
			return
		}
		found, wrong, err := Read(name, data)
		if err != nil {
			failed = append(failed, err)
		}
		objects, findings = append(objects, found...), append(findings, wrong...)
	}
	for _, path := range paths {
		if path == "-" {
			data, err := readAll(stdin)
			add("<stdin>", data, err)
			continue
		}
		files, err := manifests(path, recursive)
		if err != nil {
			failed = append(failed, err)
		}
		for _, file := range files {
			data, err := readFile(file)
			add(file, data, err)
		}
	}
	for _, o := range objects {
		if o.group() == stackGroup {
			failed = append(failed, fmt.Errorf("%s:%d: a stack begins here: name its file with -f", o.File, o.Line))
		}
	}
	if err := errors.Join(failed...); err != nil {
		return nil, nil, err
	}
	if len(objects)+len(findings) == 0 {
		return nil, nil, fmt.Errorf("no objects in %s", strings.Join(paths, ", "))
	}
	return objects, findings, nil
}

// stackGroup is the group of stack files.
const stackGroup = "flinkgen.dev"

// manifests are the files of a path.
func manifests(path string, recursive bool) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read manifests: %w", err)
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var files []string
	err = filepath.WalkDir(path, func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && file != path && !recursive:
			return fs.SkipDir
		case !entry.IsDir() && slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(file)):
			files = append(files, file)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("cannot read manifests: %w", err)
	}
	if len(files) == 0 && !recursive {
		return nil, fmt.Errorf("no .yaml, .yml or .json file in %s: name another directory, or read those below it with --recursive", path)
	}
	return files, nil
}

func readFile(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read manifests: %w", err)
	}
	defer func() { _ = file.Close() }()
	return readAll(file)
}

// readAll reads one byte further than is parsed, so that a huge file costs no
// memory and is refused with its size.
func readAll(in io.Reader) ([]byte, error) {
	if in == nil {
		return nil, errors.New("cannot read standard input: there is none")
	}
	data, err := io.ReadAll(io.LimitReader(in, source.MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("cannot read manifests: %w", err)
	}
	return data, nil
}
