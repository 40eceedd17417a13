package source

import "regexp"

// Tag is the type of a scalar.
type Tag uint8

// The types of the core schema of YAML 1.2.
const (
	String Tag = iota
	Null
	Bool
	Int
	Float
)

var (
	anInt  = regexp.MustCompile(`^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$`)
	aFloat = regexp.MustCompile(`^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$`)
)

// resolve gives the type of a plain scalar.
func resolve(text string) Tag {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return Null
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool
	}
	if c := text[0]; c != '-' && c != '+' && c != '.' && (c < '0' || c > '9') {
		return String
	}
	switch {
	case anInt.MatchString(text):
		return Int
	case aFloat.MatchString(text):
		return Float
	}
	return String
}
