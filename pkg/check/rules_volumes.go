package check

import (
	"path"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"

	"github.com/flinkgen/flinkgen/pkg/component/localvolume"
	"github.com/flinkgen/flinkgen/pkg/finding"
)

func volumeRules() []Rule {
	return []Rule{
		{ID: "FG045", Name: "pv-capacity", Severity: finding.Error, About: "A claim names a volume that does not fit: too small, of another class, or without its access modes.", judge: boundVolume},
		{ID: "FG047", Name: "pv-path-shared", Severity: finding.Error, About: "Two volumes with the same directory of the same node, or one inside the other.", judge: samePath},
		{ID: "FG048", Name: "pv-reclaim-delete", Severity: finding.Warning, About: "A local volume with the reclaim policy Delete, which nothing carries out.", judge: localReclaim},
		{ID: "FG049", Name: "sc-binding-mode", Severity: finding.Error, About: "A class of local volumes that binds before a pod has a node.", judge: bindingMode},
	}
}

func boundVolume(j *judge) {
	claim, ok := j.typed.(*corev1.PersistentVolumeClaim)
	if !ok || claim.Spec.VolumeName == "" {
		return
	}
	for _, o := range j.objects {
		volume, ok := o.typed.(*corev1.PersistentVolume)
		if !ok || o.Name != claim.Spec.VolumeName {
			continue
		}
		asked, has := claim.Spec.Resources.Requests[corev1.ResourceStorage], volume.Spec.Capacity[corev1.ResourceStorage]
		if asked.Cmp(has) > 0 {
			j.fail("spec.resources.requests.storage", "PersistentVolume %s has %s only: ask for less, or give the volume more", o.Name, has.String())
		}
		if class := claim.Spec.StorageClassName; class != nil && *class != volume.Spec.StorageClassName {
			j.fail("spec.storageClassName", "PersistentVolume %s has the class %q: write the same", o.Name, volume.Spec.StorageClassName)
		}
		for i, mode := range claim.Spec.AccessModes {
			if !slices.Contains(volume.Spec.AccessModes, mode) {
				j.fail(item("spec.accessModes", i), "PersistentVolume %s does not have %s: write it in both", o.Name, mode)
			}
		}
	}
}

// localPath is the directory of a local volume and its nodes.
func (o *Object) localPath() (directory string, nodes []string) {
	volume, ok := o.typed.(*corev1.PersistentVolume)
	if !ok || volume.Spec.Local == nil || volume.Spec.NodeAffinity == nil || volume.Spec.NodeAffinity.Required == nil {
		return "", nil
	}
	for _, term := range volume.Spec.NodeAffinity.Required.NodeSelectorTerms {
		for _, expression := range term.MatchExpressions {
			if expression.Key == corev1.LabelHostname && expression.Operator == corev1.NodeSelectorOpIn {
				nodes = append(nodes, expression.Values...)
			}
		}
	}
	return path.Clean(volume.Spec.Local.Path), nodes
}

func samePath(j *judge) {
	directory, nodes := j.localPath()
	if directory == "" {
		return
	}
	for _, o := range j.objects {
		if o == j.Object {
			return // each pair once
		}
		other, others := o.localPath()
		if other == "" || !slices.ContainsFunc(nodes, func(node string) bool { return slices.Contains(others, node) }) {
			continue
		}
		if other == directory || strings.HasPrefix(directory, other+"/") || strings.HasPrefix(other, directory+"/") {
			j.fail("spec.local.path", "PersistentVolume %s has %s on the same node: give each volume a disk of its own", o.Name, other)
		}
	}
}

func localReclaim(j *judge) {
	if volume, ok := j.typed.(*corev1.PersistentVolume); ok && volume.Spec.Local != nil && volume.Spec.PersistentVolumeReclaimPolicy == corev1.PersistentVolumeReclaimDelete {
		j.fail("spec.persistentVolumeReclaimPolicy", "nothing deletes a local volume, so it fails when its claim goes: write Retain")
	}
}

func bindingMode(j *judge) {
	class, ok := j.typed.(*storagev1.StorageClass)
	if ok && class.Provisioner == localvolume.NoProvisioner && (class.VolumeBindingMode == nil || *class.VolumeBindingMode != storagev1.VolumeBindingWaitForFirstConsumer) {
		j.fail("volumeBindingMode", "a claim would be bound to a volume of a node where its pod may not go: write WaitForFirstConsumer")
	}
}
