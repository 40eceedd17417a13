package storage

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"

	"github.com/flinkgen/flinkgen/test/storage/pod"
)

const mountPath = "/jfs/volume"

// What the CSI driver puts into a mount pod: it formats, which does nothing
// where the file system exists, and mounts (juicedata/juicefs-csi-driver
// v0.32.4, pkg/juicefs/juicefs.go and pkg/juicefs/mount/builder).
const (
	formatScript = `juicefs format --storage="$storage" --bucket="$bucket" --access-key="$accesskey" --secret-key="$secretkey" --no-update "$metaurl" "$name"`
	mountScript  = `exec /usr/local/bin/mount.juicefs "$metaurl" ` + mountPath + ` -o metrics=0.0.0.0:9567,`
)

// mountPod starts a pod that mounts the file system of the rendered Secret
// with the options of the rendered StorageClass, and waits for the mount.
func (p *plane) mountPod(t *test, name string) *pod.Pod {
	t.Helper()
	made, err := p.node.Pod(name, "kube-system", p.mountSpec(t, "set -eu\n"+formatScript+"\nmkdir -p "+mountPath+"\n"+mountScript+p.mountOptions(t)))
	if err != nil {
		t.Fatal(err)
	}
	start(t, made)
	t.Cleanup(made.Remove)
	took := waitFor(t, name+" has mounted JuiceFS", 60*time.Second, func() bool {
		// The root of a JuiceFS volume has inode 1.
		return inode(made.Container("mount"), mountPath) == 1
	})
	t.Logf("%s: formatted and mounted in %.1f s", name, took.Seconds())
	return made
}

// storageClass gives the class of the stack's JuiceFS.
func (p *plane) storageClass(t *test) *storagev1.StorageClass {
	t.Helper()
	for _, object := range p.node.Objects {
		if class, ok := object.(*storagev1.StorageClass); ok && class.Provisioner == "csi.juicefs.com" {
			return class
		}
	}
	t.Fatal("no StorageClass of JuiceFS")
	return nil
}

func (p *plane) mountOptions(t *test) string {
	t.Helper()
	return strings.Join(p.storageClass(t).MountOptions, ",")
}

// fileSystem is the Secret that the StorageClass leads the driver to.
func (p *plane) fileSystem(t *test) *corev1.Secret {
	t.Helper()
	parameters := p.storageClass(t).Parameters
	secret, err := pod.Get[*corev1.Secret](p.node,
		parameters["csi.storage.k8s.io/provisioner-secret-namespace"],
		parameters["csi.storage.k8s.io/provisioner-secret-name"])
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// mountSpec is a mount pod whose environment is what the driver makes of the
// Secret.
func (p *plane) mountSpec(t *test, script string) corev1.PodSpec {
	t.Helper()
	secret := p.fileSystem(t)
	environment := []corev1.EnvVar{{Name: "JFS_FOREGROUND", Value: "1"}}
	for variable, key := range map[string]string{
		"metaurl": "metaurl", "name": "name", "storage": "storage", "bucket": "bucket",
		"accesskey": "access-key", "secretkey": "secret-key",
	} {
		environment = append(environment, corev1.EnvVar{Name: variable, Value: literally(string(secret.Data[key]))})
	}
	if text, found := secret.Data["envs"]; found {
		var more map[string]string
		if err := json.Unmarshal(text, &more); err != nil {
			t.Fatal("envs of the JuiceFS Secret:", err)
		}
		for name, value := range more {
			environment = append(environment, corev1.EnvVar{Name: name, Value: literally(value)})
		}
	}
	slices.SortFunc(environment, func(a, b corev1.EnvVar) int { return strings.Compare(a.Name, b.Name) })
	disabled := false
	return corev1.PodSpec{
		EnableServiceLinks: &disabled,
		Containers: []corev1.Container{{
			Name:         "mount",
			Image:        "juicedata/mount:ce",
			Command:      []string{"sh", "-c", script},
			Env:          environment,
			VolumeMounts: []corev1.VolumeMount{{Name: "cache", MountPath: "/var/jfsCache"}},
		}},
		Volumes: []corev1.Volume{{Name: "cache", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}}},
	}
}

// literally keeps the kubelet from expanding $(…) in a value.
func literally(value string) string { return strings.ReplaceAll(value, "$", "$$") }

// juicefs runs a command of JuiceFS beside a mount.
func juicefs(t *test, in *pod.Pod, limit time.Duration, script string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	return in.Container("mount").Execute(ctx, "sh", "-c", script)
}

// fsck fails the test where an object is missing.
func fsck(t *test, in *pod.Pod) {
	t.Helper()
	began := time.Now()
	output, err := juicefs(t, in, 60*time.Second, `juicefs fsck --no-color "$metaurl"`)
	if err != nil || strings.Contains(output, "is lost") || strings.Contains(output, "broken") {
		t.Errorf("juicefs fsck: %v\n%s", err, output)
	}
	t.Logf("juicefs fsck: clean, %.1f s", time.Since(began).Seconds())
}
