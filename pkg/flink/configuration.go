package flink

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// RenderConfiguration writes options as lines of the configuration file, in
// order of their keys. In config.yaml every value is a quoted text. The older
// flink-conf.yaml has no quotes and no escapes, so what it cannot hold is an
// error.
func RenderConfiguration(options map[string]string, file string) (string, error) {
	var failed []error
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(options)) {
		value := options[key]
		switch {
		case key == "" || strings.ContainsAny(key, ": #\t\r\n"):
			failed = append(failed, fmt.Errorf("option %q: a name has no space, colon or '#'", key))
		case file == ConfigYAML:
			value = strconv.Quote(value)
		default:
			failed = append(failed, plain(key, value))
		}
		b.WriteString(key + ": " + value + "\n")
	}
	if err := errors.Join(failed...); err != nil {
		return "", err
	}
	return b.String(), nil
}

// plain says why flink-conf.yaml cannot hold a value, if it cannot.
func plain(key, value string) error {
	switch {
	case value == "":
		return fmt.Errorf("option %q: %s cannot hold an empty value; leave the option out", key, FlinkConf)
	case value != strings.TrimSpace(value):
		return fmt.Errorf("option %q: remove the space around the value", key)
	case strings.ContainsAny(value, "\r\n"):
		return fmt.Errorf("option %q: the value must be one line", key)
	case strings.Contains(value, "#"):
		return fmt.Errorf("option %q: %s cuts a value off at '#'", key, FlinkConf)
	}
	return nil
}
