package cluster_test

import (
	"testing"

	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/test/players"
)

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
			Provisioner: players.OwnProvisioner,
		}, metav1.CreateOptions{})
		if err != nil && !apierrors.IsAlreadyExists(err) {
			t.Fatal(err)
		}
	}
}
