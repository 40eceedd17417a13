package upstream

import (
	"reflect"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// minioRows are for bitnami/minio. Source: values.yaml and templates of
// bitnami/charts, tags minio/12.6.10 and minio/17.0.23.
var minioRows = []row{
	as("name", "fullnameOverride", override(catalog.MinIO, func(s *stack.Spec) string { return s.MinIO.Name })),
	at("namespace", "the namespace of the release"),
	to("labels", "commonLabels").before("17.0.23"),
	// The chart says app.kubernetes.io/part-of itself, and a key may be there once.
	at("labels", "the overlay").from("17.0.23"),
	to("annotations", "commonAnnotations").tpl(always).untpl("17.0.23"),
	to("clusterDomain", "clusterDomain"),

	tell("global.security.allowInsecureImages", true, "The chart refuses images from any other place than Bitnami's own, which has none with a version any more.").from("17.0.23"),
	as("image", "image.registry", bitnami(0, minioImage, registry)).
		because("The chart starts scripts that only Bitnami's images have. They get no updates."),
	as("image", "image.repository", bitnami(0, minioImage, repository)),
	as("image", "image.tag", bitnami(0, minioImage, tag)),
	as("image", "image.digest", bitnami(0, minioImage, digest)),
	to("image.pullPolicy", "image.pullPolicy"),
	lost("image", "the chart starts scripts that only Bitnami's images have; those of the chart's version are written").
		when(func(s *stack.Spec) bool { return !fromBitnami(s.MinIO.Image) }),
	as("imagePullSecrets", "global.imagePullSecrets", func(s *stack.Spec, _ catalog.Chart) any { return pullSecrets(s.MinIO.ImagePullSecrets) }),

	to("auth.secretName", "auth.existingSecret"),
	at("auth.existingSecret", "auth.secretName"),
	tell("auth.useCredentialsFiles", true, "MinIO reads the password from a file, and it is not in the environment.").before("17.0.23"),

	to("mode", "mode"),
	as("replicas", "statefulset.replicaCount", distributed(func(s *stack.Spec) any { return s.MinIO.Replicas })),
	as("drivesPerNode", "statefulset.drivesPerNode", distributed(func(s *stack.Spec) any { return s.MinIO.DrivesPerNode })),
	lost("drivesPerNode", "a single MinIO of the chart has one drive: write 1, or replicas and drives of 4 or more in all").
		when(func(s *stack.Spec) bool { return s.MinIO.Mode == minio.Standalone && s.MinIO.DrivesPerNode > 1 }).refuse(),
	lost("replicas", "the chart refuses fewer than 4 drives in all: write more replicas or drivesPerNode").
		when(func(s *stack.Spec) bool {
			return s.MinIO.Mode == minio.Distributed && s.MinIO.Replicas*s.MinIO.DrivesPerNode < 4
		}).refuse(),
	at("replicaRange", "statefulset.replicaCount"),
	at("driveRange", "statefulset.drivesPerNode"),
	at("drives", "statefulset.drivesPerNode"),
	to("persistence.storageClassName", "persistence.storageClass"),
	to("persistence.size", "persistence.size"),
	to("persistence.annotations", "persistence.annotations").tpl(always),
	to("prometheusAuthType", "metrics.prometheusAuthType"),

	to("service.type", "service.type"),
	by("service.labels", func(s *stack.Spec, _ catalog.Chart) []patch {
		return serviceLabels(s.MinIO.Name, s.MinIO.Service.Labels)
	}),
	to("service.annotations", "service.annotations").tpl(always).untpl("17.0.23"),
	as("console.enabled", "disableWebUI", func(s *stack.Spec, _ catalog.Chart) any { return !s.MinIO.Console.Enabled }).before("17.0.23"),
	lost("console.service", "the console is a port of the Service of the API: write the same type into minio.service.type, and nothing else").before("17.0.23").
		when(func(s *stack.Spec) bool {
			console := s.MinIO.Console.Service
			return s.MinIO.Console.Enabled && (console.Type != s.MinIO.Service.Type || len(console.Labels)+len(console.Annotations) > 0)
		}),
	to("console.enabled", "console.enabled").from("17.0.23"),
	as("console.enabled", "console.image.registry", console(registry)).from("17.0.23"),
	as("console.enabled", "console.image.repository", console(repository)).from("17.0.23"),
	as("console.enabled", "console.image.tag", console(tag)).from("17.0.23"),
	to("console.service.type", "console.service.type").from("17.0.23"),
	by("console.service.labels", func(s *stack.Spec, _ catalog.Chart) []patch {
		return serviceLabels(s.MinIO.Name+"-console", s.MinIO.Console.Service.Labels)
	}).from("17.0.23"),
	to("console.service.annotations", "console.service.annotations").tpl(always).untpl("17.0.23").from("17.0.23"),

	to("podDisruptionBudget.enabled", "pdb.create"),
	tell("pdb.minAvailable", "", "A PodDisruptionBudget cannot have both.").before("17.0.23"),
	to("podDisruptionBudget.maxUnavailable", "pdb.maxUnavailable"),
	to("networkPolicy.enabled", "networkPolicy.enabled"),
	as("networkPolicy.from", "networkPolicy.allowExternal", everybody(func(s *stack.Spec) int { return len(s.MinIO.NetworkPolicy.From) })),
	to("networkPolicy.from", "networkPolicy.extraFromClauses").before("17.0.23"),
	as("networkPolicy.from", "networkPolicy.extraIngress", func(s *stack.Spec, _ catalog.Chart) any {
		return ingressRules(s.MinIO.NetworkPolicy.From, minio.Port)
	}).from("17.0.23"),
	tell("serviceAccount.create", true, ""),
	to("serviceAccount.name", "serviceAccount.name"),
	to("serviceAccount.annotations", "serviceAccount.annotations").tpl(always).untpl("17.0.23"),
	tell("serviceAccount.automountServiceAccountToken", false, "").before("17.0.23"),

	tell("containerSecurityContext", map[string]any{
		"enabled": true, "runAsUser": 1001, "runAsNonRoot": true,
		"allowPrivilegeEscalation": false,
		"capabilities":             map[string]any{"drop": []any{"ALL"}},
		"seccompProfile":           map[string]any{"type": "RuntimeDefault"},
	}, "The namespace takes pods of Pod Security level restricted only.").before("17.0.23"),
	to("resources", "resources"),
	as("resources", "resourcesPreset", preset(func(s *stack.Spec) corev1.ResourceRequirements { return s.MinIO.Resources })).from("17.0.23"),
	to("terminationGracePeriodSeconds", "terminationGracePeriodSeconds"),
	to("updateStrategy", "statefulset.updateStrategy").before("17.0.23"),
	as("updateStrategy", "updateStrategy", func(s *stack.Spec, _ catalog.Chart) any {
		if s.MinIO.Mode == minio.Standalone {
			// A single MinIO is a Deployment, and two must not have its drive.
			return map[string]any{"type": appsv1.RecreateDeploymentStrategyType}
		}
		return s.MinIO.UpdateStrategy
	}).from("17.0.23"),
	to("podLabels", "podLabels"),
	to("podAnnotations", "podAnnotations").tpl(always),
	to("nodeSelector", "nodeSelector"),
	to("tolerations", "tolerations"),
	as("affinity", "podAntiAffinityPreset", func(s *stack.Spec, _ catalog.Chart) any {
		return apart(reflect.DeepEqual(s.MinIO.Affinity, minio.Defaults().Affinity))
	}).because("Two pods on one node would be lost with it."),
	as("affinity", "affinity", func(s *stack.Spec, _ catalog.Chart) any {
		ours := minio.Defaults().Affinity
		return unless(reflect.DeepEqual(s.MinIO.Affinity, ours), relabelled(s.MinIO.Affinity, ours, map[string]string{
			component.LabelName: catalog.MinIO, component.LabelInstance: catalog.MinIO,
		}))
	}),
	to("topologySpreadConstraints", "topologySpreadConstraints"),
	to("priorityClassName", "priorityClassName"),
	to("extraEnv", "extraEnvVars").tpl(always),
	to("extraVolumes", "extraVolumes").tpl(always),
	to("extraVolumeMounts", "extraVolumeMounts").tpl(always),
}

func minioImage(s *stack.Spec) component.Image { return s.MinIO.Image }

// distributed writes what only several pods have.
func distributed(get func(*stack.Spec) any) computed {
	return func(s *stack.Spec, _ catalog.Chart) any { return unless(s.MinIO.Mode != minio.Distributed, get(s)) }
}

// console gives a field of the image of the console.
func console(field imageField) computed {
	image := bitnami(1, nil, field)
	return func(s *stack.Spec, chart catalog.Chart) any { return unless(!s.MinIO.Console.Enabled, image(s, chart)) }
}
