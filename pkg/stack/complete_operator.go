package stack

import (
	"reflect"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// operatorVersion checks the release, which jobs and CRDs depend on too.
func (c *completion) operatorVersion() {
	o := &c.spec.Operator
	fill(&o.Version, catalog.Newest(catalog.FlinkOperator).Version)
	if _, err := operator.ForVersion(o.Version); err != nil {
		c.fail(field.Invalid(specPath("operator", "version"), o.Version, err.Error()))
		c.unknownOperator = true
	}
}

// operator derives who watches what, and what depends on the release.
func (c *completion) operator() {
	o := &c.spec.Operator
	if !on(o.Enabled) {
		// An operator that is there already brings the access of its own jobs.
		fillList(&o.JobNamespaces, c.jobNamespaces(func(j *Job) bool { return j.DeploymentMode == "native" })...)
		return
	}
	at := specPath("operator")
	if len(o.JobNamespaces) == 0 {
		o.JobNamespaces = c.watchedNamespaces()
	}
	for _, namespace := range c.watchedNamespaces() {
		if !slices.Contains(o.JobNamespaces, namespace) {
			c.fail(field.Invalid(at.Child("jobNamespaces"), o.JobNamespaces, "there are jobs in "+namespace+": add it, or leave the list out"))
		}
	}
	if watched := o.WatchNamespaces; len(watched) > 0 {
		for i, j := range c.spec.Jobs {
			if on(j.Enabled) && j.Operated() && !slices.Contains(watched, j.Namespace) {
				c.fail(field.Invalid(specPath("jobs").Index(i).Child("namespace"), j.Namespace,
					"the operator does not watch it: add it to spec.operator.watchNamespaces, which has "+strings.Join(watched, ", ")))
			}
		}
	}
	if c.spec.Ingress.Controller == ControllerGateway && o.ManageIngress == nil {
		if facts, err := operator.ForVersion(o.Version); err == nil && facts.ManageIngress {
			no := false
			o.ManageIngress = &no
		}
	}
	if o.ConfigFile == "config.yaml" {
		for i, j := range c.spec.Jobs {
			if version, err := flink.ParseVersion(j.FlinkVersion); on(j.Enabled) && j.Operated() && err == nil && !version.AtLeast(flink.V2_0) {
				c.fail(field.Invalid(specPath("jobs").Index(i).Child("flinkVersion"), j.FlinkVersion, "with spec.operator.configFile config.yaml the operator breaks jobs of Flink 1.x (FLINK-40055): leave configFile out"))
			}
		}
	}
	fill(&o.TimeZone, c.spec.TimeZone)
	fill(&o.Webhook.ClusterDomain, c.spec.ClusterDomain)
	c.secret(&o.Webhook.SecretReference, "flink-operator-webhook-secret")
	if c.unknownOperator {
		return
	}
	if err := operator.Complete(&o.Values); err != nil {
		c.fail(field.Invalid(at.Child("version"), o.Version, err.Error()))
		return
	}
	c.staleOperator(at, o.Values)
}

// staleOperator refuses derived values that other values contradict, as in a
// completed stack that was changed afterwards.
func (c *completion) staleOperator(at *field.Path, o operator.Values) {
	fresh := o
	fresh.Configuration, fresh.Webhook.NamespaceSelector = "", nil
	if err := operator.Complete(&fresh); err != nil {
		return
	}
	if fresh.Configuration != o.Configuration {
		c.fail(field.Invalid(at.Child("configuration"), "(text)", "it contradicts the other values of the operator, from which it is derived: remove it, and write options into defaultConfiguration"))
	}
	selector, byName := o.Webhook.NamespaceSelector, false
	if selector != nil {
		byName = slices.ContainsFunc(selector.MatchExpressions, func(r metav1.LabelSelectorRequirement) bool { return r.Key == corev1.LabelMetadataName })
	}
	if byName && !reflect.DeepEqual(selector, fresh.Webhook.NamespaceSelector) {
		c.fail(field.Invalid(at.Child("webhook", "namespaceSelector"), selector.MatchExpressions, "it selects other namespaces than watchNamespaces: remove it"))
	}
}

// watchedNamespaces are the namespaces that hold jobs or are watched, sorted;
// the operator's own where there are none.
func (c *completion) watchedNamespaces() []string {
	namespaces := slices.Concat(c.spec.Operator.WatchNamespaces, c.jobNamespaces(func(j *Job) bool { return j.DeploymentMode != "standalone" }))
	if len(namespaces) == 0 {
		namespaces = append(namespaces, c.spec.Operator.Namespace)
	}
	slices.Sort(namespaces)
	return slices.Compact(namespaces)
}

// jobNamespaces are the namespaces that hold jobs of a kind, sorted.
func (c *completion) jobNamespaces(kind func(*Job) bool) []string {
	var namespaces []string
	for i := range c.spec.Jobs {
		if j := &c.spec.Jobs[i]; on(j.Enabled) && kind(j) {
			namespaces = append(namespaces, j.Namespace)
		}
	}
	slices.Sort(namespaces)
	return slices.Compact(namespaces)
}
