package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/check"
)

// deployment is a FlinkDeployment that no rule objects to.
const deployment = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: orders, namespace: flink}
spec:
  image: docker.io/library/flink:2.2.0-java17
  flinkVersion: v2_2
  serviceAccount: flink
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: "2"
    execution.checkpointing.interval: 1min
    execution.checkpointing.dir: s3://flink/checkpoints
    execution.checkpointing.savepoint-dir: s3://flink/savepoints
    high-availability.type: kubernetes
    high-availability.storageDir: s3://flink/ha
  jobManager: {replicas: 1, resource: {cpu: 1, memory: 2048m}}
  taskManager: {resource: {cpu: 1, memory: 4096m}}
  job: {jarURI: local:///opt/flink/usrlib/orders.jar, parallelism: 2, upgradeMode: last-state, state: running}
`

// web is a Deployment with its Service that no rule objects to.
const web = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.0
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /, port: http}}
        volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, emptyDir: {}}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
`

const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: web
  annotations: {nginx.ingress.kubernetes.io/rewrite-target: /$2}
spec:
  rules:
  - host: web.example.com
    http:
      paths:
      - path: /web(/|$)(.*)
        pathType: ImplementationSpecific
        backend: {service: {name: web, port: {name: http}}}
`

const volume = `apiVersion: v1
kind: PersistentVolume
metadata: {name: one}
spec:
  capacity: {storage: 10Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: local
  persistentVolumeReclaimPolicy: Retain
  local: {path: /data/one}
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node1]}]}]}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: one, namespace: web}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: local
  volumeName: one
  resources: {requests: {storage: 5Gi}}
`

const class = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: local}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
`

const juicefs = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: juicefs}
provisioner: csi.juicefs.com
reclaimPolicy: Retain
parameters:
  juicefs/mount-memory-limit: 5Gi
---
apiVersion: v1
kind: Secret
metadata: {name: juicefs, namespace: juicefs}
stringData: {name: flink, metaurl: "redis://:EeV7ahch@redis:6379/1", bucket: "http://minio:9000/flink", storage: minio}
`

const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: web}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: web, namespace: web}]
`

const sessionJob = `apiVersion: flink.apache.org/v1beta1
kind: FlinkSessionJob
metadata: {name: orders-job, namespace: flink}
spec:
  deploymentName: session
  job: {jarURI: "https://repo.example.com/orders.jar", parallelism: 2, upgradeMode: stateless}
`

// session is a session cluster, beside an application.
var session = strings.Replace(strings.Split(deployment, "  job: ")[0], "name: orders,", "name: session,", 1) + "---\n" + deployment

const budget = `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: web}
spec:
  minAvailable: 1
  selector: {matchLabels: {app: web}}
`

const configuration = `apiVersion: v1
kind: ConfigMap
metadata: {name: redis, namespace: redis}
data:
  redis.conf: |
    maxmemory 1gb
    maxmemory-policy noeviction
---
` + juicefs

// changes are mistakes in manifests that are right: what is written instead of
// what, and the finding.
var changes = []struct{ id, in, old, new string }{
	{"FG101", deployment, "  serviceAccount: flink\n", "  serviceAccount: flink\n  serviceAcount: flink\n"},
	{"FG101", web, "containerPort: 8080", "containerPort: eighty"},
	{"FG101", web, "  selector: {matchLabels", "  replica: 2\n  selector: {matchLabels"},
	{"FG102", web, "containerPort: 8080", "containerPort: 80800"},
	{"FG102", web, "metadata: {name: web, namespace: web}", "metadata: {name: Web_1, namespace: web}"},
	{"FG103", ingress, ingress, ingress + "---\n" + ingress},
	{"FG004", deployment, "memory: 4096m", "memory: 256m"},
	{"FG006", deployment, "  serviceAccount: flink\n", ""},
	{"FG009", deployment, "flinkVersion: v2_2", "flinkVersion: v1_20"},
	{"FG010", deployment, "java17", "java8"},
	{"FG011", deployment, "    high-availability.storageDir: s3://flink/ha\n", ""},
	{"FG012", deployment, "s3://flink/checkpoints", "file:///tmp/checkpoints"},
	{"FG013", deployment, "    execution.checkpointing.dir: s3://flink/checkpoints\n", ""},
	{"FG015", deployment, "upgradeMode: last-state", "upgradeMode: stateless"},
	{"FG017", deployment, "    execution.checkpointing.interval: 1min\n", "    execution.checkpointing.interval: 1min\n    state.backend.async: \"true\"\n"},
	{"FG019", deployment, "    execution.checkpointing.interval: 1min\n", "    execution.checkpointing.interval: 1min\n    kubernetes.cluster-id: other\n"},
	{"FG020", deployment, "taskManager: {", "taskManager: {replicas: 3, "},
	{"FG060", deployment, "name: orders,", "name: " + strings.Repeat("o", 46) + ","},
	{"FG061", deployment, "local:///opt/flink/usrlib/orders.jar", "/opt/flink/usrlib/orders.jar"},
	{"FG066", deployment, "    high-availability.type: kubernetes\n    high-availability.storageDir: s3://flink/ha\n  jobManager: {replicas: 1,", "  jobManager: {replicas: 2,"},
	{"FG068", deployment, "  jobManager:", "  logConfiguration: {log4j.properties: a}\n  jobManager:"},
	{"FG071", deployment, "  jobManager:", "  podTemplate: {spec: {containers: [{name: flink-main-contaner}]}}\n  jobManager:"},
	{"FG085", deployment, "    execution.checkpointing.interval: 1min\n", "    execution.checkpointing.interval: 1min\n    kubernetes.rest-service.exposed.type: LoadBalancer\n"},
	{"FG016", deployment, "    execution.checkpointing.interval: 1min\n", "    execution.checkpointing.interval: 1min\n    restart-strategy: fixed-delay\n    restart-strategy.fixed-delay.attempts: \"3\"\n"},
	{"FG077", deployment, "state: running}", "state: running, savepointRedeployNonce: 1}"},
	{"FG069", deployment, "    execution.checkpointing.interval: 1min\n", "    execution.checkpointing.interval: 1min\n    kubernetes.operator.cluster.health-check.enabled: \"true\"\n    kubernetes.operator.jm-deployment-recovery.enabled: \"false\"\n"},
	{"FG062", sessionJob, "https://repo.example.com/orders.jar", "local:///opt/flink/usrlib/orders.jar"},
	{"FG063", sessionJob + "---\n" + session, "deploymentName: session", "deploymentName: orders"},
	{"FG106", budget, "policy/v1\n", "policy/v1beta1\n"},
	{"FG101", budget, "kind: PodDisruptionBudget\n", ""},
	{"FG027", configuration, "noeviction", "allkeys-lru"},
	{"FG001", web, "registry.example.com/web:1.0", "docker.io/bitnami/redis:7.2.4"},
	{"FG081", web, "registry.example.com/web:1.0", "registry.example.com/web:latest"},
	{"FG081", web, "registry.example.com/web:1.0", "registry.example.com/web"},
	{"FG107", web, "metadata: {labels: {app: web}}", "metadata: {labels: {app: wbe}}"},
	{"FG108", web, "spec:\n  selector: {app: web}\n", "spec:\n  selector: {app: wbe}\n"},
	{"FG109", web, "targetPort: http", "targetPort: htp"},
	{"FG110", web, "volumes: [{name: data,", "volumes: [{name: dat,"},
	{"FG111", web, "port: http}}", "port: htp}}"},
	{"FG021", ingress, "rewrite-target: /$2", "rewrite-target: /$3"},
	{"FG022", ingress, "annotations: {", "annotations: {nginx.ingress.kubernetes.io/configuration-snippet: return 200, "},
	{"FG091", ingress, "  - host: web.example.com\n    http:", "  - host: web.example.com\n  - http:"},
	{"FG093", ingress, ingress, ingress + "---\n" + strings.Replace(ingress, "name: web\n", "name: other\n", 1)},
	{"FG045", volume, "storage: 5Gi", "storage: 50Gi"},
	{"FG047", volume, volume, volume + "---\n" + strings.Replace(strings.Split(volume, "---\n")[0], "name: one", "name: two", 1)},
	{"FG048", volume, "Policy: Retain", "Policy: Delete"},
	{"FG049", class, "WaitForFirstConsumer", "Immediate"},
	{"FG024", web, "        ports:", "        env: [{name: MINIO_ROOT_PASSWORD, value: minioadmin}]\n        ports:"},
	{"FG029", juicefs, "limit: 5Gi", "limit: 128Mi"},
	{"FG031", juicefs, "redis://:", ":"},
	{"FG032", juicefs, "name: flink,", "name: Flink_FS,"},
	{"FG034", juicefs, "reclaimPolicy: Retain", "reclaimPolicy: Delete"},
	{"FG086", binding, "name: web, namespace: web}]", "name: web}]"},
	{"FG087", binding, "kind: ClusterRole, name: view", "kind: ClusterRole, name: cluster-admin"},
}

// What is right has no finding, and each mistake has its own.
func TestRules(t *testing.T) {
	for _, text := range []string{deployment, sessionJob + "---\n" + session, web, budget, ingress, volume, class, configuration, binding} {
		if found := ids(t, text, check.Release); len(found) > 0 {
			t.Errorf("findings of what is right: %v in\n%s", found, text)
		}
	}
	for _, c := range changes {
		if strings.Count(c.in, c.old) < 1 {
			t.Fatalf("%s: %q is not in the manifest", c.id, c.old)
		}
		wrong := strings.Replace(c.in, c.old, c.new, 1)
		// What one release alone may leave to others is wrong in a directory.
		if found := slices.Concat(ids(t, wrong, check.Release), ids(t, wrong, check.Directory)); !slices.ContainsFunc(found, func(s string) bool { return strings.Contains(s, " "+c.id+":") }) {
			t.Errorf("%s: not found after %q became %q: %q", c.id, c.old, c.new, found)
		}
	}
}

// ids are the findings of objects of some reach, as text.
func ids(t *testing.T, text string, reach check.Reach) []string {
	t.Helper()
	objects, findings, err := check.Read("manifests.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	findings = append(findings, judged(t, objects, check.Options{Reach: reach})...)
	for _, f := range findings {
		all = append(all, f.String())
	}
	return all
}

// An object that has next to nothing is judged all the same: its typo is found.
func TestHollow(t *testing.T) {
	for _, kind := range []string{"FlinkDeployment", "FlinkBlueGreenDeployment", "FlinkSessionJob", "FlinkStateSnapshot"} {
		for _, spec := range []string{"", "spec: {}\n", "spec: null\n", "spec: {template: {}}\n", "spec: {job: null}\n"} {
			if found := ids(t, "apiVersion: flink.apache.org/v1beta1\nkind: "+kind+"\nmetadata: {name: a, namespace: b}\ntypo: 1\n"+spec, check.Directory); !strings.Contains(strings.Join(found, "\n"), "typo") {
				t.Errorf("%s with %q: %q", kind, spec, found)
			}
		}
	}
}
