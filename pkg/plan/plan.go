// Package plan holds what people do to a cluster step by step: commands, why
// they are given, and what to wait for. A plan is data; WriteText makes a
// runbook of it, a shell script to go through by hand.
//
// It makes no plan and runs none.
package plan

import (
	"encoding/json"
	"io"
)

// Plan is a way from one state of a cluster to another one.
type Plan struct {
	Title string `json:"title"`
	// Notes are what to know before the first step, in sentences.
	Notes []string `json:"notes,omitempty"`
	Steps []Step   `json:"steps"`
}

// Step is done as a whole before the next one.
type Step struct {
	Title string `json:"title"`
	// Why explains the step, in sentences.
	Why string `json:"why"`
	// Commands of the shell, in order. One may have several lines.
	Commands []string `json:"commands,omitempty"`
	// Alternative is a command to run instead of them, and AlternativeWhere says
	// where, such as "where Helm installed it".
	Alternative      string `json:"alternative,omitempty"`
	AlternativeWhere string `json:"alternativeWhere,omitempty"`
	// WaitFor are commands that return when the step is done.
	WaitFor []string `json:"waitFor,omitempty"`
	// Manifest is what the commands send, as YAML: a merge patch or an object.
	Manifest string `json:"manifest,omitempty"`
}

// WriteJSON writes a Plan, or a type that embeds one, as indented JSON.
func WriteJSON(w io.Writer, p any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(p)
}
