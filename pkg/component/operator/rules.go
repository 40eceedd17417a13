package operator

import (
	"slices"

	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// The verbs are written out for every release: upstream's chart has "*" up to
// 1.8, which the same code does not need.
var (
	readWrite = []string{"get", "list", "watch", "create", "update", "patch", "delete"}
	subobject = []string{"get", "update", "patch"}
)

const flinkGroup = "flink.apache.org"

// RulesFor gives the rights that a release of the operator needs in each
// namespace that it watches.
func RulesFor(version string) ([]rbacv1.PolicyRule, error) {
	facts, err := ForVersion(version)
	if err != nil {
		return nil, err
	}
	return rulesFor(facts), nil
}

func rulesFor(facts Version) []rbacv1.PolicyRule {
	var kinds, status []string
	for _, kind := range facts.Kinds {
		// Owner references that block deletion need the finalizers.
		kinds = append(kinds, kind, kind+"/finalizers")
		status = append(status, kind+"/status")
	}
	return []rbacv1.PolicyRule{
		{
			APIGroups: []string{""},
			Resources: []string{"pods", "services", "events", "configmaps", "secrets"},
			Verbs:     append(slices.Clone(readWrite), "deletecollection"),
		},
		{
			APIGroups: []string{"apps"},
			Resources: []string{"deployments", "deployments/finalizers", "replicasets"},
			Verbs:     slices.Clone(readWrite),
		},
		{
			// Standalone clusters are rescaled through it since 1.5.
			APIGroups: []string{"apps"},
			Resources: []string{"deployments/scale"},
			Verbs:     slices.Clone(subobject),
		},
		{
			APIGroups: []string{flinkGroup},
			Resources: kinds,
			Verbs:     slices.Clone(readWrite),
		},
		{
			APIGroups: []string{flinkGroup},
			Resources: status,
			Verbs:     slices.Clone(subobject),
		},
		{
			APIGroups: []string{"networking.k8s.io"},
			Resources: []string{"ingresses"},
			Verbs:     slices.Clone(readWrite),
		},
	}
}

// OwnRulesFor gives the rights that a release of the operator needs in its own
// namespace, whatever it watches.
func OwnRulesFor(version string) ([]rbacv1.PolicyRule, error) {
	facts, err := ForVersion(version)
	if err != nil {
		return nil, err
	}
	return ownRulesFor(facts), nil
}

func ownRulesFor(facts Version) []rbacv1.PolicyRule {
	rules := []rbacv1.PolicyRule{{
		// Leader election.
		APIGroups: []string{"coordination.k8s.io"},
		Resources: []string{"leases"},
		Verbs:     slices.Clone(readWrite),
	}}
	if facts.Has(flink.StateSnapshots) {
		// At its start the operator lists them here to learn whether the kind exists.
		rules = append(rules, rbacv1.PolicyRule{
			APIGroups: []string{flinkGroup},
			Resources: []string{flink.StateSnapshots},
			Verbs:     []string{"list"},
		})
	}
	return rules
}

// nodesRules lets the operator find the address of a NodePort.
func nodesRules() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{{APIGroups: []string{""}, Resources: []string{"nodes"}, Verbs: []string{"list"}}}
}

// jobRules are what a JobManager needs to start TaskManagers and to keep its
// high-availability data.
func jobRules() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{
		{
			APIGroups: []string{""},
			Resources: []string{"pods", "configmaps"},
			Verbs:     slices.Clone(readWrite),
		},
		{
			// The finalizers matter where OwnerReferencesPermissionEnforcement is on, as in OpenShift.
			APIGroups: []string{"apps"},
			Resources: []string{"deployments", "deployments/finalizers"},
			Verbs:     slices.Clone(readWrite),
		},
	}
}
