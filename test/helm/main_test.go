package helm_test

import (
	"testing"

	"github.com/flinkgen/flinkgen/test/controlplane"
)

// The two majors of Helm that people have, each from a module of its own:
// they want different versions of the same packages.
var (
	helm3 = controlplane.Program{
		Name: "helm3", Directory: "helm/helm3", Package: "helm.sh/helm/v3/cmd/helm",
		// Without a version, Helm 3 takes the cluster for one of Kubernetes 1.20.
		Variables: map[string]string{
			"helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor": "1", "helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor": "37",
			"helm.sh/helm/v3/pkg/lint/rules.k8sVersionMajor": "1", "helm.sh/helm/v3/pkg/lint/rules.k8sVersionMinor": "37",
		},
	}
	helm4 = controlplane.Program{Name: "helm4", Directory: "helm/helm4", Package: "helm.sh/helm/v4/cmd/helm"}
)

func TestMain(m *testing.M) { controlplane.Main(m, helm3, helm4, postRenderer) }
