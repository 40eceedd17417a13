package grafana

import "strconv"

// The grid of Grafana: panels of a line share its width.
const (
	gridWidth  = 24
	statHeight = 4
	plotHeight = 8
)

// Prometheus is the data source that the variable "datasource" chooses.
func Prometheus() *Datasource { return &Datasource{Type: "prometheus", UID: "${datasource}"} }

// Line is a list of panels that stand beside each other.
type Line []Panel

// Row is a titled part of a dashboard.
type Row struct {
	Title string
	Lines []Line
}

// Place gives the panels of the rows in order, numbered and put on the grid:
// the panels of a line are equally wide.
func Place(rows ...Row) []Panel {
	var placed []Panel
	y := 0
	add := func(p Panel, at GridPos) {
		p.ID, p.GridPos = len(placed)+1, at
		placed = append(placed, p)
	}
	for _, row := range rows {
		add(Panel{Type: "row", Title: row.Title}, GridPos{H: 1, W: gridWidth, Y: y})
		y++
		for _, line := range row.Lines {
			height := 0
			width := gridWidth / len(line)
			for i, panel := range line {
				h := plotHeight
				if panel.Type == "stat" {
					h = statHeight
				}
				add(panel, GridPos{H: h, W: width, X: i * width, Y: y})
				height = max(height, h)
			}
			y += height
		}
	}
	return placed
}

// Stat is a panel of one number, now.
func Stat(title, description, unit, expr string) Panel {
	return Panel{
		Type: "stat", Title: title, Description: description, Datasource: Prometheus(),
		FieldConfig: &FieldConfig{Defaults: FieldDefaults{Unit: unit}, Overrides: []struct{}{}},
		Options:     &Options{ReduceOptions: &ReduceOptions{Calcs: []string{"lastNotNull"}}},
		Targets:     []Target{{RefID: "A", Expr: expr, Instant: true}},
	}
}

// Query is an expression with the legend of its series.
type Query struct{ Expr, Legend string }

// TimeSeries is a panel of lines over time, from zero upwards.
func TimeSeries(title, description, unit string, queries ...Query) Panel {
	targets := make([]Target, len(queries))
	for i, q := range queries {
		targets[i] = Target{RefID: refID(i), Expr: q.Expr, LegendFormat: q.Legend, Range: true}
	}
	return Panel{
		Type: "timeseries", Title: title, Description: description, Datasource: Prometheus(),
		FieldConfig: &FieldConfig{Defaults: FieldDefaults{Unit: unit, Min: new(0.0)}, Overrides: []struct{}{}},
		Options: &Options{
			Legend:  &Legend{DisplayMode: "table", Placement: "bottom", Calcs: []string{"lastNotNull", "max"}},
			Tooltip: &Tooltip{Mode: "multi", Sort: "desc"},
		},
		Targets: targets,
	}
}

// refID names the queries of a panel A, B, … Z, Q26 and so on.
func refID(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return "Q" + strconv.Itoa(i)
}

// DatasourceVariable lets people choose the Prometheus.
func DatasourceVariable() Variable {
	return Variable{Name: "datasource", Label: "Data source", Type: "datasource", Query: "prometheus", Refresh: 1}
}

// LabelVariable lets people choose values of a label among the series of a metric.
func LabelVariable(name, label, metric, of string) Variable {
	query := "label_values(" + metric + ", " + of + ")"
	return Variable{
		Name: name, Label: label, Type: "query", Datasource: Prometheus(), Query: query, Definition: query,
		Refresh: 2, IncludeAll: true, Multi: true, Sort: 1,
	}
}
