package operator

import (
	"fmt"
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// Complete fills the derived values that are blank from the other values. What
// a release fixes (rules, webhook resources) and clusterWide are set
// in any case. Doing it twice changes nothing.
func Complete(v *Values) error {
	if v.Version == "" {
		v.Version = catalog.Newest(catalog.FlinkOperator).Version
	}
	facts, err := ForVersion(v.Version)
	if err != nil {
		return err
	}
	if v.ConfigFile == "" {
		v.ConfigFile = facts.ConfigFile
	}
	if v.ConfigFile == configYAML && !facts.ConfigYAML {
		return fmt.Errorf("operator %s does not read %s: write %s", v.Version, configYAML, flinkConf)
	}
	v.Rules, v.OwnRules = rulesFor(facts), ownRulesFor(facts)
	v.Webhook.MutatedOperations = facts.MutatedOperations
	v.Webhook.MutatedResources = facts.MutatedResources
	v.Webhook.ValidatedResources = facts.ValidatedResources
	v.Image.Complete(component.FromCatalog(facts.Image))

	v.ClusterWide = len(v.WatchNamespaces) == 0
	if len(v.JobNamespaces) == 0 {
		v.JobNamespaces = slices.Clone(v.WatchNamespaces)
	}
	if len(v.JobNamespaces) == 0 {
		v.JobNamespaces = []string{v.Namespace}
	}
	if v.Webhook.NamespaceSelector == nil {
		v.Webhook.NamespaceSelector = selectNamespaces(v.WatchNamespaces)
	}
	if v.Strategy == "" {
		v.Strategy = appsv1.RecreateDeploymentStrategyType
		if v.electsLeader() {
			v.Strategy = appsv1.RollingUpdateDeploymentStrategyType
		}
	}
	if v.Artifacts == (corev1.VolumeSource{}) {
		v.Artifacts.EmptyDir = &corev1.EmptyDirVolumeSource{SizeLimit: new(resource.MustParse("2Gi"))}
	}
	if v.Configuration != "" {
		return nil
	}
	options, err := Options(*v)
	if err != nil {
		return err
	}
	v.Configuration, err = flink.RenderConfiguration(options, v.ConfigFile)
	return err
}

// selectNamespaces selects namespaces by the label that the API server gives them.
func selectNamespaces(names []string) *metav1.LabelSelector {
	if len(names) == 0 {
		return nil
	}
	return &metav1.LabelSelector{MatchExpressions: []metav1.LabelSelectorRequirement{{
		Key:      corev1.LabelMetadataName,
		Operator: metav1.LabelSelectorOpIn,
		Values:   slices.Clone(names),
	}}}
}
