package crds

import "strings"

// change is what a release brought to a property of the schema.
type change struct {
	since string
	path  string
	// values are the enum values that came. Without any, and without
	// another mark, the whole property came.
	values []string
	// enum says that the property existed before, open to any text.
	enum bool
	// freeForm says that the property was a map of texts before.
	freeForm bool
}

// changes lists what came after operator 1.5.0, from the CRD files in
// helm/flink-kubernetes-operator/crds at the git tag of each release. Kinds
// that came later are as they were when they came.
func changes() []change {
	return []change{
		{since: "1.6.0", path: "spec.flinkVersion", values: []string{"v1_18"}},

		{since: "1.7.0", path: "spec.flinkVersion", values: []string{"v1_19"}},
		{since: "1.7.0", path: "spec.job.checkpointTriggerNonce"},
		{since: "1.7.0", path: "status.jobStatus.checkpointInfo"},

		{since: "1.8.0", path: "spec.ingress.labels"},
		{since: "1.8.0", path: "spec.ingress.tls"},
		{since: "1.8.0", path: "spec.job.savepointRedeployNonce"},
		{since: "1.8.0", path: "status.observedGeneration"},

		{since: "1.10.0", path: "spec.flinkVersion", values: []string{"v1_20"}},
		{since: "1.10.0", path: "status.jobStatus.state", enum: true},
		{since: "1.10.0", path: "status.jobStatus.upgradeSavepointPath"},

		{since: "1.11.0", path: "spec.flinkVersion", values: []string{"v2_0"}},
		{since: "1.11.0", path: "spec.job.autoscalerResetNonce"},
		{since: "1.11.0", path: "status.lifecycleState", values: []string{"DELETED", "DELETING"}},

		{since: "1.13.0", path: "spec.flinkConfiguration", freeForm: true},
		{since: "1.13.0", path: "spec.flinkVersion", values: []string{"v2_1", "v2_2"}},

		{since: "1.15.0", path: "status.conditions"},
	}
}

// editsFor gives the edits that take the changes of the missing releases back.
func editsFor(missing []string) edits {
	all := edits{}
	for _, c := range changes() {
		for _, release := range missing {
			if c.since == release {
				c.takeBack(all)
			}
		}
	}
	return all
}

func (c change) takeBack(all edits) {
	at := "spec.versions.schema.openAPIV3Schema.properties." + strings.ReplaceAll(c.path, ".", ".properties.")
	switch {
	case c.enum:
		all[at+".enum"] = operation{drop: true}
	case c.freeForm:
		all[at] = operation{below: []string{"additionalProperties:", "  type: string"}}
		all[at+".x-kubernetes-preserve-unknown-fields"] = operation{drop: true, instead: "type: object"}
	case len(c.values) > 0:
		values := all[at+".enum"].items
		all[at+".enum"] = operation{items: append(values, c.values...)}
	default:
		all[at] = operation{drop: true}
	}
}
