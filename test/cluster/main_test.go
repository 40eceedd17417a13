package cluster_test

import (
	"testing"

	"github.com/flinkgen/flinkgen/test/controlplane"
)

func TestMain(m *testing.M) { controlplane.Main(m) }
