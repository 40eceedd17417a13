package stack

import (
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/dns"
	"github.com/flinkgen/flinkgen/pkg/component/historyserver"
	"github.com/flinkgen/flinkgen/pkg/component/ingressnginx"
	"github.com/flinkgen/flinkgen/pkg/component/job"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/localvolume"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/namespace"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/source"
)

// New gives a stack with the defaults of every part, and blank where Complete
// derives the value. Change it, then Complete and Build it.
func New(name string) *Stack {
	return &Stack{
		APIVersion: APIVersion,
		Kind:       Kind,
		Metadata:   Metadata{Name: name},
		Spec: Spec{
			KubernetesVersion: "1.34",
			ClusterDomain:     "cluster.local",
			TimeZone:          "UTC",
			Namespaces:        Namespaces{Values: namespace.Knobs()},
			DNS:               DNS{Values: dns.Defaults()},
			Storage: Storage{
				Type:    StorageVolume,
				Size:    resource.MustParse("10Gi"),
				LogSize: resource.MustParse("5Gi"),
				S3:      S3{PathStyleAccess: true, Plugin: "presto"},
			},
			LocalVolumes:  newLocalVolumes(),
			Redis:         Redis{Values: newRedis()},
			MinIO:         MinIO{Values: newMinIO()},
			JuiceFS:       JuiceFS{Values: newJuiceFS()},
			Operator:      Operator{Values: newOperator()},
			Ingress:       Ingress{Controller: ControllerNginx, Values: ingressnginx.Defaults()},
			HistoryServer: HistoryServer{Values: newHistoryServer()},
			Monitoring:    Monitoring{Values: newMonitoring()},
		},
	}
}

// The functions below are the defaults of the parts without what Complete derives.

func newLocalVolumes() LocalVolumes {
	class := func(part string) LocalVolumeClass {
		v := localvolume.Defaults()
		v.Part = part
		v.StorageClassName = "local-storage-" + part
		return LocalVolumeClass{Values: v}
	}
	return LocalVolumes{Directory: "/data", Redis: class("redis"), MinIO: class("minio")}
}

func newRedis() redis.Values {
	v := redis.Defaults()
	v.ClusterDomain = ""
	v.Auth.SecretName = ""
	v.Maxmemory = ""
	v.Sentinel.Quorum = 0
	v.Persistence.StorageClassName = ""
	return v
}

func newMinIO() minio.Values {
	v := minio.Knobs()
	v.ClusterDomain = ""
	v.Auth.SecretName = ""
	return v
}

func newJuiceFS() juicefs.Values {
	v := juicefs.Knobs()
	v.FileSystemName = ""
	v.Storage = ""
	v.Auth.SecretName = ""
	return v
}

func newOperator() operator.Values {
	v := operator.Knobs()
	v.WatchNamespaces = nil
	v.TimeZone = ""
	v.Webhook.ClusterDomain = ""
	v.Webhook.SecretName = ""
	return v
}

func newHistoryServer() historyserver.Values {
	v := historyserver.Defaults()
	v.Namespace = ""
	v.Image = component.Image{}
	v.ConfigFileName = ""
	v.ArchiveDir = ""
	v.TimeZone = ""
	v.Persistence.StorageClassName = ""
	v.Route = ""
	v.Host = ""
	v.Ingress.ClassName = ""
	v.Gateway = historyserver.Gateway{}
	return v
}

// NewJob gives a job with the defaults of a job: append it to Spec.Jobs.
func NewJob(name, jarURI string) Job {
	var j Job
	j.SetDefaults()
	j.Name, j.JarURI = name, jarURI
	return j
}

// SetDefaultsFor gives a job of a stack file the defaults of a job, or none
// when the file says that it is not managed.
func (j *Job) SetDefaultsFor(node *source.Node) {
	if managed := node.Get("managed"); managed != nil && managed.Text == "false" {
		*j = Job{Values: job.Values{
			DeploymentMode: "application",
			Ingress:        job.Ingress{Type: "none"},
			Logs:           job.Logs{Volume: "ephemeral"},
		}}
		return
	}
	j.SetDefaults()
}

// SetDefaults gives a job of a stack file the defaults of a job, without the
// identity of the example that they are made for.
func (j *Job) SetDefaults() {
	v := job.Defaults()
	v.Name = ""
	v.Namespace = ""
	v.Image = component.Image{}
	v.FlinkVersion = ""
	v.ServiceAccount = ""
	v.JarURI = ""
	v.Parallelism = 1
	v.Checkpoints.Dir = ""
	v.Savepoints.Dir = ""
	v.HighAvailability.StorageDir = ""
	v.ArchiveDir = ""
	v.Ingress = job.Ingress{}
	v.Claims = nil
	v.Volumes = nil
	v.Logs = job.Logs{}
	v.TimeZone = ""
	*j = Job{Values: v}
}
