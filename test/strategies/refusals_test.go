package strategies

import (
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crds"
)

// refusals are objects with one mistake each, and the server's own words
// about it. They prove that TestGolden can fail.
var refusals = []struct{ name, document, want string }{
	{"unknown field", `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: flink}
spec: {selector: {app: web}, prots: [{port: 80}]}
`, `strict decoding error: unknown field "spec.prots"`},
	{"duplicate field", `
apiVersion: v1
kind: ConfigMap
metadata: {name: web, namespace: flink}
data:
  a: "1"
  a: "2"
`, `strict decoding error: yaml: unmarshal errors:`},
	{"wrong type", `
apiVersion: v1
kind: ConfigMap
metadata: {name: web, namespace: flink}
data: {a: 1}
`, `cannot unmarshal number into Go struct field ConfigMap.data of type string`},
	{"port 99999", `
apiVersion: v1
kind: Service
metadata: {name: web, namespace: flink}
spec: {selector: {app: web}, ports: [{port: 99999}]}
`, `spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive`},
	{"bad quantity", `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: flink}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 8 Gigabytes}}}
`, `quantities must match the regular expression`},
	{"bad access mode", `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data, namespace: flink}
spec: {accessModes: [ReadWriteEverywhere], resources: {requests: {storage: 8Gi}}}
`, `spec.accessModes: Unsupported value: "ReadWriteEverywhere"`},
	{"selector without its labels", workload("StatefulSet", "flink", "", "app: other"),
		`spec.template.metadata.labels: Invalid value: {"app":"other"}: ` + "`selector` does not match template `labels`"},
	{"local volume without a node", `
apiVersion: v1
kind: PersistentVolume
metadata: {name: disk}
spec:
  capacity: {storage: 8Gi}
  accessModes: [ReadWriteOnce]
  storageClassName: local
  local: {path: /data/redis}
`, `spec.nodeAffinity: Required value: Local volume requires node affinity`},
	{"bad name", `
apiVersion: v1
kind: ConfigMap
metadata: {name: My_Config, namespace: flink}
`, `metadata.name: Invalid value: "My_Config": a lowercase RFC 1123 subdomain`},
	{"limit below request", workload("StatefulSet", "flink", "resources: {requests: {memory: 2Gi}, limits: {memory: 1Gi}}", "app: web"),
		`resources.requests: Invalid value: "2Gi": must be less than or equal to memory limit of 1Gi`},
	{"volume mount without its volume", workload("Deployment", "flink", "volumeMounts: [{name: conf, mountPath: /conf}]", "app: web"),
		`spec.template.spec.containers[0].volumeMounts[0].name: Not found: "conf"`},
	{"bad disruption budget", `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: flink}
spec: {minAvailable: 1, maxUnavailable: 1, selector: {matchLabels: {app: web}}}
`, `minAvailable and maxUnavailable cannot be both set`},
	{"relative ingress path", `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: flink}
spec: {rules: [{http: {paths: [{path: web, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}
`, `path: Invalid value: "web": must be an absolute path`},
	{"webhook without side effects", `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: web}
webhooks: [{name: web.example.com, admissionReviewVersions: [v1], clientConfig: {url: "https://example.com"}}]
`, `webhooks[0].sideEffects: Required value`},
	{"rule without verbs", `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: web, namespace: flink}
rules: [{apiGroups: [""], resources: [pods]}]
`, `rules[0].verbs: Required value`},
	{"no namespace", `
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
`, `metadata.namespace: Required value`},
	{"namespace too much", `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: web, namespace: flink}
`, `metadata.namespace: Forbidden`},
	{"namespace that nobody made", `
apiVersion: v1
kind: ConfigMap
metadata: {name: web, namespace: elsewhere}
`, `namespaces "elsewhere" not found`},
	{"kind without a strategy", `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: flink}
`, `no strategy for autoscaling/v2, Kind=HorizontalPodAutoscaler`},
	{"pod beyond its namespace's level", workload("Deployment", "flink", "securityContext: {privileged: true}", "app: web"),
		`violates PodSecurity "restricted:latest" (enforce): privileged (container "web" must not set securityContext.privileged=true)`},
	{"level that does not exist", `
apiVersion: v1
kind: Namespace
metadata: {name: other, labels: {pod-security.kubernetes.io/enforce: tight}}
`, `must be one of privileged, baseline, restricted`},
	{"custom resource with an unknown field", flinkDeployment("flinkVersion: v2_2, serviceAcount: flink"),
		`strict decoding error: unknown field "spec.serviceAcount"`},
	{"custom resource with a duplicate field", flinkDeployment("flinkVersion: v2_2, flinkVersion: v2_2"),
		`strict decoding error: yaml: unmarshal errors:`},
	{"custom resource with an unknown field in its pod template", flinkDeployment("podTemplate: {spec: {containers: [{name: flink-main-container, envs: []}]}}"),
		`unknown field "spec.podTemplate.spec.containers[0].envs"`},
	{"custom resource with a wrong type", flinkDeployment("jobManager: {replicas: one}"),
		`spec.jobManager.replicas: Invalid value: "string": spec.jobManager.replicas in body must be of type integer: "string"`},
	{"custom resource with a bad enum", flinkDeployment("flinkVersion: v9_9"),
		`spec.flinkVersion: Unsupported value: "v9_9"`},
	{"certificate without an issuer", `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: {name: web, namespace: flink}
spec: {secretName: web}
`, `spec.issuerRef: Required value`},
	{"route with a bad path", `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: flink}
spec: {rules: [{matches: [{path: {type: PathPrefix, value: "/a//b"}}]}]}
`, `must not contain '//'`},
	{"definition without a type", `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: things, singular: thing, kind: Thing, listKind: ThingList}
  versions:
  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {properties: {a: {type: string}}}}}}}
`, `openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields`},
	{"definition with a costly rule", `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: things, singular: thing, kind: Thing, listKind: ThingList}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            x-kubernetes-validations: [{rule: "self.a.all(x, self.a.all(y, x == y))"}]
            properties: {a: {type: array, items: {type: string}}}
`, `estimated rule cost exceeds budget`},
}

// alerts are objects that are accepted with a warning.
var alerts = []struct{ name, document, want string }{
	{"variable twice", workload("Deployment", "system", "env: [{name: A, value: a}, {name: A, value: b}]", "app: web"),
		`hides previous definition of "A", which may be dropped when using apply`},
	{"old annotation", `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: flink, annotations: {kubernetes.io/ingress.class: nginx}}
spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}
`, `annotation "kubernetes.io/ingress.class" is deprecated`},
}

func TestRefusals(t *testing.T) {
	definitions := newDefinitions(t)
	for _, tt := range refusals {
		t.Run(tt.name, func(t *testing.T) {
			answer := newFlinkServer(t, definitions).Create([]byte(tt.document))
			if answer.Err == nil {
				t.Fatalf("accepted, want %q", tt.want)
			}
			if !strings.Contains(answer.Err.Error(), tt.want) {
				t.Errorf("got  %v\nwant %s", answer.Err, tt.want)
			}
		})
	}
}

func TestRefusesAnObjectTwice(t *testing.T) {
	server := newFlinkServer(t, newDefinitions(t))
	document := []byte("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, namespace: flink}\n")
	if answer := server.Create(document); answer.Err != nil {
		t.Fatal(answer.Err)
	}
	if answer := server.Create(document); answer.Err == nil || !strings.Contains(answer.Err.Error(), "already exists") {
		t.Errorf("got %v, want already exists", answer.Err)
	}
}

func TestWarnings(t *testing.T) {
	definitions := newDefinitions(t)
	for _, tt := range alerts {
		t.Run(tt.name, func(t *testing.T) {
			answer := newFlinkServer(t, definitions).Create([]byte(tt.document))
			if answer.Err != nil {
				t.Fatal(answer.Err)
			}
			if !slices.ContainsFunc(answer.Warnings, func(w string) bool { return strings.Contains(w, tt.want) }) {
				t.Errorf("got warnings %q, want %q", answer.Warnings, tt.want)
			}
		})
	}
}

// TestDefinitions judges the definitions of every release of the operator.
func TestDefinitions(t *testing.T) {
	definitions := newDefinitions(t)
	for _, release := range crds.Releases() {
		server := newServer(t, definitions)
		all, err := crds.For(release)
		if err != nil {
			t.Fatal(err)
		}
		for _, crd := range all {
			answer := server.Create(crd.YAML)
			if answer.Err != nil || len(answer.Warnings) > 0 {
				t.Errorf("operator %s, %s: error %v, warnings %q", release, crd.Name, answer.Err, answer.Warnings)
			}
		}
	}
}

// newFlinkServer has the definitions of the operator, a restricted namespace
// flink and a free namespace system.
func newFlinkServer(t *testing.T, definitions *Definitions) *Server {
	t.Helper()
	server := newServer(t, definitions)
	releases := crds.Releases()
	all, err := crds.For(releases[len(releases)-1])
	if err != nil {
		t.Fatal(err)
	}
	documents := [][]byte{
		[]byte("apiVersion: v1\nkind: Namespace\nmetadata: {name: flink, labels: {pod-security.kubernetes.io/enforce: restricted}}\n"),
		[]byte("apiVersion: v1\nkind: Namespace\nmetadata: {name: system}\n"),
	}
	for _, crd := range all {
		documents = append(documents, crd.YAML)
	}
	for _, document := range documents {
		if answer := server.Create(document); answer.Err != nil {
			t.Fatalf("%s: %v", answer.Object, answer.Err)
		}
	}
	return server
}

// workload is a StatefulSet or Deployment whose pod has the label and whose
// container has the further field.
func workload(kind, namespace, field, label string) string {
	return `
apiVersion: apps/v1
kind: ` + kind + `
metadata: {name: web, namespace: ` + namespace + `}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {` + label + `}}
    spec:
      containers:
      - name: web
        image: web:1
        ` + field + `
`
}

func flinkDeployment(spec string) string {
	return "apiVersion: flink.apache.org/v1beta1\nkind: FlinkDeployment\nmetadata: {name: job, namespace: flink}\nspec: {" + spec + "}\n"
}
