package stack

import (
	"errors"
	"fmt"
	"sync"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/hadoop"
	"github.com/flinkgen/flinkgen/pkg/component/historyserver"
	"github.com/flinkgen/flinkgen/pkg/component/ingressnginx"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/localvolume"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/monitoring"
	"github.com/flinkgen/flinkgen/pkg/component/namespace"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1/crds"
	"github.com/flinkgen/flinkgen/pkg/render/native"
)

// Build gives the objects of a completed stack.
func Build(s *Stack) (*bundle.Bundle, error) {
	return new(Builder).Build(s)
}

// Builder builds many stacks, and makes the definitions of custom resources,
// which are large and the same in most, once. Its zero value is ready for use,
// also by several goroutines at once.
type Builder struct {
	mutex sync.Mutex
	// definitions by the release of the operator.
	definitions map[string][]crds.CRD
}

// Build gives the objects of a completed stack.
func (m *Builder) Build(s *Stack) (*bundle.Bundle, error) {
	b := &bundle.Bundle{Name: s.Metadata.Name}
	spec := &s.Spec
	if spec.Operator.Enabled == nil {
		return nil, errors.New("the stack is not complete: call stack.Complete first")
	}
	if on(spec.Namespaces.Enabled) {
		b.Add("namespaces", bundle.WaveNamespaces, namespace.Objects(spec.Namespaces.Values))
	}
	if on(spec.CustomResourceDefinitions.Enabled) {
		definitions, err := m.definitionsOf(spec.Operator.Version)
		if err != nil {
			return nil, err
		}
		b.Add("crds", bundle.WaveDefinitions, definitions)
	}
	files, err := dnsFiles(spec)
	if err != nil {
		return nil, err
	}
	b.AddFiles("dns", bundle.WaveDefinitions, files...)
	if on(spec.LocalVolumes.Enabled) {
		b.Add("local-volumes", bundle.WaveVolumes, localVolumes(spec))
	}
	if on(spec.MinIO.Enabled) {
		b.Add("minio", bundle.WaveStores, minio.Objects(spec.MinIO.Values))
	}
	if on(spec.Redis.Enabled) {
		b.Add("redis", bundle.WaveStores, redis.Objects(spec.Redis.Values))
	}
	if on(spec.JuiceFS.Enabled) {
		b.Add("juicefs", bundle.WaveFileSystem, juicefs.Objects(spec.JuiceFS.Values))
	}
	if spec.Storage.Type == StorageHDFS && len(spec.Storage.HDFS.Files) > 0 {
		b.Add("hadoop", bundle.WaveFileSystem, hadoop.Objects(spec.Storage.HDFS.Values))
	}
	if on(spec.Operator.Enabled) {
		b.Add("operator", bundle.WaveOperator, operator.Objects(spec.Operator.Values))
	} else {
		b.Add("service-account", bundle.WaveOperator, operator.JobAccess(spec.Operator.Values))
	}
	if on(spec.Ingress.Enabled) {
		b.Add("ingress-nginx", bundle.WaveIngress, ingressnginx.Objects(spec.Ingress.Values))
	}
	if on(spec.Monitoring.Enabled) {
		b.Add("monitoring", bundle.WaveIngress, monitoring.Objects(spec.Monitoring.Values))
	}
	if on(spec.HistoryServer.Enabled) {
		b.Add("history-server", bundle.WaveHistory, historyserver.Objects(spec.HistoryServer.Values))
	}
	for i, name := range jobComponents(spec) {
		if on(spec.Jobs[i].Enabled) {
			b.Add(name, bundle.WaveJobs, job.Objects(spec.Jobs[i].Values))
			files, err := jobFiles(spec.Jobs[i].Values)
			if err != nil {
				return nil, fmt.Errorf("job %s: %w", spec.Jobs[i].Name, err)
			}
			b.AddFiles(name, bundle.WaveJobs, files...)
		}
	}
	return b, nil
}

// jobFiles are what goes with a job that Flink's command line starts.
func jobFiles(v job.Values) ([]bundle.File, error) {
	if v.DeploymentMode != "native" {
		return nil, nil
	}
	return native.Files(v)
}

// definitionsOf gives the CustomResourceDefinitions of a release of the operator:
// objects of their own, whose text is shared.
func (m *Builder) definitionsOf(release string) ([]component.Object, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	all, ok := m.definitions[release]
	if !ok {
		var err error
		if all, err = crds.For(release); err != nil {
			return nil, fmt.Errorf("spec.operator.version: %w", err)
		}
		if m.definitions == nil {
			m.definitions = map[string][]crds.CRD{}
		}
		m.definitions[release] = all
	}
	objects := make([]component.Object, len(all))
	for i, one := range all {
		objects[i] = bundle.NewDefinition(one.Name, one.YAML)
	}
	return objects, nil
}

func localVolumes(spec *Spec) []component.Object {
	var objects []component.Object
	if on(spec.Redis.Enabled) {
		objects = append(objects, localvolume.Objects(spec.LocalVolumes.Redis.Values)...)
	}
	if on(spec.MinIO.Enabled) {
		objects = append(objects, localvolume.Objects(spec.LocalVolumes.MinIO.Values)...)
	}
	return objects
}

// jobComponents names the components of the jobs. Jobs of one name in several
// namespaces are told apart by the namespace.
func jobComponents(spec *Spec) []string {
	count := map[string]int{}
	for i := range spec.Jobs {
		if on(spec.Jobs[i].Enabled) {
			count[spec.Jobs[i].Name]++
		}
	}
	names := make([]string, len(spec.Jobs))
	for i := range spec.Jobs {
		names[i] = "job-" + spec.Jobs[i].Name
		if count[spec.Jobs[i].Name] > 1 {
			// No name of an object has a dot, so this one is nobody else's.
			names[i] = "job-" + spec.Jobs[i].Namespace + "." + spec.Jobs[i].Name
		}
	}
	return names
}
