// Package files writes what a chart has beside its templates: Chart.yaml,
// values.yaml, values.schema.json, README.md, NOTES.txt and .helmignore. All of
// it follows from the knobs of the part, their defaults and their Go comments.
//
// It writes no templates, and nothing to disk.
package files
