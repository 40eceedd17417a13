package cluster_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	authorizationv1 "k8s.io/api/authorization/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	flinkv1beta1 "github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// elsewhere is a namespace that no stack knows.
const elsewhere = "elsewhere"

// need is what an account has to be allowed, and why.
type need struct {
	group     string
	resources []string
	verbs     []string
	why       string
}

// jobNeeds are those of a JobManager in native mode.
var jobNeeds = []need{
	{"", []string{"pods"}, []string{"get", "list", "watch", "create", "delete"}, "start, see and stop TaskManagers"},
	{"", []string{"configmaps"}, []string{"get", "list", "watch", "create", "update", "patch", "delete"}, "elect a leader, keep pointers to checkpoints and job graphs"},
	{"apps", []string{"deployments"}, []string{"get", "delete"}, "own the TaskManagers, and go when the job has ended"},
	{"apps", []string{"deployments/finalizers"}, []string{"update"}, "owner references that block deletion, where admission checks them"},
}

// jobMustNot are what nobody may do with the token of a job.
var jobMustNot = []need{
	{"", []string{"secrets"}, []string{"get", "list", "watch", "create", "update", "patch", "delete"}, "passwords of others"},
	{"", []string{"pods/exec", "pods/attach", "pods/portforward", "serviceaccounts/token"}, []string{"create"}, "become somebody else"},
	{"rbac.authorization.k8s.io", []string{"roles", "rolebindings"}, []string{"create", "update", "patch", "bind", "escalate"}, "more rights"},
	{"flink.apache.org", []string{"flinkdeployments", "flinksessionjobs"}, []string{"create", "update", "patch", "delete"}, "other jobs"},
}

// standaloneNeeds are those of high availability in ConfigMaps.
var standaloneNeeds = jobNeeds[1:2]

// standaloneMustNot adds that nobody there starts pods.
var standaloneMustNot = append(slices.Clone(jobMustNot), need{"", []string{"pods"}, []string{"create", "delete"}, "others' pods"})

// operatorNeeds are those of the operator in each namespace that it watches.
var operatorNeeds = []need{
	{"flink.apache.org", []string{"flinkdeployments", "flinksessionjobs"}, []string{"get", "list", "watch", "update", "patch"}, "informers, finalizers"},
	{"flink.apache.org", []string{"flinkdeployments/status", "flinksessionjobs/status"}, []string{"get", "update", "patch"}, "what it knows of the jobs"},
	{"flink.apache.org", []string{"flinkdeployments/finalizers", "flinksessionjobs/finalizers"}, []string{"update"}, "owner references that block deletion"},
	{"apps", []string{"deployments"}, []string{"get", "list", "watch", "create", "update", "patch", "delete"}, "JobManagers, and TaskManagers in standalone mode"},
	{"apps", []string{"deployments/scale"}, []string{"get", "update", "patch"}, "reactive scaling in standalone mode"},
	{"", []string{"pods"}, []string{"get", "list", "watch", "delete", "deletecollection"}, "crashes of JobManagers, clusters that must go"},
	{"", []string{"services"}, []string{"get", "list", "watch", "create", "update", "patch", "delete"}, "REST endpoints"},
	{"", []string{"configmaps"}, []string{"get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"}, "configurations, high-availability data"},
	{"", []string{"events"}, []string{"create", "update", "patch"}, "what it tells users"},
	{"", []string{"secrets"}, []string{"get", "list", "watch", "create", "delete"}, "Kerberos and user keystores of clusters"},
	{"networking.k8s.io", []string{"ingresses"}, []string{"get", "list", "watch", "create", "update", "patch", "delete"}, "spec.ingress"},
}

// newerNeeds come with releases of the operator.
var newerNeeds = []struct {
	kind string
	need need
}{
	{"flinkstatesnapshots", need{"flink.apache.org", []string{"flinkstatesnapshots"}, []string{"get", "list", "watch", "create", "update", "patch", "delete"}, "periodic snapshots"}},
	{"flinkstatesnapshots", need{"flink.apache.org", []string{"flinkstatesnapshots/status"}, []string{"get", "update", "patch"}, "how far a snapshot is"}},
	{"flinkbluegreendeployments", need{"flink.apache.org", []string{"flinkbluegreendeployments"}, []string{"get", "list", "watch", "update", "patch"}, "informers, finalizers"}},
	{"flinkbluegreendeployments", need{"flink.apache.org", []string{"flinkdeployments"}, []string{"create", "delete"}, "the blue one and the green one"}},
}

// ownNeeds are those of the operator in its own namespace.
var ownNeeds = []need{
	{"coordination.k8s.io", []string{"leases"}, []string{"get", "create", "update"}, "leader election"},
}

// testRights asks the API server, as each service account, what it may do.
func testRights(t *testing.T, w *world, s scenario) { //nolint:thelper // the body of a subtest
	if _, err := w.client.CoreV1().Namespaces().Create(t.Context(), &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: elsewhere}}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	operator := s.stack.Spec.Operator
	account := operator.ServiceAccount.Name
	watched := operator.WatchNamespaces
	everywhere := len(watched) == 0
	if everywhere {
		watched = []string{operator.Namespace, elsewhere}
	}
	t.Run("operator", func(t *testing.T) {
		if !*operator.Enabled {
			w.nothingIn(t, operator.Namespace, account, operator.Namespace)
			return
		}
		client := w.as(operator.Namespace, account)
		for _, namespace := range watched {
			w.may(t, client, namespace, operatorNeeds, true)
			for _, newer := range newerNeeds {
				if w.serves(t, newer.kind) {
					w.may(t, client, namespace, []need{newer.need}, true)
				}
			}
		}
		w.may(t, client, operator.Namespace, ownNeeds, true)
		if everywhere {
			w.may(t, client, metav1.NamespaceAll, operatorNeeds, true)
			return
		}
		w.nothingIn(t, operator.Namespace, account, elsewhere)
		w.may(t, client, metav1.NamespaceAll, operatorNeeds, false)
		w.may(t, client, metav1.NamespaceAll, []need{
			{"", []string{"nodes", "namespaces", "persistentvolumes"}, []string{"get", "list", "watch"}, "the cluster is not his"},
			{"apiextensions.k8s.io", []string{"customresourcedefinitions"}, []string{"get", "list", "watch", "update"}, "the cluster is not his"},
		}, false)
	})
	t.Run("jobs", func(t *testing.T) {
		asked := 0
		for _, job := range objects[*flinkv1beta1.FlinkDeployment](s) {
			asked++
			w.startsTaskManagers(t, s, job.Namespace, job.Spec.ServiceAccount)
		}
		for _, job := range s.stack.Spec.Jobs {
			switch job.DeploymentMode {
			case "native":
				asked++
				w.startsTaskManagers(t, s, job.Namespace, job.ServiceAccount)
				continue
			case "standalone":
				asked++
			default:
				continue
			}
			if job.Standalone.UsesAPI {
				w.may(t, w.as(job.Namespace, job.ServiceAccount), job.Namespace, standaloneNeeds, true)
			} else {
				w.nothingIn(t, job.Namespace, job.ServiceAccount, job.Namespace)
			}
			w.may(t, w.as(job.Namespace, job.ServiceAccount), job.Namespace, standaloneMustNot, false)
			w.nothingIn(t, job.Namespace, job.ServiceAccount, elsewhere)
		}
		if asked == 0 {
			t.Error("the stack has no job")
		}
	})
	t.Run("stores and history", func(t *testing.T) {
		for _, namespace := range []struct{ namespace, account string }{
			{s.stack.Spec.Redis.Namespace, "redis"}, {s.stack.Spec.MinIO.Namespace, "minio"}, {s.stack.Spec.HistoryServer.Namespace, s.stack.Spec.HistoryServer.Name},
		} {
			if _, err := w.client.CoreV1().ServiceAccounts(namespace.namespace).Get(t.Context(), namespace.account, metav1.GetOptions{}); err != nil {
				continue // this stack has none
			}
			w.nothingIn(t, namespace.namespace, namespace.account, namespace.namespace)
		}
	})
}

// startsTaskManagers says that the account of a JobManager may do what that
// needs, and no more.
func (w *world) startsTaskManagers(t *testing.T, s scenario, namespace, account string) {
	t.Helper()
	if _, err := w.client.CoreV1().ServiceAccounts(namespace).Get(t.Context(), account, metav1.GetOptions{}); err != nil {
		t.Error(err)
	}
	client := w.as(namespace, account)
	w.may(t, client, namespace, jobNeeds, true)
	w.may(t, client, namespace, jobMustNot, false)
	w.nothingIn(t, namespace, account, elsewhere)
	for _, other := range objects[*corev1.Namespace](s) {
		if other.Name != namespace {
			w.nothingIn(t, namespace, account, other.Name)
		}
	}
}

// may asks for each verb on each resource whether it is allowed.
func (w *world) may(t *testing.T, client kubernetes.Interface, namespace string, needs []need, want bool) {
	t.Helper()
	for _, n := range needs {
		for _, resource := range n.resources {
			name, sub, _ := strings.Cut(resource, "/")
			for _, verb := range n.verbs {
				asked, err := client.AuthorizationV1().SelfSubjectAccessReviews().Create(t.Context(), &authorizationv1.SelfSubjectAccessReview{
					Spec: authorizationv1.SelfSubjectAccessReviewSpec{ResourceAttributes: &authorizationv1.ResourceAttributes{
						Namespace: namespace, Verb: verb, Group: n.group, Resource: name, Subresource: sub,
					}},
				}, metav1.CreateOptions{})
				if err != nil {
					t.Fatal(err)
				}
				if asked.Status.Allowed != want {
					t.Errorf("may %s %s in namespace %q: %t, want %t (%s)", verb, resource, namespace, asked.Status.Allowed, want, n.why)
				}
			}
		}
	}
}

// nothingIn says that an account has no more rights in a namespace than an
// account that nobody gave any.
func (w *world) nothingIn(t *testing.T, namespace, account, in string) {
	t.Helper()
	nobody := rules(t.Context(), t, w.as(elsewhere, "nobody"), in)
	for _, rule := range rules(t.Context(), t, w.as(namespace, account), in) {
		if !slices.Contains(nobody, rule) {
			t.Errorf("service account %s/%s may in namespace %s: %s", namespace, account, in, rule)
		}
	}
}

// rules lists everything that a client may do in a namespace.
func rules(ctx context.Context, t *testing.T, client kubernetes.Interface, namespace string) []string {
	t.Helper()
	review, err := client.AuthorizationV1().SelfSubjectRulesReviews().Create(ctx, &authorizationv1.SelfSubjectRulesReview{
		Spec: authorizationv1.SelfSubjectRulesReviewSpec{Namespace: namespace},
	}, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, rule := range review.Status.ResourceRules {
		all = append(all, fmt.Sprintf("%v %v %v %v", rule.Verbs, rule.APIGroups, rule.Resources, rule.ResourceNames))
	}
	if len(all) == 0 {
		t.Errorf("the API server gives no rules for namespace %s", namespace)
	}
	return all
}

// serves says that the API server has a kind of the operator.
func (w *world) serves(t *testing.T, resource string) bool {
	t.Helper()
	list, err := w.client.Discovery().ServerResourcesForGroupVersion(flinkv1beta1.GroupVersion().String())
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(list.APIResources, func(r metav1.APIResource) bool { return r.Name == resource })
}
