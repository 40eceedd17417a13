package localvolume

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
)

func TestTransparent(t *testing.T) {
	componenttest.Transparent(t, Defaults(), Objects)
}

func TestObjects(t *testing.T) {
	v := Defaults()
	v.StorageClassName = "local-storage-redis"
	v.Part = "redis"
	v.Volumes = []Volume{
		{Name: "redis-local-pv-0", Node: "master1", Path: "/data/redis", Size: resource.MustParse("2Gi")},
		{Name: "redis-local-pv-1", Node: "node1", Path: "/data/redis", Size: resource.MustParse("2Gi")},
	}
	objects := Objects(v)
	if len(objects) != 3 {
		t.Fatalf("got %d objects, want a class and two volumes", len(objects))
	}
	class, ok := objects[0].(*storagev1.StorageClass)
	if !ok {
		t.Fatalf("the first object is %T, want the StorageClass that the volumes name", objects[0])
	}
	if class.Name != "local-storage-redis" || class.Provisioner != "kubernetes.io/no-provisioner" ||
		*class.VolumeBindingMode != storagev1.VolumeBindingWaitForFirstConsumer ||
		*class.ReclaimPolicy != corev1.PersistentVolumeReclaimRetain {
		t.Errorf("class is %+v", class)
	}
	for i, node := range []string{"master1", "node1"} {
		volume := objects[i+1].(*corev1.PersistentVolume)
		want := v.Volumes[i]
		if volume.Name != want.Name || volume.Namespace != "" || volume.Labels["app.kubernetes.io/component"] != "redis" {
			t.Errorf("metadata of volume %d is %+v", i, volume.ObjectMeta)
		}
		spec := volume.Spec
		if spec.StorageClassName != class.Name || spec.Local.Path != want.Path ||
			spec.PersistentVolumeReclaimPolicy != corev1.PersistentVolumeReclaimRetain ||
			*spec.VolumeMode != corev1.PersistentVolumeFilesystem || spec.Capacity.Storage().Cmp(want.Size) != 0 {
			t.Errorf("volume %d is %+v", i, spec)
		}
		affinity := []corev1.NodeSelectorTerm{{MatchExpressions: []corev1.NodeSelectorRequirement{
			{Key: "kubernetes.io/hostname", Operator: "In", Values: []string{node}},
		}}}
		if diff := cmp.Diff(affinity, spec.NodeAffinity.Required.NodeSelectorTerms); diff != "" {
			t.Errorf("node of volume %d (-want +got):\n%s", i, diff)
		}
		if diff := cmp.Diff([]corev1.PersistentVolumeAccessMode{"ReadWriteOnce"}, spec.AccessModes); diff != "" {
			t.Errorf("access modes of volume %d (-want +got):\n%s", i, diff)
		}
	}
}
