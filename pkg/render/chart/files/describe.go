package files

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	// derived is what a Go comment says of values that package stack fills in.
	// A chart fills in nothing.
	derived = regexp.MustCompile(`(?i)[;.]?\s*\bderived(:| from)\s.*?(\.\s|\.?$)`)
	// ofStack starts a sentence about the stack file, which a chart does not know.
	ofStack  = regexp.MustCompile(`\bspec\.|\bthe stack\b|\bflinkgen\b`)
	sentence = regexp.MustCompile(`\.\s+`)
	// singular is a verb such as adds, not "does," or "is".
	singular = regexp.MustCompile(`^[a-z]{2,}s$`)
	hump     = regexp.MustCompile(`([a-z])([A-Z])|([A-Z])([A-Z][a-z])`)
	// knobs are what Go comments call the values of a section.
	knobs = regexp.MustCompile(`\b([Tt]he )?knobs\b`)
)

// describe gives the comment of a Go field as the description of a value: in
// one line, without the name of the field at the start, without what concerns
// the stack file only. Options are texts that may follow the name and stay as
// they are.
func describe(source, comment string, options []string) string {
	text := strings.Join(strings.Fields(comment), " ")
	text = strings.TrimSpace(derived.ReplaceAllString(text, ". "))
	text = withoutStack(text)
	if text == "" || text == "." {
		return ""
	}
	name := source[strings.LastIndexByte(source, '.')+1:]
	if rest, found := strings.CutPrefix(text, name); found && rest != "" && strings.ContainsAny(rest[:1], " ,;") {
		text = withoutName(name, rest, options)
	}
	text = capital(knobs.ReplaceAllString(text, "settings"))
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// withoutStack drops sentences about the stack file but for the first, which
// says what the value is.
func withoutStack(text string) string {
	sentences := sentence.Split(text, -1)
	kept := sentences[:1]
	for _, one := range sentences[1:] {
		if !ofStack.MatchString(one) {
			kept = append(kept, one)
		}
	}
	return strings.Join(kept, ". ")
}

// withoutName makes a sentence of what follows the name of the field: "is the
// number of pods" says "The number of pods". Where that is no sentence, the
// name stays, in words.
func withoutName(name, rest string, options []string) string {
	verb, after, _ := strings.Cut(strings.TrimPrefix(rest, " "), " ")
	word, _, _ := strings.Cut(after, " ")
	switch {
	case verb == "holds":
		return capital(after)
	case verb == "is" || verb == "are":
		if slices.Contains([]string{"a", "an", "the", "how", "when", "where", "who", "what"}, word) && !slices.Contains(options, word) {
			return capital(after)
		}
	case singular.MatchString(verb):
		return capital(verb + " " + after)
	}
	return spaced(name) + rest
}

// spaced writes MountPath as Mount path.
func spaced(name string) string {
	if !hump.MatchString(name) {
		return name
	}
	words := strings.Fields(hump.ReplaceAllString(name, "$1$3 $2$4"))
	for i, word := range words[1:] {
		if strings.ToUpper(word) != word {
			words[i+1] = strings.ToLower(word)
		}
	}
	return strings.Join(words, " ")
}

// capital starts text with a capital, unless it starts with a name such as
// flink-conf.yaml.
func capital(text string) string {
	word, _, _ := strings.Cut(text, " ")
	if strings.ContainsAny(strings.TrimRight(word, ".,:;"), "./_") {
		return text
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// wrap breaks text into lines of at most width columns, at spaces only.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
