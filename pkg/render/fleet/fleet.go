package fleet

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// Fleet is a stack that is rendered for many clusters.
type Fleet struct {
	// Name of the stack.
	Name string
	// Clusters in the order of the stack.
	Clusters []Cluster
	// Build gives the objects of a cluster by its place in Clusters. Several
	// calls run at once.
	Build func(cluster int) (*bundle.Bundle, error)
}

// Cluster is one of a fleet.
type Cluster struct {
	// Name of the cluster, and of its directory.
	Name string
	// Environment that the cluster is in; may be empty.
	Environment string
}

// Directories of the tree.
const (
	clusterDirectory = "clusters"
	sharedDirectory  = "shared"
	// fileDirectory holds what goes with objects and is none, such as scripts.
	fileDirectory = "files"
)

// Directory of a cluster in the tree, such as clusters/eu-1.
func Directory(cluster string) string { return clusterDirectory + "/" + cluster }

// Tree builds all clusters, as many at once as there are processors, and gives
// the files. It keeps the text of what differs, not the objects. The error
// tells what is wrong with every cluster; a mistake that many have comes once.
func Tree(ctx context.Context, f Fleet) (*tree.Tree, error) {
	rendered, err := renderAll(ctx, f.Name, f.Clusters, func(r *renderer, i int) ([]*part, error) {
		b, err := f.Build(i)
		if err != nil {
			return nil, err
		}
		return r.render(b)
	})
	if err != nil {
		return nil, err
	}
	return write(f, rendered)
}

// renderAll gives the parts of every cluster, as many at once as there are
// processors.
func renderAll(ctx context.Context, stack string, clusters []Cluster, render func(r *renderer, cluster int) ([]*part, error)) ([][]*part, error) {
	s := newStore(stack)
	rendered := make([][]*part, len(clusters))
	failed := make([]error, len(clusters))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(clusters)) {
		group.Go(func() {
			r := renderer{store: s}
			for i := int(next.Add(1)) - 1; i < len(clusters) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				rendered[i], failed[i] = render(&r, i)
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return rendered, join(clusters, failed)
}
