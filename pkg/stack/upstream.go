package stack

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/catalog"
)

// Upstream chooses versions of the charts that the projects publish. The chart of
// the Flink operator has the version of the operator, and that of JuiceFS goes
// with the version of the driver.
type Upstream struct {
	// Redis is Bitnami's chart of Redis.
	Redis UpstreamRedis `json:"redis,omitzero"`
	// MinIO is Bitnami's chart of MinIO.
	MinIO UpstreamMinIO `json:"minio,omitzero"`
	// Ingress is the chart of ingress-nginx.
	Ingress UpstreamIngress `json:"ingress,omitzero"`
}

// UpstreamRedis chooses a version of bitnami/redis.
type UpstreamRedis struct {
	// Version of the chart; empty means the newest that flinkgen knows.
	Version string `json:"version,omitempty" enum:"23.1.1,17.14.3"`
}

// UpstreamMinIO chooses a version of bitnami/minio.
type UpstreamMinIO struct {
	// Version of the chart; empty means the newest that flinkgen knows.
	Version string `json:"version,omitempty" enum:"17.0.23,12.6.10"`
}

// UpstreamIngress chooses a version of ingress-nginx.
type UpstreamIngress struct {
	// Version of the chart; empty means the newest that flinkgen knows.
	Version string `json:"version,omitempty" enum:"4.15.1,4.7.1"`
}

// Charts gives the version of each chart by its name: what the stack says, or the
// newest.
func (s *Spec) Charts() map[string]string {
	charts := map[string]string{
		catalog.Redis:         s.Upstream.Redis.Version,
		catalog.MinIO:         s.Upstream.MinIO.Version,
		catalog.IngressNginx:  s.Upstream.Ingress.Version,
		catalog.FlinkOperator: s.Operator.Version,
	}
	for _, chart := range catalog.AllCharts() {
		switch {
		case chart.Name == catalog.JuiceFSDriver && chart.AppVersion == s.JuiceFS.Version:
			charts[chart.Name] = chart.Version
		case charts[chart.Name] == "":
			charts[chart.Name] = catalog.ChartVersions(chart.Name)[0]
		}
	}
	return charts
}

// upstream refuses versions that flinkgen does not know.
func (c *completion) upstream() {
	u := c.spec.Upstream
	for _, chosen := range []struct{ section, chart, version string }{
		{"redis", catalog.Redis, u.Redis.Version},
		{"minio", catalog.MinIO, u.MinIO.Version},
		{"ingress", catalog.IngressNginx, u.Ingress.Version},
	} {
		if chosen.version == "" {
			continue
		}
		if _, found := catalog.FindChart(chosen.chart, chosen.version); !found {
			c.fail(field.Invalid(specPath("upstream", chosen.section, "version"), chosen.version, fmt.Sprintf(
				"flinkgen knows %s of chart %s", strings.Join(catalog.ChartVersions(chosen.chart), ", "), chosen.chart)))
		}
	}
}
