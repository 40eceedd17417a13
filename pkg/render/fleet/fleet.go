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
	s := newStore(f.Name)
	rendered := make([][]*part, len(f.Clusters))
	failed := make([]error, len(f.Clusters))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(f.Clusters)) {
		group.Go(func() {
			r := renderer{store: s}
			for i := int(next.Add(1)) - 1; i < len(f.Clusters) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				b, err := f.Build(i)
				if err == nil {
					rendered[i], err = r.render(b)
				}
				failed[i] = err
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := join(f.Clusters, failed); err != nil {
		return nil, err
	}
	return write(f, rendered)
}
