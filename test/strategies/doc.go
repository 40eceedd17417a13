// Package strategies is the part of a Kubernetes API server that judges new
// objects, without the server: it decodes the text of an object strictly, sets
// the defaults, and runs the create strategy of its kind, which gives the
// server's own messages. Custom resources are judged by the schema of their
// CustomResourceDefinition with the server's own code.
//
// What needs other objects to answer stays with the tests on a real control
// plane: quotas, allocated ports and addresses, webhooks, ownership of fields.
package strategies
