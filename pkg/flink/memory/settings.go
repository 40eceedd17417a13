package memory

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// settings reads a configuration as a version of Flink does. Like Flink it
// stops at the first problem: what is read afterwards is zero.
type settings struct {
	version       flink.Version
	configuration map[string]string
	problem       *Error
	warnings      []Warning
}

func (s *settings) fail(problem *Error) {
	if s.problem == nil {
		s.problem = problem
	}
}

func (s *settings) warn(kind WarningKind, option flink.Option, format string, arguments ...any) {
	s.warnings = append(s.warnings, Warning{kind, string(option), fmt.Sprintf(format, arguments...)})
}

// lookup gives the value of an option and the key that it is written under.
func (s *settings) lookup(option flink.Option) (value, key string, found bool) {
	if value, found = s.configuration[string(option)]; found {
		return value, string(option), true
	}
	for _, legacy := range legacyKeys(option) {
		if value, found = s.configuration[legacy.Key]; found {
			return value, legacy.Key, true
		}
	}
	return "", string(option), false
}

func (s *settings) has(option flink.Option) bool {
	_, _, found := s.lookup(option)
	return found
}

// key is the key that an option is written under, or its own.
func (s *settings) key(option flink.Option) string {
	_, key, _ := s.lookup(option)
	return key
}

// written is the size of an option that the configuration has.
func (s *settings) written(option flink.Option, name string) Component {
	value, key, _ := s.lookup(option)
	bytes, err := parseSize(value, key)
	if err != nil {
		s.fail(&Error{Options: []string{key}, Problem: fmt.Sprintf("%s: %v", key, err), Cure: "write a size such as 512m"})
	}
	return Component{Name: name, Bytes: bytes, Origin: Set, Option: key}
}

func parseSize(value, key string) (int64, error) {
	if !inMebibytes(key) {
		return flink.ParseMemorySize(value)
	}
	number, err := strconv.ParseInt(strings.TrimSpace(value), 10, 32)
	if err != nil || number < 0 {
		return 0, fmt.Errorf("%q is not a whole number of MiB", value)
	}
	return number * mebibyte, nil
}

// size is the size of an option, or its default.
func (s *settings) size(option flink.Option, name string, standard int64) Component {
	if s.has(option) {
		return s.written(option, name)
	}
	return Component{Name: name, Bytes: standard, Origin: Default, Option: string(option)}
}

// fraction is a number as Flink reads it: 32 bits, widened before it is used.
func (s *settings) fraction(option flink.Option, standard float32) float64 {
	value, key, found := s.lookup(option)
	if !found {
		return float64(standard)
	}
	number, ok := parseNumber(value, 32)
	if !ok {
		s.fail(&Error{Options: []string{key}, Problem: fmt.Sprintf("%s: %q is not a number", key, value), Cure: "write a fraction such as 0.4"})
	}
	return number
}

// parseNumber reads a decimal number as Java does, which allows a type's letter behind it.
func parseNumber(text string, bits int) (float64, bool) {
	text = strings.TrimSpace(text)
	if last := len(text) - 1; last > 0 && strings.ContainsRune("fFdD", rune(text[last])) {
		text = text[:last]
	}
	if strings.Trim(text, "+-.0123456789eE") != "" {
		return 0, false
	}
	number, err := strconv.ParseFloat(text, bits)
	return number, err == nil
}

// integer is a whole number of 32 bits.
func (s *settings) integer(option flink.Option, standard int64) int64 {
	value, key, found := s.lookup(option)
	if !found {
		return standard
	}
	number, err := strconv.ParseInt(value, 10, 32)
	if err != nil {
		s.fail(&Error{Options: []string{key}, Problem: fmt.Sprintf("%s: %q is not a whole number", key, value), Cure: "write a whole number"})
	}
	return number
}

// cores is a number of CPU cores.
func (s *settings) cores(option flink.Option) float64 {
	value, key, found := s.lookup(option)
	if !found {
		return -1
	}
	number, ok := parseNumber(value, 64)
	if !ok || math.IsInf(number, 0) {
		s.fail(&Error{Options: []string{key}, Problem: fmt.Sprintf("%s: %q is not a number", key, value), Cure: "write a number of cores such as 0.5"})
	}
	return number
}

// enabled is a switch that is off unless it is written.
func (s *settings) enabled(option flink.Option) bool {
	value, _, found := s.lookup(option)
	switch {
	case !found || strings.EqualFold(value, "false"):
		return false
	case strings.EqualFold(value, "true"):
		return true
	}
	s.fail(&Error{Options: []string{string(option)}, Problem: fmt.Sprintf("%s: %q is neither true nor false", option, value), Cure: "write true or false"})
	return false
}

// sum adds sizes.
func (s *settings) sum(components ...Component) int64 {
	sizes := make([]int64, len(components))
	for i, component := range components {
		sizes[i] = component.Bytes
	}
	sum, ok := add(sizes...)
	if !ok {
		s.fail(tooLarge(components...))
	}
	return sum
}

func tooLarge(components ...Component) *Error {
	keys, names := []string{}, []string{}
	for _, component := range components {
		names = append(names, component.Name)
		if component.Option != "" {
			keys = append(keys, component.Option)
		}
	}
	return &Error{Options: keys, Problem: "the sizes add up to more than Flink can hold: " + strings.Join(names, ", "), Cure: "write smaller sizes"}
}

// legacy refuses old keys that the version does not read and warns of the others.
func (s *settings) legacy(options ...flink.Option) {
	var gone, keys []string
	for _, option := range options {
		for _, legacy := range legacyKeys(option) {
			_, found := s.configuration[legacy.Key]
			switch {
			case !found || legacy.Removed == flink.Version{}:
			case s.version.AtLeast(legacy.Removed):
				gone = append(gone, fmt.Sprintf("%s (now %s)", legacy.Key, successor(option)))
				keys = append(keys, legacy.Key)
			default:
				s.warnings = append(s.warnings, Warning{LegacyOption, legacy.Key, legacyMessage(option, legacy)})
			}
		}
	}
	if len(gone) == 0 {
		return
	}
	s.fail(&Error{
		Options: keys,
		Problem: fmt.Sprintf("Flink %v does not read %s", s.version, strings.Join(gone, ", ")),
		Cure:    "write the new keys",
	})
}

func legacyMessage(option flink.Option, legacy flink.OldKey) string {
	message := fmt.Sprintf("%s is an old key that Flink %v does not read any more; write %s", legacy.Key, legacy.Removed, successor(option))
	if slices.Contains([]flink.Option{TaskManagerProcessSize, JobManagerProcessSize}, option) {
		message += ". It is the size of the whole container here; the start scripts of a standalone cluster take it for less than that"
	}
	return message
}
