package source

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// masked stands where a secret would be shown.
const masked = "***"

// secretWords make a key look like that of a secret.
var secretWords = []string{
	"password", "passwd", "passphrase", "pwd", "secret", "token",
	"accesskey", "apikey", "privatekey", "credential",
}

// publicEndings make such a key name where a secret is, not what it is.
var publicEndings = []string{
	"name", "names", "ref", "refs", "path", "file", "seconds",
	"existingsecret", "existingsecrets", "pullsecret", "pullsecrets", "secretstore", "automountserviceaccounttoken",
}

// looksSecret says whether the value of a key must not be shown. A mistyped
// "password" counts too, since errors are about mistyped keys.
func looksSecret(key string) bool {
	if len(key) > 200 {
		return true
	}
	key = strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_. \"'", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, key)
	for _, ending := range publicEndings {
		if strings.HasSuffix(key, ending) {
			return false
		}
	}
	for _, word := range secretWords {
		if strings.Contains(key, word) {
			return true
		}
	}
	return distance(key, "password", 2) <= 2 || distance(key, "secret", 1) <= 1
}

var (
	// aKey is a key and its colon at the start of a line, behind dashes.
	aKey = regexp.MustCompile(`^([ \t]*(?:-[ \t]+)*)(?:"([^"]*)"|'([^']*)'|([^\s#:{}\[\],"'-][^:#{}\[\]]*?|-[^\s:][^:]*?))[ \t]*:(?:[ \t]+|$)`)
	// assignment is a name and the sign that gives it a value, anywhere in a line.
	assignment = regexp.MustCompile(`["']?([A-Za-z0-9_.\-]+)["']?(?:\[[^\]]*\])?\s*[:=]\s*`)
	// userInfo is what stands before the @ of a URL.
	userInfo = regexp.MustCompile(`://(\S*)@`)
	dashes   = regexp.MustCompile(`^[ \t]*(?:-(?:[ \t]+|$))*`)
)

// span is a part of a line, in characters from 0; the empty one is no part.
type span struct{ from, to int }

// toEnd is everything from a place on, also if it is more than the line.
func toEnd(from int) span { return span{from, math.MaxInt} }

// open is a key whose value may go on in the lines below.
type open struct {
	column        int
	secret, named bool
}

// maskLines finds in one pass where each line begins to hold a secret: behind
// a key that looks like one, in everything indented below such a key, behind
// "value:" beside a "name:" that looks like one, and before the @ of a URL.
// It works on text, since files that do not parse have errors as well.
func maskLines(lines []string) []span {
	masks := make([]span, len(lines))
	var above []open
	for i, line := range lines {
		if trimmed := strings.TrimSpace(line); trimmed == "" {
			continue
		}
		if len(line) > longest {
			masks[i] = toEnd(0)
			continue
		}
		prefix := dashes.FindString(line)
		if dash := strings.IndexByte(prefix, '-'); dash >= 0 {
			for len(above) > 0 && above[len(above)-1].column > dash {
				above = above[:len(above)-1]
			}
		}
		value := len(prefix)
		key := ""
		if found := aKey.FindStringSubmatchIndex(line); found != nil {
			column := found[3]
			value = found[1]
			key = keyOf(line, found)
			for len(above) > 0 && above[len(above)-1].column > column {
				above = above[:len(above)-1]
			}
			named := false
			if len(above) > 0 && above[len(above)-1].column == column {
				named = above[len(above)-1].named
				above = above[:len(above)-1]
			}
			inherited := len(above) > 0 && above[len(above)-1].secret
			if key == "name" && looksSecret(line[value:]) {
				named = true
				maskValueBefore(lines, masks, i, column)
			}
			above = append(above, open{column, inherited || looksSecret(key) || key == "value" && named, named})
		}
		if len(above) > 0 && above[len(above)-1].secret {
			masks[i] = toEnd(utf8.RuneCountInString(line[:value]))
			continue
		}
		masks[i] = maskInline(line)
	}
	return masks
}

func keyOf(line string, found []int) string {
	for group := 4; group < len(found); group += 2 {
		if found[group] >= 0 {
			return line[found[group]:found[group+1]]
		}
	}
	return ""
}

// maskValueBefore masks a "value:" that stands right above its "name:".
func maskValueBefore(lines []string, masks []span, name, column int) {
	if name == 0 {
		return
	}
	found := aKey.FindStringSubmatchIndex(lines[name-1])
	if found != nil && found[3] == column && keyOf(lines[name-1], found) == "value" {
		masks[name-1] = toEnd(utf8.RuneCountInString(lines[name-1][:found[1]]))
	}
}

// maskInline finds secrets inside one line: in flow maps, arguments, URLs.
func maskInline(line string) span {
	from := -1
	for _, found := range assignment.FindAllStringSubmatchIndex(line, -1) {
		if looksSecret(line[found[2]:found[3]]) {
			from = found[1]
			break
		}
	}
	if brace := strings.IndexByte(line, '{'); from < 0 && brace >= 0 && strings.Contains(line, "value") {
		if slices.ContainsFunc(strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("{}[],: \"'", r) }), looksSecret) {
			from = brace + 1
		}
	}
	runes := func(end int) int { return utf8.RuneCountInString(line[:end]) }
	if found := userInfo.FindStringSubmatchIndex(line); found != nil && (from < 0 || found[2] < from) {
		if from < 0 {
			return span{runes(found[2]), runes(found[3])}
		}
		from = found[2]
	}
	if from < 0 {
		return span{}
	}
	return toEnd(runes(from))
}
