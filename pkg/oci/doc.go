// Package oci reads references of container images and sends them to a mirror.
//
// It is the one place that knows what a reference becomes on a mirror: what is
// rendered, what is copied and what is listed agree because all of them ask
// Mirror. It talks to no registry.
package oci
