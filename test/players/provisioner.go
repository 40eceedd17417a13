package players

import (
	"context"
	"errors"
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// provisioner does what the sidecar csi-provisioner does, once its pod runs and
// with the rights of that pod: it makes a volume for each claim of a class
// whose provisioner it is. It reads the Secrets that the class names.
type provisioner struct{ *Players }

// The annotation with which the controller manager hands a claim over.
const handedTo = "volume.kubernetes.io/storage-provisioner"

func (p provisioner) act(ctx context.Context) error {
	pods, err := p.client.CoreV1().Pods(metav1.NamespaceAll).List(ctx, metav1.ListOptions{FieldSelector: "status.phase=Running"})
	if err != nil {
		return err
	}
	for _, pod := range pods.Items {
		for _, container := range pod.Spec.Containers {
			if container.Name == "csi-provisioner" {
				return p.provision(ctx, p.as(pod.Namespace, pod.Spec.ServiceAccountName))
			}
		}
	}
	return nil
}

func (p provisioner) provision(ctx context.Context, client kubernetes.Interface) error {
	claims, err := client.CoreV1().PersistentVolumeClaims(metav1.NamespaceAll).List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	var problems []error
	for _, claim := range claims.Items {
		if handed := claim.Annotations[handedTo]; handed == "" || handed == OwnProvisioner || claim.Spec.VolumeName != "" {
			continue
		}
		problems = append(problems, p.volume(ctx, client, claim))
	}
	return errors.Join(problems...)
}

func (p provisioner) volume(ctx context.Context, client kubernetes.Interface, claim corev1.PersistentVolumeClaim) error {
	volumes, err := client.CoreV1().PersistentVolumes().List(ctx, metav1.ListOptions{FieldSelector: "metadata.name=" + volumeName(claim)})
	if err != nil || len(volumes.Items) > 0 {
		return err
	}
	class, err := client.StorageV1().StorageClasses().Get(ctx, *claim.Spec.StorageClassName, metav1.GetOptions{})
	if err != nil {
		return err
	}
	if class.Provisioner != claim.Annotations[handedTo] {
		return fmt.Errorf("class %s has provisioner %s", class.Name, class.Provisioner)
	}
	if _, err := p.client.StorageV1().CSIDrivers().Get(ctx, class.Provisioner, metav1.GetOptions{}); err != nil {
		return err
	}
	publish, err := p.secret(ctx, client, class, "node-publish")
	if err != nil {
		return err
	}
	if _, err := p.secret(ctx, client, class, "provisioner"); err != nil {
		return err
	}
	volume := volumeFor(claim, class)
	volume.Spec.CSI = &corev1.CSIPersistentVolumeSource{Driver: class.Provisioner, VolumeHandle: volume.Name, NodePublishSecretRef: publish}
	_, err = client.CoreV1().PersistentVolumes().Create(ctx, volume, metav1.CreateOptions{})
	return err
}

// volumeName is the one that provisioners give.
func volumeName(claim corev1.PersistentVolumeClaim) string { return "pvc-" + string(claim.UID) }

// volumeFor is the volume of a claim, but for where it is.
func volumeFor(claim corev1.PersistentVolumeClaim, class *storagev1.StorageClass) *corev1.PersistentVolume {
	return &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: volumeName(claim), Annotations: map[string]string{"pv.kubernetes.io/provisioned-by": class.Provisioner}},
		Spec: corev1.PersistentVolumeSpec{
			AccessModes:                   claim.Spec.AccessModes,
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: claim.Spec.Resources.Requests[corev1.ResourceStorage]},
			VolumeMode:                    claim.Spec.VolumeMode,
			PersistentVolumeReclaimPolicy: *class.ReclaimPolicy,
			MountOptions:                  class.MountOptions,
			StorageClassName:              class.Name,
			ClaimRef: &corev1.ObjectReference{
				APIVersion: "v1", Kind: "PersistentVolumeClaim", Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID,
			},
		},
	}
}

// secret is the Secret that a class names for a use.
func (p provisioner) secret(ctx context.Context, client kubernetes.Interface, class *storagev1.StorageClass, use string) (*corev1.SecretReference, error) {
	prefix := "csi.storage.k8s.io/" + use + "-secret-"
	reference := &corev1.SecretReference{Name: class.Parameters[prefix+"name"], Namespace: class.Parameters[prefix+"namespace"]}
	secret, err := client.CoreV1().Secrets(reference.Namespace).Get(ctx, reference.Name, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	var missing []string
	for _, key := range []string{"name", "metaurl", "storage", "bucket"} {
		if len(secret.Data[key]) == 0 {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("secret %s/%s lacks %s", reference.Namespace, reference.Name, strings.Join(missing, ", "))
	}
	return reference, nil
}
