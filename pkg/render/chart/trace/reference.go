package trace

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/render/chart/knob"
)

// Ref is a place where the value of a knob comes out.
type Ref struct {
	Knob *knob.Knob
	// At are the items of the lists around the knob.
	At []int
}

// policy marks the pull policy in the symbol of an image.
const policy = "pull"

// this stands for the item of the loop around a place.
const this = -1

func (r Ref) text() string {
	b := append(make([]byte, 0, 24), "zq"...)
	b = append(strconv.AppendInt(b, int64(r.Knob.ID), 10), 'i')
	for _, i := range r.At {
		b = append(strconv.AppendInt(b, int64(i), 10), 'x')
	}
	return string(append(b, "qz"...))
}

// firstNumber starts the numbers that stand for knobs: ten digits that no part
// uses, within 32 bits.
const firstNumber = 1_000_000_000

// number is odd in its last digits, so that no quantity shortens it.
func (r Ref) number() int {
	code, base := 1, 1
	for _, i := range r.At {
		code += (i + 1) * base
		base *= copies + 1
	}
	return firstNumber + r.Knob.ID*1000 + code
}

var symbol = regexp.MustCompile(`zq([0-9]+)i([0-9x]*)qz(pull)?|1[0-9]{9}`)

// parts splits text at the symbols in it.
func parts(text string, knobs []*knob.Knob) []Part {
	if !strings.Contains(text, "zq") && !longNumber(text) {
		return []Part{{Literal: text}}
	}
	var all []Part
	for {
		at := symbol.FindStringSubmatchIndex(text)
		if at == nil {
			break
		}
		ref, ok := reference(text, at, knobs)
		if !ok {
			break
		}
		if at[0] > 0 {
			all = append(all, Part{Literal: text[:at[0]]})
		}
		all = append(all, ref)
		text = text[at[1]:]
	}
	if text != "" || len(all) == 0 {
		all = append(all, Part{Literal: text})
	}
	return all
}

// longNumber says whether ten digits stand together in a text.
func longNumber(text string) bool {
	digits := 0
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			digits = 0
		} else if digits++; digits == 10 {
			return true
		}
	}
	return false
}

func reference(text string, at []int, knobs []*knob.Knob) (Part, bool) {
	if at[2] < 0 {
		return numbered(text[at[0]:at[1]], knobs)
	}
	id, err := strconv.Atoi(text[at[2]:at[3]])
	if err != nil || id >= len(knobs) {
		return Part{}, false
	}
	ref := Ref{Knob: knobs[id]}
	for index := range strings.SplitSeq(strings.TrimSuffix(text[at[4]:at[5]], "x"), "x") {
		if i, err := strconv.Atoi(index); err == nil {
			ref.At = append(ref.At, i)
		}
	}
	return Part{Ref: &ref, PullPolicy: at[6] >= 0}, true
}

func numbered(digits string, knobs []*knob.Knob) (Part, bool) {
	number, err := strconv.Atoi(digits)
	if err != nil {
		return Part{}, false
	}
	id, code := (number-firstNumber)/1000, (number-firstNumber)%1000-1
	if id >= len(knobs) || code < 0 {
		return Part{}, false
	}
	ref := Ref{Knob: knobs[id]}
	for range ref.Knob.Depth() {
		ref.At = append(ref.At, code%(copies+1)-1)
		code /= copies + 1
	}
	return Part{Ref: &ref}, true
}
