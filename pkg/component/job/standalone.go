package job

import (
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// standalone is a cluster of plain Kubernetes objects: the JobManager as a Job
// or a Deployment, the TaskManagers as a Deployment, and what they need. After
// Flink's documentation, deployment/resource-providers/standalone/kubernetes.
func standalone(v Values) []component.Object {
	var objects []component.Object
	if v.Standalone.Account {
		objects = append(objects, standaloneAccount(v)...)
	}
	objects = append(objects, standaloneConfigMap(v))
	if !v.Standalone.HighlyAvailable {
		objects = append(objects, jobManagerService(v))
	}
	objects = append(objects, restService(v))
	switch v.Standalone.Kind {
	case "application":
		objects = append(objects, jobManagerJob(v))
	case "session":
		objects = append(objects, jobManagerDeployment(v))
	}
	return append(objects, taskManagerDeployment(v))
}

// jobManagerJob runs the program and ends with it.
func jobManagerJob(v Values) *batchv1.Job {
	pods := jobManagerPods(v, applicationArgs(v))
	pods.Spec.RestartPolicy = corev1.RestartPolicyOnFailure
	return &batchv1.Job{
		TypeMeta:   component.BatchV1("Job"),
		ObjectMeta: roleMeta(v, roleJobManager),
		Spec: batchv1.JobSpec{
			// More than one are standby JobManagers.
			Parallelism:  new(v.JobManager.Replicas),
			BackoffLimit: new(v.Standalone.BackoffLimit),
			Template:     *pods,
		},
	}
}

func jobManagerDeployment(v Values) *appsv1.Deployment {
	d := roleDeployment(v, roleJobManager, jobManagerPods(v, sessionArgs(v)))
	d.Spec.Replicas = new(v.JobManager.Replicas)
	if !v.Standalone.HighlyAvailable {
		// Two JobManagers behind one name would each take half of the TaskManagers.
		d.Spec.Strategy.Type = appsv1.RecreateDeploymentStrategyType
	}
	return d
}

func taskManagerDeployment(v Values) *appsv1.Deployment {
	d := roleDeployment(v, roleTaskManager, taskManagerPods(v))
	d.Spec.Replicas = v.TaskManager.Replicas
	return d
}

func roleDeployment(v Values, role string, pods *corev1.PodTemplateSpec) *appsv1.Deployment {
	return &appsv1.Deployment{
		TypeMeta:   component.AppsV1("Deployment"),
		ObjectMeta: roleMeta(v, role),
		Spec: appsv1.DeploymentSpec{
			Selector: &metav1.LabelSelector{MatchLabels: roleSelector(v, role)},
			Template: *pods,
		},
	}
}

// applicationArgs are those of the image's entrypoint (apache/flink-docker) and
// of Flink's StandaloneApplicationClusterEntryPoint; those of the program come
// last.
func applicationArgs(v Values) []string {
	args := []string{"standalone-job"}
	if v.Standalone.HighlyAvailable {
		args = append(args, "--host", "$(POD_IP)")
	}
	if v.EntryClass != "" {
		args = append(args, "--job-classname", v.EntryClass)
	}
	if v.Standalone.PassJar {
		args = append(args, "--jars", v.JarURI)
	}
	if v.Standalone.JobID != "" {
		args = append(args, "--job-id", v.Standalone.JobID)
	}
	if v.InitialSavepointPath != "" {
		args = append(args, "--fromSavepoint", v.InitialSavepointPath)
	}
	if v.AllowNonRestoredState {
		args = append(args, "--allowNonRestoredState")
	}
	return append(args, v.Args...)
}

func sessionArgs(v Values) []string {
	args := []string{"jobmanager"}
	if v.Standalone.HighlyAvailable {
		args = append(args, "$(POD_IP)")
	}
	return args
}
