package catalog

import "slices"

// Chart is a version of a chart that its project publishes.
type Chart struct {
	// Name of the chart.
	Name string
	// Version of the chart, and what it calls the version of its program.
	Version, AppVersion string
	// Repository is the URL that Helm finds the chart at: https for a repository
	// of charts, oci for the parent of a chart in a registry.
	Repository string
	// Archive is the file that helm pull makes.
	Archive string
	// Images that the chart cannot do without. Each is registry/repository:tag.
	Images []string
	// Date is when the version appeared, year-month-day.
	Date string
	// Source says where the values and templates of the version are written.
	Source string
}

// FindChart gives a version of a chart.
func FindChart(name, version string) (Chart, bool) {
	for _, chart := range charts {
		if chart.Name == name && chart.Version == version {
			return chart, true
		}
	}
	return Chart{}, false
}

// ChartVersions lists the versions of a chart, the newest first.
func ChartVersions(name string) []string {
	var versions []string
	for _, chart := range charts {
		if chart.Name == name {
			versions = append(versions, chart.Version)
		}
	}
	return versions
}

// AllCharts gives a copy of the table of charts.
func AllCharts() []Chart { return slices.Clone(charts) }
