package source

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// A stack in small, with one field of each sort that stacks have.
type stack struct {
	metav1.TypeMeta `json:",inline"`
	Metadata        struct {
		Name string `json:"name"`
	} `json:"metadata"`
	Spec spec `json:"spec"`
}

type spec struct {
	Nodes []string          `json:"nodes,omitempty"`
	Redis redis             `json:"redis"`
	Jobs  []job             `json:"jobs,omitempty" patchStrategy:"merge" patchMergeKey:"name"`
	Extra any               `json:"extra,omitempty"`
	Vars  map[string]string `json:"vars,omitempty"`
}

type redis struct {
	component.Pod         `json:",inline"`
	component.Persistence `json:",inline"`
	Enabled               bool                         `json:"enabled"`
	Replicas              int32                        `json:"replicas"`
	Port                  uint16                       `json:"port"`
	Weight                float64                      `json:"weight"`
	Image                 component.Image              `json:"image"`
	Password              string                       `json:"password,omitempty"`
	AuthToken             string                       `json:"authToken,omitempty"`
	SecretName            string                       `json:"secretName,omitempty"`
	MetaURL               string                       `json:"metaURL,omitempty"`
	Resources             corev1.ResourceRequirements  `json:"resources"`
	MaxUnavailable        intstr.IntOrString           `json:"maxUnavailable"`
	Timeout               metav1.Duration              `json:"timeout"`
	Wait                  time.Duration                `json:"wait"`
	Data                  []byte                       `json:"data,omitempty"`
	Optional              *int32                       `json:"optional,omitempty"`
	Quotas                map[string]resource.Quantity `json:"quotas,omitempty"`
	Secret                string                       `json:"-"`
	Volumes               []corev1.Volume              `json:"volumes,omitempty" patchStrategy:"merge,retainKeys" patchMergeKey:"name"`
	PortRange             []int8                       `json:"portRange,omitempty"`
}

type job struct {
	Name        string            `json:"name"`
	JarURI      string            `json:"jarURI"`
	UpgradeMode string            `json:"upgradeMode" enum:"stateless,last-state,savepoint"`
	Mode        string            `json:"mode" chart:"choice=native|standalone"`
	Parallelism int               `json:"parallelism"`
	Args        []string          `json:"args,omitempty"`
	Config      map[string]string `json:"flinkConfiguration,omitempty"`
	Env         []corev1.EnvVar   `json:"env,omitempty" patchStrategy:"merge" patchMergeKey:"name"`
}

// SetDefaults fills a job that a file begins.
func (j *job) SetDefaults() { j.Parallelism = 1 }
