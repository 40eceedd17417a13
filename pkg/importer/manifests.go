package importer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"go.yaml.in/yaml/v3"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/flink/v1alpha1"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// Document is a file of manifests in memory.
type Document struct {
	// Name of the file, for errors.
	Name string
	// Data is a stream of YAML or JSON documents.
	Data []byte
}

// Manifests reads the resources of the Flink operator (v1beta1, and v1alpha1 of
// the preview), and the claims that their pods mount, out of streams of
// manifests. Other objects are noted. The error names the document that cannot be read; no value of it.
func Manifests(documents []Document, o Options) (Result, error) {
	var originals []original
	for _, d := range documents {
		read, err := readStream(d)
		if err != nil {
			return Result{}, err
		}
		originals = append(originals, read...)
	}
	m := &manifests{byName: map[string]*jobFile{}}
	// Clusters come first: session jobs, snapshots and claims go to them.
	for _, kinds := range [][]string{
		{v1beta1.KindFlinkDeployment, v1beta1.KindFlinkBlueGreenDeployment},
		{v1beta1.KindFlinkSessionJob},
		{v1beta1.KindFlinkStateSnapshot, "PersistentVolumeClaim"},
	} {
		for _, one := range originals {
			if !slices.Contains(kinds, one.kind()) {
				continue
			}
			if err := m.add(one); err != nil {
				return Result{}, fmt.Errorf("%s: %w", one.where, err)
			}
		}
	}
	for _, one := range originals {
		if !slices.Contains(importable, one.kind()) {
			m.note("%s is no Flink job", one)
		}
	}
	if len(m.jobs) == 0 {
		return Result{}, errors.New("no FlinkDeployment and no FlinkBlueGreenDeployment among the manifests")
	}
	result, err := o.result(m.jobs, m.notes)
	if err != nil {
		return Result{}, err
	}
	lost, err := differences(result.Document, m.kept, o.namespace())
	if err != nil || len(lost) == 0 {
		return result, err
	}
	return o.result(m.jobs, append(result.Notes, lost...))
}

var importable = []string{
	v1beta1.KindFlinkDeployment, v1beta1.KindFlinkBlueGreenDeployment,
	v1beta1.KindFlinkSessionJob, v1beta1.KindFlinkStateSnapshot, "PersistentVolumeClaim",
}

// manifests is one run of Manifests.
type manifests struct {
	jobs   []*jobFile
	byName map[string]*jobFile // clusters by namespace/name
	notes  []string
	kept   []original
}

func (m *manifests) note(format string, args ...any) {
	m.notes = append(m.notes, fmt.Sprintf(format, args...))
}

func (m *manifests) add(one original) error {
	one, err := m.convert(one)
	if err != nil {
		return err
	}
	switch one.kind() {
	case v1beta1.KindFlinkDeployment:
		return addTyped(one, m.deployment)
	case v1beta1.KindFlinkBlueGreenDeployment:
		return addTyped(one, m.blueGreen)
	case v1beta1.KindFlinkSessionJob:
		return addTyped(one, m.sessionJob)
	case v1beta1.KindFlinkStateSnapshot:
		return addTyped(one, m.snapshot)
	default:
		return addTyped(one, m.claim)
	}
}

// convert brings an object of operator 0.1.0 to v1beta1.
func (m *manifests) convert(one original) (original, error) {
	version := one.tree["apiVersion"]
	switch {
	case one.kind() == "PersistentVolumeClaim" || version == v1beta1.APIVersion:
		return one, nil
	case version != v1alpha1.APIVersion:
		return one, fmt.Errorf("%s has apiVersion %v: only %s and %s are read", one, version, v1beta1.APIVersion, v1alpha1.APIVersion)
	}
	deployment, notes, err := v1alpha1.Convert(one.tree)
	if err != nil {
		return one, err
	}
	for _, note := range notes {
		m.note("%s: %s", one, note)
	}
	data, err := json.Marshal(deployment)
	if err != nil {
		return one, err
	}
	converted := original{where: one.where}
	err = json.Unmarshal(data, &converted.tree)
	return converted, err
}

func addTyped[T any](one original, add func(original, *T)) error {
	data, err := json.Marshal(one.tree)
	if err != nil {
		return fmt.Errorf("%s cannot be read", one)
	}
	typed := new(T)
	if err := json.Unmarshal(data, typed); err != nil {
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			return fmt.Errorf("%s: %s must not be a %s", one, wrong.Field, wrong.Value)
		}
		return fmt.Errorf("%s: %w", one, err)
	}
	add(one, typed)
	return nil
}

func (m *manifests) deployment(one original, d *v1beta1.FlinkDeployment) {
	j := m.cluster(one, d.ObjectMeta, d.Spec)
	j.Ingress = ingress(d.Spec.Ingress)
	j.DeploymentMode = "application"
	if d.Spec.Job == nil {
		j.DeploymentMode = "session"
	}
}

func (m *manifests) blueGreen(one original, d *v1beta1.FlinkBlueGreenDeployment) {
	var s v1beta1.FlinkDeploymentSpec
	if d.Spec.Template != nil && d.Spec.Template.Spec != nil {
		s = *d.Spec.Template.Spec
	}
	j := m.cluster(one, d.ObjectMeta, s)
	j.Ingress = ingress(d.Spec.Ingress)
	j.DeploymentMode = "blueGreen"
	steering := job.BlueGreen{Configuration: d.Spec.Configuration}
	if d.Spec.Template != nil {
		steering.Labels, steering.Annotations = d.Spec.Template.Metadata.Labels, d.Spec.Template.Metadata.Annotations
	}
	if len(steering.Configuration)+len(steering.Labels)+len(steering.Annotations) > 0 {
		j.BlueGreen = &steering
	}
}

// cluster adds what a FlinkDeployment and the template of a
// FlinkBlueGreenDeployment have in common.
func (m *manifests) cluster(one original, meta metav1.ObjectMeta, s v1beta1.FlinkDeploymentSpec) *jobFile {
	j := &jobFile{
		Name:               meta.Name,
		Namespace:          meta.Namespace,
		Labels:             meta.Labels,
		Annotations:        meta.Annotations,
		Image:              image(s.Image, s.ImagePullPolicy),
		FlinkVersion:       string(s.FlinkVersion),
		ServiceAccount:     s.ServiceAccount,
		Mode:               s.Mode,
		RestartNonce:       s.RestartNonce,
		JobManager:         s.JobManager,
		FlinkConfiguration: s.FlinkConfiguration,
		LogConfiguration:   s.LogConfiguration,
		PodTemplate:        s.PodTemplate,
	}
	if s.Job != nil {
		j.JobSpec = *s.Job
	}
	if t := s.TaskManager; t != nil {
		j.TaskManager = &taskManager{Replicas: t.Replicas, Resource: t.Resource, PodTemplate: t.PodTemplate}
	}
	if m.byName[one.key()] != nil {
		m.note("%s is there twice: the second one is left out", one)
		return j
	}
	m.byName[one.key()] = j
	m.jobs = append(m.jobs, j)
	m.kept = append(m.kept, one)
	return j
}

// image keeps the reference as it is written: docker.io is not put in front.
func image(reference string, policy corev1.PullPolicy) *component.Image {
	if reference == "" {
		return nil
	}
	parsed, err := component.ParseImage(reference)
	if err != nil || parsed.Reference() != reference {
		short := parsed
		short.Registry = ""
		if err != nil || short.Reference() != reference {
			short.Repository = trimLibrary(short.Repository)
		}
		if short.Reference() != reference {
			short = component.Image{Repository: reference}
		}
		parsed = short
	}
	parsed.PullPolicy = policy
	return &parsed
}

func ingress(i *v1beta1.IngressSpec) *job.Ingress {
	if i == nil {
		return nil
	}
	return &job.Ingress{Type: "ingress", Template: i.Template, ClassName: i.ClassName, Annotations: i.Annotations, Labels: i.Labels, TLS: i.TLS}
}

// original is an object as it was written.
type original struct {
	where string
	tree  map[string]any
}

func (o original) kind() string { kind, _ := o.tree["kind"].(string); return kind }

func (o original) meta(field string) string {
	meta, _ := o.tree["metadata"].(map[string]any)
	text, _ := meta[field].(string)
	return text
}

func (o original) key() string { return o.meta("namespace") + "/" + o.meta("name") }

func (o original) String() string { return o.kind() + " " + o.meta("name") }

func readStream(d Document) ([]original, error) {
	var all []original
	decoder := yaml.NewDecoder(bytes.NewReader(d.Data))
	for number := 1; ; number++ {
		var tree map[string]any
		err := decoder.Decode(&tree)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		where := fmt.Sprintf("%s, document %d", d.Name, number)
		if err != nil {
			return nil, fmt.Errorf("%s: not a manifest in YAML", where)
		}
		if tree == nil {
			continue
		}
		items, isList := tree["items"].([]any)
		if !isList {
			items = []any{tree}
		}
		for _, item := range items {
			if object, ok := item.(map[string]any); ok {
				all = append(all, original{where, object})
			}
		}
	}
}
