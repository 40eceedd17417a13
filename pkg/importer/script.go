package importer

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Script reads the first command of a shell script that runs a Flink
// application. It knows quotes, continued lines, comments (also between
// continued lines, where a shell would end the command), assignments and
// $variables. It runs nothing: a variable without a value is an error that
// lists all of them; give it in Options.Variables.
func Script(text string, o Options) (Result, error) {
	variables := maps.Clone(o.Variables)
	if variables == nil {
		variables = map[string]string{}
	}
	for _, line := range logicalLines(text) {
		words, missing, err := split(line, variables)
		if err != nil {
			return Result{}, err
		}
		if assign(words, variables, o.Variables) || !runsFlink(words) {
			continue
		}
		if len(missing) > 0 {
			return Result{}, fmt.Errorf("no value for %s: give each one with --var name=value", strings.Join(missing, ", "))
		}
		return CommandLine(words, o)
	}
	return Result{}, errors.New("no command that runs an application: flink run-application … or flink run -t kubernetes-application …")
}

// logicalLines joins continued lines and drops comments.
func logicalLines(text string) []string {
	var lines []string
	var current string
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		if strings.HasPrefix(trimmed, "#") {
			continue
		}
		before, continued := strings.CutSuffix(trimmed, "\\")
		current += before + " "
		if !continued {
			lines = append(lines, strings.TrimSpace(current))
			current = ""
		}
	}
	return append(lines, strings.TrimSpace(current))
}

var assignment = regexp.MustCompile(`^([A-Za-z_]\w*)=(.*)$`)

// assign remembers what a line of assignments says; what the user said wins.
func assign(words []string, variables, given map[string]string) bool {
	if len(words) > 0 && words[0] == "export" {
		words = words[1:]
	}
	for _, word := range words {
		match := assignment.FindStringSubmatch(word)
		if match == nil {
			return false
		}
		if _, fixed := given[match[1]]; !fixed && !strings.Contains(match[2], "$") {
			variables[match[1]] = match[2]
		}
	}
	return true
}

var reference = regexp.MustCompile(`^\$(?:\{(\w+)\}|(\w+))`)

// split makes words of a line, and lists the variables without a value.
func split(line string, variables map[string]string) (words, missing []string, err error) {
	var word strings.Builder
	var quote byte
	started := false
	for i := 0; i < len(line); i++ {
		c := line[i]
		switch {
		case c == '$' && quote != '\'' && reference.MatchString(line[i:]):
			match := reference.FindStringSubmatch(line[i:])
			name := match[1] + match[2]
			value, found := variables[name]
			if !found && !slices.Contains(missing, name) {
				missing = append(missing, name)
			}
			if !found {
				value = match[0]
			}
			word.WriteString(value)
			started = true
			i += len(match[0]) - 1
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote, started = c, true
		case c == '\\' && quote != '\'' && i+1 < len(line):
			i++
			word.WriteByte(line[i])
			started = true
		case quote == 0 && (c == ' ' || c == '\t'):
			if started {
				words = append(words, word.String())
			}
			word.Reset()
			started = false
		case quote == 0 && c == '#' && !started:
			return words, missing, nil
		default:
			word.WriteByte(c)
			started = true
		}
	}
	if started {
		words = append(words, word.String())
	}
	if quote != 0 && runsFlink(words) {
		return nil, nil, errors.New("a quote is not closed in the command line")
	}
	return words, missing, nil
}

func runsFlink(words []string) bool {
	i := slices.IndexFunc(words, func(w string) bool { return w == "flink" || strings.HasSuffix(w, "/flink") })
	return i >= 0 && i+1 < len(words) && (words[i+1] == "run-application" || words[i+1] == "run")
}
