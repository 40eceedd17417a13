package check

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

// Formats are those that Write knows.
func Formats() []string { return []string{"text", "json", "sarif", "github"} }

// Write writes findings: as text with a line for each, as JSON, as SARIF 2.1.0,
// or as commands that make GitHub annotate lines.
func Write(w io.Writer, format string, findings []finding.Finding) error {
	switch format {
	case "text":
		for _, f := range findings {
			if _, err := fmt.Fprintln(w, f); err != nil {
				return err
			}
		}
		return nil
	case "json":
		return writeJSON(w, toJSON(findings))
	case "sarif":
		return writeJSON(w, toSARIF(findings))
	case "github":
		for _, f := range findings {
			if _, err := fmt.Fprintln(w, github(f)); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("unknown format %q: write %s", format, strings.Join(Formats(), ", "))
}

func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}

// jsonFinding is a finding as JSON has it.
type jsonFinding struct {
	ID         string `json:"id"`
	Rule       string `json:"rule"`
	Severity   string `json:"severity"`
	File       string `json:"file,omitempty"`
	Line       int    `json:"line,omitempty"`
	Column     int    `json:"column,omitempty"`
	APIVersion string `json:"apiVersion,omitempty"`
	Kind       string `json:"kind,omitempty"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name,omitempty"`
	Path       string `json:"path,omitempty"`
	Message    string `json:"message"`
}

func toJSON(findings []finding.Finding) []jsonFinding {
	names := ruleNames()
	all := make([]jsonFinding, 0, len(findings))
	for _, f := range findings {
		all = append(all, jsonFinding{
			ID: f.ID, Rule: names[f.ID], Severity: string(f.Severity), File: f.File, Line: f.Line, Column: f.Column,
			APIVersion: f.Object.APIVersion, Kind: f.Object.Kind, Namespace: f.Object.Namespace, Name: f.Object.Name,
			Path: f.Path, Message: f.Message,
		})
	}
	return all
}

func ruleNames() map[string]string {
	names := map[string]string{}
	for _, rule := range Rules() {
		names[rule.ID] = rule.Name
	}
	return names
}

// github is a finding as a command of a workflow. Source:
// https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
func github(f finding.Finding) string {
	var properties []string
	if f.File != "" {
		properties = append(properties, "file="+escaped(filepath.ToSlash(f.File), ":", ","), fmt.Sprintf("line=%d", max(f.Line, 1)))
		if f.Column > 0 {
			properties = append(properties, fmt.Sprintf("col=%d", f.Column))
		}
	}
	properties = append(properties, "title="+escaped(f.ID, ":", ","))
	return fmt.Sprintf("::%s %s::%s", f.Severity, strings.Join(properties, ","), escaped(words(f)))
}

// words are object, field and message.
func words(f finding.Finding) string {
	f.File, f.ID = "", ""
	return strings.TrimPrefix(f.String(), string(f.Severity)+" : ")
}

// escaped writes what has a meaning in a command by its number.
func escaped(text string, more ...string) string {
	for _, character := range append([]string{"%", "\r", "\n"}, more...) {
		text = strings.ReplaceAll(text, character, fmt.Sprintf("%%%02X", character[0]))
	}
	return text
}

// The parts of SARIF 2.1.0 that are used.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string           `json:"id"`
		Name    string           `json:"name"`
		Short   sarifText        `json:"shortDescription"`
		Default sarifRuleDefault `json:"defaultConfiguration"`
	}
	sarifRuleDefault struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
	}
)

func toSARIF(findings []finding.Finding) sarifLog {
	driver := sarifDriver{Name: "flinkgen"}
	for _, rule := range Rules() {
		driver.Rules = append(driver.Rules, sarifRule{rule.ID, rule.Name, sarifText{rule.About}, sarifRuleDefault{string(rule.Severity)}})
	}
	results := make([]sarifResult, 0, len(findings))
	for _, f := range findings {
		result := sarifResult{RuleID: f.ID, Level: string(f.Severity), Message: sarifText{words(f)}}
		if f.File != "" {
			physical := sarifPhysical{Artifact: sarifArtifact{filepath.ToSlash(f.File)}}
			if f.Line > 0 {
				physical.Region = &sarifRegion{f.Line, cmp.Or(f.Column, 1)}
			}
			result.Locations = []sarifLocation{{physical}}
		}
		results = append(results, result)
	}
	return sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{sarifTool{driver}, results}},
	}
}
