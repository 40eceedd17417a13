package importer_test

import (
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/importer"
)

// Options go to the fields of the job, whose sections name them for the version.
func TestCommandLine(t *testing.T) {
	result, err := importer.Script(`export HADOOP_CONF_DIR=/hadoop
./bin/flink run-application --detached --parallelism ${parallelism} \
  --target kubernetes-application \
  -Dkubernetes.cluster-id=clicks -Dkubernetes.namespace=flink \
  # comments stand between continued lines
  -Dkubernetes.container.image=flink:1.14.0-scala_2.11-java8 \
  -Dkubernetes.jobmanager.cpu=0.5 -Dkubernetes.taskmanager.cpu=2 \
  -Djobmanager.memory.process.size=700mb -Dtaskmanager.memory.process.size=2048mb \
  -Dkubernetes.jobmanager.node-selector=task_type:streaming \
  -Dkubernetes.rest-service.exposed.type=NodePort \
  -Dhigh-availability=org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory \
  -Dhigh-availability.storageDir=hdfs://datacluster/flink/recovery \
  -Drestart-strategy=fixed-delay -Drestart-strategy.fixed-delay.attempts=10 \
  -Dkubernetes.container.image.pull-secrets=one\;two \
  -Dkubernetes.container.image.pull-policy=Always \
  local:///opt/flink/usrlib/Streaming-Job.jar --from 'a b' ""
`, importer.Options{Variables: map[string]string{"parallelism": "3"}})
	if err != nil {
		t.Fatal(err)
	}
	got := string(result.Document)
	for _, want := range []string{
		"version: 1.6.1", "name: clicks", "flinkVersion: v1_14", "parallelism: 3", "pullPolicy: Always", "cpu: 0.5",
		"task_type: streaming", "type: kubernetes\n", "storageDir: hdfs://datacluster/flink/recovery", `attempts: "10"`,
		"- name: two", "- a b\n", "# - kubernetes.rest-service.exposed.type: ",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in:\n%s", want, got)
		}
	}
	if strings.Contains(got, "flinkConfiguration") {
		t.Errorf("options are left over:\n%s", got)
	}
}

func TestBadCommandLines(t *testing.T) {
	for line, want := range map[string]string{
		"flink run-application -Dkubernetes.cluster-id=a -Dx=s3cr3t j.jar": "--flink-version",
		"flink-1.20 run": "no command",
		"/opt/flink-1.20.1/bin/flink run -t local s3cr3t.jar": "--target",
		"/opt/flink-1.20.1/bin/flink run-application s3cr3t":  "cluster-id",
		"flink run-application -D":                            "-D needs",
		"flink run-application -p":                            "-p needs",
		"flink run-application -p s3cr3t j.jar":               "-p needs",
		"flink run-application --password=s3cr3t j.jar":       "unknown option --password",
		"flink run-application $one ${two}":                   "one, two",
		"flink run-application 's3cr3t":                       "quote",
	} {
		_, err := importer.Script(line, importer.Options{})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "password=s3cr3t") || strings.Contains(err.Error(), "s3cr3t j") {
			t.Errorf("%s: error %v, want one with %q", line, err, want)
		}
	}
}
