package upstream

import (
	"reflect"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// redisRows are for bitnami/redis. Source: values.yaml and templates of
// bitnami/charts, tags redis/17.14.3 and redis/23.1.1.
var redisRows = []row{
	as("name", "fullnameOverride", override(catalog.Redis, func(s *stack.Spec) string { return s.Redis.Name })),
	at("namespace", "the namespace of the release"),
	to("labels", "commonLabels"),
	to("annotations", "commonAnnotations").tpl(always).untpl("23.1.1"),
	to("clusterDomain", "clusterDomain"),

	tell("global.security.allowInsecureImages", true, "The chart refuses images from any other place than Bitnami's own, which has none with a version any more.").from("23.1.1"),
	as("image", "image.registry", bitnami(0, redisImage, registry)).
		because("The chart starts scripts that only Bitnami's images have. They get no updates."),
	as("image", "image.repository", bitnami(0, redisImage, repository)),
	as("image", "image.tag", bitnami(0, redisImage, tag)),
	as("image", "image.digest", bitnami(0, redisImage, digest)),
	to("image.pullPolicy", "image.pullPolicy"),
	as("image", "sentinel.image.registry", bitnami(1, nil, registry)),
	as("image", "sentinel.image.repository", bitnami(1, nil, repository)),
	as("image", "sentinel.image.tag", bitnami(1, nil, tag)),
	to("image.pullPolicy", "sentinel.image.pullPolicy"),
	lost("image", "the chart starts scripts that only Bitnami's images have; those of the chart's version are written").
		when(func(s *stack.Spec) bool { return !fromBitnami(s.Redis.Image) }),
	as("imagePullSecrets", "global.imagePullSecrets", func(s *stack.Spec, _ catalog.Chart) any { return pullSecrets(s.Redis.ImagePullSecrets) }),

	tell("auth.enabled", true, ""),
	tell("auth.sentinel", true, "Sentinel asks for the password of Redis; the chart has no other for it."),
	to("auth.secretName", "auth.existingSecret"),
	at("auth.existingSecret", "auth.secretName"),
	to("auth.passwordKey", "auth.existingSecretPasswordKey"),
	lost("auth.sentinelPasswordKey", "the chart gives Sentinel the password of Redis: write the key of auth.passwordKey here too, or make the Secrets as install.sh says").
		when(func(s *stack.Spec) bool { return s.Redis.Auth.SentinelPasswordKey != s.Redis.Auth.PasswordKey }).warn(),

	tell("architecture", "replication", ""),
	to("replicas", "replica.replicaCount"),
	as("appendfsync", "commonConfiguration", redisConfiguration).tpl(always),
	at("maxmemory", "commonConfiguration"),
	at("minReplicasToWrite", "commonConfiguration"),
	at("minReplicasMaxLag", "commonConfiguration"),
	at("extraConfig", "commonConfiguration"),
	tell("master.disableCommands", []any{}, "spec.redis.extraConfig says which commands are removed; Redis does not start where one is removed twice."),
	tell("replica.disableCommands", []any{}, ""),

	tell("sentinel.enabled", true, ""),
	to("sentinel.masterName", "sentinel.masterSet"),
	to("sentinel.quorum", "sentinel.quorum"),
	to("sentinel.downAfterMilliseconds", "sentinel.downAfterMilliseconds"),
	to("sentinel.failoverTimeout", "sentinel.failoverTimeout"),
	to("sentinel.parallelSyncs", "sentinel.parallelSyncs"),
	to("sentinel.extraConfig", "sentinel.configuration").tpl(always),
	to("sentinel.resources", "sentinel.resources"),
	as("sentinel.resources", "sentinel.resourcesPreset", preset(func(s *stack.Spec) corev1.ResourceRequirements { return s.Redis.Sentinel.Resources })).from("23.1.1"),
	lost("sentinel.askSeconds", "a pod of the chart asks the Service once for the master and then goes by the last state on its own volume; nothing to do"),

	to("persistence.storageClassName", "global.storageClass").before("23.1.1"),
	to("persistence.storageClassName", "global.defaultStorageClass").from("23.1.1"),
	to("persistence.size", "replica.persistence.size"),
	to("persistence.annotations", "replica.persistence.annotations"),

	to("service.type", "sentinel.service.type"),
	lost("service.type", "with this type the pods of the chart announce names of Services of their own, which spec.juicefs.metaURL does not have: write ClusterIP").
		when(func(s *stack.Spec) bool { return s.Redis.Service.Type != corev1.ServiceTypeClusterIP }),
	by("service.labels", func(s *stack.Spec, _ catalog.Chart) []patch {
		return serviceLabels(s.Redis.Name, s.Redis.Service.Labels)
	}),
	to("service.annotations", "sentinel.service.annotations").tpl(always).untpl("23.1.1"),

	to("podDisruptionBudget.enabled", "pdb.create").before("23.1.1"),
	to("podDisruptionBudget.maxUnavailable", "pdb.maxUnavailable").before("23.1.1"),
	tell("pdb.minAvailable", "", "A PodDisruptionBudget cannot have both.").before("23.1.1"),
	to("podDisruptionBudget.enabled", "replica.pdb.create").from("23.1.1"),
	to("podDisruptionBudget.maxUnavailable", "replica.pdb.maxUnavailable").from("23.1.1"),
	to("networkPolicy.enabled", "networkPolicy.enabled"),
	as("networkPolicy.from", "networkPolicy.allowExternal", everybody(func(s *stack.Spec) int { return len(s.Redis.NetworkPolicy.From) })),
	as("networkPolicy.from", "networkPolicy.extraIngress", func(s *stack.Spec, _ catalog.Chart) any {
		return ingressRules(s.Redis.NetworkPolicy.From, redis.Port, redis.SentinelPort)
	}),
	tell("serviceAccount.create", true, ""),
	to("serviceAccount.name", "serviceAccount.name"),
	to("serviceAccount.annotations", "serviceAccount.annotations").tpl(always).untpl("23.1.1"),
	tell("serviceAccount.automountServiceAccountToken", false, "").before("23.1.1"),

	to("resources", "replica.resources"),
	as("resources", "replica.resourcesPreset", preset(func(s *stack.Spec) corev1.ResourceRequirements { return s.Redis.Resources })).from("23.1.1"),
	to("terminationGracePeriodSeconds", "sentinel.terminationGracePeriodSeconds"),
	to("updateStrategy", "replica.updateStrategy"),
	to("podLabels", "replica.podLabels"),
	to("podAnnotations", "replica.podAnnotations").tpl(always),
	to("nodeSelector", "replica.nodeSelector"),
	to("tolerations", "replica.tolerations"),
	as("affinity", "replica.podAntiAffinityPreset", func(s *stack.Spec, _ catalog.Chart) any {
		return apart(reflect.DeepEqual(s.Redis.Affinity, redis.Defaults().Affinity))
	}).because("Two pods on one node would be lost with it."),
	as("affinity", "replica.affinity", func(s *stack.Spec, _ catalog.Chart) any {
		return unless(reflect.DeepEqual(s.Redis.Affinity, redis.Defaults().Affinity), s.Redis.Affinity)
	}),
	to("topologySpreadConstraints", "replica.topologySpreadConstraints"),
	to("priorityClassName", "replica.priorityClassName"),
	to("extraEnv", "replica.extraEnvVars").tpl(always),
	to("extraVolumes", "replica.extraVolumes").tpl(always),
	to("extraVolumeMounts", "replica.extraVolumeMounts").tpl(always),
}

// redisConfiguration is redis.conf without what the chart writes itself.
func redisConfiguration(s *stack.Spec, _ catalog.Chart) any { return redis.Tuning(s.Redis.Values) }

func redisImage(s *stack.Spec) component.Image { return s.Redis.Image }
