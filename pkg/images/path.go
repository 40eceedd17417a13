package images

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

func (w *walker) push(s step) { w.path = append(w.path, s) }

func (w *walker) pop() { w.path = w.path[:len(w.path)-1] }

// where is the path as Kubernetes writes it: spec.containers[0].image, and
// data[config.yaml] for a key that no path could hold.
func (w *walker) where() string {
	var b strings.Builder
	for i, s := range w.path {
		switch {
		case s.key == "":
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
		case strings.ContainsAny(s.key, "./[] "):
			b.WriteString("[" + s.key + "]")
		default:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.key)
		}
	}
	return b.String()
}

func sortedKeys(fields map[string]any) []string { return slices.Sorted(maps.Keys(fields)) }
