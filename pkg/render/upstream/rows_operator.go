package upstream

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// operatorRows are for flink-kubernetes-operator. Source: values.yaml and
// templates of apache/flink-kubernetes-operator, tags release-1.5.0 to
// release-1.15.0.
var operatorRows = []row{
	as("name", "nameOverride", override(catalog.FlinkOperator, func(s *stack.Spec) string { return s.Operator.Name })),
	at("namespace", "the namespace of the release"),
	at("labels", "the overlay"),
	at("annotations", "the overlay"),
	at("version", "the version of the chart"),
	as("image", "image.repository", located(operatorImage)),
	as("image", "image.tag", tagged(operatorImage)),
	to("image.pullPolicy", "image.pullPolicy"),
	to("imagePullSecrets", "imagePullSecrets"),

	to("watchNamespaces", "watchNamespaces"),
	at("clusterWide", "watchNamespaces"),
	to("nodesRule", "rbac.nodesRule.create"),
	at("jobNamespaces", "watchNamespaces, and a manifest for those that it does not have"),
	to("operatorServiceAccount.name", "operatorServiceAccount.name"),
	to("operatorServiceAccount.annotations", "operatorServiceAccount.annotations"),
	to("operatorServiceAccount.name", "rbac.operatorRole.name"),
	as("operatorServiceAccount.name", "rbac.operatorRoleBinding.name", func(s *stack.Spec, _ catalog.Chart) any {
		return s.Operator.ServiceAccount.Name + "-role-binding"
	}),
	to("jobServiceAccount.name", "jobServiceAccount.name"),
	as("jobServiceAccount.annotations", "jobServiceAccount.annotations", func(s *stack.Spec, _ catalog.Chart) any {
		return component.Merge(map[string]string{"helm.sh/resource-policy": "keep"}, s.Operator.JobServiceAccount.Annotations)
	}),
	to("jobServiceAccount.name", "rbac.jobRole.name"),
	as("jobServiceAccount.name", "rbac.jobRoleBinding.name", func(s *stack.Spec, _ catalog.Chart) any {
		return s.Operator.JobServiceAccount.Name + "-role-binding"
	}),

	to("replicas", "replicas"),
	to("strategy", "strategy.type"),
	at("leaderElection", "defaultConfiguration"),
	at("podDisruptionBudget", "a manifest"),

	at("defaultConfiguration", "configuration"),
	at("manageIngress", "configuration"),
	at("configFile", "configuration"),
	as("configuration", `defaultConfiguration.flink-conf\.yaml`, flinkConf).
		because("Over the configuration of the chart: the later line wins."),
	as("configuration", `defaultConfiguration.config\.yaml`, configYAML).from("1.12.0"),
	as("logging", `defaultConfiguration.log4j-operator\.properties`, func(s *stack.Spec, _ catalog.Chart) any {
		return "rootLogger.level = " + s.Operator.Logging.OperatorLevel + "\n" + s.Operator.Logging.OperatorProperties
	}),
	as("logging", `defaultConfiguration.log4j-console\.properties`, func(s *stack.Spec, _ catalog.Chart) any {
		return "rootLogger.level = " + s.Operator.Logging.JobLevel + "\n" + s.Operator.Logging.JobProperties
	}),

	to("healthPort", "operatorHealth.port"),
	as("metrics", "metrics.port", func(s *stack.Spec, _ catalog.Chart) any {
		return unless(!s.Operator.Metrics.Enabled, s.Operator.Metrics.Port)
	}),
	as("timeZone", "operatorPod.env", operatorEnv),
	at("extraEnv", "operatorPod.env").from("1.7.0"),
	by("extraEnv", operatorReferences).before("1.7.0"),
	as("timeZone", "operatorPod.webhook.container.env", webhookEnv).from("1.11.0"),
	by("timeZone", webhookPatch(func(s *stack.Spec) []corev1.EnvVar { return []corev1.EnvVar{timeZone(s)} })).before("1.11.0"),
	at("webhook.extraEnv", "operatorPod.webhook.container.env").from("1.11.0"),
	by("webhook.extraEnv", webhookPatch(func(s *stack.Spec) []corev1.EnvVar { return s.Operator.Webhook.ExtraEnv })).before("1.11.0"),
	to("jvmArgs.operator", "jvmArgs.operator"),
	to("jvmArgs.webhook", "jvmArgs.webhook"),
	to("resources", "operatorPod.resources"),
	by("artifacts", artifacts),
	to("initContainers", "operatorPod.initContainers").from("1.12.0"),
	by("initContainers", func(s *stack.Spec, _ catalog.Chart) []patch {
		return operatorTemplate(s, podSpec("initContainers", list(s.Operator.InitContainers)))
	}).before("1.12.0"),
	to("sidecarContainers", "operatorPod.sidecarContainers").from("1.12.0"),
	by("sidecarContainers", func(s *stack.Spec, _ catalog.Chart) []patch {
		return operatorTemplate(s, podSpec("containers", list(s.Operator.SidecarContainers)))
	}).before("1.12.0"),

	tell("podSecurityContext", component.RestrictedPod(9999, 9999), "The namespace takes pods of Pod Security level restricted only."),
	tell("operatorSecurityContext", component.RestrictedContainer(false), ""),
	tell("webhookSecurityContext", component.RestrictedContainer(false), ""),
	as("podLabels", "operatorPod.labels", operatorLabels),
	to("podAnnotations", "operatorPod.annotations"),
	to("nodeSelector", "operatorPod.nodeSelector"),
	to("tolerations", "operatorPod.tolerations"),
	to("affinity", "operatorPod.affinity").from("1.10.0"),
	by("affinity", operatorAffinity).before("1.10.0"),
	to("topologySpreadConstraints", "operatorPod.topologySpreadConstraints"),
	to("priorityClassName", "operatorPod.priorityClassName"),
	by("extraVolumes", func(s *stack.Spec, _ catalog.Chart) []patch {
		return operatorTemplate(s, extraVolumes(s.Operator.Pod, catalog.FlinkOperator))
	}),
	by("extraVolumeMounts", func(s *stack.Spec, _ catalog.Chart) []patch {
		return operatorTemplate(s, extraVolumeMounts(s.Operator.Pod, catalog.FlinkOperator))
	}),

	to("webhook.enabled", "webhook.create"),
	tell("webhook.keystore.useDefaultPassword", false, "The default password stands in the chart, for everybody to read."),
	as("webhook.secretName", "webhook.keystore.passwordSecretRef", func(s *stack.Spec, _ catalog.Chart) any {
		return map[string]any{"name": s.Operator.Webhook.SecretName, "key": operator.PasswordKey}
	}),
	at("webhook.existingSecret", "webhook.secretName"),
	lost("webhook.clusterDomain", "the certificate of the chart names cluster.local; the API server asks for a shorter name, so nothing is to do").
		when(func(s *stack.Spec) bool { return s.Operator.Webhook.ClusterDomain != "cluster.local" }),
	to("webhook.serviceLabels", "webhook.serviceLabels").from("1.11.0"),
	by("webhook.serviceLabels", func(s *stack.Spec, _ catalog.Chart) []patch {
		return serviceLabels("flink-operator-webhook-service", s.Operator.Webhook.ServiceLabels)
	}).before("1.11.0"),
	at("webhook.namespaceSelector", "watchNamespaces, where it is the derived one"),
	by("webhook.namespaceSelector", webhookSelector),
	to("webhook.resources", "operatorPod.webhook.resources"),
}

func operatorImage(s *stack.Spec) component.Image { return s.Operator.Image }
