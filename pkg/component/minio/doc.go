// Package minio builds MinIO: the object store that holds the data of JuiceFS.
//
// One StatefulSet whose pods form one pool of drives. Each drive is a volume of
// its own, and MinIO spreads every object over the drives with erasure coding,
// so that it survives the loss of drives and nodes. With one pod it keeps its
// data on that pod's drives only.
//
// It does not build TLS, buckets, users or more than one pool, and it makes no
// Secret: it refers to one by name. JuiceFS makes its own bucket.
package minio
