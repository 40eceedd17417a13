package source

import (
	"slices"
	"strings"
)

// nearest is the name that was probably meant, or "". Names that differ only
// in case come first; then the one that is the fewest edits away.
func nearest(word string, names []string) string {
	best, least := "", allowed(word)+1
	lower := strings.ToLower(word)
	for _, name := range names {
		if name == "" || name == word {
			continue
		}
		if d := distance(lower, strings.ToLower(name), least-1); d < least {
			best, least = name, d
		}
	}
	return best
}

// allowed is how many edits a word of this length may be away.
func allowed(word string) int {
	switch n := len(word); {
	case n < 2:
		return 0
	case n < 6:
		return 1
	case n < 10:
		return 2
	default:
		return 3
	}
}

// DidYouMean is the hint for a word that is none of names.
func DidYouMean(word string, names []string) string {
	if name := nearest(word, names); name != "" {
		return `did you mean "` + name + `"?`
	}
	return ""
}

// distance counts the insertions, deletions, changes and swaps of neighbours
// between two words (optimal string alignment). Above the limit any number
// greater than the limit is given, so that long words cost nothing.
func distance(a, b string, limit int) int {
	if difference := len(a) - len(b); difference > limit || -difference > limit {
		return limit + 1
	}
	width := len(b) + 1
	rows := make([]int, 3*width)
	before, last, row := rows[:width], rows[width:2*width], rows[2*width:]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		if slices.Min(row) > limit {
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// far is the largest distance that Distance tells apart.
const far = 30

// Distance is how many insertions, deletions, changes and swaps of neighbours
// make one word of another; 31 for all that is more than 30.
func Distance(a, b string) int { return distance(a, b, far) }
