package source

import (
	"encoding/base64"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

var stringType = reflect.TypeFor[string]()

// scalar decodes into a string, a boolean or a number.
func (d *decoder) scalar(node *Node, into reflect.Value, field *fieldInfo) {
	if into.Type() == durationType {
		d.duration(node, into)
		return
	}
	switch into.Kind() {
	case reflect.String:
		d.text(node, into, field)
	case reflect.Bool:
		if node.Kind == Scalar && node.Tag == Bool {
			into.SetBool(isTrue(node))
			return
		}
		d.expected(node, "true or false", boolHint(node))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if number, ok := d.integer(node, signedRange(into)); ok {
			into.SetInt(number.signed())
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if number, ok := d.integer(node, unsignedRange(into)); ok {
			into.SetUint(number.size)
		}
	case reflect.Float32, reflect.Float64:
		if number, ok := d.float(node); ok {
			if into.OverflowFloat(number) {
				d.fail(node.Position, "the number is too large", "")
				return
			}
			into.SetFloat(number)
		}
	default:
		d.fail(node.Position, fmt.Sprintf("cannot be written in a file (it is a Go %s)", into.Type()), "")
	}
}

func isTrue(node *Node) bool { return strings.EqualFold(node.Text, "true") }

func (d *decoder) text(node *Node, into reflect.Value, field *fieldInfo) {
	if node.Kind != Scalar || node.Tag != String {
		hint := ""
		if node.Kind == Scalar {
			hint = "quote it"
			if !node.hides() && !d.secret() {
				hint += fmt.Sprintf(": %q", shorten(node.Text))
			}
		}
		d.expected(node, "a string", hint)
		return
	}
	if field != nil && field.enum != nil && !slices.Contains(field.enum, node.Text) {
		d.expected(node, "one of "+strings.Join(field.enum, ", "), DidYouMean(node.Text, field.enum))
		return
	}
	into.SetString(node.Text)
}

func boolHint(node *Node) string {
	if node.Kind != Scalar || node.Tag != String {
		return ""
	}
	switch strings.ToLower(node.Text) {
	case "true", "false":
		return "remove the quotes"
	case "yes", "on", "y":
		return "write true"
	case "no", "off", "n":
		return "write false"
	}
	return ""
}

// whole is a whole number.
type whole struct {
	negative bool
	size     uint64
}

func (w whole) signed() int64 {
	if w.negative {
		return -int64(w.size)
	}
	return int64(w.size)
}

func (w whole) String() string {
	if w.negative && w.size > 0 {
		return "-" + strconv.FormatUint(w.size, 10)
	}
	return strconv.FormatUint(w.size, 10)
}

// limits are the least and the greatest number of a type, both as distance from 0.
type limits struct{ below, above uint64 }

func signedRange(v reflect.Value) limits {
	most := uint64(1)<<(v.Type().Bits()-1) - 1
	return limits{most + 1, most}
}

func unsignedRange(v reflect.Value) limits {
	return limits{0, math.MaxUint64 >> (64 - v.Type().Bits())}
}

var int64Range = limits{1 << 63, math.MaxInt64}

// integer reads a whole number within limits.
func (d *decoder) integer(node *Node, limit limits) (whole, bool) {
	if node.Kind != Scalar || node.Tag != Int {
		d.expected(node, "a whole number", numberHint(node, Int))
		return whole{}, false
	}
	if !d.checkOctal(node) {
		return whole{}, false
	}
	digits, negative := strings.CutPrefix(node.Text, "-")
	digits = strings.TrimPrefix(digits, "+")
	base := 10
	switch {
	case strings.HasPrefix(digits, "0x"):
		base, digits = 16, digits[2:]
	case strings.HasPrefix(digits, "0o"):
		base, digits = 8, digits[2:]
	}
	size, err := strconv.ParseUint(digits, base, 64)
	if err != nil || !negative && size > limit.above || negative && size > limit.below {
		d.fail(node.Position, fmt.Sprintf("the number%s is out of range: %s to %d", d.shown(node), whole{true, limit.below}, limit.above), "")
		return whole{}, false
	}
	return whole{negative, size}, true
}

// shown is the text of a node behind a blank, unless it is a secret.
func (d *decoder) shown(node *Node) string {
	if node.hides() || d.secret() {
		return ""
	}
	return " " + shorten(node.Text)
}

// checkOctal refuses whole numbers that two versions of YAML read differently.
func (d *decoder) checkOctal(node *Node) bool {
	digits := strings.TrimLeft(node.Text, "+-")
	if len(digits) < 2 || digits[0] != '0' || digits[1] == 'x' || digits[1] == 'o' {
		return true
	}
	hint := "write it without the 0 in front"
	if octal, err := strconv.ParseUint(digits, 8, 64); err == nil && !node.hides() && !d.secret() {
		plain := strings.TrimLeft(digits, "0")
		if plain == "" {
			plain = "0"
		}
		hint = fmt.Sprintf("write 0o%s (which is %d) or %s", plain, octal, plain)
	}
	d.fail(node.Position, "a number that starts with 0 is octal for some programs and decimal for others", hint)
	return false
}

func numberHint(node *Node, want Tag) string {
	if node.Kind != Scalar || node.Tag != String {
		return ""
	}
	if tag := resolve(node.Text); tag == want || tag == Int {
		return "remove the quotes"
	}
	if tag := resolve(strings.ReplaceAll(node.Text, "_", "")); tag == want || tag == Int {
		return "remove the underscores"
	}
	return ""
}

func (d *decoder) float(node *Node) (float64, bool) {
	if node.Kind != Scalar || node.Tag != Int && node.Tag != Float {
		d.expected(node, "a number", numberHint(node, Float))
		return 0, false
	}
	if node.Tag == Int {
		if !d.checkOctal(node) {
			return 0, false
		}
		if len(node.Text) > 1 && (node.Text[1] == 'x' || node.Text[1] == 'o') {
			number, ok := d.integer(node, int64Range)
			return float64(number.signed()), ok
		}
	}
	number, err := strconv.ParseFloat(node.Text, 64)
	if err != nil || math.IsInf(number, 0) || math.IsNaN(number) {
		d.fail(node.Position, "the number is not finite", "")
		return 0, false
	}
	return number, true
}

func (d *decoder) duration(node *Node, into reflect.Value) {
	if node.Kind == Scalar && node.Tag == String {
		if duration, err := time.ParseDuration(node.Text); err == nil {
			into.SetInt(int64(duration))
			return
		}
	}
	d.expected(node, "a duration such as 30s or 5m", "")
}

func (d *decoder) bytes(node *Node, into reflect.Value) {
	if node.Kind == Scalar && node.Tag == String {
		if data, err := base64.StdEncoding.DecodeString(node.Text); err == nil {
			into.SetBytes(data)
			return
		}
	}
	d.expected(node, "base64 text", "")
}
