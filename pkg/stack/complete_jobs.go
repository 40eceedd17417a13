package stack

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation/field"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// jobs derives what each job needs: its image, where its state lives, its
// route, and from all of that its configuration.
func (c *completion) jobs() {
	names := map[string]bool{}
	for i := range c.spec.Jobs {
		j := &c.spec.Jobs[i]
		if !on(j.Enabled) {
			continue
		}
		at := specPath("jobs").Index(i)
		c.job(at, j)
		if name := j.Namespace + "/" + j.Name; names[name] {
			c.fail(field.Duplicate(at.Child("name"), j.Name))
		} else {
			names[name] = true
		}
	}
}

func (c *completion) job(at *field.Path, j *Job) {
	fill(&j.Namespace, c.jobNamespace())
	j.OperatorVersion = c.spec.Operator.Version
	if j.DeploymentMode == "standalone" {
		j.OperatorVersion = ""
	}
	if j.Managed {
		c.managedJob(at, j)
	}
	if c.unknownOperator {
		return
	}
	problems := job.Validate(j.Values, at)
	c.errors = append(c.errors, problems...)
	if len(problems) > 0 {
		return
	}
	if err := job.Complete(&j.Values); err != nil {
		c.fail(field.Invalid(at.Child("flinkConfiguration"), j.FlinkVersion, err.Error()))
		return
	}
	c.memory(at, j)
}

// managedJob derives what a job needs of the rest of the stack.
func (c *completion) managedJob(at *field.Path, j *Job) {
	fill(&j.TimeZone, c.spec.TimeZone)
	if j.DeploymentMode == "standalone" {
		// An account of its own needs fewer rights than that of the operator's jobs.
		fill(&j.ServiceAccount, j.Name)
	} else {
		fill(&j.ServiceAccount, c.spec.Operator.JobServiceAccount.Name)
	}
	c.jobImage(j)
	c.jobBuild(at, j)
	switch c.spec.Storage.Type {
	case StorageVolume:
		c.jobOnVolume(at, j)
	case StorageS3:
		c.jobOnS3(at, j)
	case StorageHDFS:
		c.jobOnHDFS(j)
	}
	c.artifacts(at.Child("artifacts"), j)
	snapshotReferences(j)
	c.jobRoute(j)
	c.jobMetrics(j)
	c.jobJar(at, j)
}

// jobJar refuses a jar in a file system that no plugin of the job reads.
func (c *completion) jobJar(at *field.Path, j *Job) {
	scheme, _, found := strings.Cut(j.JarURI, "://")
	switch {
	case !found, scheme == "local", scheme == "http", scheme == "https":
	case scheme == "hdfs" && c.spec.Storage.Type == StorageHDFS:
	case len(j.Build.Plugins) > 0 || slices.ContainsFunc(j.ExtraEnv, func(env corev1.EnvVar) bool { return env.Name == builtInPlugins }):
	default:
		c.fail(field.Invalid(at.Child("jarURI"), j.JarURI, "Flink reads "+scheme+":// with a plugin only: set spec.storage.type to s3, name the plugin in extraEnv as "+builtInPlugins+", or use local:// or https://"))
	}
}

// jobNamespace is where jobs are that name no namespace.
func (c *completion) jobNamespace() string {
	if watched := c.spec.Operator.WatchNamespaces; len(watched) > 0 {
		return watched[0]
	}
	return c.spec.Operator.Namespace
}

// jobImage derives the image from the Flink version, or the version from the
// tag of the image; the newest Flink where neither is given.
func (c *completion) jobImage(j *Job) {
	if j.FlinkVersion == "" {
		version, _, known := flink.ImageTag(j.Image.Repository, j.Image.Tag)
		if !known {
			version, _ = flink.ParseVersion(catalog.Newest(catalog.Flink).Version)
		}
		j.FlinkVersion = version.Operator()
	}
	if j.Image.Tag == "" && j.Image.Digest == "" && j.Image.Repository != "" {
		// A repository of one's own: its tags are not Flink's.
		fill(&j.Image.PullPolicy, corev1.PullIfNotPresent)
		return
	}
	j.Image.Complete(component.FromCatalog(flinkRelease(j.FlinkVersion)))
}

// flinkRelease is the newest patch of a Flink version in the catalog.
func flinkRelease(flinkVersion string) catalog.Entry {
	wanted, _ := flink.ParseVersion(flinkVersion)
	for _, version := range catalog.Versions(catalog.Flink) {
		if minor, err := flink.ParseVersion(version); err == nil && minor == wanted {
			entry, _ := catalog.Find(catalog.Flink, version)
			return entry
		}
	}
	return catalog.Newest(catalog.Flink)
}

// stateMountPath is where the volume of a job is mounted.
const stateMountPath = "/flink-data"

// jobOnVolume gives the job a volume for the state and one for the logs that
// have no place by hand, and the history server's volume for its archive.
func (c *completion) jobOnVolume(at *field.Path, j *Job) {
	if lacksDirectory(j) {
		c.addVolume(j, "data", j.Name+"-data", stateMountPath, c.spec.Storage.Size)
		directories(j, "file://"+stateMountPath)
	}
	if j.Logs.Volume == "" {
		// A claim of their own: logs must not fill up the place of the state.
		j.Logs = job.Logs{Volume: "claim", ClaimName: j.Name + "-logs"}
		c.addClaim(j, j.Logs.ClaimName, c.spec.Storage.LogSize)
	}
	for i := range j.Claims {
		fill(&j.Claims[i].StorageClassName, c.spec.Storage.StorageClassName)
		fillList(&j.Claims[i].AccessModes, corev1.ReadWriteMany)
		if j.Claims[i].Size.IsZero() {
			j.Claims[i].Size = c.spec.Storage.Size
		}
	}
	c.archiveOnVolume(at, j)
}

// lacksDirectory says whether some state of the job has no place yet.
func lacksDirectory(j *Job) bool {
	return j.Checkpoints.Dir == "" || j.Savepoints.Dir == "" || j.HighAvailability.Type != "none" && j.HighAvailability.StorageDir == ""
}

// addVolume mounts a claim of the job, and makes both unless they are there.
func (c *completion) addVolume(j *Job, name, claim, mountPath string, size resource.Quantity) {
	if !slices.ContainsFunc(j.Volumes, func(v job.Volume) bool { return v.Name == name }) {
		j.Volumes = append(slices.Clip(j.Volumes), job.Volume{Name: name, ClaimName: claim, MountPath: mountPath})
		c.addClaim(j, claim, size)
	}
}

func (c *completion) addClaim(j *Job, name string, size resource.Quantity) {
	if !slices.ContainsFunc(j.Claims, func(claim job.Claim) bool { return claim.Name == name }) {
		j.Claims = append(slices.Clip(j.Claims), job.Claim{
			Name:        name,
			AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteMany},
			Persistence: component.Persistence{
				StorageClassName: c.spec.Storage.StorageClassName,
				Size:             size,
				// State outlives the release of Helm that made it.
				Annotations: map[string]string{"helm.sh/resource-policy": "keep"},
			},
		})
	}
}

// archiveOnVolume mounts the volume that the history server reads. A volume
// does not cross namespaces.
func (c *completion) archiveOnVolume(at *field.Path, j *Job) {
	h := &c.spec.HistoryServer
	if !on(h.Enabled) || !h.Persistence.Enabled || j.ArchiveDir != "" {
		return
	}
	if j.Namespace != h.Namespace {
		c.fail(field.Invalid(at.Child("namespace"), j.Namespace, fmt.Sprintf(
			"the history server is in namespace %s, and a volume does not cross namespaces: put both into one namespace, set spec.storage.type to s3, or set archiveDir to a directory that both reach", h.Namespace)))
		return
	}
	j.ArchiveDir = h.ArchiveDir
	mounted := func(v job.Volume) bool { return v.ClaimName == h.Persistence.ClaimName }
	if !slices.ContainsFunc(j.Volumes, mounted) {
		j.Volumes = append(slices.Clip(j.Volumes), job.Volume{Name: "history", ClaimName: h.Persistence.ClaimName, MountPath: h.Persistence.MountPath})
	}
}

// directories puts the state of a job below one URI.
func directories(j *Job, below string) {
	fill(&j.Checkpoints.Dir, below+"/checkpoints")
	fill(&j.Savepoints.Dir, below+"/savepoints")
	if j.HighAvailability.Type != "none" {
		fill(&j.HighAvailability.StorageDir, below+"/ha")
	}
}

// jobOnS3 lets the job keep its state in the object store, with the file
// system plugin of its image and credentials from a Secret.
func (c *completion) jobOnS3(at *field.Path, j *Job) {
	s3 := c.spec.Storage.S3
	directories(j, s3URI(s3, j.Namespace, j.Name))
	if on(c.spec.HistoryServer.Enabled) {
		fill(&j.ArchiveDir, c.spec.HistoryServer.ArchiveDir)
	}
	fill(&j.Logs.Volume, "ephemeral")
	addOptions(j, s3Options(s3))
	if j.Build.HasPlugin("s3-fs-" + s3.Plugin) {
		addEnv(&j.ExtraEnv, s3Credentials(s3)...)
		return
	}
	plugin := c.jobPlugin(at, j)
	addEnv(&j.ExtraEnv, s3Env(s3, plugin)...)
	// The image's entrypoint links the plugin into this directory, which is
	// read-only in the image.
	if !slices.ContainsFunc(j.ExtraVolumes, func(v corev1.Volume) bool { return v.Name == s3PluginVolume }) {
		j.ExtraVolumes = append(slices.Clip(j.ExtraVolumes), corev1.Volume{Name: s3PluginVolume, VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}})
		j.ExtraVolumeMounts = append(slices.Clip(j.ExtraVolumeMounts), corev1.VolumeMount{Name: s3PluginVolume, MountPath: "/opt/flink/plugins/" + strings.TrimSuffix(plugin, ".jar")})
	}
}

// jobPlugin is the jar of the file system plugin in the image of a job. Its
// name has the release of Flink in it.
func (c *completion) jobPlugin(at *field.Path, j *Job) string {
	for _, env := range j.ExtraEnv {
		if env.Name == builtInPlugins {
			plugin, _, _ := strings.Cut(env.Value, ";")
			return plugin
		}
	}
	if j.FlinkRelease == "" {
		release, known := patchVersion(j.Image)
		if !known {
			c.fail(field.Required(at.Child("flinkRelease"), "the tag of the image does not tell the release of Flink, which names the plugin for S3: write it, such as "+flinkRelease(j.FlinkVersion).Version))
		}
		j.FlinkRelease = release
	}
	return s3Plugin(c.spec.Storage.S3, j.FlinkRelease)
}

// patchVersion is the release of Flink that the tag of an image starts with.
func patchVersion(image component.Image) (string, bool) {
	version, _, known := flink.ImageTag(image.Repository, image.Tag)
	release, _, _ := strings.Cut(image.Tag, "-")
	return release, known && strings.HasPrefix(release, version.String()+".")
}

// addEnv adds variables that are not there by their names.
func addEnv(target *[]corev1.EnvVar, variables ...corev1.EnvVar) {
	for _, variable := range variables {
		if !slices.ContainsFunc(*target, func(known corev1.EnvVar) bool { return known.Name == variable.Name }) {
			*target = append(slices.Clip(*target), variable)
		}
	}
}

// jobRoute leads from the ingress controller to the web UI.
func (c *completion) jobRoute(j *Job) {
	in := c.spec.Ingress
	switch in.Controller {
	case ControllerNginx:
		fill(&j.Ingress.Type, "ingress")
	case ControllerGateway:
		fill(&j.Ingress.Type, "gateway")
	default:
		fill(&j.Ingress.Type, "none")
	}
	switch j.Ingress.Type {
	case "ingress":
		fill(&j.Ingress.ClassName, in.IngressClassName)
		if j.OwnRoutes() {
			c.ownRoute(j)
			return
		}
		if j.Ingress.Template == "" {
			j.Ingress.Template = in.Host + "/{{namespace}}/{{name}}/(.*)"
			j.Ingress.Annotations = component.Merge(map[string]string{"nginx.ingress.kubernetes.io/rewrite-target": "/$1"}, j.Ingress.Annotations)
			// Only the operator knows which side of a blue/green job is active.
			j.Ingress.SlashRedirect = j.DeploymentMode != "blueGreen"
			fill(&j.Ingress.Host, in.Host)
			fill(&j.Ingress.Path, "/"+j.Namespace+"/"+j.Name)
		}
	case "gateway":
		fill(&j.Ingress.Gateway.Name, in.Gateway.Name)
		fill(&j.Ingress.Gateway.Namespace, in.Gateway.Namespace)
		fill(&j.Ingress.Gateway.SectionName, in.Gateway.SectionName)
		fill(&j.Ingress.Path, "/"+j.Namespace+"/"+j.Name)
		if in.Host != "" {
			fillList(&j.Ingress.Hostnames, gatewayv1.Hostname(in.Host))
		}
	}
}
