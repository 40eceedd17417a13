package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Limits of what is read.
const (
	// MaxSize of a file in bytes.
	MaxSize = 16 << 20
	// MaxDepth of nesting.
	MaxDepth = 100
	// MaxNodes that aliases may make of a file: more is refused when it is
	// also more than ten times what the file itself holds.
	MaxNodes = 1_000_000
)

// Parse reads one YAML document. The error is Errors: all mistakes of keys,
// tags and aliases, or the one place where the text stops being YAML.
func Parse(name string, data []byte) (*Node, error) {
	file, text, err := textFile(name, data)
	if err != nil {
		return nil, err
	}
	document, err := parseDocument(file, text)
	if err != nil {
		return nil, err
	}
	return convert(file, document)
}

// textFile checks what the parser does not, and gives the text as the parser takes it.
func textFile(name string, data []byte) (*File, string, error) {
	if len(data) > MaxSize {
		return nil, "", Errors{{File: name, Line: 1, Column: 1, Message: fmt.Sprintf("the file has %d bytes; at most %d (16 MiB) are read", len(data), MaxSize)}}
	}
	if err := checkText(name, data); err != nil {
		return nil, "", err
	}
	text := strings.TrimPrefix(string(data), "\uFEFF")
	file := newFile(name, text)
	// The parser knows the directive of 1.1 only. Scalars are resolved here anyway.
	if rest, found := strings.CutPrefix(text, "%YAML 1.2"); found {
		text = "%YAML 1.1" + rest
	}
	return file, text, nil
}

// checkText refuses what is not UTF-8 text, with a word on what it is.
func checkText(name string, data []byte) error {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(data, []byte(mark)) {
			return Errors{{File: name, Line: 1, Column: 1, Message: "the text is UTF-16", Hint: "save it as UTF-8"}}
		}
	}
	if at := bytes.IndexByte(data, 0); at >= 0 {
		return Errors{{File: name, Line: lineOf(data, at), Column: columnOf(data, at), Message: "not text: it holds a NUL byte"}}
	}
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return Errors{{
				File: name, Line: lineOf(data, at), Column: columnOf(data, at),
				Message: fmt.Sprintf("not UTF-8: byte 0x%02x", data[at]), Hint: "save the file as UTF-8",
			}}
		}
		at += size
	}
	return nil
}

func lineOf(data []byte, at int) int { return bytes.Count(data[:at], []byte("\n")) + 1 }

func columnOf(data []byte, at int) int {
	return utf8.RuneCount(data[bytes.LastIndexByte(data[:at], '\n')+1:at]) + 1
}

// parseDocument gives the only document that is not empty.
func parseDocument(file *File, text string) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(strings.NewReader(text))
	var first *yaml.Node
	for {
		document, err := nextDocument(decoder)
		switch {
		case errors.Is(err, io.EOF) && first == nil:
			return nil, Errors{{File: file.Name, Line: 1, Column: 1, Message: "the file is empty"}}
		case errors.Is(err, io.EOF):
			return first, nil
		case err != nil:
			return nil, Errors{locate(file, text, err)}
		case isEmpty(document):
		case first != nil:
			at := Position{file, document.Line, document.Column}
			return nil, Errors{at.Mistake("", fmt.Sprintf("a second document begins here (the first is at line %d)", first.Line), "write one document per file")}
		default:
			first = document
		}
	}
}

// nextDocument keeps a panic of the parser, which no input is known to cause,
// from ending the program.
func nextDocument(decoder *yaml.Decoder) (content *yaml.Node, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("yaml: %v", problem)
		}
	}()
	var document yaml.Node
	if err := decoder.Decode(&document); err != nil {
		return nil, err
	}
	return document.Content[0], nil
}

// isEmpty says whether a document has nothing but comments.
func isEmpty(node *yaml.Node) bool {
	return node.Kind == yaml.ScalarNode && node.Value == "" && node.Style == 0 && node.Anchor == ""
}
