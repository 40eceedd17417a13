// Package cluster installs every golden stack on a real control plane and asks
// the API server, the scheduler and the controllers what they make of it.
//
// What a stack does not bring itself is played by the test: see the files
// play_*.go and testdata/prerequisites.yaml.
package cluster
