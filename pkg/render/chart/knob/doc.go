// Package knob reads the Values of a part as Helm sees them: a tree of knobs,
// each with its path in values.yaml, its kind and its place in the Go struct.
// It sets and reads Go values by these paths; it knows no objects and no
// templates.
package knob
