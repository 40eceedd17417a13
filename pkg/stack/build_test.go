package stack_test

import (
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/image"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

func built(change func(*stack.Stack, *stack.Job)) *stack.Stack {
	s := stack.New("shop")
	s.Spec.Storage.StorageClassName = "nfs"
	s.Spec.Operator.WatchNamespaces = []string{"flink"}
	j := stack.NewJob("orders", "local:///opt/flink/usrlib/orders.jar")
	j.Image = component.Image{Registry: "registry.example.com", Repository: "shop/orders", Tag: "1.4.2"}
	j.FlinkVersion = "v1_20"
	j.Build = image.Build{Jars: []string{"target/orders.jar"}}
	change(s, &j)
	s.Spec.Jobs = append(s.Spec.Jobs, j)
	return s
}

// The base follows from the Flink version, the release and Java.
func TestBuildBase(t *testing.T) {
	for _, test := range []struct {
		change func(*stack.Stack, *stack.Job)
		base   string
		java   int
	}{
		{func(*stack.Stack, *stack.Job) {}, "docker.io/library/flink:1.20.4-scala_2.12-java17", 17},
		{func(_ *stack.Stack, j *stack.Job) { j.Build.Java = 11 }, "docker.io/library/flink:1.20.4-scala_2.12-java11", 11},
		{func(_ *stack.Stack, j *stack.Job) { j.FlinkRelease = "1.20.2" }, "docker.io/library/flink:1.20.2-scala_2.12-java17", 17},
		{func(s *stack.Stack, _ *stack.Job) { s.Spec.Images.Registry = "mirror:5000" }, "mirror:5000/library/flink:1.20.4-scala_2.12-java17", 17},
		{func(_ *stack.Stack, j *stack.Job) {
			j.Build.Base = component.Image{Registry: "docker.io", Repository: "apache/flink", Tag: "1.20.1-java11"}
		}, "docker.io/apache/flink:1.20.1-java11", 11},
	} {
		s, _ := build(t, built(test.change))
		if b := s.Spec.Jobs[0].Build; b.Base.Reference() != test.base || b.Java != test.java {
			t.Errorf("base %s, Java %d; want %s, %d", b.Base.Reference(), b.Java, test.base, test.java)
		}
	}
}

// With the plugin for S3 in the image nothing has to be linked at the start.
func TestBuildHasPlugin(t *testing.T) {
	onS3 := func(plugins ...image.Plugin) *stack.Job {
		s, _ := build(t, built(func(s *stack.Stack, j *stack.Job) {
			s.Spec.Storage = stack.New("").Spec.Storage
			s.Spec.Storage.Type = stack.StorageS3
			s.Spec.Storage.S3.Endpoint, s.Spec.Storage.S3.Bucket = "https://s3.example.com", "flink"
			s.Spec.Storage.S3.Auth.ExistingSecret = "flink-s3"
			j.Build.Plugins = plugins
		}))
		return &s.Spec.Jobs[0]
	}
	linked := func(j *stack.Job) bool {
		return slices.ContainsFunc(j.ExtraEnv, func(env corev1.EnvVar) bool { return env.Name == "ENABLE_BUILT_IN_PLUGINS" })
	}
	credentials := func(j *stack.Job) bool {
		return slices.ContainsFunc(j.ExtraEnv, func(env corev1.EnvVar) bool { return env.Name == "AWS_ACCESS_KEY_ID" })
	}
	without, with := onS3(), onS3(image.Plugin{Name: "s3-fs-presto"})
	if !linked(without) || len(without.ExtraVolumes) == 0 || without.FlinkRelease != "1.20.4" {
		t.Errorf("without the plugin: %v, %v", without.ExtraEnv, without.ExtraVolumes)
	}
	if linked(with) || len(with.ExtraVolumes) > 0 || !credentials(with) {
		t.Errorf("with the plugin: %v, %v", with.ExtraEnv, with.ExtraVolumes)
	}
}
