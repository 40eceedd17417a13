package check

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

func storeRules() []Rule {
	return []Rule{
		{ID: "FG025", Name: "redis-no-auth", Severity: finding.Warning, About: "A Redis that is told to do without a password.", judge: openRedis},
		{ID: "FG026", Name: "redis-quorum", Severity: finding.Error, About: "A quorum of Sentinel that its pods cannot reach, or, as a warning, one below the majority, less than three Sentinels, or a master that counts as down in less than a second.", judge: sentinel},
		{ID: "FG027", Name: "redis-policy", Severity: finding.Error, About: "A Redis beside JuiceFS that throws away keys when its memory is full: files would be lost.", judge: eviction},
		{ID: "FG029", Name: "juicefs-mountpod-limits", Severity: finding.Error, About: "Less memory for a mount pod of JuiceFS than its buffer of 300 MiB takes.", judge: mountMemory},
		{ID: "FG031", Name: "juicefs-metaurl", Severity: finding.Error, About: "A metadata URL of JuiceFS that it cannot read.", judge: metadataURL},
		{ID: "FG032", Name: "juicefs-name", Severity: finding.Error, About: "A name of a file system that JuiceFS refuses.", judge: fileSystemName},
		{ID: "FG034", Name: "juicefs-reclaim", Severity: finding.Warning, About: "A StorageClass of JuiceFS that erases the data with the claim.", judge: reclaim},
	}
}

// juicefs is the name of the driver of JuiceFS.
const juicefs = "csi.juicefs.com"

func openRedis(j *judge) {
	for _, p := range j.pods() {
		for _, c := range p.containers() {
			for i, variable := range c.Env {
				if variable.Name == "ALLOW_EMPTY_PASSWORD" && slices.Contains([]string{"yes", "true"}, variable.Value) && strings.Contains(c.Image, "redis") {
					j.fail(item(c.path+".env", i), "everybody who reaches the port can change all data: give it a password from a Secret")
				}
			}
		}
	}
}

var (
	sentinelMonitor = regexp.MustCompile(`(?m)^\s*sentinel monitor (\S+) \S+ \S+ (\d+)\s*$`)
	sentinelDown    = regexp.MustCompile(`(?m)^\s*sentinel down-after-milliseconds (\S+) (\d+)\s*$`)
)

func sentinel(j *judge) {
	configuration, ok := j.typed.(*corev1.ConfigMap)
	if !ok {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(configuration.Data)) {
		path := join("data", key)
		for _, match := range sentinelMonitor.FindAllStringSubmatch(configuration.Data[key], -1) {
			quorum, err := strconv.Atoi(match[2])
			pods := j.podsWith(configuration)
			switch {
			case err != nil || pods == 0:
			case quorum > pods:
				j.fail(path, "master %s: a quorum of %d is never reached by %d Sentinels: write %d", match[1], quorum, pods, pods/2+1)
			case pods < 3:
				j.warn(path, "master %s: %d Sentinels do not survive the loss of one: run at least 3", match[1], pods)
			case quorum < pods/2+1:
				j.warn(path, "master %s: a quorum of %d is no majority of %d Sentinels: write %d", match[1], quorum, pods, pods/2+1)
			}
		}
		for _, match := range sentinelDown.FindAllStringSubmatch(configuration.Data[key], -1) {
			if milliseconds, err := strconv.Atoi(match[2]); err == nil && milliseconds < 1000 {
				j.warn(path, "master %s counts as down after %d ms, which a short pause of the network takes: write 5000 or more", match[1], milliseconds)
			}
		}
	}
}

// podsWith is how many pods mount a ConfigMap.
func (r *run) podsWith(configuration *corev1.ConfigMap) int {
	most := 0
	for _, o := range r.objects {
		if o.Namespace != configuration.Namespace {
			continue
		}
		for _, p := range o.pods() {
			for i := range p.spec.Volumes {
				if v := p.spec.Volumes[i].ConfigMap; v != nil && v.Name == configuration.Name && o.group() == "apps" {
					most = max(most, p.replicas)
				}
			}
		}
	}
	return most
}

var evictionPolicy = regexp.MustCompile(`(?m)^\s*maxmemory-policy (\S+)\s*$`)

func eviction(j *judge) {
	configuration, ok := j.typed.(*corev1.ConfigMap)
	if !ok || !slices.ContainsFunc(j.objects, func(o *Object) bool {
		class, ok := o.typed.(*storagev1.StorageClass)
		return ok && class.Provisioner == juicefs
	}) {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(configuration.Data)) {
		if match := evictionPolicy.FindStringSubmatch(configuration.Data[key]); match != nil && match[1] != "noeviction" {
			j.fail(join("data", key), "maxmemory-policy %s throws away metadata of files: write noeviction", match[1])
		}
	}
}

// buffer is the default of --buffer-size of juicefs mount.
const buffer = 300 << 20

func mountMemory(j *judge) {
	class, ok := j.typed.(*storagev1.StorageClass)
	if !ok || class.Provisioner != juicefs {
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

func metadataURL(j *judge) {
	secret, ok := j.typed.(*corev1.Secret)
	if !ok {
		return
	}
	value, path, found := secretText(secret, "metaurl")
	if !found {
		return
	}
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
	secret, ok := j.typed.(*corev1.Secret)
	if !ok {
		return
	}
	if _, _, found := secretText(secret, "metaurl"); !found {
		return
	}
	if name, path, found := secretText(secret, "name"); found && !juicefsName.MatchString(name) {
		j.fail(path, "JuiceFS refuses the name of the file system: use 3 to 63 small letters, digits and dashes")
	}
}

func reclaim(j *judge) {
	class, ok := j.typed.(*storagev1.StorageClass)
	if ok && class.Provisioner == juicefs && (class.ReclaimPolicy == nil || *class.ReclaimPolicy == corev1.PersistentVolumeReclaimDelete) {
		j.fail("reclaimPolicy", "whoever deletes a claim deletes its files: write Retain")
	}
}
