package ingressnginx

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	admissionv1 "k8s.io/api/admissionregistration/v1"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
)

func TestTransparent(t *testing.T) {
	componenttest.Transparent(t, Defaults(), Objects)
}

// find gives the one object of type T with the name, or fails.
func find[T component.Object](t *testing.T, v Values, name string) T {
	t.Helper()
	var found []T
	for _, object := range Objects(v) {
		if typed, ok := object.(T); ok && object.GetName() == name {
			found = append(found, typed)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d objects of type %T named %s, want 1", len(found), *new(T), name)
	}
	return found[0]
}

func identities(v Values) []string {
	var all []string
	for _, object := range Objects(v) {
		all = append(all, object.GetObjectKind().GroupVersionKind().Kind+"/"+object.GetName())
	}
	return all
}

func with(change func(*Values)) Values {
	v := Defaults()
	change(&v)
	return v
}

func TestObjectsInApplyOrder(t *testing.T) {
	full := []string{
		"ServiceAccount/ingress-nginx",
		"ClusterRole/ingress-nginx",
		"ClusterRoleBinding/ingress-nginx",
		"Role/ingress-nginx",
		"RoleBinding/ingress-nginx",
		"ConfigMap/ingress-nginx-controller",
		"Service/ingress-nginx-controller",
		"IngressClass/nginx",
		"ServiceAccount/ingress-nginx-admission",
		"ClusterRole/ingress-nginx-admission",
		"ClusterRoleBinding/ingress-nginx-admission",
		"Role/ingress-nginx-admission",
		"RoleBinding/ingress-nginx-admission",
		"Service/ingress-nginx-controller-admission",
		"Job/ingress-nginx-admission-create",
		"Deployment/ingress-nginx-controller",
		"PodDisruptionBudget/ingress-nginx-controller",
		"ValidatingWebhookConfiguration/ingress-nginx-admission",
		"Job/ingress-nginx-admission-patch",
	}
	if diff := cmp.Diff(full, identities(Defaults())); diff != "" {
		t.Errorf("default objects (-want +got):\n%s", diff)
	}
	small := with(func(v *Values) {
		v.Kind = KindDaemonSet
		v.AdmissionWebhooks.Enabled = false
		v.PodDisruptionBudget.Enabled = false
	})
	want := slices.Clone(full[:8])
	want = append(want, "DaemonSet/ingress-nginx-controller")
	if diff := cmp.Diff(want, identities(small)); diff != "" {
		t.Errorf("objects without the webhook (-want +got):\n%s", diff)
	}
}

// Nothing that the objects refer to inside the package may be missing, whatever the base name is.
func TestNamesMeet(t *testing.T) {
	v := with(func(v *Values) { v.Name, v.Namespace, v.Metrics.Enabled = "edge", "web", true })
	pod := find[*appsv1.Deployment](t, v, "edge-controller").Spec.Template

	find[*corev1.ServiceAccount](t, v, pod.Spec.ServiceAccountName)
	find[*corev1.ConfigMap](t, v, "edge-controller")
	if !slices.Contains(pod.Spec.Containers[0].Args, "--configmap=$(POD_NAMESPACE)/edge-controller") {
		t.Errorf("the controller does not read its ConfigMap: %q", pod.Spec.Containers[0].Args)
	}
	for _, name := range []string{"edge-controller", "edge-controller-admission", "edge-controller-metrics"} {
		service := find[*corev1.Service](t, v, name)
		for key, value := range service.Spec.Selector {
			if pod.Labels[key] != value {
				t.Errorf("Service %s selects %s=%s, the pods have %q", name, key, value, pod.Labels[key])
			}
		}
		for _, port := range service.Spec.Ports {
			if !slices.ContainsFunc(pod.Spec.Containers[0].Ports, func(p corev1.ContainerPort) bool {
				return p.Name == port.TargetPort.StrVal
			}) {
				t.Errorf("Service %s: no port %s in the pods", name, port.TargetPort.StrVal)
			}
		}
	}

	hook := find[*admissionv1.ValidatingWebhookConfiguration](t, v, "edge-admission").Webhooks[0]
	find[*corev1.Service](t, v, hook.ClientConfig.Service.Name)
	if hook.ClientConfig.Service.Namespace != "web" {
		t.Errorf("the webhook is sought in namespace %s", hook.ClientConfig.Service.Namespace)
	}
	secret := pod.Spec.Volumes[0].Secret.SecretName
	for _, name := range []string{"edge-admission-create", "edge-admission-patch"} {
		job := find[*batchv1.Job](t, v, name).Spec.Template.Spec
		if !slices.Contains(job.Containers[0].Args, "--secret-name="+secret) {
			t.Errorf("Job %s does not use the Secret %s that the controller mounts", name, secret)
		}
		find[*corev1.ServiceAccount](t, v, job.ServiceAccountName)
	}
	if !slices.Contains(find[*batchv1.Job](t, v, "edge-admission-patch").Spec.Template.Spec.Containers[0].Args, "--webhook-name=edge-admission") {
		t.Error("the Job patches another webhook")
	}
}

func TestJobsAreBehindNoService(t *testing.T) {
	v := Defaults()
	service := find[*corev1.Service](t, v, "ingress-nginx-controller")
	job := find[*batchv1.Job](t, v, "ingress-nginx-admission-create")
	for key, value := range service.Spec.Selector {
		if job.Spec.Template.Labels[key] != value {
			return
		}
	}
	t.Error("the Service sends traffic to the pods of the Job")
}

func TestHostNetwork(t *testing.T) {
	for _, kind := range []string{KindDeployment, KindDaemonSet} {
		for _, host := range []bool{false, true} {
			v := with(func(v *Values) { v.Kind, v.HostNetwork = kind, host })
			var pod corev1.PodSpec
			if kind == KindDaemonSet {
				pod = find[*appsv1.DaemonSet](t, v, "ingress-nginx-controller").Spec.Template.Spec
			} else {
				d := find[*appsv1.Deployment](t, v, "ingress-nginx-controller")
				pod = d.Spec.Template.Spec
				// On the host's ports a surplus pod would wait for ever.
				if surge := d.Spec.Strategy.RollingUpdate.MaxSurge.IntValue(); (surge == 0) != host {
					t.Errorf("hostNetwork %t: maxSurge is %d", host, surge)
				}
			}
			wantDNS := corev1.DNSClusterFirst
			if host {
				wantDNS = corev1.DNSClusterFirstWithHostNet
			}
			if pod.HostNetwork != host || pod.DNSPolicy != wantDNS {
				t.Errorf("%s: hostNetwork %t with dnsPolicy %s", kind, pod.HostNetwork, pod.DNSPolicy)
			}
			for _, port := range pod.Containers[0].Ports {
				var want int32
				if host {
					want = port.ContainerPort
				}
				if port.HostPort != want {
					t.Errorf("%s, hostNetwork %t: host port of %s is %d", kind, host, port.Name, port.HostPort)
				}
			}
		}
	}
}

func TestArguments(t *testing.T) {
	tests := []struct {
		name        string
		values      Values
		has, hasNot []string
	}{
		{
			"defaults", Defaults(),
			[]string{"--report-node-internal-ip-address", "--ingress-class=nginx", "--controller-class=k8s.io/ingress-nginx", "--validating-webhook=:8443"},
			[]string{"--publish-service=$(POD_NAMESPACE)/ingress-nginx-controller", "--enable-metrics=true"},
		},
		{
			"behind a load balancer", with(func(v *Values) { v.PublishService = true }),
			[]string{"--publish-service=$(POD_NAMESPACE)/ingress-nginx-controller"},
			[]string{"--report-node-internal-ip-address"},
		},
		{
			"no webhook", with(func(v *Values) { v.AdmissionWebhooks.Enabled = false }),
			nil,
			[]string{"--validating-webhook=:8443"},
		},
		{
			"metrics and own arguments",
			with(func(v *Values) { v.Metrics.Enabled = true; v.ExtraArgs = []string{"--watch-namespace=flink"} }),
			[]string{"--enable-metrics=true", "--watch-namespace=flink"},
			nil,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			args := find[*appsv1.Deployment](t, test.values, "ingress-nginx-controller").Spec.Template.Spec.Containers[0].Args
			for _, arg := range test.has {
				if !slices.Contains(args, arg) {
					t.Errorf("%s is missing in %q", arg, args)
				}
			}
			for _, arg := range test.hasNot {
				if slices.Contains(args, arg) {
					t.Errorf("%s is in %q", arg, args)
				}
			}
		})
	}
}

func TestNodePorts(t *testing.T) {
	v := with(func(v *Values) { v.Service.NodePorts = NodePorts{HTTP: 30080, HTTPS: 30443} })
	got := map[int32]int32{}
	for _, port := range find[*corev1.Service](t, v, "ingress-nginx-controller").Spec.Ports {
		got[port.Port] = port.NodePort
	}
	if diff := cmp.Diff(map[int32]int32{80: 30080, 443: 30443}, got); diff != "" {
		t.Errorf("node ports (-want +got):\n%s", diff)
	}
}

func TestDefaultIngressClass(t *testing.T) {
	for _, isDefault := range []bool{false, true} {
		v := with(func(v *Values) { v.IngressClassName, v.DefaultIngressClass = "edge", isDefault })
		class := find[*networkingv1.IngressClass](t, v, "edge")
		if got := class.Annotations[networkingv1.AnnotationIsDefaultIngressClass] == "true"; got != isDefault {
			t.Errorf("defaultIngressClass %t: annotations %v", isDefault, class.Annotations)
		}
	}
}

// The Pod Security Standard "restricted", except for what hostNetwork asks for.
func TestPodsAreRestricted(t *testing.T) {
	pods := map[string]corev1.PodSpec{}
	for _, object := range Objects(with(func(v *Values) { v.Metrics.Enabled = true })) {
		switch o := object.(type) {
		case *appsv1.Deployment:
			pods[o.Name] = o.Spec.Template.Spec
		case *batchv1.Job:
			pods[o.Name] = o.Spec.Template.Spec
		case *corev1.ServiceAccount:
			if o.AutomountServiceAccountToken == nil || *o.AutomountServiceAccountToken {
				t.Errorf("ServiceAccount %s hands out its token unasked", o.Name)
			}
		}
	}
	if len(pods) != 3 {
		t.Fatalf("%d workloads, want 3", len(pods))
	}
	for name, pod := range pods {
		c := pod.Containers[0]
		if !*pod.SecurityContext.RunAsNonRoot || pod.SecurityContext.SeccompProfile.Type != corev1.SeccompProfileTypeRuntimeDefault ||
			*c.SecurityContext.AllowPrivilegeEscalation || !slices.Equal(c.SecurityContext.Capabilities.Drop, []corev1.Capability{"ALL"}) {
			t.Errorf("%s is not restricted: %v %v", name, pod.SecurityContext, c.SecurityContext)
		}
		for _, capability := range c.SecurityContext.Capabilities.Add {
			if capability != "NET_BIND_SERVICE" || name != "ingress-nginx-controller" {
				t.Errorf("%s has the capability %s", name, capability)
			}
		}
		if c.Resources.Limits.Memory().IsZero() || c.Resources.Requests.Memory().IsZero() || c.Resources.Requests.Cpu().IsZero() {
			t.Errorf("%s: incomplete resources %v", name, c.Resources)
		}
	}
}

// The Jobs may change nothing but their own Secret and webhook.
func TestJobsMayDoLittle(t *testing.T) {
	for _, rule := range find[*rbacv1.ClusterRole](t, Defaults(), "ingress-nginx-admission").Rules {
		if !slices.Equal(rule.ResourceNames, []string{"ingress-nginx-admission"}) {
			t.Errorf("a rule for every object of the cluster: %v", rule)
		}
	}
	for _, rule := range find[*rbacv1.Role](t, Defaults(), "ingress-nginx-admission").Rules {
		if len(rule.ResourceNames) == 0 && !slices.Equal(rule.Verbs, []string{"create"}) {
			t.Errorf("a rule for every Secret of the namespace: %v", rule)
		}
	}
}

// Jobs vanish after their end, so that a later apply makes them anew, and
// no object depends on Helm running it at some moment.
func TestJobsCanBeAppliedAgain(t *testing.T) {
	for _, object := range Objects(Defaults()) {
		if job, ok := object.(*batchv1.Job); ok && job.Spec.TTLSecondsAfterFinished == nil {
			t.Errorf("Job %s stays for ever", job.Name)
		}
		for key := range object.GetAnnotations() {
			t.Errorf("%s has the annotation %s", object.GetName(), key)
		}
	}
}

func TestObjectsShareNoMaps(t *testing.T) {
	v := with(func(v *Values) {
		v.Annotations = map[string]string{"team": "data"}
		v.Config = map[string]string{"proxy-body-size": "100m"}
	})
	before, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	for _, object := range Objects(v) {
		object.GetAnnotations()["seen"] = "yes"
		object.GetLabels()["seen"] = "yes"
	}
	after, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(before), string(after)); diff != "" {
		t.Errorf("a change of an object changes the values:\n%s", diff)
	}
}
