package importer

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// unnamedStorageClass stands for the class that nobody has named, because the
// volumes of a managed job need one.
const unnamedStorageClass = "shared"

// native turns the job into one in deploymentMode native. Such a job is
// managed, because its script and its pod templates come from the fields of the
// pods. Options of one role alone stay options.
func (c *command) native() error {
	j := c.job
	j.Managed = true
	if c.o.StorageClassName == "" {
		c.notes = append(c.notes, "spec.storage.storageClassName: no class is named for the volumes of the job: give --storage-class with one that allows ReadWriteMany; "+unnamedStorageClass+" is written here")
	}
	if selector := c.options["kubernetes.taskmanager.node-selector"]; selector == c.options["kubernetes.jobmanager.node-selector"] && selector != "" {
		j.NodeSelector = pairs(selector)
		delete(c.options, "kubernetes.taskmanager.node-selector")
		delete(c.options, "kubernetes.jobmanager.node-selector")
	}
	if err := c.refusedByNative(); err != nil || j.PodTemplate == nil {
		return err
	}
	template := *j.PodTemplate
	j.PodTemplate = nil
	c.podFields(&template.Spec)
	j.PodLabels, j.PodAnnotations = template.Labels, template.Annotations
	return c.noteLeft(template.Spec)
}

// refusedByNative takes out the options that a native job refuses.
func (c *command) refusedByNative() error {
	if text := c.take(string(flink.JobManagerReplicas)); text != "" {
		replicas, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return fmt.Errorf("option %s needs a whole number", flink.JobManagerReplicas)
		}
		c.job.JobManager.Replicas = int32(replicas)
	}
	for _, key := range slices.Sorted(maps.Keys(c.options)) {
		var why string
		switch {
		case key == string(flink.HighAvailabilityCluster):
			why = "it is the name of the job"
		case key == string(flink.JobManagerPodTemplate), key == string(flink.TaskManagerPodTemplate):
			why = "write what it says into the podTemplate of the role"
		case strings.HasPrefix(key, "kubernetes.operator."):
			why = "only the operator reads it"
		case c.options[key] == "":
			why = "it has no value"
		default:
			continue
		}
		c.notes = append(c.notes, key+": "+why)
		delete(c.options, key)
	}
	return nil
}

// podFields moves what the fields of a job's pods say, out of the template.
func (c *command) podFields(spec *corev1.PodSpec) {
	j := c.job
	j.ImagePullSecrets, spec.ImagePullSecrets = spec.ImagePullSecrets, nil
	if len(j.NodeSelector) == 0 {
		j.NodeSelector, spec.NodeSelector = spec.NodeSelector, nil
	}
	j.Tolerations, spec.Tolerations = spec.Tolerations, nil
	j.Affinity, spec.Affinity = spec.Affinity, nil
	j.TopologySpreadConstraints, spec.TopologySpreadConstraints = spec.TopologySpreadConstraints, nil
	j.PriorityClassName, spec.PriorityClassName = spec.PriorityClassName, ""
	j.HostAliases, spec.HostAliases = spec.HostAliases, nil
	j.InitContainers, spec.InitContainers = spec.InitContainers, nil
	j.ExtraVolumes, spec.Volumes = spec.Volumes, nil
	for i := range spec.Containers {
		container := &spec.Containers[i]
		if container.Name != "flink-main-container" {
			j.Sidecars = append(j.Sidecars, *container)
			continue
		}
		j.ExtraEnv, container.Env = container.Env, nil
		j.ExtraVolumeMounts, container.VolumeMounts = container.VolumeMounts, nil
	}
	spec.Containers = slices.DeleteFunc(spec.Containers, func(one corev1.Container) bool { return one.Name != "flink-main-container" })
}

// noteLeft lists the fields of the template that no field of the job takes.
func (c *command) noteLeft(spec corev1.PodSpec) error {
	var main corev1.Container
	if len(spec.Containers) > 0 {
		main = spec.Containers[0]
	}
	main.Name, spec.Containers = "", nil
	for _, one := range []struct {
		path string
		left any
	}{{"podTemplate.spec", spec}, {"podTemplate.spec.containers[flink-main-container]", main}} {
		data, err := json.Marshal(one.left)
		if err != nil {
			return err
		}
		var tree map[string]any
		if err := json.Unmarshal(data, &tree); err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(tree)) {
			if !blank(tree[key]) && tree[key] != "" {
				c.notes = append(c.notes, fmt.Sprintf("%s.%s is left out: no field of a native job takes it", one.path, key))
			}
		}
	}
	return nil
}
