package cluster_test

import (
	"testing"

	"github.com/flinkgen/flinkgen/test/controlplane"
)

// kustomize builds the overlays that are checked in.
var kustomize = controlplane.Program{Name: "kustomize", Directory: "kustomize/kustomize5", Package: "sigs.k8s.io/kustomize/kustomize/v5"}

func TestMain(m *testing.M) { controlplane.Main(m, kustomize) }
