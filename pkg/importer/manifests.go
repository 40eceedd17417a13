package importer

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

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
