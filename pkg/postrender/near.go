package postrender

import (
	"cmp"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/source"
)

// near keeps the objects of a stream that come closest to one that is looked
// for. It holds few, however long the stream is.
type near struct {
	best []candidate
}

type candidate struct {
	Identity
	distance int
}

// kept is how many near misses an error names.
const kept = 3

// see considers an object of the stream.
func (n *near) see(wanted, found Identity) {
	c := candidate{found, apart(wanted, found)}
	if len(n.best) == kept && c.distance >= n.best[kept-1].distance {
		return
	}
	if slices.ContainsFunc(n.best, func(other candidate) bool { return other.Identity == found }) {
		return
	}
	n.best = append(n.best, c)
	slices.SortStableFunc(n.best, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	n.best = n.best[:min(len(n.best), kept)]
}

// String lists the near misses, the closest first.
func (n *near) String() string {
	if len(n.best) == 0 {
		return "there are no objects"
	}
	names := make([]string, 0, kept)
	for _, c := range n.best {
		names = append(names, c.Identity.String())
	}
	return "near it are " + strings.Join(names, ", ")
}

// apart is how far an object is from the one that is looked for: a name with a
// typo is nearest, then any name of the kind, then other kinds.
func apart(wanted, found Identity) int {
	total := 0
	if wanted.Name != "" && wanted.Name != found.Name {
		total += min(2+2*source.Distance(wanted.Name, found.Name), 20)
	}
	if wanted.Kind != "" && wanted.Kind != found.Kind {
		total += 12 + source.Distance(wanted.Kind, found.Kind)
	}
	if wanted.Namespace != "" && wanted.Namespace != found.Namespace || wanted.APIVersion != "" && wanted.APIVersion != found.APIVersion {
		total++
	}
	return total
}
