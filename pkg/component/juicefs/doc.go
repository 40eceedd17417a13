// Package juicefs builds the CSI driver of JuiceFS and a StorageClass whose
// volumes many pods on many nodes can write at the same time.
//
// The controller makes a directory of the file system for each claim. Where a
// pod uses a claim, the node plugin on its node starts a mount pod with the
// JuiceFS client, and hands the mount over to the pod. Mount pods are made by
// the driver, not by this package: their image, resources and options stand in
// the driver's ConfigMap (releases before 0.24: in the StorageClass).
//
// The driver mounts file systems into the directories of the kubelet, so its
// namespace must allow privileged pods.
//
// It does not build the sidecar mode with its webhook, snapshots, cache groups
// or the Secret of the file system: it refers to that by name. Sources of what
// differs by release: juicedata/juicefs-csi-driver, git tags v0.19.0 to v0.32.4.
package juicefs
