// Package chart makes Helm charts of parts: the values of a part become
// values.yaml, its objects templates. The templates are traced from the part's
// own code (package trace), and what Helm makes of them is compared with what
// the part builds before a chart is written (package proof).
//
//	err := chart.Write(files, chart.Of(redis.Component))
package chart
