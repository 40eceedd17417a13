package stack_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/stack"
)

const fleetClusters = `
clusters:
- name: plain
- name: eu-1
  environment: dev
  nodes: [x, {name: y, controlPlane: true}]
  registry: registry.eu.example.com
  destination: {server: 'https://10.0.0.1:6443'}
  spec:
    redis: {nodeSelector: {disk: nvme}}
    images: {pullSecrets: [mirror]}
    jobs:
    - {name: orders, parallelism: 6}
    - {name: probe, $patch: delete}
- name: us-1
  environment: prod
  registry: ""
`

func loadFleet(t *testing.T, options ...func(*stack.LoadOptions)) *stack.Stack {
	t.Helper()
	return scenario{"", stack.Document{Name: "fleet.yaml", Data: []byte(base + fleetClusters)}}.load(t, options...)
}

func inCluster(name string) func(*stack.LoadOptions) {
	return func(o *stack.LoadOptions) { o.Cluster = name }
}

// A cluster is merged over its environment: nodes and registry first, then its
// spec; what is set comes last.
func TestInCluster(t *testing.T) {
	s, err := loadFleet(t, set("redis.maxmemory=1gb", "jobs[name=orders].args=[--until,end]")).InCluster("eu-1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]stack.Node{{Name: "x"}, {Name: "y", ControlPlane: true}}, s.Spec.Nodes); diff != "" {
		t.Errorf("nodes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(stack.Images{Registry: "registry.eu.example.com", PullSecrets: []string{"mirror"}}, s.Spec.Images); diff != "" {
		t.Errorf("images (-want +got):\n%s", diff)
	}
	// zone goes in the environment, disk is another in the cluster.
	if diff := cmp.Diff(map[string]string{"disk": "nvme"}, s.Spec.Redis.NodeSelector); diff != "" {
		t.Errorf("node selector (-want +got):\n%s", diff)
	}
	if s.Spec.Redis.Replicas != 1 || s.Spec.Redis.Maxmemory != "1gb" {
		t.Errorf("%d replicas with %q, want 1 of the environment with 1gb that is set", s.Spec.Redis.Replicas, s.Spec.Redis.Maxmemory)
	}
	want := []job{{"orders", "local:///opt/orders.jar", 6, []string{"--until", "end"}}}
	if diff := cmp.Diff(want, jobsOf(s)); diff != "" {
		t.Errorf("jobs (-want +got):\n%s", diff)
	}
	if s.Clusters != nil || s.Environments != nil {
		t.Error("the stack of a cluster has clusters or environments of its own")
	}
}

// A cluster says as little as it likes.
func TestInClusterPlain(t *testing.T) {
	fleet := loadFleet(t, set("images.registry=mirror.example.com"))
	for _, test := range []struct {
		cluster, registry string
		operators         int32
	}{{"plain", "mirror.example.com", 1}, {"us-1", "mirror.example.com", 2}} {
		s, err := fleet.InCluster(test.cluster)
		if err != nil {
			t.Fatal(err)
		}
		if s.Spec.Images.Registry != test.registry || s.Spec.Operator.Replicas != test.operators {
			t.Errorf("%s: registry %q, %d operators", test.cluster, s.Spec.Images.Registry, s.Spec.Operator.Replicas)
		}
		if diff := cmp.Diff([]stack.Node{{Name: "a"}, {Name: "b"}, {Name: "c"}}, s.Spec.Nodes); diff != "" {
			t.Errorf("%s: nodes (-want +got):\n%s", test.cluster, diff)
		}
	}
	// An empty registry takes the mirror of the spec away.
	s := loadFleet(t, over("spec: {images: {registry: mirror.example.com}}"))
	if us, err := s.InCluster("us-1"); err != nil || us.Spec.Images.Registry != "" {
		t.Errorf("registry %q, want none: %v", us.Spec.Images.Registry, err)
	}
}

// Loading with a cluster is loading, and then going into the cluster.
func TestLoadCluster(t *testing.T) {
	fleet := loadFleet(t, set("timeZone=Europe/Berlin"))
	for _, cluster := range fleet.Clusters {
		want, err := fleet.InCluster(cluster.Name)
		if err != nil {
			t.Fatal(err)
		}
		got := loadFleet(t, set("timeZone=Europe/Berlin"), inCluster(cluster.Name))
		if diff := cmp.Diff(want, got, ignorePositions); diff != "" {
			t.Errorf("%s (-fleet +loaded):\n%s", cluster.Name, diff)
		}
	}
}

// Values can be set in a cluster, and files merge clusters by name.
func TestClustersMerge(t *testing.T) {
	s := loadFleet(t,
		over("clusters: [{name: us-1, nodes: [u]}, {name: new}, {name: plain, $patch: delete}]"),
		set("clusters[name=eu-1].nodes=[z]", "clusters[name=us-1].spec.timeZone=America/New_York"))
	var names []string
	for _, cluster := range s.Clusters {
		names = append(names, cluster.Name)
	}
	if got := strings.Join(names, " "); got != "eu-1 us-1 new" {
		t.Errorf("clusters %s", got)
	}
	us, err := s.InCluster("us-1")
	if err != nil || us.Spec.TimeZone != "America/New_York" || us.Spec.Nodes[0].Name != "u" || us.Spec.Operator.Replicas != 2 {
		t.Errorf("us-1: %v, %+v", err, us)
	}
	eu, err := s.InCluster("eu-1")
	if err != nil || len(eu.Spec.Nodes) != 1 || eu.Spec.Nodes[0].Name != "z" {
		t.Errorf("eu-1: %v, %+v", err, eu)
	}
}

// Settings are merged once: deleting an item deletes one.
func TestClusterSetOnce(t *testing.T) {
	s, err := loadFleet(t, set("jobs[0]=null")).InCluster("us-1")
	if err != nil {
		t.Fatal(err)
	}
	if jobs := jobsOf(s); len(jobs) != 1 || jobs[0].Name != "clicks" {
		t.Errorf("jobs %+v, want clicks", jobs)
	}
}

func TestTarget(t *testing.T) {
	s := loadFleet(t)
	var got []stack.Destination
	for _, cluster := range s.Clusters {
		got = append(got, cluster.Target())
	}
	if diff := cmp.Diff([]stack.Destination{{Name: "plain"}, {Server: "https://10.0.0.1:6443"}, {Name: "us-1"}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// An environment or a stack made in code has no clusters.
func TestInClusterWithout(t *testing.T) {
	for name, s := range map[string]*stack.Stack{"environment": loadFleet(t, environment("dev")), "code": stack.New("shop")} {
		if len(s.Clusters) > 0 {
			t.Errorf("%s: has clusters", name)
		}
		if _, err := s.InCluster("eu-1"); err == nil || !strings.Contains(err.Error(), `no cluster "eu-1"`) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Many clusters are made at once, and leave the stack as it is.
func TestInClusterAtOnce(t *testing.T) {
	s := loadFleet(t)
	before := completed(t, loadFleet(t))
	want, err := s.InCluster("eu-1")
	if err != nil {
		t.Fatal(err)
	}
	wanted := completed(t, want)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			one, err := s.InCluster("eu-1")
			if err != nil {
				t.Error(err)
				return
			}
			if diff := cmp.Diff(string(wanted), string(completed(t, one))); diff != "" {
				t.Errorf("another time it is another stack:\n%s", diff)
			}
		})
	}
	group.Wait()
	if diff := cmp.Diff(string(before), string(completed(t, s))); diff != "" {
		t.Errorf("the stack has changed:\n%s", diff)
	}
}
