// Package stack holds the model that people write: one stack file with a
// section for each part, loaded strictly and with positions.
//
// Complete fills every blank. It is the only place where parts are wired to
// each other and where anything is computed; the parts themselves only place
// values. What a person sets is never changed.
package stack
