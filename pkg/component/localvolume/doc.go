// Package localvolume builds a StorageClass without a provisioner and the
// PersistentVolumes of its disks on the nodes.
//
// Each volume is a directory on one node, which must exist and should be the
// mount point of a disk of its own: nothing enforces the size of a volume, and
// drives that share a disk also share its failure. A StatefulSet whose claims
// name the class gets the volumes; the class binds them only when the pod is
// scheduled, so that pod and volume meet on one node.
//
// It does not make directories or file systems on the nodes, nor clean a
// volume that was given up.
package localvolume
