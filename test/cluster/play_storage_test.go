package cluster_test

import (
	"context"
	"errors"
	"testing"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// ownProvisioner is that of the classes which the cluster has already.
const ownProvisioner = "example.com/nfs"

// classes creates the StorageClasses that the stack takes for granted: it
// claims volumes of them and does not bring them.
func classes(t *testing.T, w *world, s scenario) {
	t.Helper()
	for _, missing := range s.bundle.Dangling() {
		if missing.Kind != "StorageClass" {
			continue
		}
		_, err := w.client.StorageV1().StorageClasses().Create(t.Context(), &storagev1.StorageClass{
			ObjectMeta:  metav1.ObjectMeta{Name: missing.Name},
			Provisioner: ownProvisioner,
		}, metav1.CreateOptions{})
		if err != nil && !apierrors.IsAlreadyExists(err) {
			t.Fatal(err)
		}
	}
}

// ownStorage plays their provisioner, which serves many nodes at once.
type ownStorage struct{ w *world }

func (o ownStorage) act(ctx context.Context) error {
	claims, err := o.w.client.CoreV1().PersistentVolumeClaims(metav1.NamespaceAll).List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	var problems []error
	for _, claim := range claims.Items {
		if claim.Annotations[handedTo] == ownProvisioner && claim.Spec.VolumeName == "" {
			problems = append(problems, o.volume(ctx, claim))
		}
	}
	return errors.Join(problems...)
}

func (o ownStorage) volume(ctx context.Context, claim corev1.PersistentVolumeClaim) error {
	class, err := o.w.client.StorageV1().StorageClasses().Get(ctx, *claim.Spec.StorageClassName, metav1.GetOptions{})
	if err != nil {
		return err
	}
	volume := volumeFor(claim, class)
	volume.Spec.NFS = &corev1.NFSVolumeSource{Server: "nfs.example.com", Path: "/" + volume.Name}
	_, err = o.w.client.CoreV1().PersistentVolumes().Create(ctx, volume, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil // and not bound yet
	}
	return err
}
