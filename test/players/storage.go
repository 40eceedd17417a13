package players

import (
	"context"
	"errors"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// OwnProvisioner is that of the classes which the cluster has already.
const OwnProvisioner = "example.com/nfs"

// ownStorage plays their provisioner, which serves many nodes at once.
type ownStorage struct{ *Players }

func (o ownStorage) act(ctx context.Context) error {
	claims, err := o.client.CoreV1().PersistentVolumeClaims(metav1.NamespaceAll).List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	var problems []error
	for _, claim := range claims.Items {
		if claim.Annotations[handedTo] == OwnProvisioner && claim.Spec.VolumeName == "" {
			problems = append(problems, o.volume(ctx, claim))
		}
	}
	return errors.Join(problems...)
}

func (o ownStorage) volume(ctx context.Context, claim corev1.PersistentVolumeClaim) error {
	class, err := o.client.StorageV1().StorageClasses().Get(ctx, *claim.Spec.StorageClassName, metav1.GetOptions{})
	if err != nil {
		return err
	}
	volume := volumeFor(claim, class)
	volume.Spec.NFS = &corev1.NFSVolumeSource{Server: "nfs.example.com", Path: "/" + volume.Name}
	_, err = o.client.CoreV1().PersistentVolumes().Create(ctx, volume, metav1.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		return nil // and not bound yet
	}
	return err
}
