// Package flinkgen is the front door for Go programs: load a stack or make
// one in code, build its objects, change them, write them.
//
//	s, err := flinkgen.Load(flinkgen.LoadOptions{Files: []string{"stack.yaml"}})
//	b, err := flinkgen.Build(s)
//	err = flinkgen.Write(os.Stdout, b)
//
// It installs nothing and never talks to a cluster.
package flinkgen

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
	"github.com/flinkgen/flinkgen/pkg/secrets"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// LoadOptions say where a stack comes from.
type LoadOptions struct {
	// Files are stack files, merged left to right; "-" is Stdin. None means
	// the embedded default stack.
	Files []string
	// Environment of the stack that is merged over its spec; empty for none.
	Environment string
	// Cluster of the stack's fleet whose stack it is, with its environment; empty for none.
	Cluster string
	// Set are values to set after all files, as path=value.
	Set []string
	// Stdin is read where Files has "-".
	Stdin io.Reader
}

// Load reads, merges and strictly decodes a stack. The error lists everything
// that is wrong, each with file, line and column.
func Load(o LoadOptions) (*stack.Stack, error) {
	documents, err := o.documents()
	if err != nil {
		return nil, err
	}
	return stack.Load(stack.LoadOptions{Documents: documents, Environment: o.Environment, Cluster: o.Cluster, Set: o.Set})
}

// Build completes the stack in place (stack.Complete) and gives its objects.
func Build(s *stack.Stack) (*bundle.Bundle, error) {
	if err := stack.Complete(s); err != nil {
		return nil, err
	}
	return stack.Build(s)
}

// Write writes all objects as one YAML stream in apply order. The files of
// components (bundle.File) are written by WriteDir only.
func Write(w io.Writer, b *bundle.Bundle) error { return manifests.Stream(w, b) }

// WriteDir writes one file per component to a directory, in names that sort
// in apply order. The directory is replaced as a whole, or left as it was; one
// that holds files of others is refused.
func WriteDir(ctx context.Context, dir string, b *bundle.Bundle) error {
	files, err := manifests.Tree(b)
	if err != nil {
		return err
	}
	return files.Write(ctx, dir)
}

// WriteParts is WriteDir for a bundle that was narrowed with Select: it refuses
// a directory that holds other components, because replacing the directory
// would remove them.
func WriteParts(ctx context.Context, dir string, b *bundle.Bundle) error {
	files, err := manifests.Tree(b)
	if err != nil {
		return err
	}
	kept := []string{tree.Marker}
	for _, file := range files.Files() {
		name, _, _ := strings.Cut(file.Path, "/")
		kept = append(kept, name)
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("cannot read directory: %w", err)
	}
	for _, entry := range entries {
		if !slices.Contains(kept, entry.Name()) {
			return fmt.Errorf("%s holds %s, which writing some components only would remove: choose another directory, or write all components", dir, entry.Name())
		}
	}
	return files.Write(ctx, dir)
}

// WriteStack completes the stack in place and writes it as a stack file.
func WriteStack(w io.Writer, s *stack.Stack) error {
	if err := stack.Complete(s); err != nil {
		return err
	}
	return encode.Documents(w, slices.Values([]*stack.Stack{s}))
}

// WriteSecrets completes the stack in place and writes the Secrets that its
// objects refer to, with values from the source. The output is secret.
func WriteSecrets(w io.Writer, s *stack.Stack, source secrets.Source) error {
	if err := stack.Complete(s); err != nil {
		return err
	}
	made, err := secrets.Make(s, source)
	if err != nil {
		return err
	}
	return encode.Documents(w, slices.Values(made))
}

// WriteExternalSecrets completes the stack in place and writes an
// ExternalSecret for each Secret, which reads its values from the named
// ClusterSecretStore. The output holds no secret.
func WriteExternalSecrets(w io.Writer, s *stack.Stack, store string) error {
	if err := stack.Complete(s); err != nil {
		return err
	}
	made, err := secrets.External(s, store)
	if err != nil {
		return err
	}
	return encode.Documents(w, slices.Values(made))
}
