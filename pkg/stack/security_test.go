package stack_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component/namespace"
)

// usesAPI lists the pods that get a token, and why.
var usesAPI = map[string]string{
	"Deployment juicefs/juicefs-csi-controller":           "makes volumes and mount pods",
	"DaemonSet juicefs/juicefs-csi-node":                  "starts mount pods",
	"Deployment flink/flink-kubernetes-operator":          "is an operator",
	"Deployment flink-operator/flink-kubernetes-operator": "is an operator",
	"Deployment ingress-nginx/ingress-nginx-controller":   "reads Ingresses and writes their status",
	"Job flink/orders-jobmanager":                         "elects its leader in a ConfigMap",
	"Deployment flink/orders-taskmanager":                 "finds the leader in a ConfigMap",
	"Job ingress-nginx/ingress-nginx-admission-create":    "writes the Secret of the webhook's certificate",
	"Job ingress-nginx/ingress-nginx-admission-patch":     "writes the certificate into the webhook configuration",
}

// Every pod keeps the Pod Security level of its namespace (Kubernetes 1.34,
// Pod Security Standards), and every namespace has one.
func TestPodSecurity(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			_, b := s.build(t)
			levels := map[string]string{}
			for o := range b.Objects() {
				if n, ok := o.(*corev1.Namespace); ok {
					levels[n.Name] = n.Labels["pod-security.kubernetes.io/enforce"]
				}
			}
			all := podTemplates(b)
			if len(all) == 0 {
				t.Fatal("no pods found")
			}
			for _, pods := range all {
				switch level := levels[pods.namespace]; level {
				case namespace.Privileged:
					if pods.namespace != "juicefs" && pods.namespace != "ingress-nginx" {
						t.Errorf("%s is in a privileged namespace", pods.name)
					}
				case namespace.Restricted:
					for _, problem := range unrestricted(pods.template.Spec) {
						t.Errorf("%s: %s", pods.name, problem)
					}
				default:
					t.Errorf("%s: namespace %s has level %q", pods.name, pods.namespace, level)
				}
			}
		})
	}
}

// ingress-nginx is privileged only on the network of the host.
func TestPrivilegedOnlyWhereNeeded(t *testing.T) {
	for name, want := range map[string]string{"default": namespace.Restricted, "seed-000": namespace.Privileged} {
		for _, s := range scenarios(t) {
			if s.name != name {
				continue
			}
			complete, _ := s.build(t)
			i := slices.IndexFunc(complete.Spec.Namespaces.Namespaces, func(n namespace.Namespace) bool { return n.Name == "ingress-nginx" })
			if i < 0 || complete.Spec.Namespaces.Namespaces[i].PodSecurity != want {
				t.Errorf("%s: ingress-nginx is not %s: %v", name, want, complete.Spec.Namespaces.Namespaces)
			}
		}
	}
}

// unrestricted lists what the level restricted forbids.
func unrestricted(pod corev1.PodSpec) []string {
	var problems []string
	fail := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	if pod.HostNetwork || pod.HostPID || pod.HostIPC {
		fail("uses namespaces of the host")
	}
	security := ptr.Deref(pod.SecurityContext, corev1.PodSecurityContext{})
	for _, v := range pod.Volumes {
		s := v.VolumeSource
		if s.ConfigMap == nil && s.CSI == nil && s.DownwardAPI == nil && s.EmptyDir == nil && s.Ephemeral == nil &&
			s.PersistentVolumeClaim == nil && s.Projected == nil && s.Secret == nil {
			fail("volume %s is of a forbidden kind", v.Name)
		}
	}
	for _, container := range slices.Concat(pod.InitContainers, pod.Containers) {
		own := ptr.Deref(container.SecurityContext, corev1.SecurityContext{})
		if !ptr.Deref(firstOf(own.RunAsNonRoot, security.RunAsNonRoot), false) {
			fail("container %s may run as root", container.Name)
		}
		if user := firstOf(own.RunAsUser, security.RunAsUser); user != nil && *user == 0 {
			fail("container %s runs as user 0", container.Name)
		}
		if profile := firstOf(own.SeccompProfile, security.SeccompProfile); profile == nil || profile.Type == corev1.SeccompProfileTypeUnconfined {
			fail("container %s has no seccomp profile", container.Name)
		}
		if ptr.Deref(own.AllowPrivilegeEscalation, true) || ptr.Deref(own.Privileged, false) {
			fail("container %s may gain privileges", container.Name)
		}
		capabilities := ptr.Deref(own.Capabilities, corev1.Capabilities{})
		if !slices.Contains(capabilities.Drop, "ALL") {
			fail("container %s keeps capabilities", container.Name)
		}
		for _, capability := range capabilities.Add {
			if capability != "NET_BIND_SERVICE" {
				fail("container %s adds capability %s", container.Name, capability)
			}
		}
		for _, port := range container.Ports {
			if port.HostPort != 0 {
				fail("container %s has host port %d", container.Name, port.HostPort)
			}
		}
	}
	return problems
}

func firstOf[T any](all ...*T) *T {
	for _, one := range all {
		if one != nil {
			return one
		}
	}
	return nil
}

// Every container says what it needs and how much memory it may take. The main
// container of Flink gets both from the resource of its FlinkDeployment.
func TestResources(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			_, b := s.build(t)
			for _, pods := range podTemplates(b) {
				for _, container := range slices.Concat(pods.template.Spec.InitContainers, pods.template.Spec.Containers) {
					if pods.flink && container.Name == "flink-main-container" {
						continue
					}
					where := pods.name + ", container " + container.Name
					requests, limits := container.Resources.Requests, container.Resources.Limits
					if requests.Cpu().IsZero() || requests.Memory().IsZero() {
						t.Errorf("%s requests too little: %v", where, requests)
					}
					if limits.Memory().IsZero() || limits.Memory().Cmp(*requests.Memory()) < 0 {
						t.Errorf("%s: memory limit %v, request %v", where, limits.Memory(), requests.Memory())
					}
				}
			}
		})
	}
}

// The root of the image is read-only, but where a list says why not.
func TestReadOnlyRoot(t *testing.T) {
	writable := map[string]string{
		"controller":     "ingress-nginx writes nginx.conf and temporary files below /etc and /tmp",
		"juicefs-plugin": "privileged; mounts file systems",
	}
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			_, b := s.build(t)
			for _, pods := range podTemplates(b) {
				for _, container := range slices.Concat(pods.template.Spec.InitContainers, pods.template.Spec.Containers) {
					security := ptr.Deref(container.SecurityContext, corev1.SecurityContext{})
					if !ptr.Deref(security.ReadOnlyRootFilesystem, false) && writable[container.Name] == "" {
						t.Errorf("%s, container %s: the root is writable", pods.name, container.Name)
					}
				}
			}
		})
	}
}

// Only pods that use the API get a token, and each workload has an account of
// its own.
func TestTokens(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			_, b := s.build(t)
			owner := map[string]string{}
			for _, pods := range podTemplates(b) {
				if pods.flink {
					continue // the JobManager makes pods
				}
				spec := pods.template.Spec
				mounts := ptr.Deref(spec.AutomountServiceAccountToken, true)
				if mounts && usesAPI[pods.name] == "" {
					t.Errorf("%s gets a token, and nothing says why", pods.name)
				}
				if !mounts && usesAPI[pods.name] != "" {
					t.Errorf("%s gets no token, but %s", pods.name, usesAPI[pods.name])
				}
				account := pods.namespace + "/" + spec.ServiceAccountName
				if spec.ServiceAccountName == "" {
					t.Errorf("%s runs under the account default", pods.name)
				}
				if other := owner[account]; other != "" && !sameCluster(other, pods.name) && (!pods.hooks || !strings.HasPrefix(other, "Job ")) {
					t.Errorf("%s and %s share the account %s", pods.name, other, account)
				}
				owner[account] = pods.name
			}
		})
	}
}

// sameCluster says whether two workloads are the roles of one Flink cluster,
// which find each other by the same account.
func sameCluster(one, other string) bool {
	cluster := func(name string) string {
		_, name, _ = strings.Cut(name, " ")
		name = strings.TrimSuffix(name, "-jobmanager")
		return strings.TrimSuffix(name, "-taskmanager")
	}
	return cluster(one) == cluster(other)
}

// passwordLike finds a secret word with a value behind it.
var passwordLike = regexp.MustCompile(`(?im)^[^#\n]*(\b(requirepass|masterauth)[ \t]+|(password|passwd|secret-?key|access-?key|token)["']?[ \t]*[:=][ \t]*)["']?[A-Za-z0-9+/_-]{6,}["']?$`)

// Rendered output holds no Secret and nothing like a password.
func TestNoSecrets(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			complete, b := s.build(t)
			for o := range b.Objects() {
				if o.GetObjectKind().GroupVersionKind().Kind == "Secret" {
					t.Errorf("%s in the manifests", nameOf(o))
				}
			}
			for _, found := range passwordLike.FindAllString(withoutDefinitions(t, b), -1) {
				t.Errorf("looks like a password: %s", found)
			}
			for _, pods := range podTemplates(b) {
				for _, container := range slices.Concat(pods.template.Spec.InitContainers, pods.template.Spec.Containers) {
					for _, variable := range container.Env {
						name := strings.ToUpper(variable.Name)
						if (strings.Contains(name, "PASSWORD") || strings.Contains(name, "SECRET") || strings.Contains(name, "ACCESS_KEY")) && variable.Value != "" && !strings.HasPrefix(variable.Value, "/") {
							t.Errorf("%s: %s has a literal value", pods.name, variable.Name)
						}
					}
				}
			}
			for name, text := range map[string]string{"manifests": render(t, b), "completed stack": string(completed(t, complete))} {
				for _, found := range knownDefaults.FindAllString(text, -1) {
					t.Errorf("the %s have the password %q", name, found)
				}
			}
		})
	}
}

// knownDefaults are the passwords that the parts have upstream, and URLs with
// user info.
var knownDefaults = regexp.MustCompile(`minioadmin|password1234|changeit|://[^/\s"']*:[^/\s"'@]+@`)

// The tests above find what they look for.
func TestPasswordLike(t *testing.T) {
	for _, text := range []string{
		"requirepass hunter2hunter2", "  masterauth \"hunter2hunter2\"", "s3.secret-key: hunter2hunter2",
		"  password: hunter2", "export REDIS_PASSWORD=hunter2", "accessKey: hunter2",
	} {
		if !passwordLike.MatchString(text) {
			t.Errorf("not found: %s", text)
		}
	}
	for _, text := range []string{"redis://:hunter2@host:6379", "pass: minioadmin", "https://me:hunter2@example.com"} {
		if !knownDefaults.MatchString(text) {
			t.Errorf("not found: %s", text)
		}
	}
}

func TestUnrestricted(t *testing.T) {
	if problems := unrestricted(corev1.PodSpec{HostNetwork: true, Containers: []corev1.Container{{Name: "c"}}}); len(problems) != 5 {
		t.Errorf("want 5 problems: %q", problems)
	}
}
