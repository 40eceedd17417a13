package check_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/check"
	"github.com/flinkgen/flinkgen/pkg/finding"
)

// cluster is a FlinkDeployment that has nothing wrong with it; a case changes
// lines of it.
const cluster = `apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: orders, namespace: flink}
spec:
  image: docker.io/library/flink:1.20.4-java17
  flinkVersion: v1_20
  serviceAccount: flink
  flinkConfiguration:
    taskmanager.numberOfTaskSlots: "2"
  jobManager:
    resource: {memory: 1600m, cpu: 1}
  taskManager:
    resource: {memory: 2048m, cpu: 1}
  job:
    jarURI: local:///opt/flink/usrlib/orders.jar
    parallelism: 2
    upgradeMode: stateless
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: flink, namespace: flink}
`

// workload is a Deployment with a Service that has nothing wrong with it.
const workload = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.0
        env: []
        args: [serve]
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {port: http}}
        resources: {requests: {memory: 1Gi}, limits: {memory: 2Gi}}
        volumeMounts: [{name: files, mountPath: /files}]
      volumes:
      - {name: files, emptyDir: {}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
`

const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: files, namespace: shop}
spec:
  accessModes: [ReadWriteMany]
  resources: {requests: {storage: 10Gi}}
`

const volume = `apiVersion: v1
kind: PersistentVolume
metadata: {name: disk}
spec:
  capacity: {storage: 20Gi}
  accessModes: [ReadWriteMany]
  storageClassName: local
  persistentVolumeReclaimPolicy: Retain
  local: {path: /data/disk}
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node1]}]}]}}
`

const route = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
  annotations: {nginx.ingress.kubernetes.io/rewrite-target: /$2}
spec:
  rules:
  - host: shop.example.com
    http:
      paths:
      - {path: /web(/|$)(.*), pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}
`

const sentinels = `apiVersion: v1
kind: ConfigMap
metadata: {name: sentinel, namespace: redis}
data:
  sentinel.conf: |
    sentinel monitor mymaster redis-0 6379 2
    sentinel down-after-milliseconds mymaster 5000
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis, namespace: redis}
spec:
  replicas: 3
  serviceName: ""
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec:
      topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: redis}}}]
      containers: [{name: redis, image: redis:7.4}]
      volumes: [{name: conf, configMap: {name: sentinel}}]
`

const class = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: juicefs}
provisioner: csi.juicefs.com
reclaimPolicy: Retain
parameters: {juicefs/mount-memory-limit: 1Gi}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: redis, namespace: redis}
data: {redis.conf: "maxmemory-policy noeviction\n"}
---
apiVersion: v1
kind: Secret
metadata: {name: juicefs, namespace: juicefs}
stringData:
  name: shop
  metaurl: redis://:x@redis:6379/1
  access-key: one-of-my-own
`

const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: web}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: default, namespace: shop}]
`

const session = `apiVersion: flink.apache.org/v1beta1
kind: FlinkSessionJob
metadata: {name: report, namespace: flink}
spec:
  deploymentName: session
  job: {jarURI: "https://repo.example.com/report.jar", parallelism: 1, upgradeMode: stateless}
---
apiVersion: flink.apache.org/v1beta1
kind: FlinkDeployment
metadata: {name: session, namespace: flink}
spec:
  image: docker.io/library/flink:1.20.4
  flinkVersion: v1_20
  serviceAccount: default
  jobManager: {resource: {memory: 1600m, cpu: 1}}
  taskManager: {resource: {memory: 2048m, cpu: 1}}
`

const fileSystem = `apiVersion: storage.k8s.io/v1
kind: CSIDriver
metadata: {name: csi.juicefs.com}
spec: {podInfoOnMount: true}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: juicefs}
provisioner: csi.juicefs.com
reclaimPolicy: Retain
parameters: {pathPattern: "${.pvc.namespace}"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: driver, namespace: shop}
spec:
  selector: {matchLabels: {app: driver}}
  template:
    metadata: {labels: {app: driver}}
    spec: {containers: [{name: driver, image: "juicedata/juicefs-csi-driver:v0.32.4", args: [--provisioner=true]}]}
---
` + claim

const minio = `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: minio, namespace: minio}
spec:
  replicas: 3
  serviceName: ""
  selector: {matchLabels: {app: minio}}
  template:
    metadata: {labels: {app: minio}}
    spec:
      topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: minio}}}]
      containers:
      - name: minio
        image: minio/minio:RELEASE.2025-09-07T16-13-09Z
        args: [server, "http://minio-{0...2}.minio:9000/data-{0...1}"]
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {storageClassName: local, accessModes: [ReadWriteOnce], resources: {requests: {storage: 10Gi}}}
`

const historyServer = `apiVersion: v1
kind: ConfigMap
metadata: {name: history, namespace: flink}
data:
  config.yaml: |
    historyserver:
      archive.fs.dir: s3://flink/archive/,s3://other/archive
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: history, namespace: flink}
spec:
  selector: {matchLabels: {app: history}}
  template:
    metadata: {labels: {app: history}}
    spec:
      containers: [{name: history, image: "flink:2.0.0", volumeMounts: [{name: conf, mountPath: /opt/flink/conf}]}]
      volumes: [{name: conf, configMap: {name: history}}]
`

const dns = `apiVersion: v1
kind: ConfigMap
metadata: {name: coredns, namespace: kube-system}
data:
  Corefile: |
    .:53 {
      kubernetes cluster.local
      forward . /etc/resolv.conf
    }
`

// mounting is the workload with a claim of JuiceFS.
var mounting = strings.NewReplacer(
	"emptyDir: {}", "persistentVolumeClaim: {claimName: files}",
	"mountPath: /files", "mountPath: /files, mountPropagation: HostToContainer",
).Replace(workload) + "---\n" + strings.Replace(fileSystem, "  accessModes", "  storageClassName: juicefs\n  accessModes", 1)

// local has volumes for the claims of minio.
var local = func() string {
	all := []string{"apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: local}\nprovisioner: kubernetes.io/no-provisioner\nvolumeBindingMode: WaitForFirstConsumer\n"}
	for _, name := range []string{"disk0", "disk1", "disk2"} {
		all = append(all, strings.NewReplacer("name: disk", "name: "+name, "/data/disk", "/data/"+name, "[ReadWriteMany]", "[ReadWriteOnce]").Replace(volume))
	}
	return strings.Join(all, "---\n")
}()

const highlyAvailable = "    high-availability.type: kubernetes\n    high-availability.storageDir: s3://flink/ha\n"

// cases have for every rule what it refuses: in sound manifests, old is changed
// to new. want is in the message, and at is the line of the finding.
var cases = []struct {
	id, sound, old, new, want string
	severity                  finding.Severity
	options                   check.Options
}{
	{id: "FG001", sound: workload, old: "registry.example.com/web:1.0", new: "bitnami/redis:7.2", want: "bitnamilegacy"},
	{id: "FG001", sound: workload, old: "registry.example.com/web:1.0", new: "quay.io/k8scsi/csi-provisioner:v1.6.0", want: "registry.k8s.io/sig-storage/csi-provisioner"},
	{id: "FG001", sound: workload, old: "registry.example.com/web:1.0", new: "k8s.gcr.io/pause:3.5", want: "registry.k8s.io/pause", severity: finding.Warning},
	{id: "FG002", sound: workload + "---\n" + strings.Replace(claim, "namespace: shop", "namespace: other", 1), old: "emptyDir: {}", new: "persistentVolumeClaim: {claimName: files}", want: `in namespace "other" only`},
	{id: "FG003", sound: workload, old: "emptyDir: {}", new: "persistentVolumeClaim: {claimName: files}", want: "no PersistentVolumeClaim shop/files"},
	{id: "FG004", sound: cluster, old: "1600m", new: "512m", want: "the JobManager would not start with 512m"},
	{id: "FG005", sound: cluster, old: `"2"`, new: `"20"`, want: "heap", severity: finding.Warning},
	{id: "FG006", sound: cluster, old: "  serviceAccount: flink\n", want: "the service account is missing"},
	{id: "FG007", sound: cluster + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: flink-operator-config, namespace: operator}\ndata:\n  config.yaml: |\n    kubernetes.operator.watched.namespaces: flink,other\n", old: "namespaces: flink,other", new: "namespaces: team-a,other", want: "watches team-a, other only"},
	{id: "FG009", sound: cluster, old: "flinkVersion: v1_20", new: "flinkVersion: v1_19", want: "the image has Flink 1.20: write v1_20"},
	{id: "FG010", sound: cluster, old: "-java17", new: "-java21", want: "Flink 1.20 does not run on Java 21: there are images with Java 11, 8, 17"},
	{id: "FG011", sound: cluster + "", old: "  jobManager:\n", new: "    high-availability.type: kubernetes\n  jobManager:\n", want: "high-availability.storageDir is missing"},
	{id: "FG012", sound: cluster, old: "  jobManager:\n", new: "    state.checkpoints.dir: file:///data/checkpoints\n  jobManager:\n", want: "/data/checkpoints is on no volume"},
	{id: "FG013", sound: cluster, old: "stateless", new: "savepoint", want: "needs a directory for checkpoints"},
	{id: "FG014", sound: cluster, old: "  jobManager:\n", new: "    kubernetes.operator.deployment.rollback.enabled: \"true\"\n  jobManager:\n", want: "rollback needs high availability"},
	{id: "FG014", sound: strings.NewReplacer("1.20.4-java17", "1.19.3-java17", "v1_20", "v1_19", "  jobManager:\n", "    state.checkpoints.dir: s3://flink/c\n  jobManager:\n").Replace(cluster), old: "stateless", new: "last-state", want: "only with high availability", options: check.Options{OperatorVersion: "1.8.0"}},
	{id: "FG015", sound: cluster, old: "  jobManager:\n", new: "    execution.checkpointing.interval: 1min\n  jobManager:\n", want: "every upgrade starts without it", severity: finding.Warning},
	{id: "FG016", sound: strings.NewReplacer("1.20.4-java17", "2.0.2-java17", "v1_20", "v2_0", "  jobManager:\n", highlyAvailable+"  jobManager:\n").Replace(cluster), old: "high-availability.type:", new: "high-availability:", want: "is a prefix of high-availability.storageDir"},
	{id: "FG017", sound: cluster, old: "  jobManager:\n", new: "    metrics.reporter.prom.class: org.example.Reporter\n  jobManager:\n", want: "write metrics.reporter.prom.factory.class"},
	{id: "FG019", sound: cluster, old: "  jobManager:\n", new: "    kubernetes.cluster-id: mine\n  jobManager:\n", want: "remove it"},
	{id: "FG020", sound: cluster, old: "  taskManager:\n", new: "  taskManager:\n    replicas: 3\n", want: "the operator uses 6", severity: finding.Warning},
	{id: "FG021", sound: workload + "---\n" + route, old: "/web(/|$)(.*)", new: "/web", want: `uses group 2, and the path "/web" has 0`},
	{id: "FG022", sound: workload + "---\n" + route, old: "rewrite-target: /$2", new: "configuration-snippet: deny all;", want: "refuses snippets", severity: finding.Warning},
	{id: "FG024", sound: workload, old: "env: []", new: "env: [{name: MINIO_ROOT_PASSWORD, value: minioadmin}]", want: "everybody knows"},
	{id: "FG024", sound: workload, old: "env: []", new: "env: [{name: DB_PASSWORD, value: hunter2-hunter2}]", want: "take it from a Secret", severity: finding.Warning},
	{id: "FG024", sound: workload, old: "args: [serve]", new: "args: [serve, --key=minioadmin]", want: "everybody knows"},
	{id: "FG024", sound: class, old: "one-of-my-own", new: "minioadmin", want: "everybody knows this password"},
	{id: "FG024", sound: cluster, old: "  jobManager:\n", new: "    s3.secret-key: hunter2-hunter2\n  jobManager:\n", want: "writes it to its log", severity: finding.Warning},
	{id: "FG025", sound: strings.Replace(workload, "example.com/web:1.0", "example.com/redis:7", 1), old: "env: []", new: "env: [{name: ALLOW_EMPTY_PASSWORD, value: \"yes\"}]", want: "give it a password", severity: finding.Warning},
	{id: "FG026", sound: sentinels, old: "6379 2", new: "6379 4", want: "a quorum of 4 is never reached by 3 Sentinels: write 2"},
	{id: "FG026", sound: sentinels, old: "6379 2", new: "6379 1", want: "no majority", severity: finding.Warning},
	{id: "FG026", sound: sentinels, old: "mymaster 5000", new: "mymaster 500", want: "after 500 ms", severity: finding.Warning},
	{id: "FG027", sound: class, old: "noeviction", new: "allkeys-lru", want: "write noeviction"},
	{id: "FG029", sound: class, old: "limit: 1Gi", new: "limit: 256Mi", want: "write 1Gi"},
	{id: "FG030", sound: mounting, old: ", mountPropagation: HostToContainer", want: "write mountPropagation: HostToContainer", severity: finding.Warning},
	{id: "FG031", sound: class, old: "redis://:x@redis:6379/1", new: ":x@redis:6379", want: "has no scheme"},
	{id: "FG031", sound: class, old: "6379/1", new: "6379/one", want: "no number of a database"},
	{id: "FG032", sound: class, old: "name: shop", new: "name: My_Shop", want: "refuses the name"},
	{id: "FG033", sound: strings.Replace(workload, "emptyDir: {}", "persistentVolumeClaim: {claimName: files}", 1) + "---\n" + claim, old: "accessModes: [ReadWriteMany]", new: "accessModes: [ReadWriteOnce]", want: "2 pods share the claim \"files\", which is for one node", severity: finding.Warning},
	{id: "FG034", sound: class, old: "Retain", new: "Delete", want: "write Retain", severity: finding.Warning},
	{id: "FG038", sound: fileSystem, old: "podInfoOnMount: true", new: "podInfoOnMount: false", want: "driver v0.32.4 does not mount without it"},
	{id: "FG039", sound: fileSystem, old: "--provisioner=true", new: "--provisioner=false", want: "start the driver with --provisioner=true", severity: finding.Warning},
	{id: "FG040", sound: minio, old: "minio-{0...2}", new: "minio-{0...3}", want: "waits for minio-3, and the StatefulSet runs 3: write {0...2}"},
	{id: "FG040", sound: minio, old: "http://minio-{0...2}.minio:9000/data-{0...1}", new: "/data-{0...16}", want: "17 drives do not split into sets of 2 to 16: use a number that does, such as 18"},
	{id: "FG040", sound: minio, old: "data-{0...1}", new: "data-{1...0}", want: "ends before it begins"},
	{id: "FG044", sound: minio + "---\n" + local, old: "replicas: 3", new: "replicas: 4", want: "the class has 3 volumes for 4 claims, and none is left for one of StatefulSet minio/minio (10Gi)"},
	{id: "FG044", sound: minio + "---\n" + local, old: "storage: 20Gi", new: "storage: 9Gi", want: "none is left"},
	{id: "FG044", sound: minio + "---\n" + local, old: "accessModes: [ReadWriteOnce], resources", new: "accessModes: [ReadWriteMany], resources", want: "none is left"},
	{id: "FG045", sound: claim + "---\n" + volume, old: "  resources: {requests: {storage: 10Gi}}", new: "  resources: {requests: {storage: 30Gi}}\n  volumeName: disk\n  storageClassName: local", want: "has 20Gi only"},
	{id: "FG047", sound: volume + "---\n" + strings.NewReplacer("name: disk", "name: other", "/data/disk", "/data/other").Replace(volume), old: "/data/other", new: "/data/disk/sub", want: "PersistentVolume disk has /data/disk on the same node"},
	{id: "FG048", sound: volume, old: "Retain", new: "Delete", want: "write Retain", severity: finding.Warning},
	{id: "FG049", sound: "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: local}\nprovisioner: kubernetes.io/no-provisioner\nvolumeBindingMode: WaitForFirstConsumer\n", old: "WaitForFirstConsumer", new: "Immediate", want: "write WaitForFirstConsumer"},
	{id: "FG050", sound: minio, old: "DoNotSchedule", new: "ScheduleAnyway", want: "copies of minio may share a node", severity: finding.Warning},
	{id: "FG060", sound: cluster, old: "name: orders", new: "name: orders.v2", want: "the operator refuses the name"},
	{id: "FG061", sound: strings.NewReplacer("1.20.4-java17", "1.18.1-java17", "v1_20", "v1_18").Replace(cluster), old: "local:///opt", new: "https://repo", want: "cannot fetch the jar"},
	{id: "FG062", sound: session, old: "https://repo.example.com", new: "local:///opt", want: "cannot look into the image"},
	{id: "FG063", sound: session, old: "  serviceAccount: default\n", new: "  serviceAccount: default\n  job: {jarURI: local:///a.jar, parallelism: 1, upgradeMode: stateless}\n", want: "runs a job of its own"},
	{id: "FG064", sound: strings.Replace(session, "  jobManager:", "  mode: standalone\n  jobManager:", 1), old: "parallelism: 1", new: "parallelism: 3", want: "its jobs need 3: write 3", severity: finding.Warning},
	{id: "FG066", sound: cluster, old: "  jobManager:\n", new: "  jobManager:\n    replicas: 2\n", want: "needs high availability"},
	{id: "FG068", sound: cluster, old: "  jobManager:\n", new: "  logConfiguration: {log4j.properties: x}\n  jobManager:\n", want: "write log4j-console.properties or logback-console.xml"},
	{id: "FG069", sound: cluster, old: "  jobManager:\n", new: "    kubernetes.operator.cluster.health-check.enabled: \"true\"\n    kubernetes.operator.jm-deployment-recovery.enabled: \"false\"\n  jobManager:\n", want: "remove one of them"},
	{id: "FG070", sound: cluster, old: "  jobManager:\n", new: "    job.autoscaler.metrics.window: 30 s\n  jobManager:\n", want: "less than 1m0s"},
	{id: "FG071", sound: cluster, old: "  jobManager:\n", new: "  podTemplate: {spec: {containers: [{name: flink-main-conatiner, image: \"a:1\"}]}}\n  jobManager:\n", want: "is called flink-main-container"},
	{id: "FG072", sound: historyServer + "---\n" + strings.Replace(cluster, "  jobManager:\n", "    jobmanager.archive.fs.dir: s3://flink/archive\n  jobManager:\n", 1), old: "s3://flink/archive/", new: "s3://flink/archives/", want: "looks into s3://flink/archives, s3://other/archive only", severity: finding.Warning},
	{id: "FG073", sound: cluster, old: "  jobManager:\n", new: "    $internal.flink.version: v1_20\n  jobManager:\n", want: "remove it", severity: finding.Warning},
	{id: "FG074", sound: historyServer, old: "config.yaml:", new: "flink-conf.yaml:", want: "Flink 2.0 does not read flink-conf.yaml: call the file config.yaml"},
	{id: "FG074", sound: historyServer, old: "flink:2.0.0", new: "flink:1.18.1", want: "Flink 1.18 does not read config.yaml: call the file flink-conf.yaml"},
	{id: "FG077", sound: cluster, old: "    parallelism: 2\n", new: "    parallelism: 2\n    savepointRedeployNonce: 1\n", want: "initialSavepointPath"},
	{id: "FG080", sound: cluster, old: "  jobManager:\n", new: "    state.checkpoints.dir: file:///data/c\n  podTemplate: {spec: {containers: [{name: flink-main-container, volumeMounts: [{name: d, mountPath: /data}]}], volumes: [{name: d, hostPath: {path: /d}}]}}\n  jobManager:\n", want: "hostPath", severity: finding.Warning},
	{id: "FG081", sound: workload, old: "web:1.0", new: "web", want: "changes by itself", severity: finding.Warning},
	{id: "FG085", sound: cluster, old: "  jobManager:\n", new: "    kubernetes.rest-service.exposed.type: NodePort\n  jobManager:\n", want: "write ClusterIP", severity: finding.Warning},
	{id: "FG086", sound: binding, old: ", namespace: shop", want: "the namespace of the ServiceAccount is missing"},
	{id: "FG087", sound: binding, old: "name: view", new: "name: cluster-admin", want: "may do everything", severity: finding.Warning},
	{id: "FG091", sound: workload + "---\n" + route, old: "  - host: shop.example.com\n    http:", new: "  - host: shop.example.com\n  - http:", want: "in one item", severity: finding.Warning},
	{id: "FG092", sound: workload + "---\n" + strings.Replace(route, "rewrite-target: /$2", "default-backend: errors", 1) + "---\napiVersion: v1\nkind: Service\nmetadata: {name: errors, namespace: shop}\nspec: {ports: [{port: 80}]}\n", old: "name: errors, namespace: shop", new: "name: errors, namespace: system", want: "is in namespace \"system\""},
	{id: "FG093", sound: workload + "---\n" + route + "---\n" + strings.NewReplacer("name: web\n", "name: other\n", "shop.example.com", "other.example.com").Replace(route), old: "other.example.com", new: "shop.example.com", want: "Ingress shop/web has the same host and path", severity: finding.Warning},
	{id: "FG094", sound: dns, old: "      kubernetes cluster.local\n", want: "nothing answers for the Services"},
	{id: "FG099", sound: cluster, old: "1600m", new: "600m", want: "128", severity: finding.Warning},

	{id: "FG101", sound: workload, old: "replicas: 2", new: "replicsa: 2", want: `unknown field "replicsa"; did you mean "replicas"?`},
	{id: "FG101", sound: workload, old: "replicas: 2", new: "replicas: two", want: "expected a whole number"},
	{id: "FG101", sound: workload, old: "env: []", new: "env: [{name: A, value: yes}]", want: "expected a string"},
	{id: "FG101", sound: workload, old: "kind: Service\n", new: "kind: Servcie\n", want: `did you mean "Service"?`},
	{id: "FG101", sound: cluster, old: "parallelism: 2", new: "parallelims: 2", want: `unknown field "parallelims"; did you mean "parallelism"?`},
	{id: "FG101", sound: cluster, old: "upgradeMode: stateless", new: "upgradeMode: laststate", want: "expected one of"},
	{id: "FG101", sound: cluster, old: `"2"`, new: "2", want: "quote it", options: check.Options{OperatorVersion: "1.12.1"}},
	{id: "FG101", sound: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n", old: "{a: b}", new: "{a: b, a: c}", want: "is here twice"},
	{id: "FG102", sound: workload, old: "containerPort: 8080", new: "containerPort: 80800", want: "80800 is no port"},
	{id: "FG102", sound: workload, old: "requests: {memory: 1Gi}", new: "requests: {memory: 3Gi}", want: "the request 3Gi is more than the limit 2Gi"},
	{id: "FG102", sound: workload, old: "name: web, namespace: shop}\nspec:\n  replicas", new: "name: Web, namespace: shop}\nspec:\n  replicas", want: "is not allowed"},
	{id: "FG102", sound: claim, old: "[ReadWriteMany]", new: "[RWX]", want: `"RWX" is not one of ReadWriteOnce`},
	{id: "FG102", sound: workload, old: "env: []", new: "env: [{name: A, value: a}, {name: A, value: b}]", want: "is here twice", severity: finding.Warning},
	{id: "FG102", sound: workload, old: "{app: web}}\n    spec", new: "{app: web, \"a b\": c}}\n    spec", want: "the key is not allowed"},
	{id: "FG103", sound: claim, old: "kind: PersistentVolumeClaim", new: "kind: PersistentVolumeClaim\nmetadata: {name: files, namespace: shop}\nspec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}\n---\napiVersion: v1\nkind: PersistentVolumeClaim", want: "here twice, the first time on line 1"},
	{id: "FG104", sound: workload, old: "    spec:\n      containers", new: "    spec:\n      serviceAccountName: web\n      containers", want: "there is no ServiceAccount shop/web"},
	{id: "FG105", sound: workload + "---\n" + route, old: "number: 80", new: "number: 81", want: `Service shop/web has no "81": it has 80`},
	{id: "FG106", sound: workload + "---\n" + route, old: "networking.k8s.io/v1\n", new: "extensions/v1beta1\n", want: "write networking.k8s.io/v1"},
	{id: "FG107", sound: workload, old: "matchLabels: {app: web}", new: "matchLabels: {app: wob}", want: "does not match"},
	{id: "FG108", sound: workload, old: "  selector: {app: web}\n  ports", new: "  selector: {app: wob}\n  ports", want: "no pod of the namespace", severity: finding.Warning},
	{id: "FG109", sound: workload, old: "targetPort: http", new: "targetPort: htttp", want: "they have http"},
	{id: "FG110", sound: workload, old: "{name: files, mountPath", new: "{name: flies, mountPath", want: `no volume "flies": it has files`},
	{id: "FG111", sound: workload, old: "httpGet: {port: http}", new: "httpGet: {port: metrics}", want: `no port "metrics"`},
	{id: "FG112", sound: sentinels + "---\napiVersion: v1\nkind: Service\nmetadata: {name: redis, namespace: redis}\nspec: {selector: {app: redis}, ports: [{port: 6379}]}\n", old: `serviceName: ""`, new: "serviceName: redis", want: "is not headless", severity: finding.Warning},
}

func TestRules(t *testing.T) {
	tried := map[string]bool{check.RuleStack: true} // TestScript validates a stack
	sound := map[string]bool{}
	for _, c := range cases {
		tried[c.id] = true
		t.Run(c.id+" "+c.want, func(t *testing.T) {
			if key := c.sound + c.options.OperatorVersion; !sound[key] {
				sound[key] = true
				for _, f := range findings(t, c.sound, c.options) {
					t.Errorf("the sound manifests: %s", f)
				}
			}
			if strings.Count(c.sound, c.old) == 0 {
				t.Fatalf("%q is not in the manifests", c.old)
			}
			severity := c.severity
			if severity == "" {
				severity = finding.Error
			}
			all := findings(t, strings.Replace(c.sound, c.old, c.new, 1), c.options)
			found := false
			for _, f := range all {
				found = found || f.ID == c.id && f.Severity == severity && strings.Contains(f.Message, c.want) && f.Line > 0
				if strings.Contains(f.String(), "hunter2") {
					t.Errorf("a password is shown: %s", f)
				}
			}
			if !found {
				t.Errorf("no %s %s with %q:\n%v", severity, c.id, c.want, all)
			}
		})
	}
	for _, rule := range check.Rules() {
		if !tried[rule.ID] {
			t.Errorf("no case for %s %s", rule.ID, rule.Name)
		}
	}
}

func TestIgnore(t *testing.T) {
	latest := strings.Replace(workload, "web:1.0", "web", 1)
	if found := findings(t, latest, check.Options{Ignore: []string{"FG081"}}); len(found) > 0 {
		t.Error(found)
	}
	if _, err := check.Run(nil, check.Options{Ignore: []string{"FG999"}}); err == nil || !strings.Contains(err.Error(), `no rule "FG999"`) {
		t.Error(err)
	}
}

// What a release names may be there already, but what it brings must fit.
func TestRelease(t *testing.T) {
	release := check.Options{Reach: check.Release}
	alone, _, _ := strings.Cut(strings.Replace(workload, "emptyDir: {}", "persistentVolumeClaim: {claimName: files}", 1), "---")
	if found := findings(t, alone, release); len(found) > 0 {
		t.Error(found)
	}
	other := strings.Replace(claim, "namespace: shop", "namespace: other", 1)
	if found := findings(t, alone+"---\n"+other, release); len(found) != 1 || found[0].ID != "FG002" || found[0].Severity != finding.Warning {
		t.Error(found)
	}
	hook := strings.Replace(claim, "{name: files,", "{annotations: {helm.sh/hook: pre-install}, name: files,", 1)
	if found := findings(t, claim+"---\n"+hook, release); len(found) > 0 {
		t.Error(found)
	}
	if found := findings(t, workload+"---\n"+strings.Replace(route, "number: 80", "number: 81", 1), release); len(found) != 1 || found[0].ID != "FG105" {
		t.Error(found)
	}
	everything := findings(t, workload, check.Options{Reach: check.Everything})
	if len(everything) != 2 || everything[0].ID != "FG104" || !strings.Contains(everything[0].Message, "Namespace shop") {
		t.Error(everything)
	}
	if found := findings(t, workload, check.Options{Reach: check.Everything, External: []string{"Namespace/shop"}}); len(found) > 0 {
		t.Error(found)
	}
}

// A class without a volume among the objects has them from elsewhere, unless the
// objects are all that the cluster has.
func TestVolumesOfOthers(t *testing.T) {
	class, _, _ := strings.Cut(local, "---")
	if found := findings(t, minio+"---\n"+class, check.Options{}); len(found) > 0 {
		t.Error(found)
	}
	all := check.Options{Reach: check.Everything, External: []string{"Namespace/minio"}}
	if found := findings(t, minio+"---\n"+class, all); len(found) != 1 || found[0].ID != "FG044" {
		t.Error(found)
	}
}

func findings(t *testing.T, manifests string, o check.Options) []finding.Finding {
	t.Helper()
	objects, found, err := check.Read("m.yaml", []byte(manifests))
	if err != nil {
		t.Fatal(err)
	}
	return append(found, judged(t, objects, o)...)
}

// The page lists the rules as they are.
func TestRulesOfPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/validate.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for _, rule := range check.Rules() {
		want.WriteString("| " + rule.ID + " | " + rule.Name + " | " + string(rule.Severity) + " | " + rule.About + " |\n")
	}
	rows := regexp.MustCompile(`(?m)^\| FG\d+ .*\n`).FindAllString(string(page), -1)
	if strings.Join(rows, "") != want.String() {
		t.Errorf("docs/validate.md lists other rules; write:\n%s", want.String())
	}
}
