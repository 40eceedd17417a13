package stack_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// derived builds the default stack with settings, and jobs besides its own.
func derived(t *testing.T, more string, settings ...string) (*stack.Stack, []string) {
	t.Helper()
	options := []func(*stack.LoadOptions){set(settings...)}
	if more != "" {
		options = append(options, over(more))
	}
	s, b := scenario{"", stack.Default()}.build(t, options...)
	return s, b.Names()
}

// Which parts a stack has follows from what it brings itself.
func TestParts(t *testing.T) {
	for _, test := range []struct {
		name     string
		settings []string
		want     string
	}{
		{"everything", nil, "namespaces crds local-volumes minio redis juicefs operator ingress-nginx history-server job-state-machine"},
		{"a class of one's own", []string{"storage.storageClassName=nfs"}, "namespaces crds operator ingress-nginx history-server job-state-machine"},
		{"metadata elsewhere", []string{"juicefs.metaURL=redis://redis.example.com:6379/0"}, "namespaces crds local-volumes minio juicefs operator ingress-nginx history-server job-state-machine"},
		{"data elsewhere", []string{"juicefs.bucket=https://s3.example.com/juicefs"}, "namespaces crds local-volumes redis juicefs operator ingress-nginx history-server job-state-machine"},
		{"both elsewhere", []string{"juicefs.metaURL=redis://redis.example.com:6379/0", "juicefs.bucket=https://s3.example.com/juicefs"}, "namespaces crds juicefs operator ingress-nginx history-server job-state-machine"},
		{"disks of another class", []string{"redis.persistence.storageClassName=ssd", "minio.persistence.storageClassName=hdd"}, "namespaces crds minio redis juicefs operator ingress-nginx history-server job-state-machine"},
		{"S3", []string{"storage.type=s3", "storage.s3.bucket=flink"}, "namespaces crds operator ingress-nginx history-server job-state-machine"},
		{"S3 on MinIO", []string{"storage.type=s3", "storage.s3.bucket=flink", "minio.enabled=true"}, "namespaces crds local-volumes minio operator ingress-nginx history-server job-state-machine"},
		{"no controller", []string{"ingress.controller=none"}, "namespaces crds local-volumes minio redis juicefs operator history-server job-state-machine"},
		{"a controller that is there", []string{"ingress.enabled=false"}, "namespaces crds local-volumes minio redis juicefs operator history-server job-state-machine"},
		{"an operator that is there", []string{"operator.enabled=false"}, "namespaces local-volumes minio redis juicefs ingress-nginx history-server job-state-machine"},
		{"no operator", []string{"operator.enabled=false", "jobs[0].deploymentMode=native", "ingress.controller=none"}, "namespaces local-volumes minio redis juicefs service-account history-server job-state-machine"},
		{"no operator, and no objects of a job", []string{"operator.enabled=false", "jobs[0].deploymentMode=native", "ingress.controller=none", "storage.type=s3", "storage.s3.bucket=flink"}, "namespaces service-account history-server job-state-machine"},
		{"CRDs apart", []string{"customResourceDefinitions.enabled=false"}, "namespaces local-volumes minio redis juicefs operator ingress-nginx history-server job-state-machine"},
		{"no jobs", []string{"jobs[0].enabled=false"}, "namespaces crds local-volumes minio redis juicefs operator ingress-nginx history-server"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, names := derived(t, "", test.settings...)
			if diff := cmp.Diff(test.want, strings.Join(names, " ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A native job may be where the operator does not watch, and has its
// ServiceAccount there.
func TestNativeJobIsNotWatched(t *testing.T) {
	s, _ := derived(t, "", "jobs[0].deploymentMode=native", "jobs[0].namespace=apart", "storage.type=s3", "storage.s3.bucket=flink", "ingress.controller=none")
	if diff := cmp.Diff([]string{"apart", "flink"}, s.Spec.Operator.JobNamespaces); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Jobs of one name are told apart by their namespaces.
func TestJobsOfOneName(t *testing.T) {
	_, names := derived(t, `
spec:
  storage: {type: s3, s3: {bucket: flink}}
  operator: {watchNamespaces: [a, b]}
  jobs:
  - {name: state-machine, namespace: a}
  - {name: orders, namespace: a, jarURI: local:///x.jar}
`, `jobs[2]={name: orders, namespace: b, jarURI: local:///x.jar}`)
	want := []string{"job-state-machine", "job-a.orders", "job-b.orders"}
	if diff := cmp.Diff(want, names[len(names)-3:]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The image follows from the version of Flink and the version from the image.
func TestJobImage(t *testing.T) {
	newest := catalog.Newest(catalog.Flink)
	old := catalog.Versions(catalog.Flink)[3]
	entry, _ := catalog.Find(catalog.Flink, old)
	for _, test := range []struct {
		name           string
		settings       []string
		image, version string
	}{
		{"neither", nil, newest.Reference(), "v2_2"},
		{"the version", []string{"jobs[0].flinkVersion=v1_20"}, entry.Reference(), "v1_20"},
		{"an image that tells", []string{"jobs[0].image=flink:1.20.1-java17"}, "docker.io/library/flink:1.20.1-java17", "v1_20"},
		{"an image that does not", []string{"jobs[0].image=team/orders:7"}, "docker.io/team/orders:7", "v2_2"},
		{"an image and the version", []string{"jobs[0].image=team/orders:7", "jobs[0].flinkVersion=v1_20"}, "docker.io/team/orders:7", "v1_20"},
		{"only a tag", []string{"jobs[0].image={tag: 2.2.0-java17}"}, "docker.io/library/flink:2.2.0-java17", "v2_2"},
		{"only a registry", []string{"jobs[0].image={registry: mirror.example.com}"}, "mirror.example.com/library/flink:" + newest.Tag, "v2_2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, _ := derived(t, "", test.settings...)
			if got := s.Spec.Jobs[0].Image.Reference(); got != test.image {
				t.Errorf("image %s, want %s", got, test.image)
			}
			if got := s.Spec.Jobs[0].FlinkVersion; got != test.version {
				t.Errorf("Flink %s, want %s", got, test.version)
			}
		})
	}
}

// What a person sets is never changed.
func TestCompleteKeeps(t *testing.T) {
	s, _ := derived(t, "",
		"redis.sentinel.quorum=3", "redis.maxmemory=100mb", "redis.auth.secretName=mine",
		"juicefs.fileSystemName=files", "juicefs.timeZone=Asia/Tokyo", "storage.size=7Gi",
		"historyServer.namespace=flink", "jobs[0].serviceAccount=runner", "jobs[0].checkpoints.dir=s3://elsewhere/c",
		"jobs[0].flinkConfiguration={state.backend.type: hashmap}", "operator.jobNamespaces=[flink, other]",
		"namespaces.namespaces=[{name: flink, podSecurity: baseline}]", "redis.labels={team: blue}",
	)
	spec := s.Spec
	for what, same := range map[string]bool{
		"quorum":           spec.Redis.Sentinel.Quorum == 3,
		"maxmemory":        spec.Redis.Maxmemory == "100mb",
		"Secret":           spec.Redis.Auth.SecretName == "mine",
		"file system":      spec.JuiceFS.FileSystemName == "files" && strings.HasSuffix(spec.JuiceFS.Bucket, "/files"),
		"time zone":        spec.JuiceFS.TimeZone == "Asia/Tokyo" && spec.Jobs[0].TimeZone == "UTC",
		"size":             spec.Jobs[0].Claims[0].Size.String() == "7Gi",
		"account":          spec.Jobs[0].ServiceAccount == "runner",
		"checkpoints":      spec.Jobs[0].Checkpoints.Dir == "s3://elsewhere/c" && spec.Jobs[0].FlinkConfiguration["execution.checkpointing.dir"] == "s3://elsewhere/c",
		"backend":          spec.Jobs[0].FlinkConfiguration["state.backend.type"] == "hashmap",
		"job namespaces":   cmp.Equal(spec.Operator.JobNamespaces, []string{"flink", "other"}),
		"Pod Security":     spec.Namespaces.Namespaces[0].PodSecurity == "baseline",
		"label and others": spec.Redis.Labels["team"] == "blue" && spec.Redis.Labels["app.kubernetes.io/part-of"] == "streaming",
	} {
		if !same {
			t.Errorf("%s is not as it was set, or not passed on", what)
		}
	}
}

// Complete changes neither the defaults nor another stack.
func TestNothingIsShared(t *testing.T) {
	before := stack.New("a")
	changed := stack.New("b")
	changed.Spec.Redis.NodeSelector = map[string]string{"disk": "ssd"}
	changed.Spec.Nodes = []stack.Node{{Name: "x", ControlPlane: true}, {Name: "y"}, {Name: "z"}}
	changed.Spec.Images = stack.Images{Registry: "mirror.example.com", PullSecrets: []string{"one"}}
	build(t, changed)
	if diff := cmp.Diff(before, stack.New("a"), ignorePositions); diff != "" {
		t.Errorf("the defaults have changed:\n%s", diff)
	}
}
