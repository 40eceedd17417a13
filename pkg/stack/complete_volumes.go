package stack

import (
	"fmt"
	"path"
	"slices"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component/localvolume"
)

// localVolumes gives each node of a store one volume for each of its drives.
func (c *completion) localVolumes() {
	l := &c.spec.LocalVolumes
	if !on(l.Enabled) {
		return
	}
	at := specPath("localVolumes")
	if !path.IsAbs(l.Directory) || path.Clean(l.Directory) != l.Directory {
		c.fail(field.Invalid(at.Child("directory"), l.Directory, "write an absolute path without . and .., for example /data"))
		return
	}
	if on(c.spec.Redis.Enabled) {
		fillList(&l.Redis.Paths, path.Join(l.Directory, "redis"))
		c.volumesOf(at.Child("redis"), "redis", &l.Redis, int(c.spec.Redis.Replicas), 1, c.spec.Redis.Persistence.Size)
	}
	if on(c.spec.MinIO.Enabled) {
		drives := int(c.spec.MinIO.DrivesPerNode)
		if len(l.MinIO.Paths) == 0 {
			for drive := range drives {
				l.MinIO.Paths = append(l.MinIO.Paths, path.Join(l.Directory, fmt.Sprintf("minio%d", drive+1)))
			}
		}
		c.volumesOf(at.Child("minio"), "minio", &l.MinIO, int(c.spec.MinIO.Replicas), drives, c.spec.MinIO.Persistence.Size)
	}
	c.distinctPaths(at)
}

// volumesOf derives the volumes of a store: one for each of its pods and
// drives, on the first nodes of the stack.
func (c *completion) volumesOf(at *field.Path, name string, class *LocalVolumeClass, pods, drives int, size resource.Quantity) {
	if len(class.Volumes) > 0 {
		c.volumesByHand(at.Child("volumes"), class.Volumes, pods*drives, size)
		return
	}
	for i, directory := range class.Paths {
		if !path.IsAbs(directory) || path.Clean(directory) != directory {
			c.fail(field.Invalid(at.Child("paths").Index(i), directory, "write an absolute path without . and .."))
		}
	}
	if len(class.Paths) < drives {
		c.fail(field.Invalid(at.Child("paths"), class.Paths, fmt.Sprintf("each pod has %d drives: write a path for each", drives)))
		return
	}
	if len(c.spec.Nodes) < pods {
		c.fail(field.Invalid(specPath("nodes"), names(c.spec.Nodes), fmt.Sprintf(
			"%s has %d pods, each on a node of its own: name %d nodes, set spec.%s.replicas lower, or bring your own StorageClass with spec.%s.persistence.storageClassName", name, pods, pods, name, name)))
		return
	}
	for _, node := range c.spec.Nodes[:max(pods, 0)] {
		for _, directory := range class.Paths[:drives] {
			class.Volumes = append(class.Volumes, localvolume.Volume{
				Name: fmt.Sprintf("%s-local-pv-%d", name, len(class.Volumes)),
				Node: node.Name,
				Path: directory,
				Size: size,
			})
		}
	}
}

// volumesByHand checks volumes that the stack file lists.
func (c *completion) volumesByHand(at *field.Path, volumes []localvolume.Volume, needed int, size resource.Quantity) {
	if len(volumes) < needed {
		c.fail(field.Invalid(at, len(volumes), fmt.Sprintf("the pods claim %d volumes: list as many, or leave the list out", needed)))
	}
	for i := range volumes {
		v := &volumes[i]
		if v.Size.IsZero() {
			v.Size = size
		}
		if v.Size.Cmp(size) < 0 {
			c.fail(field.Invalid(at.Index(i).Child("size"), v.Size.String(), "smaller than the claim of "+size.String()))
		}
		if !path.IsAbs(v.Path) || path.Clean(v.Path) != v.Path {
			c.fail(field.Invalid(at.Index(i).Child("path"), v.Path, "write an absolute path without . and .."))
		}
	}
}

// distinctPaths refuses two volumes in one directory of a node, or one inside
// the other: they would mix their data.
func (c *completion) distinctPaths(at *field.Path) {
	type place struct{ node, path string }
	type volume struct {
		localvolume.Volume
		at *field.Path
	}
	var all []volume
	for i, v := range c.spec.LocalVolumes.Redis.Volumes {
		all = append(all, volume{v, at.Child("redis", "volumes").Index(i).Child("path")})
	}
	for i, v := range c.spec.LocalVolumes.MinIO.Volumes {
		all = append(all, volume{v, at.Child("minio", "volumes").Index(i).Child("path")})
	}
	// Outer directories come first, so that each looks for those around it.
	slices.SortStableFunc(all, func(a, b volume) int { return len(a.Path) - len(b.Path) })
	taken := map[place]string{}
	for _, v := range all {
		for directory := v.Path; ; directory = path.Dir(directory) {
			if other, found := taken[place{v.Node, directory}]; found {
				c.fail(field.Invalid(v.at, v.Path, fmt.Sprintf("%s on node %s is inside the directory of %s", v.Path, v.Node, other)))
			}
			if directory == "/" || directory == "." {
				break
			}
		}
		taken[place{v.Node, v.Path}] = v.Name
	}
}

func names(nodes []Node) []string {
	all := make([]string, len(nodes))
	for i, node := range nodes {
		all[i] = node.Name
	}
	return all
}
