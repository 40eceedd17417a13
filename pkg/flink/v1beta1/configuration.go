package v1beta1

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Configuration is Flink configuration, one text per dotted key.
//
// It reads what the operator accepts from 1.13 on: numbers, booleans, nested
// maps (their keys are joined with dots) and lists (their items are joined
// with semicolons). It always writes plain text per key, the form that every
// operator version accepts.
type Configuration map[string]string

// UnmarshalJSON reads configuration as the operator does, except that it
// refuses what the operator would turn into nonsense: null, a list inside a
// list, and one key written in two ways.
func (c *Configuration) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return err
	}
	if tree == nil {
		*c = nil
		return nil
	}
	top, ok := tree.(map[string]any)
	if !ok {
		return fmt.Errorf("flink configuration must be a map of options, not %s", kindOf(tree))
	}
	flat := Configuration{}
	if err := flat.addAll("", top); err != nil {
		return err
	}
	*c = flat
	return nil
}

// addAll goes through the keys in order, so that the same input always gives
// the same error.
func (c Configuration) addAll(prefix string, options map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(options)) {
		if err := c.add(prefix+name, options[name]); err != nil {
			return err
		}
	}
	return nil
}

func (c Configuration) add(key string, value any) error {
	switch v := value.(type) {
	case map[string]any:
		return c.addAll(key+".", v)
	case []any:
		if len(v) == 0 {
			return nil // The operator drops an empty list too.
		}
	}
	text, err := textOf(value)
	if err != nil {
		return fmt.Errorf("flink option %q: %w", key, err)
	}
	if _, twice := c[key]; twice {
		return fmt.Errorf("flink option %q is set twice, once nested and once with dots", key)
	}
	c[key] = text
	return nil
}

func textOf(value any) (string, error) {
	list, ok := value.([]any)
	if !ok {
		return scalarText(value)
	}
	texts := make([]string, len(list))
	for i, item := range list {
		text, err := scalarText(item)
		if err != nil {
			return "", fmt.Errorf("item %d: %w", i, err)
		}
		texts[i] = text
	}
	return strings.Join(texts, ";"), nil
}

func scalarText(value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	case bool:
		return strconv.FormatBool(v), nil
	default:
		return "", fmt.Errorf("must be text, a number or a boolean, not %s", kindOf(value))
	}
}

func kindOf(value any) string {
	switch value.(type) {
	case nil:
		return "empty"
	case []any:
		return "a list"
	case map[string]any:
		return "a map"
	default:
		return "a plain value"
	}
}
