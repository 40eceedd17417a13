package operator

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	admissionv1 "k8s.io/api/admissionregistration/v1"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	certmanager "github.com/flinkgen/flinkgen/pkg/certmanager/v1"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
)

func TestTransparent(t *testing.T) { componenttest.Transparent(t, Defaults(), Objects) }

// names lists objects as kind namespace/name.
func names(objects []component.Object) []string {
	var all []string
	for _, object := range objects {
		all = append(all, fmt.Sprintf("%s %s/%s", object.GetObjectKind().GroupVersionKind().Kind, object.GetNamespace(), object.GetName()))
	}
	return all
}

func find[T component.Object](t *testing.T, objects []component.Object, name string) T {
	t.Helper()
	for _, object := range objects {
		if typed, ok := object.(T); ok && object.GetName() == name {
			return typed
		}
	}
	var none T
	t.Fatalf("no %T %q in %v", none, name, names(objects))
	return none
}

func TestObjectsOfEachVariant(t *testing.T) {
	always := []string{
		"ServiceAccount ops/flink-operator", "Role ops/flink-operator-own", "RoleBinding ops/flink-operator-own-role-binding",
		"ConfigMap ops/flink-operator-config", "Deployment ops/flink-kubernetes-operator",
	}
	jobs := func(namespace string) []string {
		return []string{"ServiceAccount " + namespace + "/flink", "Role " + namespace + "/flink", "RoleBinding " + namespace + "/flink-role-binding"}
	}
	watched := func(namespace string) []string {
		return []string{"Role " + namespace + "/flink-operator", "RoleBinding " + namespace + "/flink-operator-role-binding"}
	}
	cluster := []string{"ClusterRole /flink-operator", "ClusterRoleBinding /flink-operator-role-binding"}
	nodes := []string{"ClusterRole /flink-operator-nodes", "ClusterRoleBinding /flink-operator-nodes-role-binding"}
	webhook := []string{
		"Issuer ops/flink-operator-selfsigned-issuer", "Certificate ops/flink-operator-serving-cert", "Service ops/flink-operator-webhook-service",
		"MutatingWebhookConfiguration /flink-operator-ops-webhook-configuration", "ValidatingWebhookConfiguration /flink-operator-ops-webhook-configuration",
	}
	for name, test := range map[string]struct {
		set  func(*Values)
		want []string
	}{
		"whole cluster": {
			func(v *Values) { v.WatchNamespaces = nil; v.JobNamespaces = []string{"a"} },
			slices.Concat(always, cluster, jobs("a"), webhook),
		},
		"watched namespaces": {
			func(v *Values) { v.WatchNamespaces = []string{"a", "b"} },
			slices.Concat(always, watched("a"), watched("b"), jobs("a"), jobs("b"), webhook),
		},
		"own namespace watched, no webhook": {
			func(v *Values) { v.WatchNamespaces = []string{"ops"}; v.Webhook.Enabled = false },
			slices.Concat(always, watched("ops"), jobs("ops")),
		},
		"NodePort and PodDisruptionBudget": {
			func(v *Values) {
				v.WatchNamespaces = []string{"a"}
				v.NodesRule = true
				v.PodDisruptionBudget.Enabled = true
			},
			slices.Concat(always, watched("a"), nodes, jobs("a"), webhook, []string{"PodDisruptionBudget ops/flink-kubernetes-operator"}),
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := completed(t, func(v *Values) { v.Namespace = "ops"; test.set(v) })
			got, want := names(Objects(v)), slices.Clone(test.want)
			slices.Sort(got)
			slices.Sort(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("objects (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBindingsFitTheirRolesAndAccounts(t *testing.T) {
	for _, version := range catalog.Versions(catalog.FlinkOperator) {
		for _, watch := range [][]string{nil, {"a", "b"}, {"flink"}} {
			v := completed(t, func(v *Values) { v.Version = version; v.WatchNamespaces = watch; v.NodesRule = true })
			objects := Objects(v)
			present := names(objects)
			seen := map[string]bool{}
			for _, name := range present {
				if seen[name] {
					t.Errorf("%s %v: %s twice", version, watch, name)
				}
				seen[name] = true
			}
			check := func(ref rbacv1.RoleRef, namespace string, subjects []rbacv1.Subject) {
				if !seen[fmt.Sprintf("%s %s/%s", ref.Kind, namespace, ref.Name)] {
					t.Errorf("%s %v: no %s %s/%s", version, watch, ref.Kind, namespace, ref.Name)
				}
				for _, s := range subjects {
					if !seen[fmt.Sprintf("ServiceAccount %s/%s", s.Namespace, s.Name)] {
						t.Errorf("%s %v: no ServiceAccount %s/%s", version, watch, s.Namespace, s.Name)
					}
				}
			}
			for _, object := range objects {
				switch o := object.(type) {
				case *rbacv1.RoleBinding:
					check(o.RoleRef, o.Namespace, o.Subjects)
				case *rbacv1.ClusterRoleBinding:
					check(o.RoleRef, "", o.Subjects)
				}
			}
		}
	}
}

func TestOperatorRulesReachTheirRoles(t *testing.T) {
	for _, watch := range [][]string{nil, {"a"}} {
		v := completed(t, func(v *Values) { v.WatchNamespaces = watch })
		want, err := RulesFor(v.Version)
		if err != nil {
			t.Fatal(err)
		}
		var got []rbacv1.PolicyRule
		if watch == nil {
			got = find[*rbacv1.ClusterRole](t, Objects(v), "flink-operator").Rules
		} else {
			got = find[*rbacv1.Role](t, Objects(v), "flink-operator").Rules
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("watching %v: rules (-want +got):\n%s", watch, diff)
		}
	}
	nodes := find[*rbacv1.ClusterRole](t, Objects(completed(t, func(v *Values) { v.NodesRule = true })), "flink-operator-nodes").Rules
	if len(nodes) != 1 || nodes[0].Resources[0] != "nodes" || !slices.Equal(nodes[0].Verbs, []string{"list"}) {
		t.Errorf("nodes rules %v", nodes)
	}
}

// Without the operator the jobs have the same account and rights, under labels
// that do not name it.
func TestJobAccess(t *testing.T) {
	v := Defaults()
	v.JobNamespaces = []string{"a", "b"}
	v.Labels = map[string]string{"team": "shop"}
	all := JobAccess(v)
	want := []string{"ServiceAccount a/flink", "Role a/flink", "RoleBinding a/flink-role-binding", "ServiceAccount b/flink", "Role b/flink", "RoleBinding b/flink-role-binding"}
	if diff := cmp.Diff(want, names(all)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(find[*rbacv1.Role](t, Objects(v), "flink").Rules, find[*rbacv1.Role](t, all, "flink").Rules); diff != "" {
		t.Errorf("rules (-with +without operator):\n%s", diff)
	}
	for _, object := range all {
		if labels := object.GetLabels(); labels["app.kubernetes.io/name"] != "flink-job-access" || labels["team"] != "shop" {
			t.Errorf("%s has labels %v", object.GetName(), labels)
		}
	}
}

func TestJobRoleHasFinalizers(t *testing.T) {
	rules := find[*rbacv1.Role](t, Objects(Defaults()), "flink").Rules
	if !slices.ContainsFunc(rules, func(rule rbacv1.PolicyRule) bool {
		return slices.Contains(rule.Resources, "deployments/finalizers") && slices.Contains(rule.Verbs, "update")
	}) {
		t.Errorf("no deployments/finalizers in %v", rules)
	}
}

func TestWebhookByVersionAndNamespaces(t *testing.T) {
	for version, want := range map[string]struct {
		operations []admissionv1.OperationType
		validated  []string
	}{
		"1.5.0":  {[]admissionv1.OperationType{"CREATE"}, []string{"flinkdeployments", "flinksessionjobs"}},
		"1.15.0": {[]admissionv1.OperationType{"CREATE", "UPDATE"}, []string{"flinkdeployments", "flinksessionjobs", "flinkstatesnapshots"}},
	} {
		v := completed(t, func(v *Values) { v.Version = version; v.WatchNamespaces = []string{"a"} })
		objects := Objects(v)
		const name = "flink-operator-flink-webhook-configuration"
		mutating := find[*admissionv1.MutatingWebhookConfiguration](t, objects, name)
		validating := find[*admissionv1.ValidatingWebhookConfiguration](t, objects, name)
		if got := mutating.Webhooks[0].Rules[0].Operations; !slices.Equal(got, want.operations) {
			t.Errorf("%s: mutates on %v", version, got)
		}
		if got := validating.Webhooks[0].Rules[0].Resources; !slices.Equal(got, want.validated) {
			t.Errorf("%s: validates %v", version, got)
		}
		if got := validating.Webhooks[0].NamespaceSelector.MatchExpressions[0]; got.Key != "kubernetes.io/metadata.name" || !slices.Equal(got.Values, []string{"a"}) {
			t.Errorf("%s: selects %v", version, got)
		}
		if got := mutating.Annotations["cert-manager.io/inject-ca-from"]; got != "flink/flink-operator-serving-cert" {
			t.Errorf("%s: CA from %q", version, got)
		}
	}
}

// The webhook works only if Service, certificate, keystore and password agree.
func TestWebhookHangsTogether(t *testing.T) {
	v := completed(t, func(v *Values) { v.Webhook.SecretName = "my-password" })
	objects := Objects(v)
	service := find[*corev1.Service](t, objects, "flink-operator-webhook-service")
	certificate := find[*certmanager.Certificate](t, objects, "flink-operator-serving-cert")
	pod := find[*appsv1.Deployment](t, objects, "flink-kubernetes-operator").Spec.Template
	webhook := pod.Spec.Containers[1]

	for key, value := range service.Spec.Selector {
		if pod.Labels[key] != value {
			t.Errorf("the Service does not select the pod by %s", key)
		}
	}
	if service.Spec.Ports[0].TargetPort.StrVal != webhook.Ports[0].Name {
		t.Errorf("the Service leads to port %s, the webhook has %s", service.Spec.Ports[0].TargetPort.StrVal, webhook.Ports[0].Name)
	}
	if want := service.Name + "." + service.Namespace + ".svc"; !slices.Contains(certificate.Spec.DNSNames, want) {
		t.Errorf("the certificate is for %v, not for %s", certificate.Spec.DNSNames, want)
	}
	environment := map[string]corev1.EnvVar{}
	for _, env := range webhook.Env {
		environment[env.Name] = env
	}
	password := environment["WEBHOOK_KEYSTORE_PASSWORD"].ValueFrom.SecretKeyRef
	if asked := certificate.Spec.Keystores.PKCS12.PasswordSecretRef; asked.Name != "my-password" || password.Name != asked.Name || password.Key != asked.Key {
		t.Errorf("the keystore is locked with %v and opened with %v", asked, password)
	}
	if got, want := environment["WEBHOOK_SERVER_PORT"].Value, fmt.Sprint(webhook.Ports[0].ContainerPort); got != want {
		t.Errorf("the webhook listens on %s, its port is %s", got, want)
	}
	var mounted string
	for _, mount := range webhook.VolumeMounts {
		for _, volume := range pod.Spec.Volumes {
			if volume.Name == mount.Name && volume.Secret != nil && volume.Secret.SecretName == certificate.Spec.SecretName {
				mounted = mount.MountPath + "/" + volume.Secret.Items[0].Path
			}
		}
	}
	if got := environment["WEBHOOK_KEYSTORE_FILE"].Value; got != mounted {
		t.Errorf("the webhook reads %q, the keystore is at %q", got, mounted)
	}
}

// Every container that is ours passes Pod Security "restricted", has bounded
// memory, a read-only root with /tmp writable, and only mounts volumes of the pod.
func TestPodIsRestricted(t *testing.T) {
	pod := find[*appsv1.Deployment](t, Objects(Defaults()), "flink-kubernetes-operator").Spec.Template.Spec
	if !*pod.SecurityContext.RunAsNonRoot || pod.SecurityContext.SeccompProfile.Type != corev1.SeccompProfileTypeRuntimeDefault {
		t.Errorf("pod security context %+v", pod.SecurityContext)
	}
	volumes := map[string]bool{}
	for _, volume := range pod.Volumes {
		volumes[volume.Name] = true
	}
	if len(pod.Containers) != 2 {
		t.Fatalf("%d containers, want the operator and the webhook", len(pod.Containers))
	}
	for _, c := range pod.Containers {
		s := c.SecurityContext
		if *s.AllowPrivilegeEscalation || !*s.ReadOnlyRootFilesystem || !slices.Equal(s.Capabilities.Drop, []corev1.Capability{"ALL"}) {
			t.Errorf("%s: security context %+v", c.Name, s)
		}
		if c.Resources.Limits.Memory().IsZero() || c.Resources.Requests.Memory().IsZero() || c.Resources.Requests.Cpu().IsZero() {
			t.Errorf("%s: resources %v", c.Name, c.Resources)
		}
		writable := false
		for _, mount := range c.VolumeMounts {
			if !volumes[mount.Name] {
				t.Errorf("%s mounts %s, which is no volume", c.Name, mount.Name)
			}
			writable = writable || mount.MountPath == "/tmp" && !mount.ReadOnly
		}
		if !writable {
			t.Errorf("%s cannot write /tmp", c.Name)
		}
		if c.LivenessProbe == nil || c.StartupProbe == nil {
			t.Errorf("%s has no probes", c.Name)
		}
	}
}

func TestWorkloadKnobs(t *testing.T) {
	v := completed(t, func(v *Values) {
		v.Replicas = 2
		v.Metrics.Enabled = true
		v.SidecarContainers = []corev1.Container{{Name: "fluent-bit"}}
		v.InitContainers = []corev1.Container{{Name: "fetch"}}
		v.ExtraEnv = []corev1.EnvVar{{Name: "A"}}
		v.Webhook.Enabled = false
		v.PodDisruptionBudget.Enabled = true
	})
	objects := Objects(v)
	spec := find[*appsv1.Deployment](t, objects, "flink-kubernetes-operator").Spec
	if *spec.Replicas != 2 || spec.Strategy.Type != appsv1.RollingUpdateDeploymentStrategyType {
		t.Errorf("%d replicas with strategy %s", *spec.Replicas, spec.Strategy.Type)
	}
	pod := spec.Template.Spec
	if len(pod.Containers) != 2 || pod.Containers[1].Name != "fluent-bit" || pod.InitContainers[0].Name != "fetch" {
		t.Errorf("containers %v, init containers %v", pod.Containers, pod.InitContainers)
	}
	main := pod.Containers[0]
	if len(main.Ports) != 2 || main.Ports[1].ContainerPort != 9999 {
		t.Errorf("ports %v", main.Ports)
	}
	if last := main.Env[len(main.Env)-1]; last.Name != "A" {
		t.Errorf("the last variable is %v", last)
	}
	budget := find[*policyv1.PodDisruptionBudget](t, objects, "flink-kubernetes-operator")
	if diff := cmp.Diff(spec.Selector, budget.Spec.Selector); diff != "" {
		t.Errorf("Deployment and budget select differently:\n%s", diff)
	}
}

func TestNoNullAndNoSecret(t *testing.T) {
	for _, object := range Objects(Defaults()) {
		data, err := json.Marshal(object)
		if err != nil {
			t.Fatal(err)
		}
		if object.GetObjectKind().GroupVersionKind().Kind == "Secret" {
			t.Errorf("a Secret: %s", data)
		}
		for _, word := range []string{`"value":"null"`, "password1234"} {
			if strings.Contains(string(data), word) {
				t.Errorf("%s in %s", word, data)
			}
		}
	}
}
