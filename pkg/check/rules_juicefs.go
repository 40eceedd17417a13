package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/distribution/reference"
	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/utils/ptr"

	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/finding"
)

func juicefsRules() []Rule {
	return []Rule{
		{ID: "FG029", Name: "juicefs-mountpod-limits", Severity: finding.Error, About: "Less memory for a mount pod of JuiceFS than its buffer of 300 MiB takes.", judge: mountMemory},
		{ID: "FG030", Name: "juicefs-mountpropagation", Severity: finding.Warning, About: "A volume of JuiceFS that stays broken in a pod after its mount pod was restarted.", judge: propagation},
		{ID: "FG031", Name: "juicefs-metaurl", Severity: finding.Error, About: "A metadata URL of JuiceFS that it cannot read.", judge: metadataURL},
		{ID: "FG032", Name: "juicefs-name", Severity: finding.Error, About: "A name of a file system that JuiceFS refuses.", judge: fileSystemName},
		{ID: "FG034", Name: "juicefs-reclaim", Severity: finding.Warning, About: "A StorageClass of JuiceFS that erases the data with the claim.", judge: reclaim},
		{ID: "FG037", Name: "juicefs-bucket", Severity: finding.Error, About: "An address of an object store for JuiceFS on MinIO that names no bucket.", judge: bucket},
		{ID: "FG038", Name: "csidriver-podinfo", Severity: finding.Error, About: "JuiceFS's driver from 0.21 on does not learn of the pods that it mounts for.", judge: podInformation},
		{ID: "FG039", Name: "pathpattern-provisioner", Severity: finding.Warning, About: "A pathPattern that the driver does not look at, since it does not make the volumes itself.", judge: pathPattern},
	}
}

// buffer is the default of --buffer-size of juicefs mount.
const buffer = 300 << 20

func mountMemory(j *judge) {
	class, ok := j.typed.(*storagev1.StorageClass)
	if !ok || class.Provisioner != juicefs.DriverName {
		return
	}
	const key = "juicefs/mount-memory-limit"
	limit, err := resource.ParseQuantity(class.Parameters[key])
	if err != nil || limit.IsZero() {
		return
	}
	for _, option := range class.MountOptions {
		if strings.Contains(option, "buffer-size") {
			return
		}
	}
	if limit.Value() < buffer {
		j.fail(join("parameters", key), "the buffer of a mount takes 300 MiB, so a mount pod with %s is killed: write 1Gi, or set buffer-size in mountOptions", class.Parameters[key])
	}
}

// secretText is a value of a Secret, however it is written; it must not be shown.
func secretText(secret *corev1.Secret, key string) (text, path string, found bool) {
	if value, ok := secret.StringData[key]; ok {
		return value, join("stringData", key), true
	}
	value, ok := secret.Data[key]
	return string(value), join("data", key), ok
}

// fileSystem is the Secret of a file system of JuiceFS, or nil.
func (j *judge) fileSystem() *corev1.Secret {
	if secret, ok := j.typed.(*corev1.Secret); ok {
		if _, _, found := secretText(secret, "metaurl"); found {
			return secret
		}
	}
	return nil
}

func metadataURL(j *judge) {
	secret := j.fileSystem()
	if secret == nil {
		return
	}
	value, path, _ := secretText(secret, "metaurl")
	scheme, rest, ok := strings.Cut(value, "://")
	switch {
	case !ok || rest == "":
		j.fail(path, "the metadata URL has no scheme: write such as redis://:PASSWORD@HOST:6379/1")
	case scheme == "redis" || scheme == "rediss":
		_, number, hasNumber := strings.Cut(rest[strings.LastIndex(rest, "@")+1:], "/")
		number, _, _ = strings.Cut(number, "?")
		if database, err := strconv.Atoi(number); hasNumber && number != "" && (err != nil || database < 0) {
			j.fail(path, "the end of the metadata URL is no number of a database: write such as redis://:PASSWORD@HOST:6379/1")
		}
	}
}

var juicefsName = regexp.MustCompile(`^[a-z0-9][a-z0-9\-]{1,61}[a-z0-9]$`)

func fileSystemName(j *judge) {
	secret := j.fileSystem()
	if secret == nil {
		return
	}
	if name, path, found := secretText(secret, "name"); found && !juicefsName.MatchString(name) {
		j.fail(path, "JuiceFS refuses the name of the file system: use 3 to 63 small letters, digits and dashes")
	}
}

// bucket judges what JuiceFS takes as http://HOST:PORT/BUCKET where the storage is
// minio. Source: JuiceFS 1.3.1, pkg/object/minio.go.
func bucket(j *judge) {
	secret := j.fileSystem()
	if secret == nil {
		return
	}
	storage, _, _ := secretText(secret, "storage")
	value, path, found := secretText(secret, "bucket")
	if !found || storage != "minio" {
		return
	}
	_, rest, hasScheme := strings.Cut(value, "://")
	if !hasScheme {
		rest = value
	}
	if _, name, _ := strings.Cut(rest, "/"); name == "" {
		j.fail(path, "the address names no bucket: write such as http://HOST:9000/BUCKET")
	}
}

func reclaim(j *judge) {
	class, ok := j.typed.(*storagev1.StorageClass)
	if ok && class.Provisioner == juicefs.DriverName && (class.ReclaimPolicy == nil || *class.ReclaimPolicy == corev1.PersistentVolumeReclaimDelete) {
		j.fail("reclaimPolicy", "whoever deletes a claim deletes its files: write Retain")
	}
}

// ofJuiceFS says whether a claim of the namespace has a class of JuiceFS among
// the objects.
func (j *judge) ofJuiceFS(name string) bool {
	claim := j.claimNamed(name)
	return claim != nil && slices.ContainsFunc(j.objects, func(o *Object) bool {
		class, ok := o.typed.(*storagev1.StorageClass)
		return ok && class.Provisioner == juicefs.DriverName && class.Name == ptr.Deref(claim.Spec.StorageClassName, "")
	})
}

func propagation(j *judge) {
	for _, p := range j.pods() {
		volumes := map[string]bool{}
		for i := range p.spec.Volumes {
			from := p.spec.Volumes[i].PersistentVolumeClaim
			volumes[p.spec.Volumes[i].Name] = from != nil && j.ofJuiceFS(from.ClaimName)
		}
		for _, c := range p.containers() {
			for i, mount := range c.VolumeMounts {
				if volumes[mount.Name] && ptr.Deref(mount.MountPropagation, corev1.MountPropagationNone) == corev1.MountPropagationNone {
					j.fail(item(c.path+".volumeMounts", i), "when JuiceFS's mount pod is made anew, this container keeps the dead mount: write mountPropagation: HostToContainer")
				}
			}
		}
	}
}

// driver are the containers of JuiceFS's driver among the objects.
func (r *run) driver() []container {
	var all []container
	for _, o := range r.objects {
		for _, p := range o.pods() {
			for _, c := range p.containers() {
				if strings.Contains(c.Image, "juicefs-csi-driver") {
					all = append(all, c)
				}
			}
		}
	}
	return all
}

var driverTag = regexp.MustCompile(`^v0\.(\d+)\.`)

func podInformation(j *judge) {
	driver, ok := j.typed.(*storagev1.CSIDriver)
	if !ok || driver.Name != juicefs.DriverName || ptr.Deref(driver.Spec.PodInfoOnMount, false) {
		return
	}
	for _, c := range j.driver() {
		named, err := reference.ParseNormalizedNamed(c.Image)
		if err != nil {
			continue
		}
		tagged, ok := named.(reference.Tagged)
		if !ok {
			continue
		}
		match := driverTag.FindStringSubmatch(tagged.Tag())
		if match == nil {
			continue
		}
		if number, err := strconv.Atoi(match[1]); err == nil && number >= 21 {
			j.fail("spec.podInfoOnMount", "driver %s does not mount without it: write true (delete the object first, the field never changes)", tagged.Tag())
			return
		}
	}
}

func pathPattern(j *judge) {
	class, ok := j.typed.(*storagev1.StorageClass)
	if !ok || class.Provisioner != juicefs.DriverName || class.Parameters["pathPattern"] == "" {
		return
	}
	driver := j.driver()
	own := slices.ContainsFunc(driver, func(c container) bool { return slices.Contains(c.Args, "--provisioner=true") })
	if len(driver) > 0 && !own {
		j.fail(join("parameters", "pathPattern"), "csi-provisioner makes the volumes and does not know of it: start the driver with --provisioner=true in place of csi-provisioner")
	}
}
