// Package redis builds Redis with Sentinel: the metadata store of JuiceFS.
//
// One StatefulSet, each of whose pods runs Redis and a sentinel that watches
// it. Pods announce themselves by host name, the sentinels elect the master,
// and a pod that starts asks them first who that is. State that must survive
// a loss of all pods, the append-only file and what the sentinel knows, is on
// the data volume.
//
// It does not build TLS, Redis Cluster, backups or metrics, and it makes no
// Secret: it refers to one by name.
package redis
