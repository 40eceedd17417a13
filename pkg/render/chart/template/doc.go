// Package template writes what package trace found as templates of a Helm
// chart, the way a person would type them: fields in their usual order, a block
// for each condition, and helpers for what comes again and again.
//
// Values are written so that any text survives: strings are quoted, texts of
// several lines go through named templates, and "{{" in literal text is escaped.
package template
