package pod

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
	corev1 "k8s.io/api/core/v1"
)

// volume is a directory of this machine.
type volume struct {
	directory string
	// readOnly volumes are read-only whatever the mount says.
	readOnly bool
}

// makeVolumes fills the pod's volumes with what the objects say. Claims keep
// what they held; all else is new with every pod.
func (p *Pod) makeVolumes() (map[string]volume, error) {
	all := map[string]volume{}
	for name, directory := range p.claims {
		if err := p.own(directory); err != nil {
			return nil, err
		}
		all[name] = volume{directory: directory}
	}
	for _, v := range p.spec.Volumes {
		directory := filepath.Join(p.directory, "volumes", v.Name)
		if err := os.MkdirAll(directory, 0o755); err != nil {
			return nil, err
		}
		made := volume{directory: directory}
		var err error
		switch {
		case v.EmptyDir != nil:
			err = p.emptyDir(directory, v.EmptyDir)
		case v.ConfigMap != nil:
			made.readOnly = true
			err = p.configMap(directory, v.ConfigMap)
		case v.Secret != nil:
			made.readOnly = true
			err = p.secret(directory, v.Secret)
		default:
			err = fmt.Errorf("its kind is not emulated")
		}
		if err != nil {
			return nil, fmt.Errorf("pod %s: volume %s: %w", p.Name, v.Name, err)
		}
		all[v.Name] = made
	}
	return all, nil
}

func (p *Pod) emptyDir(directory string, source *corev1.EmptyDirVolumeSource) error {
	if source.Medium == corev1.StorageMediumMemory {
		options := "mode=777"
		if source.SizeLimit != nil {
			options += fmt.Sprintf(",size=%d", source.SizeLimit.Value())
		}
		if err := unix.Mount("memory", directory, "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, options); err != nil {
			return err
		}
	}
	if err := os.Chmod(directory, 0o777); err != nil {
		return err
	}
	return p.own(directory)
}

func (p *Pod) configMap(directory string, source *corev1.ConfigMapVolumeSource) error {
	object, err := Get[*corev1.ConfigMap](p.node, p.Namespace, source.Name)
	if err != nil {
		return err
	}
	data := map[string][]byte{}
	for key, text := range object.Data {
		data[key] = []byte(text)
	}
	return p.write(directory, data, source.Items, source.DefaultMode)
}

func (p *Pod) secret(directory string, source *corev1.SecretVolumeSource) error {
	object, err := Get[*corev1.Secret](p.node, p.Namespace, source.SecretName)
	if err != nil {
		return err
	}
	return p.write(directory, object.Data, source.Items, source.DefaultMode)
}

// write makes one file per key, owned by root and the pod's group, as the
// kubelet does.
func (p *Pod) write(directory string, data map[string][]byte, items []corev1.KeyToPath, mode *int32) error {
	if len(items) == 0 {
		for key := range data {
			items = append(items, corev1.KeyToPath{Key: key, Path: key})
		}
	}
	for _, item := range items {
		content, found := data[item.Key]
		if !found {
			return fmt.Errorf("references non-existent key: %s", item.Key)
		}
		bits := os.FileMode(0o644)
		if mode != nil {
			bits = os.FileMode(*mode)
		}
		if item.Mode != nil {
			bits = os.FileMode(*item.Mode)
		}
		if p.group() >= 0 {
			bits |= 0o440
		}
		file := filepath.Join(directory, item.Path)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, bits); err != nil {
			return err
		}
		if err := os.Chmod(file, bits); err != nil {
			return err
		}
		if err := os.Chown(file, 0, max(p.group(), 0)); err != nil {
			return err
		}
	}
	return nil
}

// own gives the root of a volume to the pod's fsGroup.
func (p *Pod) own(directory string) error {
	if p.group() < 0 {
		return nil
	}
	info, err := os.Stat(directory)
	if err != nil {
		return err
	}
	if err := os.Chown(directory, 0, p.group()); err != nil {
		return err
	}
	return os.Chmod(directory, info.Mode().Perm()|0o770|os.ModeSetgid)
}

func (p *Pod) group() int {
	if s := p.spec.SecurityContext; s != nil && s.FSGroup != nil {
		return int(*s.FSGroup)
	}
	return -1
}

// mounts are the volumes of a container in the order of their paths, so that
// one inside another comes later.
func (p *Pod) mounts(c *corev1.Container) ([]mount, error) {
	var all []mount
	for _, m := range c.VolumeMounts {
		v, found := p.volumes[m.Name]
		if !found {
			return nil, fmt.Errorf("container %s: no volume %s", c.Name, m.Name)
		}
		if m.SubPath != "" || m.SubPathExpr != "" || m.MountPropagation != nil {
			return nil, fmt.Errorf("container %s: subPath and mountPropagation of %s are not emulated", c.Name, m.Name)
		}
		all = append(all, mount{Source: v.directory, Path: m.MountPath, ReadOnly: m.ReadOnly || v.readOnly})
	}
	slices.SortFunc(all, func(a, b mount) int { return strings.Compare(a.Path, b.Path) })
	return all, nil
}
