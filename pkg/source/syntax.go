package source

import (
	"errors"
	"io"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// The parser names only a line, and often that of the construct around the
// mistake. The place itself is found by parsing beginnings of the text: the
// mistake is where a beginning first fails in the same way.

// searched is the longest text in bytes that is parsed again for the place of
// a mistake.
const searched = 512 << 10

var complaint = regexp.MustCompile(`(?s)^yaml: (?:line [0-9]+: )?(.*)$`)

// locate makes an error with a position out of one of the parser.
func locate(file *File, text string, err error) Error {
	problem := problemOf(err)
	end := read(text)
	if len(text) <= searched {
		end = search(text, end, problem)
	}
	lines := splitLines(text[:end])
	line := lines[len(lines)-1]
	for line == "" && len(lines) > 1 { // the text ended too early
		lines = lines[:len(lines)-1]
		line = lines[len(lines)-1]
	}
	at := Position{file, len(lines), max(utf8.RuneCountInString(line), 1)}
	if tab := strings.IndexByte(leading(file.line(at.Line)), '\t'); tab >= 0 {
		at.Column = tab + 1
		return at.Mistake("", "a tab in the indentation", "use spaces")
	}
	message, hint, start := explain(problem, line)
	if start >= 0 {
		at.Column = utf8.RuneCountInString(line[:start]) + 1
	}
	if anchor, found := strings.CutPrefix(problem, "unknown anchor '"); found && !at.hides() {
		message += " &" + shorten(strings.TrimSuffix(anchor, "' referenced"))
	}
	return at.Mistake("", message, hint)
}

func leading(line string) string { return line[:len(line)-len(strings.TrimLeft(line, " \t"))] }

// problemOf is what the parser says, without its line; empty for no error.
func problemOf(err error) string {
	if err == nil || errors.Is(err, io.EOF) {
		return ""
	}
	if found := complaint.FindStringSubmatch(err.Error()); found != nil {
		return found[1]
	}
	return err.Error()
}

// slow gives one byte at a time and counts, so that the count is close to the
// place where the parser stopped.
type slow struct {
	text string
	at   int
}

func (s *slow) Read(into []byte) (int, error) {
	if s.at == len(s.text) {
		return 0, io.EOF
	}
	into[0] = s.text[s.at]
	s.at++
	return 1, nil
}

// read is how much of the text the parser reads before it gives up.
func read(text string) int {
	reader := &slow{text: text}
	parseAll(reader)
	return reader.at
}

func parseAll(reader io.Reader) string {
	decoder := yaml.NewDecoder(reader)
	for {
		if _, err := nextDocument(decoder); err != nil {
			return problemOf(err)
		}
	}
}

// search is the length of the shortest beginning of the text that has the
// problem: first by lines, back from the end in growing steps, then inside the
// line.
func search(text string, end int, problem string) int {
	fails := func(length int) bool { return parseAll(strings.NewReader(text[:length])) == problem }
	ends := []int{0}
	for i := range end {
		if text[i] == '\n' {
			ends = append(ends, i+1)
		}
	}
	if ends[len(ends)-1] != end {
		ends = append(ends, end)
	}
	bad := len(ends) - 1
	good := bad - 1
	for step := 1; good > 0 && fails(ends[good]); step *= 2 {
		bad, good = good, max(good-step, 0)
	}
	bad = good + 1 + sort.Search(bad-good-1, func(i int) bool { return fails(ends[good+1+i]) })
	if bad == 0 {
		return end
	}
	start := ends[bad-1]
	if length := ends[bad] - start; length <= 200 && start <= 16<<10 {
		for end = ends[bad]; end > start && fails(end-1); {
			end--
		}
	} else {
		end = start + sort.Search(length, func(i int) bool { return fails(start + i) })
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return end
}

// explain puts what the parser says into words for the people who wrote the
// line. The line ends where the problem shows; the place to point at is start,
// if it is not -1.
func explain(problem, line string) (message, hint string, start int) {
	word := strings.LastIndexAny(strings.TrimRight(line, " \t:"), " \t") + 1
	switch {
	case strings.HasPrefix(problem, "mapping values are not allowed"):
		return `a ":" is not expected here`, "check the indentation, or quote the text that holds it", -1
	case strings.HasPrefix(problem, "did not find expected key"),
		strings.HasPrefix(problem, "did not find expected '-' indicator"):
		return "this does not continue the map or list above it", "check the indentation and the quotes", word
	case strings.HasPrefix(problem, "could not find expected ':'"):
		return `expected "key: value"`, "", word
	case strings.HasPrefix(problem, "did not find expected ',' or ']'"):
		return "the [ is not closed, or a comma is missing", "", strings.LastIndexByte(line, '[')
	case strings.HasPrefix(problem, "did not find expected ',' or '}'"):
		return "the { is not closed, or a comma is missing", "", strings.LastIndexByte(line, '{')
	case strings.HasPrefix(problem, "did not find expected node content"):
		if last := len(line) - 1; last >= 0 && (line[last] == '[' || line[last] == '{') {
			return "the " + line[last:] + " is not closed", "", last
		}
		return "a value is missing or starts with a sign that has a meaning in YAML", "quote it", -1
	case strings.HasPrefix(problem, "found unexpected end of stream"),
		strings.HasPrefix(problem, "found unexpected document indicator"):
		return "the quote is never closed", "", -1
	case strings.HasPrefix(problem, "found character that cannot start any token"):
		return "a value cannot start with this character", "quote it", -1
	case strings.HasPrefix(problem, "found unknown escape character"):
		return "this escape is unknown in double quotes", "write two backslashes or use single quotes", -1
	case strings.HasPrefix(problem, "unknown anchor"):
		return "the alias has no anchor", "put the anchor before it, or quote the value", word
	case strings.HasPrefix(problem, "found incompatible YAML document"):
		return "this version of YAML is not known", "remove the line", 0
	case strings.HasPrefix(problem, "control characters are not allowed"):
		return "not text: it holds a control character", "", -1
	}
	return "not YAML: " + problem, "", -1
}
