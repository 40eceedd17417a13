// Package pod is a small kubelet: it runs the containers of rendered pods as
// real processes of this machine, without a container engine.
//
// Enter moves the test into namespaces of its own: process ids, mounts and a
// network with a bridge that has no link to the machine's. When the test ends,
// in whatever way, the kernel ends everything in there. Every pod then has a
// network, host name and IPC namespace of its own; every container has its own
// process ids and its own root file system: the machine's /usr and what is
// given for its image, read-only as the pod says, with the pod's volumes at
// their mount paths.
//
// Commands, arguments, environment, users, volumes, probes, hooks and grace
// periods are read from the objects and obeyed. What is not emulated is refused
// with an error, so nothing in an object is passed over in silence, except:
// seccomp profiles, limits of CPU and memory, size limits of volumes on disk,
// scheduling and network policies. Names are resolved through /etc/hosts,
// which follows the Services and the pods; there is no DNS server.
package pod
