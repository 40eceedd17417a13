package check_test

import "strings"

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

// rights are those of the cluster's ServiceAccount.
const rights = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: flink, namespace: flink}
rules:
- {apiGroups: [""], resources: [pods, configmaps], verbs: ["*"]}
- {apiGroups: [apps], resources: [deployments, deployments/finalizers], verbs: ["*"]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: flink, namespace: flink}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: flink}
subjects: [{kind: ServiceAccount, name: flink}]
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
  storage: minio
  bucket: http://minio:9000/shop
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
