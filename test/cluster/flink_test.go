package cluster_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	"k8s.io/client-go/kubernetes"

	"github.com/flinkgen/flinkgen/pkg/flink"
	flinkv1beta1 "github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// mainContainer is the container that Flink completes in a pod template.
const mainContainer = "flink-main-container"

// testFlink plays what the operator and Flink make of each job, with the
// rights of their accounts: the operator, or Flink's command line for a native
// job, makes the JobManager with its configuration, Services and Ingress, the
// JobManager its TaskManagers. So the
// pod templates meet Pod Security, the claims, the scheduler and the webhook
// of the ingress controller. Only what matters for that is like the real one.
func testFlink(t *testing.T, w *world, s scenario) { //nolint:thelper // the body of a subtest
	operator := w.as(s.stack.Spec.Operator.Namespace, s.stack.Spec.Operator.ServiceAccount.Name)
	for _, rendered := range deployments(s) {
		w.starts(t, operator, flinkJob{t, rendered, s.stack.Spec.Operator.Version})
	}
	for _, submitted := range submissions(t, s) {
		w.starts(t, w.client, flinkJob{t, submitted, s.stack.Spec.Operator.Version})
	}
	unexplained(t, w)
	testReferences(t, w, s)
	w.routesLead(t)
}

// starts lets a client, the operator's or that of who calls a script, submit a
// job and waits for its pods.
func (w *world) starts(t *testing.T, client kubernetes.Interface, job flinkJob) {
	t.Helper()
	job.submit(client)
	job.jobManager(w.as(job.Namespace, job.Spec.ServiceAccount))
	for end := time.Now().Add(patience); !job.runs(t.Context(), w); time.Sleep(beat) {
		if time.Now().After(end) {
			t.Fatalf("the pods of job %s do not run: %v", job.Name, w.stuck(t.Context()))
		}
	}
}

// deployments are the clusters that the operator runs: of a blue/green job, the
// one that it makes first.
func deployments(s scenario) []*flinkv1beta1.FlinkDeployment {
	all := objects[*flinkv1beta1.FlinkDeployment](s)
	for _, both := range objects[*flinkv1beta1.FlinkBlueGreenDeployment](s) {
		blue := &flinkv1beta1.FlinkDeployment{ObjectMeta: both.Spec.Template.Metadata, Spec: *both.Spec.Template.Spec}
		blue.Name, blue.Namespace = both.Name+"-blue", both.Namespace
		all = append(all, blue)
	}
	return all
}

type flinkJob struct {
	t *testing.T
	*flinkv1beta1.FlinkDeployment
	release string
}

func (j flinkJob) labels(part string) map[string]string {
	return map[string]string{"app": j.Name, "component": part, "type": "flink-native-kubernetes"}
}

// submit makes what the operator or Flink's command line submits.
func (j flinkJob) submit(client kubernetes.Interface) {
	ctx, t := j.t.Context(), j.t
	must := func(_ any, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("submitting job %s: %v", j.Name, err)
		}
	}
	must(client.CoreV1().ConfigMaps(j.Namespace).Create(ctx, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "flink-config-" + j.Name}}, metav1.CreateOptions{}))
	pod := j.pod("jobmanager", j.Spec.JobManager.PodTemplate, j.Spec.JobManager.Resource)
	deployment := &appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Name: j.Name, Labels: j.labels("jobmanager")},
		Spec: appsv1.DeploymentSpec{
			Replicas: new(max(j.Spec.JobManager.Replicas, 1)),
			Selector: &metav1.LabelSelector{MatchLabels: j.labels("jobmanager")},
			Template: corev1.PodTemplateSpec{ObjectMeta: pod.ObjectMeta, Spec: pod.Spec},
		},
	}
	must(client.AppsV1().Deployments(j.Namespace).Create(ctx, deployment, metav1.CreateOptions{}))
	rest := j.Name + "-rest"
	must(client.CoreV1().Services(j.Namespace).Create(ctx, &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Name: rest, Labels: j.labels("jobmanager")},
		Spec: corev1.ServiceSpec{
			Selector: j.labels("jobmanager"),
			Ports:    []corev1.ServicePort{{Name: "rest", Port: 8081, TargetPort: intstr.FromInt32(8081)}},
		},
	}, metav1.CreateOptions{}))
	if j.Spec.Ingress != nil {
		must(client.NetworkingV1().Ingresses(j.Namespace).Create(ctx, j.ingress(rest), metav1.CreateOptions{}))
	}
}

// ingress is made from the template: an optional host, and a path.
func (j flinkJob) ingress(service string) *networkingv1.Ingress {
	template := strings.NewReplacer("{{name}}", j.Name, "{{namespace}}", j.Namespace).Replace(j.Spec.Ingress.Template)
	host, path, found := strings.Cut(template, "/")
	if found {
		path = "/" + path
	}
	ingress := &networkingv1.Ingress{
		ObjectMeta: metav1.ObjectMeta{Name: j.Name, Annotations: j.Spec.Ingress.Annotations},
		Spec: networkingv1.IngressSpec{
			TLS: j.Spec.Ingress.TLS,
			Rules: []networkingv1.IngressRule{{
				Host: host,
				IngressRuleValue: networkingv1.IngressRuleValue{HTTP: &networkingv1.HTTPIngressRuleValue{Paths: []networkingv1.HTTPIngressPath{{
					Path: path, PathType: new(networkingv1.PathTypeImplementationSpecific),
					Backend: networkingv1.IngressBackend{Service: &networkingv1.IngressServiceBackend{Name: service, Port: networkingv1.ServiceBackendPort{Number: 8081}}},
				}}}},
			}},
		},
	}
	if j.Spec.Ingress.ClassName != "" {
		ingress.Spec.IngressClassName = &j.Spec.Ingress.ClassName
	}
	return ingress
}

// jobManager makes what the JobManager makes: its TaskManagers, and the
// ConfigMap in which it keeps who leads.
func (j flinkJob) jobManager(client kubernetes.Interface) {
	ctx, t := j.t.Context(), j.t
	if _, err := client.AppsV1().Deployments(j.Namespace).Get(ctx, j.Name, metav1.GetOptions{}); err != nil {
		t.Errorf("the JobManager of %s: %v", j.Name, err)
	}
	if _, err := client.CoreV1().ConfigMaps(j.Namespace).Create(ctx, &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: j.Name + "-cluster-config-map"}}, metav1.CreateOptions{}); err != nil {
		t.Errorf("the JobManager of %s: %v", j.Name, err)
	}
	for i := range j.taskManagers() {
		pod := j.pod("taskmanager", j.Spec.TaskManager.PodTemplate, j.Spec.TaskManager.Resource)
		pod.Name = fmt.Sprintf("%s-taskmanager-1-%d", j.Name, i+1)
		if _, err := client.CoreV1().Pods(j.Namespace).Create(ctx, pod, metav1.CreateOptions{}); err != nil {
			t.Errorf("the JobManager of %s: %v", j.Name, err)
		}
	}
}

// taskManagers is as many as are written, or have slots for the parallelism.
func (j flinkJob) taskManagers() int {
	if j.Spec.TaskManager.Replicas != nil {
		return int(*j.Spec.TaskManager.Replicas)
	}
	if j.Spec.Job == nil {
		return 1
	}
	slots, err := strconv.Atoi(fmt.Sprint(j.Spec.FlinkConfiguration["taskmanager.numberOfTaskSlots"]))
	if err != nil {
		j.t.Fatalf("job %s has no slots: %v", j.Name, err)
	}
	return (int(j.Spec.Job.Parallelism) + slots - 1) / slots
}

// pod is the templates, one over the other, with what Flink adds.
func (j flinkJob) pod(part string, template *corev1.PodTemplateSpec, size *flinkv1beta1.Resource) *corev1.Pod {
	j.t.Helper()
	release, _ := flink.Operator(j.release)
	memory, err := release.ParseResourceMemory(size.Memory)
	if err != nil {
		j.t.Fatal(err)
	}
	room := corev1.ResourceList{
		corev1.ResourceCPU:    *resource.NewMilliQuantity(int64(size.CPU*1000), resource.DecimalSI),
		corev1.ResourceMemory: *resource.NewQuantity(memory, resource.BinarySI),
	}
	added := &corev1.PodTemplateSpec{
		ObjectMeta: metav1.ObjectMeta{Labels: j.labels(part)},
		Spec: corev1.PodSpec{
			ServiceAccountName: j.Spec.ServiceAccount,
			Containers: []corev1.Container{{
				Name:            mainContainer,
				Image:           j.Spec.Image,
				ImagePullPolicy: j.Spec.ImagePullPolicy,
				Command:         []string{"/docker-entrypoint.sh"},
				Resources:       corev1.ResourceRequirements{Requests: room, Limits: room},
				VolumeMounts:    []corev1.VolumeMount{{Name: "flink-config-volume", MountPath: "/opt/flink/conf"}},
			}},
			Volumes: []corev1.Volume{{Name: "flink-config-volume", VolumeSource: corev1.VolumeSource{
				ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: corev1.LocalObjectReference{Name: "flink-config-" + j.Name}},
			}}},
		},
	}
	merged := &corev1.PodTemplateSpec{}
	for _, layer := range []*corev1.PodTemplateSpec{j.Spec.PodTemplate, template, added} {
		if layer != nil {
			merged = merge(j.t, merged, layer)
		}
	}
	maps.Copy(merged.Labels, j.labels(part))
	return &corev1.Pod{ObjectMeta: merged.ObjectMeta, Spec: merged.Spec}
}

func merge(t *testing.T, base, over *corev1.PodTemplateSpec) *corev1.PodTemplateSpec {
	t.Helper()
	baseText, err := json.Marshal(base)
	if err != nil {
		t.Fatal(err)
	}
	overText, err := json.Marshal(over)
	if err != nil {
		t.Fatal(err)
	}
	// A template that speaks of no container has null there, which deletes all.
	overText = bytes.ReplaceAll(overText, []byte(`"containers":null`), []byte(`"containers":[]`))
	text, err := strategicpatch.StrategicMergePatch(baseText, overText, corev1.PodTemplateSpec{})
	if err != nil {
		t.Fatal(err)
	}
	merged := &corev1.PodTemplateSpec{}
	if err := json.Unmarshal(text, merged); err != nil {
		t.Fatal(err)
	}
	return merged
}

// runs says that all pods of the job are Running.
func (j flinkJob) runs(ctx context.Context, w *world) bool {
	pods, err := w.client.CoreV1().Pods(j.Namespace).List(ctx, metav1.ListOptions{LabelSelector: "type=flink-native-kubernetes,app=" + j.Name})
	if err != nil {
		return false
	}
	running := 0
	for _, pod := range pods.Items {
		if pod.Status.Phase == corev1.PodRunning {
			running++
		}
	}
	return running == int(max(j.Spec.JobManager.Replicas, 1))+j.taskManagers()
}
