package grafana

import (
	"bytes"
	"encoding/json"
)

// SchemaVersion is the version of the dashboard model that is written.
const SchemaVersion = 41

// Dashboard is a page of panels.
type Dashboard struct {
	UID           string     `json:"uid"`
	Title         string     `json:"title"`
	Tags          []string   `json:"tags,omitempty"`
	SchemaVersion int        `json:"schemaVersion"`
	Editable      bool       `json:"editable"`
	GraphTooltip  int        `json:"graphTooltip"`
	Refresh       string     `json:"refresh,omitempty"`
	Time          TimeRange  `json:"time"`
	Timezone      string     `json:"timezone"`
	Templating    Templating `json:"templating"`
	Panels        []Panel    `json:"panels"`
}

// TimeRange is what a dashboard shows at first, such as now-6h to now.
type TimeRange struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Templating holds the variables of a dashboard.
type Templating struct {
	List []Variable `json:"list"`
}

// Variable is chosen at the top of a dashboard.
type Variable struct {
	Name  string `json:"name"`
	Label string `json:"label"`
	// Type is datasource or query.
	Type       string      `json:"type"`
	Datasource *Datasource `json:"datasource,omitempty"`
	// Query is the type of the data source, or a query such as label_values(up, job).
	Query      string `json:"query"`
	Definition string `json:"definition,omitempty"`
	// Refresh is 1 for once, 2 with every change of the time range.
	Refresh    int  `json:"refresh"`
	IncludeAll bool `json:"includeAll"`
	Multi      bool `json:"multi"`
	// Sort is 0 for none, 1 for alphabetical.
	Sort int `json:"sort"`
}

// Datasource names where a panel asks.
type Datasource struct {
	Type string `json:"type"`
	UID  string `json:"uid"`
}

// Panel is a row or a picture of some series.
type Panel struct {
	ID          int          `json:"id"`
	Type        string       `json:"type"`
	Title       string       `json:"title"`
	Description string       `json:"description,omitempty"`
	GridPos     GridPos      `json:"gridPos"`
	Datasource  *Datasource  `json:"datasource,omitempty"`
	FieldConfig *FieldConfig `json:"fieldConfig,omitempty"`
	Options     *Options     `json:"options,omitempty"`
	Targets     []Target     `json:"targets,omitempty"`
	// Collapsed and Panels belong to rows; the panels of an open row follow it.
	Collapsed bool `json:"collapsed,omitempty"`
}

// GridPos places a panel on a grid that is 24 wide.
type GridPos struct {
	H int `json:"h"`
	W int `json:"w"`
	X int `json:"x"`
	Y int `json:"y"`
}

// FieldConfig says how values are written.
type FieldConfig struct {
	Defaults  FieldDefaults `json:"defaults"`
	Overrides []struct{}    `json:"overrides"`
}

// FieldDefaults apply to every series of a panel.
type FieldDefaults struct {
	// Unit of the values, such as s, ms, bytes, percentunit, short.
	Unit string `json:"unit"`
	// Min of the axis.
	Min *float64 `json:"min,omitempty"`
}

// Options of a panel.
type Options struct {
	Legend  *Legend  `json:"legend,omitempty"`
	Tooltip *Tooltip `json:"tooltip,omitempty"`
	// ReduceOptions of a stat panel.
	ReduceOptions *ReduceOptions `json:"reduceOptions,omitempty"`
}

// Legend of a time series.
type Legend struct {
	DisplayMode string   `json:"displayMode"`
	Placement   string   `json:"placement"`
	Calcs       []string `json:"calcs"`
}

// Tooltip of a time series.
type Tooltip struct {
	Mode string `json:"mode"`
	Sort string `json:"sort"`
}

// ReduceOptions say how a stat panel makes one value of a series.
type ReduceOptions struct {
	Calcs []string `json:"calcs"`
}

// Target is a query of a panel.
type Target struct {
	RefID        string `json:"refId"`
	Expr         string `json:"expr"`
	LegendFormat string `json:"legendFormat,omitempty"`
	Instant      bool   `json:"instant,omitempty"`
	Range        bool   `json:"range,omitempty"`
}

// Text is the dashboard as indented JSON with a newline at the end. Comparison
// signs in queries stay as they are.
func (d Dashboard) Text() (string, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(d); err != nil {
		return "", err
	}
	return out.String(), nil
}
