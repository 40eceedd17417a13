package flinkgen

import (
	"context"

	"github.com/flinkgen/flinkgen/pkg/render/upstream"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Upstream completes the stack in place and gives it on the charts that the
// projects publish: a release with values for each, and manifests for the rest.
func Upstream(s *stack.Stack) (*upstream.Stack, error) {
	if err := stack.Complete(s); err != nil {
		return nil, err
	}
	return upstream.Of(s)
}

// WriteUpstream writes values, overlays, manifests, helmfile.yaml and install.sh
// to a directory. The directory is replaced as WriteDir does it.
func WriteUpstream(ctx context.Context, dir string, s *upstream.Stack) error {
	files, err := s.Tree()
	if err != nil {
		return err
	}
	return files.Write(ctx, dir)
}
