package hadoop

import (
	"testing"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
)

func TestTransparent(t *testing.T) {
	componenttest.Transparent(t, Defaults(), Objects)
}

func TestOneInEachNamespace(t *testing.T) {
	v := Defaults()
	v.Namespaces = []Namespace{{"team-a"}, {"team-b"}}
	objects := Objects(v)
	if len(objects) != 2 {
		t.Fatalf("%d objects", len(objects))
	}
	for i, namespace := range []string{"team-a", "team-b"} {
		configuration := objects[i].(*corev1.ConfigMap)
		if configuration.Namespace != namespace || configuration.Data["core-site.xml"] == "" {
			t.Errorf("object %d: namespace %q, data %v", i, configuration.Namespace, configuration.Data)
		}
	}
}
