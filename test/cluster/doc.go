// Package cluster applies rendered stacks to a real control plane.
package cluster
