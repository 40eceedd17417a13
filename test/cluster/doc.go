// Package cluster installs every golden stack on a real control plane and asks
// the API server, the scheduler and the controllers what they make of it.
//
// No container runs. What programs would do that the stack needs to become
// ready is played by the test, with the rights of their accounts: see the files
// play_*_test.go. What a stack takes for granted comes first: the real kinds of
// cert-manager and of the Gateway API, and Secrets that its user keeps.
package cluster
