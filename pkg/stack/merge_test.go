package stack_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/stack"
)

const base = `
apiVersion: flinkgen.dev/v1alpha1
kind: Stack
metadata: {name: shop}
spec:
  nodes: [a, b, c]
  redis: {nodeSelector: {disk: ssd, zone: one}}
  jobs:
  - {name: orders, jarURI: local:///opt/orders.jar, parallelism: 4, args: [--from, start]}
  - {name: clicks, jarURI: local:///opt/clicks.jar, parallelism: 8}
environments:
  dev:
    nodes: [a]
    redis: {replicas: 1, nodeSelector: {zone: null}}
    minio: {replicas: 1}
    jobs:
    - {name: orders, parallelism: 1, args: []}
    - {name: probe, jarURI: local:///opt/probe.jar}
    - {name: clicks, $patch: delete}
  prod:
    operator: {replicas: 2}
`

func loadBase(t *testing.T, options ...func(*stack.LoadOptions)) *stack.Stack {
	t.Helper()
	return scenario{"", stack.Document{Name: "base.yaml", Data: []byte(base)}}.load(t, options...)
}

// job is what the tests look at in a job.
type job struct {
	Name, JarURI string
	Parallelism  int32
	Args         []string
}

func jobsOf(s *stack.Stack) []job {
	var jobs []job
	for _, j := range s.Spec.Jobs {
		jobs = append(jobs, job{j.Name, j.JarURI, j.Parallelism, j.Args})
	}
	return jobs
}

// An environment is merged over the spec: maps by key, jobs by name, other
// lists as a whole.
func TestEnvironment(t *testing.T) {
	s := loadBase(t, environment("dev"))
	if diff := cmp.Diff([]stack.Node{{Name: "a"}}, s.Spec.Nodes); diff != "" {
		t.Errorf("nodes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"disk": "ssd"}, s.Spec.Redis.NodeSelector); diff != "" {
		t.Errorf("redis.nodeSelector (-want +got):\n%s", diff)
	}
	if s.Spec.Redis.Replicas != 1 || s.Spec.MinIO.Replicas != 1 || s.Spec.Operator.Replicas != 1 {
		t.Errorf("replicas of Redis, MinIO, operator: %d, %d, %d, want 1 each", s.Spec.Redis.Replicas, s.Spec.MinIO.Replicas, s.Spec.Operator.Replicas)
	}
	want := []job{
		{"orders", "local:///opt/orders.jar", 1, []string{}},
		{"probe", "local:///opt/probe.jar", 1, nil},
	}
	if diff := cmp.Diff(want, jobsOf(s)); diff != "" {
		t.Errorf("jobs (-want +got):\n%s", diff)
	}
	if s.Environments != nil {
		t.Errorf("the stack of an environment still has environments: %v", s.Environments)
	}
	build(t, s)
}

// Without an environment the spec is as it is written.
func TestNoEnvironment(t *testing.T) {
	s := loadBase(t)
	want := []job{
		{"orders", "local:///opt/orders.jar", 4, []string{"--from", "start"}},
		{"clicks", "local:///opt/clicks.jar", 8, nil},
	}
	if diff := cmp.Diff(want, jobsOf(s)); diff != "" {
		t.Errorf("jobs (-want +got):\n%s", diff)
	}
	if len(s.Environments) != 2 || len(s.Spec.Nodes) != 3 || s.Spec.Redis.Replicas != 3 {
		t.Errorf("environments %v, nodes %v, Redis %d", s.Environments, s.Spec.Nodes, s.Spec.Redis.Replicas)
	}
}

// The environments of the default stack do what their comments say.
func TestDefaultEnvironments(t *testing.T) {
	s := scenario{"", stack.Default()}
	dev, _ := s.build(t, environment("dev"))
	if len(dev.Spec.Nodes) != 1 || dev.Spec.Redis.Replicas != 1 || dev.Spec.MinIO.Replicas != 1 || dev.Spec.Jobs[0].Parallelism != 1 {
		t.Errorf("dev: nodes %v, Redis %d, MinIO %d, parallelism %d", dev.Spec.Nodes, dev.Spec.Redis.Replicas, dev.Spec.MinIO.Replicas, dev.Spec.Jobs[0].Parallelism)
	}
	if size := dev.Spec.MinIO.Persistence.Size.String(); size != "5Gi" {
		t.Errorf("dev: MinIO claims %s", size)
	}
	for _, volumes := range [][]int{{len(dev.Spec.LocalVolumes.Redis.Volumes), 1}, {len(dev.Spec.LocalVolumes.MinIO.Volumes), 2}} {
		if volumes[0] != volumes[1] {
			t.Errorf("dev: %d local volumes, want %d", volumes[0], volumes[1])
		}
	}
	prod, _ := s.build(t, environment("prod"))
	if len(prod.Spec.Nodes) != 3 || prod.Spec.Operator.Replicas != 2 || prod.Spec.Jobs[0].Parallelism != 4 || prod.Spec.Jobs[0].JobManager.Replicas != 2 {
		t.Errorf("prod: nodes %v, operator %d, parallelism %d, JobManagers %d", prod.Spec.Nodes, prod.Spec.Operator.Replicas, prod.Spec.Jobs[0].Parallelism, prod.Spec.Jobs[0].JobManager.Replicas)
	}
	if jar := prod.Spec.Jobs[0].JarURI; jar != "local:///opt/flink/examples/streaming/StateMachineExample.jar" {
		t.Errorf("prod: jar %s", jar)
	}
}

// What comes later wins: files left to right, the environment, then --set.
func TestPrecedence(t *testing.T) {
	second := over("spec:\n  redis: {replicas: 5, maxmemory: 1gb}\n  jobs:\n  - {name: orders, parallelism: 5}\n")
	third := over("spec:\n  redis: {replicas: 7}\nenvironments:\n  dev:\n    jobs:\n    - {name: orders, parallelism: 2}\n")
	for _, test := range []struct {
		name        string
		options     []func(*stack.LoadOptions)
		replicas    int32
		parallelism int32
	}{
		{"one file", nil, 3, 4},
		{"a second file", []func(*stack.LoadOptions){second}, 5, 5},
		{"a third file", []func(*stack.LoadOptions){second, third}, 7, 5},
		{"an environment over all files", []func(*stack.LoadOptions){second, third, environment("dev")}, 1, 2},
		{"--set over all files", []func(*stack.LoadOptions){second, third, set("spec.redis.replicas=9", "spec.jobs[name=orders].parallelism=9")}, 9, 9},
		{"the last --set", []func(*stack.LoadOptions){set("redis.replicas=5", "redis.replicas=9", "jobs[0].parallelism=3")}, 9, 3},
		{"--set below a name", []func(*stack.LoadOptions){set("metadata.name=other", "redis.replicas=5")}, 5, 4},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := loadBase(t, test.options...)
			if got := s.Spec.Redis.Replicas; got != test.replicas {
				t.Errorf("spec.redis.replicas is %d, want %d", got, test.replicas)
			}
			if got := s.Spec.Jobs[0].Parallelism; got != test.parallelism {
				t.Errorf("the parallelism is %d, want %d", got, test.parallelism)
			}
		})
	}
}

// --set is the last word: it also wins over the environment.
func TestSetWinsOverEnvironment(t *testing.T) {
	s := loadBase(t, environment("dev"), set("redis.replicas=5", "jobs[name=orders].parallelism=7"))
	if s.Spec.Redis.Replicas != 5 || s.Spec.Jobs[0].Parallelism != 7 {
		t.Errorf("Redis %d, parallelism %d, want 5 and 7", s.Spec.Redis.Replicas, s.Spec.Jobs[0].Parallelism)
	}
}
