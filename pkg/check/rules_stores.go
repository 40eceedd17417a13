package check

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"

	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/finding"
)

func storeRules() []Rule {
	return []Rule{
		{ID: "FG025", Name: "redis-no-auth", Severity: finding.Warning, About: "A Redis that is told to do without a password.", judge: openRedis},
		{ID: "FG026", Name: "redis-quorum", Severity: finding.Error, About: "A quorum of Sentinel that its pods cannot reach, or, as a warning, one below the majority, less than three Sentinels, or a master that counts as down in less than a second.", judge: sentinel},
		{ID: "FG027", Name: "redis-policy", Severity: finding.Error, About: "A Redis beside JuiceFS that throws away keys when its memory is full: files would be lost.", judge: eviction},
	}
}

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
		return ok && class.Provisioner == juicefs.DriverName
	}) {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(configuration.Data)) {
		if match := evictionPolicy.FindStringSubmatch(configuration.Data[key]); match != nil && match[1] != "noeviction" {
			j.fail(join("data", key), "maxmemory-policy %s throws away metadata of files: write noeviction", match[1])
		}
	}
}
