// Package check judges Kubernetes objects without a cluster: against their
// schemas, by the names with which they refer to each other, and by rules about
// Flink and what it needs. It takes any manifests, also those that flinkgen did
// not make.
//
//	objects, findings, err := check.Read("manifests.yaml", data)
//	findings = append(findings, check.Run(objects, check.Options{})...)
//
// Every finding has the id of one of Rules. What only an API server can answer
// (quotas, webhooks, allocated ports) is not asked, and neither are the
// expressions (CEL) in the schemas of custom resources.
package check
