package check

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/distribution/reference"

	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/flink/memory"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	"github.com/flinkgen/flinkgen/pkg/source"
)

func flinkRules() []Rule {
	return []Rule{
		{ID: "FG004", Name: "memory-sum", Severity: finding.Error, About: "The memory of a JobManager or TaskManager does not add up, so Flink does not start; or it is missing.", judge: memoryFits},
		{ID: "FG005", Name: "tm-heap-small", Severity: finding.Warning, About: "Little heap for each slot of a TaskManager.", judge: memoryWarning(memory.TaskHeapSmall)},
		{ID: "FG006", Name: "service-account-missing", Severity: finding.Error, About: "A FlinkDeployment without spec.serviceAccount.", judge: serviceAccount},
		{ID: "FG007", Name: "job-ns-not-watched", Severity: finding.Error, About: "A resource of Flink in a namespace that the operator among the objects does not watch.", judge: watched},
		{ID: "FG009", Name: "flinkversion-image-mismatch", Severity: finding.Error, About: "flinkVersion is not the version of the image, or one that the operator does not run.", judge: versionOfImage},
		{ID: "FG010", Name: "java-vs-flink", Severity: finding.Error, About: "An image of Flink with a Java that this Flink does not run on.", judge: javaOfImage},
		{ID: "FG016", Name: "v2-key-prefix", Severity: finding.Error, About: "From Flink 2.0 on no option may be a prefix of another one.", judge: overlaps},
		{ID: "FG017", Name: "removed-key", Severity: finding.Error, About: "An option that this version of Flink does not read.", judge: removedOptions},
		{ID: "FG019", Name: "forbidden-conf-key", Severity: finding.Error, About: "An option that only the operator may set.", judge: forbiddenOptions},
		{ID: "FG020", Name: "parallelism-ignored", Severity: finding.Warning, About: "With taskManager.replicas the parallelism is replicas times slots, whatever job.parallelism says.", judge: parallelism},
		{ID: "FG060", Name: "name-pattern", Severity: finding.Error, About: "A name that the operator refuses: more than 45 characters, or other characters than small letters, digits and dashes.", judge: clusterName},
		{ID: "FG061", Name: "jar-uri-application", Severity: finding.Error, About: "The jar of an application is not in its image, and this Flink does not fetch it.", judge: applicationJar},
		{ID: "FG062", Name: "jar-uri-session", Severity: finding.Error, About: "The jar of a session job is in an image: the operator cannot fetch it.", judge: sessionJar},
		{ID: "FG063", Name: "session-ref", Severity: finding.Error, About: "A session job on a cluster that has a job of its own.", judge: sessionCluster},
		{ID: "FG066", Name: "jm-replicas", Severity: finding.Error, About: "More than one JobManager without high availability, or none.", judge: jobManagers},
		{ID: "FG068", Name: "log-config-keys", Severity: finding.Error, About: "A logging file that Flink does not read.", judge: logFiles},
		{ID: "FG071", Name: "pod-template-main", Severity: finding.Error, About: "A container of a pod template whose name is nearly flink-main-container: it would run beside Flink.", judge: mainContainer},
		{ID: "FG085", Name: "exposed-rest", Severity: finding.Warning, About: "Flink's REST port is open to others than the cluster: whoever reaches it can run programs.", judge: exposedREST},
		{ID: "FG099", Name: "jm-heap-small", Severity: finding.Warning, About: "Less heap for the JobManager than Flink recommends.", judge: memoryWarning(memory.JobManagerHeapSmall)},
	}
}

// version is the Flink of a cluster; false where it cannot be read.
func (c cluster) version() (flink.Version, bool) {
	version, err := flink.ParseVersion(string(c.spec.FlinkVersion))
	return version, err == nil
}

func (j *judge) memory(c cluster) memory.Report {
	version, ok := c.version()
	if !ok {
		return memory.Report{}
	}
	of := func(resource *v1beta1.Resource, field string, option flink.Option) memory.Container {
		m := memory.Container{Field: field}
		if resource != nil {
			m.Memory = resource.Memory
		}
		if m.Memory == "" {
			m.Memory, m.Field = option.Value(c.spec.FlinkConfiguration), "flinkConfiguration"
		}
		return m
	}
	configuration := maps.Clone(map[string]string(c.spec.FlinkConfiguration))
	if configuration == nil {
		configuration = map[string]string{}
	}
	taskManager := c.taskManager().Resource
	if taskManager != nil && taskManager.CPU > 0 {
		configuration[string(memory.TaskManagerCores)] = strconv.FormatFloat(taskManager.CPU, 'f', -1, 64)
	}
	return memory.Cluster{
		Name: j.Name, Namespace: j.Namespace, Version: version, Operator: j.operator, Configuration: configuration,
		JobManager:  of(c.jobManager().Resource, "jobManager.resource.memory", memory.JobManagerProcessSize),
		TaskManager: of(taskManager, "taskManager.resource.memory", memory.TaskManagerProcessSize),
	}.Derive()
}

func memoryFits(j *judge) {
	for _, c := range j.clusters() {
		for _, problem := range j.memory(c).Problems {
			j.fail(c.path+"."+problem.Field, "the %s would not start with %s: %s; %s", problem.Process, problem.Memory, problem.Message, problem.Cure)
		}
	}
}

func memoryWarning(kind memory.WarningKind) func(*judge) {
	return func(j *judge) {
		for _, c := range j.clusters() {
			report := j.memory(c)
			var all []memory.Warning
			if report.TaskManager != nil {
				all = append(all, report.TaskManager.Warnings...)
			}
			if report.JobManager != nil {
				all = append(all, report.JobManager.Warnings...)
			}
			for _, warning := range all {
				if warning.Kind == kind {
					j.fail(c.option(warning.Option), "%s", warning.Message)
				}
			}
		}
	}
}

func serviceAccount(j *judge) {
	for _, c := range j.clusters() {
		if c.spec.ServiceAccount == "" {
			j.fail(c.path+".serviceAccount", "the service account is missing, and the operator refuses the resource: name one with a Role for pods, such as flink")
		}
	}
}

func watched(j *judge) {
	if j.group() != v1beta1.Group || j.Namespace == "" {
		return
	}
	for _, o := range j.objects {
		if !o.is("", "ConfigMap") {
			continue
		}
		for _, c := range o.configurations {
			names := strings.FieldsFunc(c.values["kubernetes.operator.watched.namespaces"], func(r rune) bool { return r == ',' || r == ' ' })
			if len(names) > 0 && !slices.Contains(names, j.Namespace) {
				j.fail("metadata.namespace", "the operator watches %s only: add the namespace to its watchNamespaces", strings.Join(names, ", "))
			}
			if len(names) > 0 {
				return
			}
		}
	}
}

// tag is what the image of a cluster says of Flink and Java.
func (c cluster) tag() (version flink.Version, java int, ok bool) { return imageTag(c.spec.Image) }

// imageTag is what an image says of Flink and Java.
func imageTag(image string) (version flink.Version, java int, ok bool) {
	named, err := reference.ParseNormalizedNamed(image)
	if err != nil {
		return flink.Version{}, 0, false
	}
	tagged, ok := named.(reference.Tagged)
	if !ok {
		return flink.Version{}, 0, false
	}
	return flink.ImageTag(reference.FamiliarName(named), tagged.Tag())
}

func versionOfImage(j *judge) {
	for _, c := range j.clusters() {
		version, ok := c.version()
		if !ok {
			if c.spec.FlinkVersion == "" {
				j.fail(c.path+".flinkVersion", "flinkVersion is missing: write the version of the image, such as %s", flink.Versions()[0].Operator())
			}
			continue
		}
		if !j.operator.Runs(version) {
			j.fail(c.path+".flinkVersion", "operator %s runs Flink %s to %s, not %s", j.operator.Version, j.operator.Oldest, j.operator.Newest, version)
		}
		if image, _, ok := c.tag(); ok && image != version {
			j.fail(c.path+".flinkVersion", "the image has Flink %s: write %s, or an image of Flink %s", image, image.Operator(), version)
		}
	}
}

func javaOfImage(j *judge) {
	for _, c := range j.clusters() {
		version, java, ok := c.tag()
		if !ok || java == 0 || !version.Known() || slices.Contains(version.JavaVersions(), java) {
			continue
		}
		j.fail(c.path+".image", "Flink %s does not run on Java %d: there are images with Java %s", version, java, strings.Trim(strings.Join(strings.Fields(fmt.Sprint(version.JavaVersions())), ", "), "[]"))
	}
}

func overlaps(j *judge) {
	for _, c := range j.clusters() {
		version, ok := c.version()
		if !ok || !version.AtLeast(flink.V2_0) {
			continue
		}
		for _, overlap := range flink.Overlaps(c.spec.FlinkConfiguration) {
			j.fail(c.option(overlap.Prefix), "%s is a prefix of %s, and the configuration of Flink %s is a tree: write the newer key, such as %s.type", overlap.Prefix, overlap.Key, version, overlap.Prefix)
		}
	}
}

func removedOptions(j *judge) {
	for _, c := range j.clusters() {
		version, ok := c.version()
		if !ok {
			continue
		}
		for _, key := range slices.Sorted(maps.Keys(c.spec.FlinkConfiguration)) {
			instead, removed := flink.Removed(key, version)
			switch {
			case removed && instead != "":
				j.fail(c.option(key), "Flink %s does not read %s: write %s", version, key, instead)
			case removed:
				j.fail(c.option(key), "Flink %s does not read %s any more, and nothing takes its place: remove it", version, key)
			}
		}
	}
}

func forbiddenOptions(j *judge) {
	for _, c := range j.clusters() {
		for _, option := range []flink.Option{flink.KubernetesNamespace, flink.KubernetesCluster, flink.HighAvailabilityCluster} {
			if _, key, set := option.Lookup(c.spec.FlinkConfiguration); set {
				j.fail(c.option(key), "the operator sets %s itself and refuses the resource: remove it", key)
			}
		}
	}
}

func parallelism(j *judge) {
	for _, c := range j.clusters() {
		replicas := c.taskManager().Replicas
		if replicas == nil || c.spec.Job == nil || c.spec.Job.Parallelism == 0 {
			continue
		}
		slots, err := strconv.Atoi(cmp.Or(flink.TaskSlots.Value(c.spec.FlinkConfiguration), "1"))
		if err == nil && int(*replicas)*slots != int(c.spec.Job.Parallelism) {
			j.fail(c.path+".job.parallelism", "the operator uses %d (taskManager.replicas %d × %d slots) instead: remove one of them", int(*replicas)*slots, *replicas, slots)
		}
	}
}

var namePattern = regexp.MustCompile(`^[a-z]([-a-z0-9]{0,43}[a-z0-9])?$`)

func clusterName(j *judge) {
	if len(j.clusters()) == 0 && j.Kind != v1beta1.KindFlinkDeployment || j.Name == "" {
		return
	}
	name := j.Name
	if j.Kind == v1beta1.KindFlinkBlueGreenDeployment {
		name += "-green"
	}
	if !namePattern.MatchString(name) {
		j.fail("metadata.name", "the operator refuses the name of the cluster %q: use at most 45 small letters, digits and dashes, the first a letter", name)
	}
}

func applicationJar(j *judge) {
	for _, c := range j.clusters() {
		version, ok := c.version()
		if !ok || c.spec.Job == nil || c.spec.Job.JarURI == "" {
			continue
		}
		scheme, _, found := strings.Cut(c.spec.Job.JarURI, "://")
		if !found && !strings.HasPrefix(c.spec.Job.JarURI, "local:/") {
			j.fail(c.path+".job.jarURI", "the jar has no scheme: write local:///opt/flink/usrlib/… for a file of the image")
		} else if found && scheme != "local" && !version.AtLeast(flink.V1_19) {
			j.fail(c.path+".job.jarURI", "Flink %s cannot fetch the jar of an application: put it into the image and write local:///…", version)
		}
	}
}

func sessionJar(j *judge) {
	job, ok := j.typed.(*v1beta1.FlinkSessionJob)
	if ok && job.Spec.Job != nil && strings.HasPrefix(job.Spec.Job.JarURI, "local:") {
		j.fail("spec.job.jarURI", "the operator fetches the jar of a session job and cannot look into the image of the cluster: serve it by https, or write a FlinkDeployment with a job")
	}
}

func sessionCluster(j *judge) {
	job, ok := j.typed.(*v1beta1.FlinkSessionJob)
	if !ok {
		return
	}
	for _, o := range j.objects {
		if deployment, ok := o.typed.(*v1beta1.FlinkDeployment); ok && o.Namespace == j.Namespace && o.Name == job.Spec.DeploymentName && deployment.Spec.Job != nil {
			j.fail("spec.deploymentName", "FlinkDeployment %s runs a job of its own: name one without spec.job", o.Name)
		}
	}
}

func jobManagers(j *judge) {
	for _, c := range j.clusters() {
		switch replicas := c.jobManager().Replicas; {
		case replicas < 0:
			j.fail(c.path+".jobManager.replicas", "there must be at least one JobManager")
		case replicas > 1 && !c.highlyAvailable():
			j.fail(c.path+".jobManager.replicas", "more than one JobManager needs high availability: set %s and %s, or write 1", flink.HighAvailabilityType, flink.HighAvailabilityStorage)
		}
	}
}

func logFiles(j *judge) {
	known := []string{"log4j-console.properties", "logback-console.xml"}
	for _, c := range j.clusters() {
		for _, name := range slices.Sorted(maps.Keys(c.spec.LogConfiguration)) {
			if !slices.Contains(known, name) {
				j.fail(join(c.path+".logConfiguration", name), "the operator refuses the file: write %s", strings.Join(known, " or "))
			}
		}
	}
}

const mainContainerName = "flink-main-container"

func mainContainer(j *judge) {
	for _, p := range j.pods() {
		if !p.partial {
			continue
		}
		for _, c := range p.containers() {
			if near := source.Distance(c.Name, mainContainerName); c.Name != mainContainerName && (near <= 4 || c.Name == "main-container" || c.Name == "flink-main") {
				j.fail(c.path+".name", "the container of Flink is called %s: this one would run beside it", mainContainerName)
			}
		}
	}
}

func exposedREST(j *judge) {
	for _, c := range j.clusters() {
		if exposed := flink.RestServiceType.Value(c.spec.FlinkConfiguration); exposed == "NodePort" || exposed == "LoadBalancer" {
			j.fail(c.option(string(flink.RestServiceType)), "whoever reaches the port can run programs in the cluster: write ClusterIP, and put a proxy with a login before it")
		}
	}
}
