// Package flink holds what is true about Flink itself: its versions, the names
// of its options by version, the way it writes memory sizes, and what each
// release of the Kubernetes operator knows of them. It knows nothing of stacks
// and Kubernetes objects.
package flink
