package redis

import (
	"testing"

	"github.com/flinkgen/flinkgen/pkg/component/componenttest"
)

func TestTransparent(t *testing.T) {
	componenttest.Transparent(t, Defaults(), Objects)
}
