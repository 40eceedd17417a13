// Package cluster installs every golden stack on a real control plane and asks
// the API server, the scheduler and the controllers what they make of it.
//
// No container runs. What programs would do that the stack needs to become
// ready is played by the test, with the rights of their accounts: see package
// players. What a stack takes for granted comes first: the real kinds of
// cert-manager and of the Gateway API, Secrets that its user keeps, and
// StorageClasses. The scripts of native jobs run, with a Flink that only says
// what it was told.
package cluster
