package check

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"

	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/source"
)

// validator holds an object against the schema of its definition, as the API
// server does it with structural schemas. Fields that are not in the schema,
// which the server would drop, are refused.
type validator struct {
	object *Object
	report func(finding.Finding)
}

func (v *validator) fail(path, format string, args ...any) {
	v.report(v.object.at(ruleSchema, finding.Error, path, fmt.Sprintf(format, args...)))
}

// value judges a node; top says that it is an object with metadata of its own.
func (v *validator) value(path string, node *source.Node, props *customSchema, top bool) {
	if isNull(node) {
		return // an API server drops it
	}
	if props.XIntOrString {
		if node.Kind != source.Scalar || node.Tag != source.Int && node.Tag != source.String {
			v.fail(path, "expected a whole number or a string, found %s", kindInWords(node))
			return
		}
	} else if !fits(node, props.Type) {
		v.fail(path, "expected %s, found %s%s", typeInWords(props.Type), kindInWords(node), quoteHint(node, props.Type))
		return
	}
	switch node.Kind {
	case source.Map:
		v.mapping(path, node, props, top || props.XEmbeddedResource)
	case source.List:
		v.list(path, node, props)
	default:
		v.scalar(path, node, props)
	}
}

func (v *validator) mapping(path string, node *source.Node, props *customSchema, top bool) {
	for _, name := range props.Required {
		if child := node.Get(name); child == nil || isNull(child) {
			v.fail(path, "the field %q is missing", name)
		}
	}
	for _, entry := range node.Entries {
		if top && slices.Contains([]string{"apiVersion", "kind", "metadata"}, entry.Key) {
			continue
		}
		at := join(path, entry.Key)
		if child, known := props.Properties[entry.Key]; known {
			v.value(at, entry.Value, &child, false)
			continue
		}
		switch {
		case props.AdditionalProperties != nil && props.AdditionalProperties.Schema != nil:
			v.value(at, entry.Value, props.AdditionalProperties.Schema, false)
		case props.AdditionalProperties != nil && props.AdditionalProperties.Allows:
		case props.XPreserveUnknownFields != nil && *props.XPreserveUnknownFields:
		default:
			names := make([]string, 0, len(props.Properties))
			for name := range props.Properties {
				names = append(names, name)
			}
			slices.Sort(names)
			v.fail(at, "%s", hinted(fmt.Sprintf("unknown field %q", entry.Key), source.DidYouMean(entry.Key, names)))
		}
	}
}

func (v *validator) list(path string, node *source.Node, props *customSchema) {
	if props.MinItems != nil && int64(len(node.Items)) < *props.MinItems {
		v.fail(path, "expected at least %d items, found %d", *props.MinItems, len(node.Items))
	}
	if props.MaxItems != nil && int64(len(node.Items)) > *props.MaxItems {
		v.fail(path, "expected at most %d items, found %d", *props.MaxItems, len(node.Items))
	}
	if props.Items == nil || props.Items.Schema == nil {
		return
	}
	for i, one := range node.Items {
		if isNull(one) && !props.Items.Schema.Nullable && props.Items.Schema.Type != "" {
			v.fail(item(path, i), "expected %s, found null; remove the item", typeInWords(props.Items.Schema.Type))
		}
		v.value(item(path, i), one, props.Items.Schema, false)
	}
}

func (v *validator) scalar(path string, node *source.Node, props *customSchema) {
	if len(props.Enum) > 0 {
		names := enumNames(props.Enum)
		if !slices.Contains(names, node.Text) {
			v.fail(path, "%s", hinted("expected one of "+strings.Join(names, ", ")+", found another value", source.DidYouMean(node.Text, names)))
		}
	}
	if node.Tag == source.String {
		length := int64(utf8.RuneCountInString(node.Text))
		if props.MinLength != nil && length < *props.MinLength {
			v.fail(path, "expected at least %d characters, found %d", *props.MinLength, length)
		}
		if props.MaxLength != nil && length > *props.MaxLength {
			v.fail(path, "expected at most %d characters, found %d", *props.MaxLength, length)
		}
	}
	if props.Pattern != "" && (node.Tag == source.String || props.XIntOrString) {
		if pattern, err := regexp.Compile(props.Pattern); err == nil && !pattern.MatchString(node.Text) {
			v.fail(path, "the value does not match %s", props.Pattern)
		}
	}
	if node.Tag == source.Int || node.Tag == source.Float {
		v.number(path, node, props)
	}
}

func (v *validator) number(path string, node *source.Node, props *customSchema) {
	number, err := strconv.ParseFloat(node.Text, 64)
	if err != nil {
		return
	}
	least, most := math.Inf(-1), math.Inf(1)
	if props.Format == "int32" {
		least, most = math.MinInt32, math.MaxInt32
	}
	if props.Minimum != nil {
		least = max(least, *props.Minimum)
	}
	if props.Maximum != nil {
		most = min(most, *props.Maximum)
	}
	if number < least || props.ExclusiveMinimum && number == least {
		v.fail(path, "%s is less than %s", node.Text, strconv.FormatFloat(least, 'f', -1, 64))
	}
	if number > most || props.ExclusiveMaximum && number == most {
		v.fail(path, "%s is more than %s", node.Text, strconv.FormatFloat(most, 'f', -1, 64))
	}
}

func enumNames(values []apiextensionsv1.JSON) []string {
	names := make([]string, 0, len(values))
	for _, value := range values {
		var name string
		if json.Unmarshal(value.Raw, &name) != nil {
			name = string(value.Raw)
		}
		names = append(names, name)
	}
	return names
}

// fits says whether a node is of a type of the schema; no type takes all.
func fits(node *source.Node, wanted string) bool {
	scalar := node.Kind == source.Scalar
	switch wanted {
	case "object":
		return node.Kind == source.Map
	case "array":
		return node.Kind == source.List
	case "string":
		return scalar && node.Tag == source.String
	case "boolean":
		return scalar && node.Tag == source.Bool
	case "integer":
		return scalar && node.Tag == source.Int
	case "number":
		return scalar && (node.Tag == source.Int || node.Tag == source.Float)
	}
	return true
}

func isNull(node *source.Node) bool { return node.Kind == source.Scalar && node.Tag == source.Null }

func typeInWords(wanted string) string {
	switch wanted {
	case "object":
		return "a map"
	case "array":
		return "a list"
	case "boolean":
		return "true or false"
	case "integer":
		return "a whole number"
	case "number":
		return "a number"
	case "string":
		return "a string"
	}
	return "a value"
}

func kindInWords(node *source.Node) string {
	switch {
	case node.Kind == source.Map:
		return "a map"
	case node.Kind == source.List:
		return "a list"
	case node.Tag == source.String:
		return "a string"
	case node.Tag == source.Bool:
		return "a boolean"
	case node.Tag == source.Null:
		return "null"
	}
	return "a number"
}

// quoteHint is the cure for a number where a string is wanted.
func quoteHint(node *source.Node, wanted string) string {
	if wanted == "string" && node.Kind == source.Scalar {
		return "; quote it"
	}
	return ""
}

// join is the path of a key below a path.
func join(path, key string) string {
	if key == "" || strings.ContainsAny(key, ".[]=\\\" \t\n\r") {
		return fmt.Sprintf("%s[%q]", path, key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}
