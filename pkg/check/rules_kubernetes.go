package check

import (
	"slices"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

func kubernetesRules() []Rule {
	return []Rule{
		{ID: ruleValue, Name: "value", Severity: finding.Error, About: "A value of the right type that an API server refuses: names, labels, ports, quantities, access modes, requests above limits, two items with the same key.", judge: values},
		{ID: "FG107", Name: "selector-mismatch", Severity: finding.Error, About: "The selector of a workload does not match the labels of its own pods.", judge: selector},
		{ID: "FG108", Name: "service-without-pods", Severity: finding.Warning, About: "The selector of a Service or PodDisruptionBudget matches no pod of the namespace. Not looked at in post-render.", judge: selectsNothing},
		{ID: "FG109", Name: "service-target-port", Severity: finding.Error, About: "A Service sends to a port by a name that its pods do not have.", judge: targetPort},
		{ID: "FG110", Name: "volume-undefined", Severity: finding.Error, About: "A container mounts a volume that its pod does not have.", judge: mounts},
		{ID: "FG111", Name: "probe-port", Severity: finding.Error, About: "A probe names a port that its container does not have.", judge: probes},
		{ID: "FG112", Name: "statefulset-service", Severity: finding.Warning, About: "The serviceName of a StatefulSet is a Service with an address of its own, so its pods get no names in DNS.", judge: headless},
		{ID: "FG051", Name: "host-network-dns", Severity: finding.Warning, About: "A pod in the network of its node that then does not find the Services of the cluster by name.", judge: hostDNS},
		{ID: "FG083", Name: "finalizers-rights", Severity: finding.Warning, About: "A Role for Flink's JobManager that may make Deployments and not set their finalizers, which OpenShift asks for.", judge: finalizers},
		{ID: "FG086", Name: "rolebinding-subject-ns", Severity: finding.Error, About: "A ServiceAccount without a namespace in a ClusterRoleBinding.", judge: subjects},
		{ID: "FG087", Name: "cluster-admin", Severity: finding.Warning, About: "A ServiceAccount that may do everything in the cluster.", judge: clusterAdmin},
	}
}

func selector(j *judge) {
	for _, p := range j.pods() {
		if p.selector == nil {
			if p.restarts != nil && j.group() == "apps" {
				j.fail("spec.selector", "the selector is missing: write matchLabels that the labels of %s have", p.path)
			}
			continue
		}
		chosen, err := metav1.LabelSelectorAsSelector(p.selector)
		switch {
		case err != nil:
			j.fail("spec.selector", "the selector is not allowed: %v", err)
		case chosen.Empty():
			j.fail("spec.selector", "the selector is empty: write matchLabels that the labels of %s have", p.path)
		case !chosen.Matches(labels.Set(p.labels)):
			j.fail("spec.selector", "the selector %s does not match the labels of %s: write the same labels in both", chosen, p.path)
		}
	}
}

// added are labels that controllers give to pods.
var added = []string{"statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index", "pod-template-hash", "controller-revision-hash", "job-name", "batch.kubernetes.io/job-name"}

// selected are the pods of a namespace that a selector matches, but for labels
// that controllers add. It is not sure where other programs make pods too.
func (r *run) selected(namespace string, chosen labels.Selector) (found []pod, sure bool) {
	requirements, _ := chosen.Requirements()
	requirements = slices.DeleteFunc(slices.Clone(requirements), func(one labels.Requirement) bool { return slices.Contains(added, one.Key()) })
	chosen = labels.NewSelector().Add(requirements...)
	pods := 0
	sure = namespace != metav1.NamespaceSystem
	for _, o := range r.objects {
		if o.Namespace != namespace {
			continue
		}
		sure = sure && o.typed != nil && len(o.clusters()) == 0
		for _, p := range o.pods() {
			pods++
			if !p.partial && chosen.Matches(labels.Set(p.labels)) {
				found = append(found, p)
			}
		}
	}
	return found, sure && pods > 0
}

func selectsNothing(j *judge) {
	if j.options.Reach == Release {
		return
	}
	var chosen labels.Selector
	switch t := j.typed.(type) {
	case *corev1.Service:
		if len(t.Spec.Selector) == 0 {
			return
		}
		chosen = labels.SelectorFromSet(t.Spec.Selector)
	case *policyv1.PodDisruptionBudget:
		found, err := metav1.LabelSelectorAsSelector(t.Spec.Selector)
		if err != nil || found.Empty() {
			return
		}
		chosen = found
	default:
		return
	}
	if found, sure := j.selected(j.Namespace, chosen); sure && len(found) == 0 {
		j.fail("spec.selector", "no pod of the namespace has the labels %s: compare them with the labels of the pods", chosen)
	}
}

func targetPort(j *judge) {
	service, ok := j.typed.(*corev1.Service)
	if !ok || len(service.Spec.Selector) == 0 {
		return
	}
	found, _ := j.selected(j.Namespace, labels.SelectorFromSet(service.Spec.Selector))
	if len(found) == 0 {
		return
	}
	var names []string
	for _, p := range found {
		for _, c := range p.containers() {
			for _, port := range c.Ports {
				names = append(names, port.Name)
			}
		}
	}
	for i, port := range service.Spec.Ports {
		if name := port.TargetPort.StrVal; port.TargetPort.Type == intstr.String && name != "" && !slices.Contains(names, name) {
			j.fail(item("spec.ports", i)+".targetPort", "no container of its pods has a port %q: they have %s", name, listed(names))
		}
	}
}

// listed are names for a message.
func listed(names []string) string {
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return name == "" })
	slices.Sort(names)
	if names = slices.Compact(names); len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

func mounts(j *judge) {
	for _, p := range j.pods() {
		merged := p.partial && strings.HasSuffix(p.path, "Manager.podTemplate") // over the one of the cluster
		known := map[string]bool{}
		var names []string
		for _, volume := range p.volumes() {
			known[volume] = true
			names = append(names, volume)
		}
		for _, c := range p.containers() {
			for i, mount := range c.VolumeMounts {
				if !known[mount.Name] && !merged {
					j.fail(item(c.path+".volumeMounts", i)+".name", "the pod has no volume %q: it has %s", mount.Name, listed(names))
				}
			}
		}
	}
}

// volumes are the names of the volumes of a pod, with those that its
// StatefulSet adds.
func (p pod) volumes() []string {
	var names []string
	for i := range p.spec.Volumes {
		names = append(names, p.spec.Volumes[i].Name)
	}
	for i := range p.claims {
		names = append(names, p.claims[i].Name)
	}
	return names
}

func probes(j *judge) {
	for _, p := range j.pods() {
		for _, c := range p.containers() {
			var names []string
			for _, port := range c.Ports {
				names = append(names, port.Name)
			}
			for field, probe := range map[string]*corev1.Probe{"livenessProbe": c.LivenessProbe, "readinessProbe": c.ReadinessProbe, "startupProbe": c.StartupProbe} {
				if probe == nil || p.partial {
					continue
				}
				path, port := "", intstr.IntOrString{}
				switch {
				case probe.HTTPGet != nil:
					path, port = ".httpGet.port", probe.HTTPGet.Port
				case probe.TCPSocket != nil:
					path, port = ".tcpSocket.port", probe.TCPSocket.Port
				}
				if port.Type == intstr.String && port.StrVal != "" && !slices.Contains(names, port.StrVal) {
					j.fail(c.path+"."+field+path, "the container has no port %q: it has %s", port.StrVal, listed(names))
				}
			}
		}
	}
}

func headless(j *judge) {
	set, ok := j.typed.(*appsv1.StatefulSet)
	if !ok {
		return
	}
	for _, o := range j.objects {
		if service, ok := o.typed.(*corev1.Service); ok && o.Namespace == j.Namespace && o.Name == set.Spec.ServiceName && service.Spec.ClusterIP != corev1.ClusterIPNone {
			j.fail("spec.serviceName", "the Service %q is not headless: write clusterIP: None there, or name another one", o.Name)
		}
	}
}

func hostDNS(j *judge) {
	for _, p := range j.pods() {
		if p.spec.HostNetwork && p.spec.DNSPolicy == corev1.DNSClusterFirst {
			j.fail(p.specPath()+".dnsPolicy", "with hostNetwork this asks the name servers of the node, which do not know the Services: write ClusterFirstWithHostNet")
		}
	}
}

// finalizers: a JobManager makes TaskManagers whose owner, its Deployment, may
// not be deleted before them. Where OwnerReferencesPermissionEnforcement is on,
// only who may set the finalizers of the owner can say so.
func finalizers(j *judge) {
	role, ok := j.typed.(*rbacv1.Role)
	if !ok || !j.ofJob(role) {
		return
	}
	at := -1
	for i, rule := range role.Rules {
		if grants(rule, "apps", "deployments/finalizers", "update") {
			return
		}
		if grants(rule, "apps", "deployments", "create") {
			at = i
		}
	}
	if at >= 0 {
		j.fail(item("rules", at)+".resources", "OpenShift refuses the TaskManagers without the right to update deployments/finalizers: add it to the resources")
	}
}

// ofJob says whether a Role is bound to the ServiceAccount of a Flink cluster.
func (j *judge) ofJob(role *rbacv1.Role) bool {
	accounts := map[string]bool{}
	for _, o := range j.objects {
		for _, c := range o.clusters() {
			if o.Namespace == j.Namespace {
				accounts[c.spec.ServiceAccount] = true
			}
		}
	}
	return slices.ContainsFunc(j.objects, func(o *Object) bool {
		subjects, bound := o.binding()
		return o.Kind == "RoleBinding" && o.Namespace == j.Namespace && bound.Kind == "Role" && bound.Name == role.Name &&
			slices.ContainsFunc(subjects, func(subject rbacv1.Subject) bool {
				return subject.Kind == rbacv1.ServiceAccountKind && accounts[subject.Name] && (subject.Namespace == "" || subject.Namespace == j.Namespace)
			})
	})
}

// grants says whether a rule allows a verb on a resource.
func grants(rule rbacv1.PolicyRule, group, resource, verb string) bool {
	has := func(all []string, one string) bool {
		return slices.Contains(all, one) || slices.Contains(all, rbacv1.VerbAll)
	}
	return has(rule.APIGroups, group) && has(rule.Resources, resource) && has(rule.Verbs, verb)
}

// binding gives what a binding binds.
func (o *Object) binding() ([]rbacv1.Subject, rbacv1.RoleRef) {
	switch t := o.typed.(type) {
	case *rbacv1.RoleBinding:
		return t.Subjects, t.RoleRef
	case *rbacv1.ClusterRoleBinding:
		return t.Subjects, t.RoleRef
	}
	return nil, rbacv1.RoleRef{}
}

func subjects(j *judge) {
	all, _ := j.binding()
	for i, subject := range all {
		if j.Kind == "ClusterRoleBinding" && subject.Kind == rbacv1.ServiceAccountKind && subject.Namespace == "" {
			j.fail(item("subjects", i), "the namespace of the ServiceAccount is missing: an API server refuses the binding")
		}
	}
}

func clusterAdmin(j *judge) {
	all, role := j.binding()
	if j.Kind != "ClusterRoleBinding" || role.Name != "cluster-admin" {
		return
	}
	for i, subject := range all {
		if subject.Kind == rbacv1.ServiceAccountKind {
			j.fail(item("subjects", i), "ServiceAccount %s may do everything in the cluster: bind a Role with what it needs", subject.Name)
		}
	}
}
