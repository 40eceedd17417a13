package v1alpha1

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

func object(t *testing.T, text string) map[string]any {
	t.Helper()
	var parsed map[string]any
	if err := yaml.Unmarshal([]byte(text), &parsed); err != nil {
		t.Fatal(err)
	}
	return parsed
}

const head = "apiVersion: flink.apache.org/v1alpha1\nkind: FlinkDeployment\n"

func TestConvert(t *testing.T) {
	for _, test := range []struct {
		name, given, want string
		notes             []string
	}{
		{"a job that was suspended with a savepoint", head + `
metadata:
  name: orders
  namespace: shop
  uid: 4e2b
  resourceVersion: "771"
  generation: 3
  finalizers: [flinkdeployments.flink.apache.org/finalizer]
  labels: {team: shop}
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: "{}"
    owner: ada
spec:
  image: registry.example.com/orders:7
  flinkVersion: v1_14
  serviceAccount: flink
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: "4"
    state.savepoints.dir: s3://shop/savepoints
    high-availability: org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory
  ingress:
    template: "/{{namespace}}/{{name}}(/|$)(.*)"
    className: nginx
    annotations: {nginx.ingress.kubernetes.io/rewrite-target: /$2}
  jobManager: {replicas: 1, resource: {memory: 2048m, cpu: 1}}
  taskManager: {resource: {memory: 4g, cpu: 0.5}}
  restartNonce: 2
  job:
    jarURI: local:///opt/flink/usrlib/orders.jar
    parallelism: 4
    args: [--rate, "10"]
    upgradeMode: savepoint
    state: suspended
status:
  jobStatus:
    state: FINISHED
    savepointInfo:
      lastSavepoint: {location: "s3://shop/savepoints/savepoint-000000-aec3dd", timeStamp: 1649835000000}
`, `
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata:
  name: orders
  namespace: shop
  labels: {team: shop}
  annotations: {owner: ada}
spec:
  image: registry.example.com/orders:7
  flinkVersion: v1_14
  serviceAccount: flink
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: "4"
    state.savepoints.dir: s3://shop/savepoints
    high-availability: org.apache.flink.kubernetes.highavailability.KubernetesHaServicesFactory
  ingress:
    template: "/{{namespace}}/{{name}}(/|$)(.*)"
    className: nginx
    annotations: {nginx.ingress.kubernetes.io/rewrite-target: /$2}
  jobManager: {replicas: 1, resource: {memory: 2048m, cpu: 1}}
  taskManager: {resource: {memory: 4g, cpu: 0.5}}
  restartNonce: 2
  job:
    jarURI: local:///opt/flink/usrlib/orders.jar
    parallelism: 4
    args: [--rate, "10"]
    upgradeMode: savepoint
    state: running
    initialSavepointPath: s3://shop/savepoints/savepoint-000000-aec3dd
`, []string{"spec.job.initialSavepointPath: the job starts from the last savepoint", "spec.job.state: it was suspended"}},
		{"templates that were pods, and defaults of old", head + `
metadata: {name: templates}
spec:
  image: flink:1.15
  flinkVersion: v1_15
  podTemplate:
    apiVersion: v1
    kind: Pod
    metadata: {name: pod-template, labels: {a: b}}
    spec:
      serviceAccount: job-runner
      containers:
      - name: flink-main-container
        volumeMounts: [{mountPath: /opt/flink/log, name: logs}]
      volumes: [{name: logs, emptyDir: {}}]
    status: {phase: Running}
  taskManager:
    resource: {cpu: 0}
    podTemplate: {apiVersion: v1, kind: Pod, spec: {containers: []}}
  job: {jarURI: "local:///a.jar", parallelism: 1}
`, `
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: templates}
spec:
  image: flink:1.15
  flinkVersion: v1_15
  serviceAccount: job-runner
  flinkConfiguration: {taskmanager.numberOfTaskSlots: "2"}
  podTemplate:
    metadata: {name: pod-template, labels: {a: b}}
    spec:
      serviceAccount: job-runner
      containers:
      - name: flink-main-container
        resources: {}
        volumeMounts: [{mountPath: /opt/flink/log, name: logs}]
      volumes: [{name: logs, emptyDir: {}}]
  jobManager: {replicas: 1, resource: {memory: 1600m}}
  taskManager:
    resource: {memory: 1728m}
    podTemplate: {metadata: {}, spec: {containers: []}}
  job: {jarURI: "local:///a.jar", parallelism: 1}
`, []string{
			"spec.flinkConfiguration[taskmanager.numberOfTaskSlots]: it was not set: 2", "spec.jobManager.resource.memory: it was not set: 1600m",
			"spec.podTemplate.status: a template has no status", "spec.serviceAccount: v1beta1 needs it: it is job-runner, from spec.podTemplate.spec.serviceAccount",
			"spec.taskManager.resource.cpu: it was 0", "spec.taskManager.resource.memory: it was not set: 1728m",
		}},
		{"a session cluster of a preview", head + `
metadata: {name: session, namespace: dev}
spec:
  image: flink:1.14.3
  flinkVersion: v1_14
  ingressDomain: flink.example.com
  flinkConfiguration: {taskmanager.numberOfTaskSlots: "2", kubernetes.service-account: runner}
  jobManager: {replicas: 1, resource: {memory: 1g, cpu: 1}}
  taskManager: {resource: {memory: 1g, cpu: 1}, slots: 3}
`, `
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: session, namespace: dev}
spec:
  image: flink:1.14.3
  flinkVersion: v1_14
  serviceAccount: runner
  ingress: {template: "{{name}}.{{namespace}}.flink.example.com"}
  flinkConfiguration: {taskmanager.numberOfTaskSlots: "2", kubernetes.service-account: runner}
  jobManager: {replicas: 1, resource: {memory: 1g, cpu: 1}}
  taskManager: {resource: {memory: 1g, cpu: 1}}
`, []string{"spec.ingressDomain: it became ingress.template", "spec.serviceAccount: v1beta1 needs it: it is runner, from spec.flinkConfiguration[kubernetes.service-account]", "spec.taskManager.slots: v1beta1 has no such field"}},
		{"a stateful job without a savepoint", head + `
metadata: {name: lost}
spec:
  image: flink:1.14.3
  flinkVersion: v1_14
  flinkConfiguration: {taskmanager.numberOfTaskSlots: "2", jobmanager.memory.process.size: 1g, taskmanager.memory.process.size: 1g}
  job: {jarURI: "local:///a.jar", parallelism: 1, upgradeMode: last-state}
`, `
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: lost}
spec:
  image: flink:1.14.3
  flinkVersion: v1_14
  serviceAccount: flink
  flinkConfiguration: {taskmanager.numberOfTaskSlots: "2", jobmanager.memory.process.size: 1g, taskmanager.memory.process.size: 1g}
  jobManager: {replicas: 1, resource: {}}
  taskManager: {resource: {}}
  job: {jarURI: "local:///a.jar", parallelism: 1, upgradeMode: last-state}
`, []string{"spec.job.initialSavepointPath: the status names no savepoint", "spec.serviceAccount: v1beta1 needs it: it is flink, from the operator's chart"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			given := object(t, test.given)
			deployment, notes, err := Convert(given)
			if err != nil {
				t.Fatal(err)
			}
			text, err := yaml.Marshal(deployment)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(object(t, test.want), object(t, string(text))); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if diff := cmp.Diff(object(t, test.given), given); diff != "" {
				t.Errorf("the object given was changed:\n%s", diff)
			}
			if len(notes) != len(test.notes) {
				t.Fatalf("notes %v", notes)
			}
			for i, note := range notes {
				if !strings.HasPrefix(note.String(), test.notes[i]) {
					t.Errorf("note %q, want %q", note, test.notes[i])
				}
			}
		})
	}
}

func TestConvertRefuses(t *testing.T) {
	for name, test := range map[string]struct{ given, says string }{
		"another version":         {"apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment", "want a FlinkDeployment of flink.apache.org/v1alpha1"},
		"another kind":            {"apiVersion: flink.apache.org/v1alpha1\nkind: Deployment", "not kind Deployment"},
		"nothing":                 {"{}", "not kind <nil>"},
		"a spec that is text":     {head + "metadata: {name: a}\nspec: text", `flinkdeployment "a"`},
		"a job that is a list":    {head + "metadata: {name: a}\nspec: {job: [1]}", "cannot unmarshal"},
		"a role that is a number": {head + "metadata: {name: a}\nspec: {jobManager: 1}", "cannot unmarshal"},
		"cpu that is text":        {head + "metadata: {name: a}\nspec: {jobManager: {resource: {cpu: one}}}", "cannot unmarshal"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, err := Convert(object(t, test.given)); err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error %v, want it to say %q", err, test.says)
			}
		})
	}
	if _, _, err := Convert(map[string]any{"apiVersion": APIVersion, "kind": "FlinkDeployment", "spec": make(chan int)}); err == nil {
		t.Error("accepted what is no JSON")
	}
}

// FuzzConvert: whatever the object is, it is converted or refused.
func FuzzConvert(f *testing.F) {
	f.Add(head + "metadata: {name: a, annotations: 1}\nspec: {job: {upgradeMode: savepoint}, podTemplate: 7, flinkConfiguration: []}\nstatus: {jobStatus: 1}")
	f.Add(head + "metadata: []\nspec: {taskManager: {podTemplate: {spec: [null]}}, ingressDomain: a, ingress: b}")
	f.Add(head + "spec: {jobManager: {replicas: 1.5}, serviceAccount: 1}")
	f.Fuzz(func(t *testing.T, text string) {
		var given map[string]any
		if yaml.Unmarshal([]byte(text), &given) != nil {
			return
		}
		deployment, _, err := Convert(given)
		if err == nil && (deployment.APIVersion != "flink.apache.org/v1beta1" || deployment.Spec.ServiceAccount == "") {
			t.Errorf("converted to %+v", deployment)
		}
	})
}
