package monitoring

import (
	"strings"

	"github.com/flinkgen/flinkgen/pkg/grafana"
)

// filters are what the variables of the dashboard choose; @ stands for them in
// the queries below.
const filters = `namespace=~"$namespace", app=~"$job"`

// dashboard is one page for all Flink clusters.
func dashboard() grafana.Dashboard {
	return grafana.Dashboard{
		UID:           "flinkgen-flink",
		Title:         "Apache Flink",
		Tags:          []string{"flink"},
		SchemaVersion: grafana.SchemaVersion,
		Editable:      true,
		GraphTooltip:  1, // one cross-hair for all panels
		Refresh:       "30s",
		Time:          grafana.TimeRange{From: "now-3h", To: "now"},
		Timezone:      "browser",
		Templating: grafana.Templating{List: []grafana.Variable{
			grafana.DatasourceVariable(),
			grafana.LabelVariable("namespace", "Namespace", "flink_jobmanager_numRunningJobs", "namespace"),
			grafana.LabelVariable("job", "Job", `flink_jobmanager_numRunningJobs{namespace=~"$namespace"}`, "app"),
		}},
		Panels: grafana.Place(jobsRow(), checkpointsRow(), throughputRow(), jvmRow(), taskManagersRow(), operatorRow()),
	}
}

// on puts the filters into a query.
func on(query string) string { return strings.ReplaceAll(query, "@", filters) }

func count(title, description, query string) grafana.Panel {
	return grafana.Stat(title, description, "short", on(query))
}

// plot takes pairs of a query and the legend of its series.
func plot(title, description, unit string, pairs ...string) grafana.Panel {
	queries := make([]grafana.Query, 0, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		queries = append(queries, grafana.Query{Expr: on(pairs[i]), Legend: pairs[i+1]})
	}
	return grafana.TimeSeries(title, description, unit, queries...)
}
