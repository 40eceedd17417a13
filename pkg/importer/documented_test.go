package importer_test

import (
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/importer"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// job is what a command line says of a job.
type job struct {
	Name, Namespace, Account, Image, Version, Class, Jar, Savepoint string
	Parallelism, Slots                                              int32
	Memory                                                          [2]string // JobManager, TaskManager
	CPU                                                             [2]float64
	Options                                                         map[string]string
}

// Command lines of people, in testdata/commandlines, become the jobs that they
// started. Options says what Flink's configuration is in the rendered job.
func TestDocumentedCommandLines(t *testing.T) {
	for _, test := range []struct {
		file    string
		options importer.Options
		want    job
	}{
		{"streaming.sh", importer.Options{
			FlinkVersion: "v1_15",
			Variables: map[string]string{
				"parallelism": "6", "task_type": "clicks", "release_num": "42", "jm_cpu": "0.5", "tm_cpu": "1.5",
				"tm_slot": "3", "tm_mem": "3072", "tm_jar": "clicks.jar",
			},
		}, job{
			Name: "clicks", Namespace: "flink", Account: "flink-sa", Image: "flink-java11:42", Version: "v1_15",
			Jar: "local:///opt/flink/usrlib/clicks.jar", Parallelism: 6, Slots: 3,
			Memory: [2]string{"700mb", "3072mb"}, CPU: [2]float64{0.5, 1.5},
			Options: map[string]string{
				"env.hadoop.conf.dir": "/hadoop", "fs.default-scheme": "hdfs://datacluster",
				"flink.hadoop.dfs.client.failover.proxy.provider.datacluster": "org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider",

				"high-availability":                     "org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory",
				"high-availability.storageDir":          "hdfs://datacluster/flink/recovery",
				"restart-strategy":                      "fixed-delay",
				"restart-strategy.fixed-delay.attempts": "10",

				"metrics.reporter.promgateway.class":               "org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporter",
				"metrics.reporter.promgateway.hostUrl":             "http://192.168.0.1:9091",
				"metrics.reporter.promgateway.jobName":             "flink",
				"metrics.reporter.promgateway.deleteOnShutdown":    "true",
				"metrics.reporter.promgateway.randomJobNameSuffix": "true",
				"metrics.reporter.promgateway.interval":            "60 ms", // a number alone is milliseconds

				"jobmanager.memory.enable-jvm-direct-memory-limit": "true",
				"taskmanager.memory.jvm-overhead.fraction":         "0.05",
				"taskmanager.memory.managed.fraction":              "0.05",
				"taskmanager.memory.network.fraction":              "0.05",
				"taskmanager.numberOfTaskSlots":                    "3",
			},
		}},
		{"image.sh", importer.Options{}, job{
			Name: "flink-app", Namespace: "flink-test", Account: "flink", Image: "registryjob-test:1.3", Version: "v1_14",
			Class: "com.job.streaming.job.Job", Jar: "local:///opt/flink/job/job-streaming/jar/job-streaming.jar",
			Parallelism: 1, Slots: 4, Memory: [2]string{"1024m", "2048m"}, CPU: [2]float64{1, 1}, Options: hadoopUser("4"),
		}},
		{"pod-template.sh", importer.Options{Image: "registry.example.com/job-test:1.3"}, job{
			Name: "entrance-job-test", Namespace: "flink", Account: "flink", Image: "registry.example.com/job-test:1.3", Version: "v1_14",
			Class: "xxx.Job", Jar: "local:///opt/flink/job/job-streaming/jar/job-streaming.jar",
			Parallelism: 3, Slots: 3, Memory: [2]string{"1024m", "2048m"}, CPU: [2]float64{1, 1}, Options: hadoopUser("3"),
		}},
		{"savepoint.sh", importer.Options{
			Image:     "registry.example.com/job-test:1.3",
			Variables: map[string]string{"ckPath": "hdfs://datacluster/flink/savepoints/savepoint-1"},
		}, job{
			Name: "test-job", Namespace: "flink", Account: "flink", Image: "registry.example.com/job-test:1.3", Version: "v1_14",
			Class: "com.test.Job", Jar: "local:///streaming.jar", Savepoint: "hdfs://datacluster/flink/savepoints/savepoint-1",
			Parallelism: 3, Slots: 3, Memory: [2]string{"1024m", "2048m"}, CPU: [2]float64{1, 1}, Options: hadoopUser("3"),
		}},
	} {
		for _, mode := range []string{"application", "native"} {
			t.Run(test.file+"/"+mode, func(t *testing.T) {
				o := test.options
				o.Mode = mode
				o.ReadFile = func(name string) ([]byte, error) {
					return os.ReadFile(filepath.Join("testdata/commandlines", filepath.Base(name)))
				}
				script, err := o.ReadFile(test.file)
				if err != nil {
					t.Fatal(err)
				}
				result, err := importer.Script(string(script), o)
				if err != nil {
					t.Fatal(err)
				}
				got := rendered(t, result.Document, mode)
				if mode == "native" {
					if got.Options["kubernetes.rest-service.exposed.type"] != "NodePort" {
						t.Errorf("the type of the REST service is lost: %v", got.Options)
					}
					// A native job is managed, so it has more options.
					maps.DeleteFunc(got.Options, func(key, _ string) bool { _, said := test.want.Options[key]; return !said })
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("the job differs (-want +got):\n%s\n%s", diff, result.Document)
				}
			})
		}
	}
}

func hadoopUser(slots string) map[string]string {
	return map[string]string{
		"resourcemanager.taskmanager-timeout": "60000", "classloader.resolve-order": "parent-first",
		"env.java.opts": "-DHADOOP_USER_NAME=hdfs", "taskmanager.numberOfTaskSlots": slots,
	}
}

// rendered loads, completes and builds the stack, and reads its job.
func rendered(t *testing.T, document []byte, mode string) job {
	t.Helper()
	s, err := stack.Load(stack.LoadOptions{Documents: []stack.Document{{Name: "imported.yaml", Data: document}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := stack.Complete(s); err != nil {
		t.Fatal(err)
	}
	b, err := stack.Build(s)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Spec.Jobs) != 1 || s.Spec.Jobs[0].DeploymentMode != mode {
		t.Fatalf("%d jobs, mode %s", len(s.Spec.Jobs), s.Spec.Jobs[0].DeploymentMode)
	}
	objects := 0
	for range b.Objects() {
		objects++
	}
	if objects == 0 {
		t.Error("nothing is rendered")
	}
	j := s.Spec.Jobs[0]
	return job{
		Name: j.Name, Namespace: j.Namespace, Account: j.ServiceAccount, Image: j.Image.Reference(), Version: j.FlinkVersion,
		Class: j.EntryClass, Jar: j.JarURI, Savepoint: j.InitialSavepointPath,
		Parallelism: j.Parallelism, Slots: j.TaskManager.NumberOfTaskSlots,
		Memory:  [2]string{j.JobManager.Resource.Memory, j.TaskManager.Resource.Memory},
		CPU:     [2]float64{j.JobManager.Resource.CPU, j.TaskManager.Resource.CPU},
		Options: j.FlinkConfiguration,
	}
}
