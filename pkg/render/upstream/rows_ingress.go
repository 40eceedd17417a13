package upstream

import (
	"strings"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/ingressnginx"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// snippets is the option that the chart has a key of its own for.
const snippets = "allow-snippet-annotations"

// restrictedJob is the security context of the Jobs of newer charts.
var restrictedJob = map[string]any{
	"allowPrivilegeEscalation": false,
	"capabilities":             map[string]any{"drop": []any{"ALL"}},
	"seccompProfile":           map[string]any{"type": "RuntimeDefault"},
}

// hook says why the Jobs of the webhook cannot be patched.
const hook = "the chart has no key for it, and Helm 3 shows hooks to no post-renderer: leave it out"

// ingressRows are for ingress-nginx. Source: values.yaml and templates of
// kubernetes/ingress-nginx, tags helm-chart-4.7.1 and helm-chart-4.15.1.
var ingressRows = []row{
	as("name", "fullnameOverride", override(catalog.IngressNginx, func(s *stack.Spec) string { return s.Ingress.Name })),
	at("namespace", "the namespace of the release"),
	// The chart says app.kubernetes.io/part-of itself, and a key may be there once.
	at("labels", "the overlay"),
	at("annotations", "the overlay"),

	to("image.registry", "controller.image.registry").before("4.15.1"),
	to("image.registry", "global.image.registry").from("4.15.1"),
	to("image.repository", "controller.image.image"),
	to("image.tag", "controller.image.tag"),
	to("image.digest", "controller.image.digest").because("The digest of the chart wins over the tag and is of another image in a mirror."),
	to("image.pullPolicy", "controller.image.pullPolicy"),
	tell("controller.image.allowPrivilegeEscalation", false, "").before("4.15.1"),
	to("imagePullSecrets", "imagePullSecrets"),

	to("kind", "controller.kind"),
	to("replicas", "controller.replicaCount"),
	to("hostNetwork", "controller.hostNetwork"),
	as("hostNetwork", "controller.dnsPolicy", func(s *stack.Spec, _ catalog.Chart) any {
		return unless(!s.Ingress.HostNetwork, "ClusterFirstWithHostNet")
	}).because("Without it a pod on the host network asks the name servers of the node, which know no Service."),
	as("hostNetwork", "controller.updateStrategy", rollout).
		because("With the host network the old pod has to go first: it holds the ports. Without it the new pod answers before."),
	to("ingressClassName", "controller.ingressClass"),
	to("ingressClassName", "controller.ingressClassResource.name"),
	to("defaultIngressClass", "controller.ingressClassResource.default"),
	to("controllerClass", "controller.ingressClassResource.controllerValue"),
	as("config", "controller.config", func(s *stack.Spec, _ catalog.Chart) any {
		config := component.Merge(s.Ingress.Config)
		delete(config, snippets)
		return config
	}).tpl("4.15.1"),
	as("config", "controller.allowSnippetAnnotations", func(s *stack.Spec, _ catalog.Chart) any {
		return s.Ingress.Config[snippets] == "true"
	}),
	as("extraArgs", "controller.extraArgs", extraArgs),
	lost("extraArgs", "the chart takes each argument once: leave one of those that are there twice out").
		when(func(s *stack.Spec) bool { return len(extraArguments(s)) < len(s.Ingress.ExtraArgs) }),
	to("publishService", "controller.publishService.enabled"),
	as("publishService", "controller.reportNodeInternalIp", func(s *stack.Spec, _ catalog.Chart) any { return !s.Ingress.PublishService }),

	to("service.type", "controller.service.type"),
	to("service.labels", "controller.service.labels"),
	to("service.annotations", "controller.service.annotations").tpl("4.15.1"),
	to("service.externalTrafficPolicy", "controller.service.externalTrafficPolicy"),
	to("service.nodePorts.http", "controller.service.nodePorts.http"),
	to("service.nodePorts.https", "controller.service.nodePorts.https"),
	tell("controller.service.ipFamilyPolicy", "", "The cluster chooses, so that one with IPv6 only works too."),
	tell("controller.service.ipFamilies", []any{}, ""),
	to("metrics.enabled", "controller.metrics.enabled"),

	to("admissionWebhooks.enabled", "controller.admissionWebhooks.enabled"),
	to("admissionWebhooks.failurePolicy", "controller.admissionWebhooks.failurePolicy"),
	to("admissionWebhooks.patch.image.registry", "controller.admissionWebhooks.patch.image.registry").before("4.15.1"),
	at("admissionWebhooks.patch.image.registry", "global.image.registry").from("4.15.1"),
	to("admissionWebhooks.patch.image.repository", "controller.admissionWebhooks.patch.image.image"),
	to("admissionWebhooks.patch.image.tag", "controller.admissionWebhooks.patch.image.tag"),
	to("admissionWebhooks.patch.image.digest", "controller.admissionWebhooks.patch.image.digest"),
	to("admissionWebhooks.patch.image.pullPolicy", "controller.admissionWebhooks.patch.image.pullPolicy"),
	to("admissionWebhooks.patch.annotations", "controller.admissionWebhooks.annotations"),
	at("admissionWebhooks.patch.ttlSecondsAfterFinished", "the Jobs are hooks, which Helm deletes when they have succeeded"),
	to("admissionWebhooks.patch.resources", "controller.admissionWebhooks.createSecretJob.resources"),
	to("admissionWebhooks.patch.resources", "controller.admissionWebhooks.patchWebhookJob.resources"),
	tell("controller.admissionWebhooks.createSecretJob.securityContext", restrictedJob, "The namespace takes pods of Pod Security level restricted only.").before("4.15.1"),
	tell("controller.admissionWebhooks.patchWebhookJob.securityContext", restrictedJob, "").before("4.15.1"),
	to("admissionWebhooks.patch.podLabels", "controller.admissionWebhooks.patch.labels"),
	to("admissionWebhooks.patch.podAnnotations", "controller.admissionWebhooks.patch.podAnnotations"),
	at("admissionWebhooks.patch.imagePullSecrets", "imagePullSecrets"),
	to("admissionWebhooks.patch.nodeSelector", "controller.admissionWebhooks.patch.nodeSelector"),
	to("admissionWebhooks.patch.tolerations", "controller.admissionWebhooks.patch.tolerations"),
	to("admissionWebhooks.patch.priorityClassName", "controller.admissionWebhooks.patch.priorityClassName"),
	to("admissionWebhooks.patch.extraEnv", "controller.admissionWebhooks.extraEnvs"),
	lost("admissionWebhooks.patch.affinity", hook),
	lost("admissionWebhooks.patch.topologySpreadConstraints", hook),
	lost("admissionWebhooks.patch.extraVolumes", hook),
	lost("admissionWebhooks.patch.extraVolumeMounts", hook),

	to("serviceAccount.annotations", "serviceAccount.annotations"),
	lost("podDisruptionBudget.enabled", "the chart makes one for two replicas or more; for one it would say nothing").
		when(func(s *stack.Spec) bool { return s.Ingress.Kind == ingressnginx.KindDaemonSet }),
	by("podDisruptionBudget.enabled", noBudget),
	to("podDisruptionBudget.maxUnavailable", "controller.maxUnavailable"),
	to("resources", "controller.resources"),
	to("terminationGracePeriodSeconds", "controller.terminationGracePeriodSeconds"),
	as("hostNetwork", "controller.podSecurityContext", func(s *stack.Spec, _ catalog.Chart) any {
		return unless(s.Ingress.HostNetwork, map[string]any{"runAsNonRoot": true, "seccompProfile": map[string]any{"type": "RuntimeDefault"}})
	}).before("4.15.1"),
	to("podLabels", "controller.podLabels"),
	to("podAnnotations", "controller.podAnnotations"),
	to("nodeSelector", "controller.nodeSelector"),
	to("tolerations", "controller.tolerations"),
	to("affinity", "controller.affinity"),
	to("topologySpreadConstraints", "controller.topologySpreadConstraints"),
	to("priorityClassName", "controller.priorityClassName"),
	to("extraEnv", "controller.extraEnvs"),
	to("extraVolumes", "controller.extraVolumes"),
	to("extraVolumeMounts", "controller.extraVolumeMounts"),
}

// rollout is how our part replaces pods.
func rollout(s *stack.Spec, _ catalog.Chart) any {
	unavailable, surge := 0, 1
	if s.Ingress.HostNetwork || s.Ingress.Kind == ingressnginx.KindDaemonSet {
		unavailable, surge = 1, 0
	}
	return map[string]any{
		"type":          "RollingUpdate",
		"rollingUpdate": map[string]any{"maxUnavailable": unavailable, "maxSurge": surge},
	}
}

// extraArgs are a map of names without their dashes.
func extraArgs(s *stack.Spec, _ catalog.Chart) any { return extraArguments(s) }

func extraArguments(s *stack.Spec) map[string]any {
	args := map[string]any{}
	for _, arg := range s.Ingress.ExtraArgs {
		name, value, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		args[name] = value
	}
	return args
}

// noBudget takes the PodDisruptionBudget away that the chart makes by itself.
func noBudget(s *stack.Spec, _ catalog.Chart) []patch {
	if s.Ingress.PodDisruptionBudget.Enabled || s.Ingress.Replicas < 2 || s.Ingress.Kind == ingressnginx.KindDaemonSet {
		return nil
	}
	return []patch{{
		apiVersion: "policy/v1", kind: "PodDisruptionBudget", name: s.Ingress.Name + "-controller",
		body: map[string]any{"$patch": "delete"},
	}}
}
