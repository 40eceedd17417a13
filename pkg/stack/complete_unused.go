package stack

import (
	"github.com/flinkgen/flinkgen/pkg/component/historyserver"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
)

// unused gives the choices of parts that are left out a value. Nothing renders
// them, but a choice takes no blank, and a completed stack can be read again.
func (c *completion) unused() {
	fill(&c.spec.MinIO.Mode, minio.Distributed)
	fill(&c.spec.HistoryServer.Route, historyserver.RouteNone)
	fill(&c.spec.Operator.ConfigFile, operator.Defaults().ConfigFile)
	for i := range c.spec.Jobs {
		fill(&c.spec.Jobs[i].Ingress.Type, "none")
		fill(&c.spec.Jobs[i].Logs.Volume, "ephemeral")
	}
}
