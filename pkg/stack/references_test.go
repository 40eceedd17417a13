package stack_test

import (
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/secrets"
)

// What a stack needs from others, by scenario. Everything else that its
// objects name must be in the bundle, or among the Secrets of flinkgen secrets.
var external = map[string][]string{
	"default":          {certManagerKinds, certManagerKinds2, admissionSecret},
	"seed-000":         {certManagerKinds, certManagerKinds2, admissionSecret},
	"seed-001":         {certManagerKinds, certManagerKinds2, "Secret flink/yourregistrykey"},
	"seed-002":         {certManagerKinds, certManagerKinds2, "Secret flink/registry", "Secret flink/kafka-key-bj", "Secret flink/kafka-key-sz"},
	"seed-003":         {},
	"seed-004":         {certManagerKinds, certManagerKinds2, admissionSecret},
	"gateway":          {certManagerKinds, certManagerKinds2, "CustomResourceDefinition httproutes.gateway.networking.k8s.io", "Gateway gateways/public"},
	"native":           {"CustomResourceDefinition httproutes.gateway.networking.k8s.io", "Gateway gateways/public", "StorageClass nfs-client", "Service flink/orders-rest", "Service flink/clicks-rest"},
	"session-cluster":  {certManagerKinds, certManagerKinds2, admissionSecret, "Secret flink/kafka-client"},
	"hdfs":             {certManagerKinds, certManagerKinds2},
	"external-stores":  {certManagerKinds, certManagerKinds2, "Secret juicefs/juicefs-external"},
	"watch-namespaces": {certManagerKinds, certManagerKinds2, "IngressClass nginx", "Secret flink-operator/flink-s3", "Secret team-a/flink-s3", "Secret team-b/flink-s3"},
	"monitoring": {
		certManagerKinds, certManagerKinds2,
		"CustomResourceDefinition podmonitors.monitoring.coreos.com", "CustomResourceDefinition prometheusrules.monitoring.coreos.com",
	},
	"standalone": {admissionSecret},
	"air-gap": {
		certManagerKinds, certManagerKinds2, admissionSecret,
		"Secret flink/mirror-credentials", "Secret ingress-nginx/mirror-credentials", "Secret juicefs/mirror-credentials",
		"Secret minio/mirror-credentials", "Secret redis/mirror-credentials",
	},
}

const (
	// cert-manager is installed before.
	certManagerKinds  = "CustomResourceDefinition certificates.cert-manager.io"
	certManagerKinds2 = "CustomResourceDefinition issuers.cert-manager.io"
	// The Job ingress-nginx-admission-create makes it.
	admissionSecret = "Secret ingress-nginx/ingress-nginx-admission"
)

// L6: every reference resolves, or is declared external.
func TestClosed(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			complete, b := s.build(t)
			made, err := secrets.Make(complete, known)
			if err != nil {
				t.Fatal(err)
			}
			want, declared := external[s.name]
			if !declared {
				t.Fatalf("say in external what %s needs from others", s.name)
			}
			missing := map[string]bool{}
			for _, d := range b.Dangling(made...) {
				missing[d.Target.String()] = true
				if !slices.Contains(want, d.Target.String()) {
					t.Error(d)
				}
			}
			for _, name := range want {
				if !missing[name] {
					t.Errorf("%s is declared external, but nothing misses it", name)
				}
			}
		})
	}
}

// Each Secret that flinkgen makes is used.
func TestSecretsAreUsed(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			complete, b := s.build(t)
			made, err := secrets.Make(complete, known)
			if err != nil {
				t.Fatal(err)
			}
			used := map[bundle.Target]bool{}
			for o := range b.Objects() {
				for _, r := range bundle.References(o) {
					used[r.Target] = true
				}
			}
			for _, o := range made {
				if target := (bundle.Target{Kind: "Secret", Namespace: o.GetNamespace(), Name: o.GetName()}); !used[target] {
					t.Errorf("nothing uses %s", target)
				}
			}
		})
	}
}

// No object is there twice.
func TestObjectsAreUnique(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			_, b := s.build(t)
			seen := map[bundle.Target]bool{}
			for o := range b.Objects() {
				kind := o.GetObjectKind().GroupVersionKind()
				target := bundle.Target{Group: kind.Group, Kind: kind.Kind, Namespace: o.GetNamespace(), Name: o.GetName()}
				if seen[target] {
					t.Errorf("%s is there twice", target)
				}
				seen[target] = true
			}
		})
	}
}

// There is a local volume for each claim of the stores, on a node each.
func TestVolumesForClaims(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			complete, b := s.build(t)
			volumes := map[string]int{}
			for o := range b.Objects() {
				if v, ok := o.(*corev1.PersistentVolume); ok {
					volumes[v.Spec.StorageClassName]++
				}
			}
			want := map[string]int{}
			if *complete.Spec.Redis.Enabled {
				want[complete.Spec.Redis.Persistence.StorageClassName] += int(complete.Spec.Redis.Replicas)
			}
			if *complete.Spec.MinIO.Enabled {
				want[complete.Spec.MinIO.Persistence.StorageClassName] += int(complete.Spec.MinIO.Replicas * complete.Spec.MinIO.DrivesPerNode)
			}
			if diff := cmp.Diff(want, volumes); diff != "" {
				t.Errorf("volumes by class (-claimed +there):\n%s", diff)
			}
		})
	}
}

// Each Service that selects pods finds some, and their ports.
func TestServicesFindPods(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			_, b := s.build(t)
			for o := range b.Objects() {
				service, ok := o.(*corev1.Service)
				if !ok || len(service.Spec.Selector) == 0 {
					continue
				}
				found := false
				for _, pods := range podTemplates(b) {
					if pods.namespace != service.Namespace || !labels.SelectorFromSet(service.Spec.Selector).Matches(labels.Set(pods.template.Labels)) {
						continue
					}
					found = true
					for _, port := range service.Spec.Ports {
						if !listens(pods.template.Spec, port) {
							t.Errorf("Service %s/%s, port %s: %s does not listen on %s", service.Namespace, service.Name, port.Name, pods.name, port.TargetPort.String())
						}
					}
				}
				if !found {
					t.Errorf("Service %s/%s selects no pods: %v", service.Namespace, service.Name, service.Spec.Selector)
				}
			}
		})
	}
}

// listens says whether a pod has the target port of a Service's port.
func listens(pod corev1.PodSpec, port corev1.ServicePort) bool {
	for _, container := range slices.Concat(pod.InitContainers, pod.Containers) {
		for _, open := range container.Ports {
			if port.TargetPort.Type == intstr.String && open.Name == port.TargetPort.StrVal ||
				port.TargetPort.Type == intstr.Int && open.ContainerPort == int32(port.TargetPort.IntValue()) ||
				port.TargetPort == (intstr.IntOrString{}) && open.ContainerPort == port.Port {
				return true
			}
		}
	}
	return false
}

var inClusterHost = regexp.MustCompile(`([a-z0-9-]+)\.([a-z0-9-]+)\.svc\b`)

// Each name of a Service in any text leads to a Service.
func TestHostsAreServices(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			complete, b := s.build(t)
			made, err := secrets.Make(complete, known)
			if err != nil {
				t.Fatal(err)
			}
			x := bundle.NewIndex(b.Objects())
			withSecrets := render(t, &bundle.Bundle{Components: []bundle.Component{{Name: "secrets", Objects: made}}})
			for _, host := range inClusterHost.FindAllStringSubmatch(withoutDefinitions(t, b)+withSecrets, -1) {
				if !x.Has(bundle.Reference{Target: bundle.Target{Kind: "Service", Namespace: host[2], Name: host[1]}}) {
					t.Errorf("%s: there is no such Service", host[0])
				}
			}
		})
	}
}

// withoutDefinitions renders everything but the CRDs, whose descriptions give
// examples.
func withoutDefinitions(tb testing.TB, b *bundle.Bundle) string {
	tb.Helper()
	var names []string
	for _, name := range b.Names() {
		if name != "crds" {
			names = append(names, name)
		}
	}
	selected, err := b.Select(names...)
	if err != nil {
		tb.Fatal(err)
	}
	return render(tb, selected)
}

// Each mount has its volume, and each probe its port: for the pods of a
// FlinkDeployment no API server checks that.
func TestPodsAreWhole(t *testing.T) {
	for _, s := range scenarios(t) {
		t.Run(s.name, func(t *testing.T) {
			_, b := s.build(t)
			for _, pods := range podTemplates(b) {
				volumes := map[string]bool{}
				for _, v := range pods.template.Spec.Volumes {
					if volumes[v.Name] {
						t.Errorf("%s: volume %s is there twice", pods.name, v.Name)
					}
					volumes[v.Name] = true
				}
				for _, claim := range pods.claims {
					volumes[claim] = true
				}
				used := map[string]bool{}
				for _, container := range slices.Concat(pods.template.Spec.InitContainers, pods.template.Spec.Containers) {
					paths := map[string]bool{}
					for _, mount := range container.VolumeMounts {
						used[mount.Name] = true
						if !volumes[mount.Name] {
							t.Errorf("%s: container %s mounts %s, which is no volume of the pod", pods.name, container.Name, mount.Name)
						}
						if paths[mount.MountPath] {
							t.Errorf("%s: container %s mounts two volumes at %s", pods.name, container.Name, mount.MountPath)
						}
						paths[mount.MountPath] = true
					}
					for name, probe := range map[string]*corev1.Probe{"liveness": container.LivenessProbe, "readiness": container.ReadinessProbe, "startup": container.StartupProbe} {
						if probe == nil || probe.HTTPGet == nil || probe.HTTPGet.Port.Type == intstr.Int {
							continue
						}
						if port := (corev1.ServicePort{TargetPort: probe.HTTPGet.Port}); !listens(corev1.PodSpec{Containers: []corev1.Container{container}}, port) {
							t.Errorf("%s: the %s probe of %s asks port %s, which is not there", pods.name, name, container.Name, probe.HTTPGet.Port.String())
						}
					}
				}
				for name := range volumes {
					if !used[name] {
						t.Errorf("%s: nothing mounts volume %s", pods.name, name)
					}
				}
			}
		})
	}
}
