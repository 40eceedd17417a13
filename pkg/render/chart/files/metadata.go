package files

import (
	"fmt"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/encode"
	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// kubeVersion is the oldest Kubernetes that stacks are written for; the -0 lets
// the versions of vendors in, such as 1.29.4-gke.1.
const kubeVersion = ">=1.27.0-0"

// metadata is Chart.yaml, in the order in which Helm documents its fields.
type metadata struct {
	APIVersion  string            `json:"apiVersion"`
	Name        string            `json:"name"`
	Version     string            `json:"version"`
	KubeVersion string            `json:"kubeVersion"`
	Description string            `json:"description"`
	Type        string            `json:"type"`
	Keywords    []string          `json:"keywords"`
	AppVersion  string            `json:"appVersion,omitempty"`
	Annotations map[string]string `json:"annotations"`
}

// Metadata gives Chart.yaml. Its annotations are those of Artifact Hub
// (https://artifacthub.io/docs/topics/annotations/helm/).
func Metadata(c Chart) ([]byte, error) {
	annotations := map[string]string{"artifacthub.io/license": "Apache-2.0"}
	if images := images(c); images != "" {
		annotations["artifacthub.io/images"] = images
	}
	return encode.Append(nil, metadata{
		APIVersion:  "v2",
		Name:        c.Name,
		Version:     c.Version,
		KubeVersion: kubeVersion,
		Description: c.Description,
		Type:        "application",
		Keywords:    []string{"flink", "stream-processing"},
		AppVersion:  c.AppVersion,
		Annotations: annotations,
	})
}

// images lists those of the defaults, by the path of their value.
func images(c Chart) string {
	var b strings.Builder
	for _, k := range c.Table.All() {
		if k.Kind != knob.Image || k.Parent != nil {
			continue
		}
		image, ok := k.In(c.Defaults).(map[string]any)
		if !ok {
			continue
		}
		text := func(key string) string { s, _ := image[key].(string); return s }
		reference := component.Image{
			Registry: text("registry"), Repository: text("repository"), Tag: text("tag"), Digest: text("digest"),
		}.Reference()
		name := c.Name
		if owner := k.Path[:len(k.Path)-1]; len(owner) > 0 {
			name = strings.ToLower(strings.Join(owner, "-"))
		}
		fmt.Fprintf(&b, "- name: %s\n  image: %s\n", name, reference)
	}
	return b.String()
}
