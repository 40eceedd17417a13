package chart_test

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/render/chart"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// greeting is a part of somebody else: its values and the objects of them.
type greeting struct {
	Name      string            `json:"name" chart:"name"`
	Namespace string            `json:"namespace" chart:"namespace"`
	Labels    map[string]string `json:"labels,omitempty"`
	Text      string            `json:"text"`
	Motd      bool              `json:"motd" chart:"switch"`
}

func objects(v greeting) []component.Object {
	config := &corev1.ConfigMap{
		TypeMeta:   component.CoreV1("ConfigMap"),
		ObjectMeta: metav1.ObjectMeta{Name: v.Name, Namespace: v.Namespace, Labels: v.Labels},
		Data:       map[string]string{"greeting.txt": "Hello, " + v.Text + "!"},
	}
	if v.Motd {
		config.Data["motd"] = v.Text
	}
	return []component.Object{config}
}

// Make a chart of values and objects of your own. The chart is proven before it
// is written: at its defaults and at other values Helm renders just the objects.
func ExampleWrite() {
	part := func() component.Component[greeting] {
		return component.Component[greeting]{
			Name:        "greeting",
			Description: "A greeting in a ConfigMap",
			Defaults:    func() greeting { return greeting{Name: "greeting", Namespace: "default", Text: "world"} },
			Objects:     objects,
		}
	}
	files := &tree.Tree{}
	if err := chart.Write(files, chart.Of(part)); err != nil {
		fmt.Println(err)
		return
	}
	for _, file := range files.Files() {
		fmt.Println(file.Path)
		if strings.HasSuffix(file.Path, "configmap.yaml") {
			fmt.Print(string(file.Data))
		}
	}
	// Output:
	// greeting/.helmignore
	// greeting/Chart.yaml
	// greeting/README.md
	// greeting/templates/_helpers.tpl
	// greeting/templates/configmap.yaml
	// apiVersion: v1
	// kind: ConfigMap
	// metadata:
	//   name: {{ include "greeting.fullname" . | quote }}
	//   namespace: {{ .Release.Namespace | quote }}
	//   {{- with .Values.labels }}
	//   labels:
	//     {{- toYaml . | nindent 4 }}
	//   {{- end }}
	// data:
	//   greeting.txt: {{ printf "Hello, %s!" .Values.text | quote }}
	//   {{- if .Values.motd }}
	//   motd: {{ .Values.text | quote }}
	//   {{- end }}
	// greeting/values.schema.json
	// greeting/values.yaml
}
