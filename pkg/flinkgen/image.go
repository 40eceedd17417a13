package flinkgen

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/dockerfile"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// WriteDockerfile completes the stack in place and writes the Dockerfile for
// the image of a job, which is named by its name or as namespace/name. The
// empty name means the one job that has a section build.
func WriteDockerfile(w io.Writer, s *stack.Stack, job string) error {
	file, _, err := jobImage(s, job, "-")
	if err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}

// WriteImage is WriteDockerfile into a directory, together with the list of
// files that the build may see. The directory is replaced as a whole, or left
// as it was; one that holds files of others is refused.
func WriteImage(ctx context.Context, dir string, s *stack.Stack, job string) error {
	file, ignore, err := jobImage(s, job, filepath.ToSlash(filepath.Join(dir, dockerfile.Name)))
	if err != nil {
		return err
	}
	files := &tree.Tree{}
	if err := files.Add(dockerfile.Name, file); err != nil {
		return err
	}
	if err := files.Add(dockerfile.IgnoreName, ignore); err != nil {
		return err
	}
	return files.Write(ctx, dir)
}

func jobImage(s *stack.Stack, name, file string) (text, ignore []byte, err error) {
	if err := stack.Complete(s); err != nil {
		return nil, nil, err
	}
	job, err := findBuild(s, name)
	if err != nil {
		return nil, nil, err
	}
	return dockerfile.Render(dockerfile.Image{Job: job.Name, Reference: job.Image.Reference(), File: file, Build: job.Build})
}

// findBuild finds the job of that name that has something to build.
func findBuild(s *stack.Stack, name string) (*stack.Job, error) {
	var found *stack.Job
	var known []string
	for i := range s.Spec.Jobs {
		j := &s.Spec.Jobs[i]
		if j.Enabled != nil && !*j.Enabled {
			continue
		}
		full := j.Namespace + "/" + j.Name
		matches := name == "" || name == j.Name || name == full
		if j.Build.IsZero() {
			if matches && name != "" {
				return nil, fmt.Errorf("job %q has no section build, which says what its image is made of", name)
			}
			continue
		}
		known = append(known, full)
		if matches && found != nil {
			return nil, fmt.Errorf("several jobs have a section build: choose one of %s", strings.Join(known, ", "))
		}
		if matches {
			found = j
		}
	}
	switch {
	case found != nil:
		return found, nil
	case len(known) == 0:
		return nil, fmt.Errorf("no job of stack %q has a section build, which says what its image is made of", s.Metadata.Name)
	default:
		return nil, fmt.Errorf("no job %q in stack %q: those with a section build are %s", name, s.Metadata.Name, strings.Join(known, ", "))
	}
}
