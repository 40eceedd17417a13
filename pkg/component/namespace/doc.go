// Package namespace builds the namespaces of a stack, each with the Pod
// Security level that its pods need.
//
// It does not build quotas, limits or roles.
package namespace
