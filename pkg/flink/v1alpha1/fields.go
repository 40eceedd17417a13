package v1alpha1

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// child is a map inside a map; nil where there is none.
func child(parent map[string]any, path ...string) map[string]any {
	for _, name := range path {
		parent, _ = parent[name].(map[string]any)
	}
	return parent
}

func text(parent map[string]any, name string) string {
	value, _ := parent[name].(string)
	return value
}

// spec is the spec of the object, made if it is missing.
func (c *converter) spec() map[string]any { return open(c.object, "spec") }

// open is a map inside a map, made if it is missing. What is no map is left for
// the decoder to refuse.
func open(parent map[string]any, name string) map[string]any {
	made, isMap := parent[name].(map[string]any)
	switch {
	case isMap:
		return made
	case parent[name] == nil:
		parent[name] = map[string]any{}
		return child(parent, name)
	}
	return map[string]any{}
}

// serverMetadata is what the API server and its controllers write.
var serverMetadata = []string{
	"creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "finalizers", "generation",
	"managedFields", "ownerReferences", "resourceVersion", "selfLink", "uid",
}

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

func (c *converter) metadata() {
	metadata := child(c.object, "metadata")
	for _, name := range serverMetadata {
		delete(metadata, name)
	}
	if annotations := child(metadata, "annotations"); annotations != nil {
		delete(annotations, lastApplied)
	}
}

// podTemplates were whole Pods.
func (c *converter) podTemplates() {
	for _, path := range [][]string{{"spec"}, {"spec", "jobManager"}, {"spec", "taskManager"}} {
		template := child(c.object, append(path, "podTemplate")...)
		at := strings.Join(path, ".") + ".podTemplate"
		for _, name := range []string{"apiVersion", "kind"} {
			delete(template, name)
		}
		if status := template["status"]; !empty(status) {
			c.note(at+".status", "a template has no status: it was dropped")
		}
		delete(template, "status")
	}
}

// The sizes that the chart of 0.1.0 gave to pods that named none. Later charts
// give none, and the operator refuses a pod without memory.
const (
	jobManagerMemory  = "1600m"
	taskManagerMemory = "1728m"
	taskSlots         = "2"
)

func (c *converter) resources() {
	for _, role := range []struct{ name, memory string }{{"jobManager", jobManagerMemory}, {"taskManager", taskManagerMemory}} {
		at := "spec." + role.name
		resource := open(open(c.spec(), role.name), "resource")
		configuration := child(c.spec(), "flinkConfiguration")
		option := strings.ToLower(role.name) + ".memory.process.size"
		if _, set := configuration[option]; text(resource, "memory") == "" && !set {
			resource["memory"] = role.memory
			c.note(at+".resource.memory", "it was not set: %s, the default of operator 0.1.0, is written out", role.memory)
		}
		if cpu, set := resource["cpu"]; set && empty(cpu) {
			delete(resource, "cpu")
			c.note(at+".resource.cpu", "it was 0: without it Flink takes its own default")
		}
	}
	if manager := open(c.spec(), "jobManager"); empty(manager["replicas"]) {
		manager["replicas"] = json.Number("1")
	}
}

// ingress was one domain in the previews before 0.1.0.
func (c *converter) ingress() {
	domain := text(c.spec(), "ingressDomain")
	if domain == "" {
		return
	}
	delete(c.spec(), "ingressDomain")
	if ingress := open(c.spec(), "ingress"); text(ingress, "template") == "" {
		ingress["template"] = "{{name}}.{{namespace}}." + domain
	}
	c.note("spec.ingressDomain", "it became ingress.template")
}

// serviceAccount became mandatory. Before, the pods could name it.
func (c *converter) serviceAccount() {
	if text(c.spec(), "serviceAccount") != "" {
		return
	}
	const option = "kubernetes.service-account"
	configuration, pod := child(c.spec(), "flinkConfiguration"), child(c.spec(), "podTemplate", "spec")
	candidates := []struct{ from, name string }{
		{"spec.flinkConfiguration[" + option + "]", text(configuration, option)},
		{"spec.podTemplate.spec.serviceAccountName", text(pod, "serviceAccountName")},
		{"spec.podTemplate.spec.serviceAccount", text(pod, "serviceAccount")},
		{"the operator's chart", "flink"},
	}
	found := candidates[slices.IndexFunc(candidates, func(c struct{ from, name string }) bool { return c.name != "" })]
	c.spec()["serviceAccount"] = found.name
	c.note("spec.serviceAccount", "v1beta1 needs it: it is %s, from %s", found.name, found.from)
}

// job starts a job where the old one stopped. A new object must not be
// suspended, and knows nothing of the old one's savepoint.
func (c *converter) job() {
	job := child(c.spec(), "job")
	if job == nil {
		return
	}
	if text(job, "state") == "suspended" {
		job["state"] = "running"
		c.note("spec.job.state", "it was suspended: the operator accepts a new job only if it is running")
	}
	location := text(child(c.object, "status", "jobStatus", "savepointInfo", "lastSavepoint"), "location")
	mode := text(job, "upgradeMode")
	switch {
	case mode == "" || mode == "stateless":
	case location == "":
		c.note("spec.job.initialSavepointPath", "the status names no savepoint: without one the job starts empty")
	default:
		job["initialSavepointPath"] = location
		c.note("spec.job.initialSavepointPath", "the job starts from the last savepoint of the old object")
	}
}

// defaults writes out a default that changed with the chart.
func (c *converter) defaults() {
	const option = "taskmanager.numberOfTaskSlots"
	configuration := maps.Clone(child(c.spec(), "flinkConfiguration"))
	if _, set := configuration[option]; set {
		return
	}
	if configuration == nil {
		configuration = map[string]any{}
	}
	configuration[option] = taskSlots
	c.spec()["flinkConfiguration"] = configuration
	c.note("spec.flinkConfiguration["+option+"]", "it was not set: %s, the default of operator 0.1.0, is written out", taskSlots)
}
