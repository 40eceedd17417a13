package charts

import (
	"fmt"
	"slices"

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
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// usesOf gives the uses of every component of the bundle, so that none of its
// objects is missing.
func usesOf(s *stack.Stack, b *bundle.Bundle) ([]*use, error) {
	var all []*use
	spec := &s.Spec
	for _, c := range b.Components {
		if len(c.Objects) == 0 || c.Name == definitionsChart {
			continue
		}
		uses, err := partsOf(s, c)
		if err != nil {
			return nil, err
		}
		for _, u := range uses {
			u.wave = c.Wave
			if err := u.mirror(spec.Images.Registry); err != nil {
				return nil, err
			}
		}
		all = append(all, uses...)
	}
	return all, nil
}

// partsOf gives the uses of a component of the stack.
func partsOf(s *stack.Stack, c bundle.Component) ([]*use, error) {
	spec := &s.Spec
	switch c.Name {
	case "namespaces":
		return one(useOf(namespace.Component(), spec.Namespaces.Values))
	case "local-volumes":
		return localVolumes(spec)
	case "minio":
		return one(useOf(minio.Component(), spec.MinIO.Values))
	case "redis":
		return one(useOf(redis.Component(), spec.Redis.Values))
	case "juicefs":
		return one(useOf(juicefsOf(spec.JuiceFS.Values), spec.JuiceFS.Values))
	case "hadoop":
		return one(useOf(hadoop.Component(), spec.Storage.HDFS.Values))
	case "operator":
		return one(useOf(operatorOf(spec.Operator.Values), spec.Operator.Values))
	case "ingress-nginx":
		return one(useOf(ingressnginx.Component(), spec.Ingress.Values))
	case "monitoring":
		return one(useOf(monitoring.Component(), spec.Monitoring.Values))
	case "history-server":
		return one(useOf(historyserver.Component(), spec.HistoryServer.Values))
	}
	if i := slices.Index(stack.JobComponents(s), c.Name); i >= 0 {
		return one(jobOf(spec.Jobs[i].Values, c))
	}
	return []*use{{what: c.Name, release: c.Name, objects: c.Objects}}, nil
}

func one(u *use, err error) ([]*use, error) { return []*use{u}, err }

// localVolumes is a release for each class of volumes.
func localVolumes(spec *stack.Spec) ([]*use, error) {
	var uses []*use
	for _, class := range []struct {
		part    string
		enabled *bool
		values  localvolume.Values
	}{
		{"redis", spec.Redis.Enabled, spec.LocalVolumes.Redis.Values},
		{"minio", spec.MinIO.Enabled, spec.LocalVolumes.MinIO.Values},
	} {
		if class.enabled == nil || !*class.enabled {
			continue
		}
		u, err := useOf(localvolume.Component(), class.values)
		if err != nil {
			return nil, err
		}
		u.release += "-" + class.part
		uses = append(uses, u)
	}
	return uses, nil
}

// jobOf is the use of a job. A job that is not managed, and one of Flink's own
// command line, is no chart but objects.
func jobOf(v job.Values, c bundle.Component) (*use, error) {
	u, err := &use{release: v.Name, objects: c.Objects}, error(nil)
	if part, ok := jobParts()[v.DeploymentMode]; ok && v.Managed {
		u, err = useOf(part(), v)
	}
	if err != nil {
		return nil, err
	}
	u.what = fmt.Sprintf("job %s in namespace %s", v.Name, v.Namespace)
	return u, nil
}

func jobParts() map[string]func() component.Component[job.Values] {
	return map[string]func() component.Component[job.Values]{
		"application": job.ApplicationComponent,
		"session":     job.SessionComponent,
		"blueGreen":   job.BlueGreenComponent,
		"standalone":  job.StandaloneComponent,
	}
}

// operatorOf is the operator in the release of the stack, which images, rights
// and webhook follow.
func operatorOf(v operator.Values) component.Component[operator.Values] {
	part := operator.Component()
	part.Version = v.Version
	part.Defaults = func() operator.Values {
		defaults := operator.Knobs()
		defaults.Version = v.Version
		// The stack has completed the same version, so this cannot fail.
		_ = operator.Complete(&defaults)
		return defaults
	}
	return part
}

// juicefsOf is JuiceFS in the release of the stack, which images, rights and
// what can be set follow.
func juicefsOf(v juicefs.Values) component.Component[juicefs.Values] {
	part := juicefs.Component()
	part.Version = v.Version
	if !v.Release.Configuration {
		part.Fixed = append(part.Fixed, "mountPod.patches")
	}
	if !v.Release.Expansion {
		part.Fixed = append(part.Fixed, "sidecars.resizer", "storageClass.allowVolumeExpansion")
	}
	part.Defaults = func() juicefs.Values {
		defaults := juicefs.Knobs()
		defaults.Version = v.Version
		// The stack has completed the same version, so this cannot fail.
		_ = juicefs.Complete(&defaults)
		return defaults
	}
	return part
}
