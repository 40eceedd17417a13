package fleet

import (
	"context"
	"fmt"
	"hash/maphash"
	"path"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/render/argocd"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// ArgoCD is a fleet that one Argo CD brings up.
type ArgoCD struct {
	// Name of the stack.
	Name string
	// Clusters in the order of the stack.
	Clusters []Cluster
	// Build gives the objects of a cluster by its place in Clusters, and what its
	// stack says of Argo CD, with the destination of the cluster. Several calls
	// run at once.
	Build func(cluster int) (*bundle.Bundle, argocd.Options, error)
}

// built is what Build gave for a cluster.
type built struct {
	*bundle.Bundle
	argocd.Options
}

// ArgoCDTree builds all clusters, as many at once as there are processors, and
// gives the files:
//
//	application.yaml                    to apply once; it brings the ApplicationSet
//	argocd-cm.yaml                      what sync waves of Applications need
//	applications/applicationset.yaml    an Application for each cluster
//	clusters/eu-1/applications/         the AppProject and the Applications of eu-1
//	clusters/eu-1/manifests/30-redis/   what no other cluster has
//	shared/10-crds/                     what several clusters have
//
// The names of a cluster's AppProject and Applications end in its name or have it
// before that of the component. Errors are those of Tree; besides, all clusters
// have to be in one repository, revision and path.
func ArgoCDTree(ctx context.Context, f ArgoCD) (*tree.Tree, error) {
	all := make([]built, len(f.Clusters))
	rendered, err := renderAll(ctx, f.Name, f.Clusters, func(r *renderer, i int) ([]*part, error) {
		b, o, err := f.Build(i)
		if err != nil {
			return nil, err
		}
		all[i] = built{b, o}
		return r.annotated(b)
	})
	if err != nil {
		return nil, err
	}
	if err := oneRepository(f.Clusters, all); err != nil {
		return nil, err
	}
	return writeArgoCD(f, all, rendered)
}

// annotated gives the parts of a cluster as Argo CD reads them.
func (r *renderer) annotated(b *bundle.Bundle) ([]*part, error) {
	var parts []*part
	for _, c := range b.Components {
		if len(c.Objects) > 0 {
			p, err := r.annotatedObjects(c)
			if err != nil {
				return nil, err
			}
			parts = append(parts, p)
		}
		if len(c.Files) > 0 {
			parts = append(parts, r.store.keep(&part{name: c.Name, directory: path.Join(fileDirectory, manifests.Directory(c)), files: c.Files}))
		}
	}
	return parts, nil
}

func (r *renderer) annotatedObjects(c bundle.Component) (*part, error) {
	p := &part{name: c.Name, directory: manifests.Directory(c), texts: textsOf(c)}
	if known := r.store.known(p); known != nil {
		return known, nil
	}
	var err error
	if p.files, err = argocd.Manifests(r.store.stack, c); err != nil {
		return nil, fmt.Errorf("component %s: %w", c.Name, err)
	}
	var hash maphash.Hash
	hash.SetSeed(r.store.seed)
	for _, file := range p.files {
		_, _ = hash.WriteString(file.Path)
		_, _ = hash.Write(file.Data)
	}
	p.hash = hash.Sum64()
	return r.store.keep(p), nil
}

// oneRepository refuses clusters that are not in one place of one repository.
func oneRepository(clusters []Cluster, all []built) error {
	for i := range all {
		for _, field := range []struct{ name, first, this string }{
			{"repoURL", all[0].RepoURL, all[i].RepoURL},
			{"targetRevision", all[0].TargetRevision, all[i].TargetRevision},
			{"path", all[0].Path, all[i].Path},
			{"argocd.namespace", all[0].Namespace, all[i].Namespace},
			{"argocd.rootProject", all[0].RootProject, all[i].RootProject},
		} {
			if field.first != field.this {
				return fmt.Errorf("spec.gitops.%s is %q for cluster %s and %q for cluster %s: what one tree holds is in one place; render those clusters by themselves with --cluster", field.name, field.first, clusters[0].Name, field.this, clusters[i].Name)
			}
		}
	}
	return nil
}

func writeArgoCD(f ArgoCD, all []built, rendered [][]*part) (*tree.Tree, error) {
	files := &tree.Tree{}
	byPart := uses(f.Clusters, rendered)
	for _, u := range sorted(byPart) {
		if err := addFiles(files, path.Join(sharedDirectory, u.place), u.part); err != nil {
			return nil, err
		}
	}
	names := make([]string, len(f.Clusters))
	for i, cluster := range f.Clusters {
		names[i] = cluster.Name
		if err := writeArgoCDCluster(files, cluster.Name, all[i], rendered[i], byPart); err != nil {
			return nil, fmt.Errorf("cluster %s: %w", cluster.Name, err)
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("stack %s has no clusters", f.Name)
	}
	return files, argocd.AddApplicationSet(files, f.Name, names, all[0].Options)
}

// writeArgoCDCluster writes what a cluster has of its own, and the Applications,
// which find each component there or among what is shared.
func writeArgoCDCluster(files *tree.Tree, cluster string, b built, parts []*part, byPart map[*part]*use) error {
	places := map[string]string{}
	for _, p := range parts {
		if place := byPart[p].place; place != "" {
			places[p.directory] = path.Join(sharedDirectory, place)
			continue
		}
		places[p.directory] = path.Join(Directory(cluster), own(p))
		if err := addFiles(files, places[p.directory], p); err != nil {
			return err
		}
	}
	o := b.Options
	o.Name += "-" + cluster
	o.Project += "-" + cluster
	o.Manifests = func(c bundle.Component) string { return path.Join(o.Path, places[manifests.Directory(c)]) }
	return argocd.AddApplications(files, path.Join(Directory(cluster), argocd.ApplicationsDirectory), b.Bundle, o)
}

// own is where a part is below the directory of its cluster.
func own(p *part) string {
	if path.Dir(p.directory) == fileDirectory {
		return p.directory
	}
	return path.Join("manifests", p.directory)
}
