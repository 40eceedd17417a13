package upstream

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// byChart starts the names of options that the chart appends to the
// configuration, from the values watchNamespaces and operatorHealth.
var byChart = []string{
	"kubernetes.operator.watched.namespaces",
	"kubernetes.operator.health.probe.",
}

// javaByChart starts the names of options that the chart's own configuration has
// since 1.11.0 as the stack has them.
const javaByChart = "kubernetes.operator.default-configuration.flink-version."

// The names of the operator's configuration file.
const (
	flinkConfFile  = "flink-conf.yaml"
	configYAMLFile = "config.yaml"
)

// gone is the null by which Helm removes a key of the chart.
var gone = json.RawMessage("null")

// flinkConf is the configuration in the dialect of flink-conf.yaml. Where the
// stack has config.yaml, the chart must not have this key: it would win.
func flinkConf(s *stack.Spec, chart catalog.Chart) any {
	if s.Operator.ConfigFile != flinkConfFile {
		return gone
	}
	return configuration(s, chart)
}

func configYAML(s *stack.Spec, chart catalog.Chart) any {
	return unless(s.Operator.ConfigFile != configYAMLFile, configuration(s, chart))
}

// configuration is that of the stack without what the chart adds to it.
func configuration(s *stack.Spec, chart catalog.Chart) string {
	// The stack is complete, so neither fails.
	options, _ := operator.Options(s.Operator.Values)
	for option := range options {
		set := s.Operator.DefaultConfiguration[option]
		java := strings.HasPrefix(option, javaByChart) && set == "" && within(chart, "1.11.0", "")
		if java || slices.ContainsFunc(byChart, func(start string) bool { return strings.HasPrefix(option, start) }) {
			delete(options, option)
		}
	}
	text, _ := flink.RenderConfiguration(options, s.Operator.ConfigFile)
	return text
}

// operatorEnv is the environment of the operator; before 1.7.0 the chart takes
// no references.
func operatorEnv(s *stack.Spec, chart catalog.Chart) any {
	env := []corev1.EnvVar{timeZone(s)}
	for _, one := range s.Operator.ExtraEnv {
		if one.ValueFrom == nil || within(chart, "1.7.0", "") {
			env = append(env, one)
		}
	}
	return env
}

// operatorReferences are the variables that take their value from elsewhere.
func operatorReferences(s *stack.Spec, _ catalog.Chart) []patch {
	var env []corev1.EnvVar
	for _, one := range s.Operator.ExtraEnv {
		if one.ValueFrom != nil {
			env = append(env, one)
		}
	}
	return operatorTemplate(s, inContainer(catalog.FlinkOperator, "env", list(env)))
}

func webhookEnv(s *stack.Spec, _ catalog.Chart) any {
	return append([]corev1.EnvVar{timeZone(s)}, s.Operator.Webhook.ExtraEnv...)
}

func timeZone(s *stack.Spec) corev1.EnvVar {
	return corev1.EnvVar{Name: "TZ", Value: s.Operator.TimeZone}
}

// webhookPatch adds variables to the webhook.
func webhookPatch(env func(*stack.Spec) []corev1.EnvVar) func(*stack.Spec, catalog.Chart) []patch {
	return func(s *stack.Spec, _ catalog.Chart) []patch {
		if !s.Operator.Webhook.Enabled {
			return nil
		}
		return operatorTemplate(s, inContainer("flink-webhook", "env", list(env(s))))
	}
}

// operatorLabels hold the labels by which other objects of the stack find the
// pods; the chart gives them only one.
func operatorLabels(s *stack.Spec, _ catalog.Chart) any {
	return component.Merge(map[string]string{component.LabelInstance: s.Operator.Name}, s.Operator.PodLabels)
}

// operatorTemplate patches the pods of the operator.
func operatorTemplate(s *stack.Spec, template map[string]any) []patch {
	if template == nil {
		return nil
	}
	return []patch{{apiVersion: "apps/v1", kind: "Deployment", name: s.Operator.Name, body: map[string]any{
		"spec": map[string]any{"template": template},
	}}}
}

// webhookSelector is a selector other than the one that follows from
// watchNamespaces.
func webhookSelector(s *stack.Spec, _ catalog.Chart) []patch {
	derived := s.Operator.Values
	derived.Webhook.NamespaceSelector = nil
	// The stack is complete with these values, so this cannot fail.
	_ = operator.Complete(&derived)
	wanted, err := plain(s.Operator.Webhook.NamespaceSelector)
	if err != nil || !s.Operator.Webhook.Enabled || reflect.DeepEqual(s.Operator.Webhook.NamespaceSelector, derived.Webhook.NamespaceSelector) {
		return nil
	}
	selector := map[string]any{"$patch": "replace"}
	maps.Copy(selector, wanted.(map[string]any))
	var patches []patch
	for _, kind := range []string{"validat", "mutat"} {
		patches = append(patches, patch{
			apiVersion: "admissionregistration.k8s.io/v1",
			kind:       strings.ToUpper(kind[:1]) + kind[1:] + "ingWebhookConfiguration",
			name:       "flink-operator-" + s.Operator.Namespace + "-webhook-configuration",
			body: map[string]any{"webhooks": []any{map[string]any{
				"name": kind + "ionwebhook.flink.apache.org", "namespaceSelector": selector,
			}}},
		})
	}
	return patches
}

// artifacts is the volume that the chart has as an emptyDir without a limit.
func artifacts(s *stack.Spec, _ catalog.Chart) []patch {
	source, err := plain(s.Operator.Artifacts)
	volume, ok := source.(map[string]any)
	if err != nil || !ok || empty(volume) {
		return nil
	}
	volume["name"] = "flink-artifacts-volume"
	if _, same := volume["emptyDir"]; !same {
		volume["emptyDir"] = nil
	}
	return operatorTemplate(s, podSpec("volumes", []any{volume}))
}

func operatorAffinity(s *stack.Spec, _ catalog.Chart) []patch {
	affinity, err := plain(s.Operator.Affinity)
	if err != nil || empty(affinity) {
		return nil
	}
	return operatorTemplate(s, map[string]any{"spec": map[string]any{"affinity": affinity}})
}

// operatorRest is what the chart has no template for: the PodDisruptionBudget,
// and the access of jobs in namespaces that are not watched by name.
func operatorRest(s *stack.Spec, _ catalog.Chart, c bundle.Component) []component.Object {
	var objects []component.Object
	for _, object := range c.Objects {
		if budget, ok := object.(*policyv1.PodDisruptionBudget); ok {
			budget = budget.DeepCopy()
			budget.Spec.Selector.MatchLabels[component.LabelName] = s.Operator.Name
			objects = append(objects, budget)
		}
	}
	byName := s.Operator.WatchNamespaces
	if len(byName) == 0 {
		byName = []string{s.Operator.Namespace}
	}
	v := s.Operator.Values
	v.JobNamespaces = nil
	for _, namespace := range s.Operator.JobNamespaces {
		if !slices.Contains(byName, namespace) {
			v.JobNamespaces = append(v.JobNamespaces, namespace)
		}
	}
	return append(objects, operator.JobAccess(v)...)
}
