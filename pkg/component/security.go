package component

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/utils/ptr"
)

// RestrictedPod is the pod's half of the Pod Security Standard "restricted":
// a fixed non-root user, the runtime's default seccomp profile, and files of
// volumes owned by the group. Ownership is changed only where the root of the
// volume differs, so that large volumes mount quickly.
func RestrictedPod(uid, gid int64) *corev1.PodSecurityContext {
	return &corev1.PodSecurityContext{
		RunAsUser:           new(uid),
		RunAsGroup:          new(gid),
		RunAsNonRoot:        new(true),
		FSGroup:             new(gid),
		FSGroupChangePolicy: ptr.To(corev1.FSGroupChangeOnRootMismatch),
		SeccompProfile:      &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault},
	}
}

// RestrictedContainer is the container's half: no privilege escalation, no
// capabilities. readOnlyRoot mounts the image read-only.
func RestrictedContainer(readOnlyRoot bool) *corev1.SecurityContext {
	return &corev1.SecurityContext{
		AllowPrivilegeEscalation: new(false),
		Capabilities:             &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
		ReadOnlyRootFilesystem:   new(readOnlyRoot),
	}
}
