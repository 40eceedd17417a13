package fleet

import (
	"cmp"
	"slices"
)

// use is a part with the clusters that have it.
type use struct {
	*part
	clusters []Cluster
	// place is its directory below shared; empty for what one cluster has.
	place string
}

// uses finds out which clusters share which parts, and where.
func uses(clusters []Cluster, rendered [][]*part) map[*part]*use {
	byPart := map[*part]*use{}
	variants := map[string][]*use{}
	for i, parts := range rendered {
		for _, p := range parts {
			u := byPart[p]
			if u == nil {
				u = &use{part: p}
				byPart[p] = u
				variants[p.directory] = append(variants[p.directory], u)
			}
			u.clusters = append(u.clusters, clusters[i])
		}
	}
	for directory, all := range variants {
		all = slices.DeleteFunc(all, func(u *use) bool { return len(u.clusters) < 2 })
		for i, label := range labels(all) {
			all[i].place = directory
			if label != "" {
				all[i].place += "/" + label
			}
		}
	}
	return byPart
}

// labels tell the shared variants of a component apart. The only one needs no
// label; several have the names of their environments, or of the first cluster
// of each where an environment has more than one.
func labels(variants []*use) []string {
	all := make([]string, len(variants))
	if len(variants) < 2 {
		return all
	}
	taken := map[string]bool{}
	for i, u := range variants {
		all[i] = u.environment()
		if all[i] == "" || taken[all[i]] {
			return firsts(variants)
		}
		taken[all[i]] = true
	}
	return all
}

func firsts(variants []*use) []string {
	all := make([]string, len(variants))
	for i, u := range variants {
		all[i] = u.clusters[0].Name
	}
	return all
}

// environment of all clusters, or "" if they have several.
func (u *use) environment() string {
	name := u.clusters[0].Environment
	for _, c := range u.clusters {
		if c.Environment != name {
			return ""
		}
	}
	return name
}

// sorted gives the shared parts by their place.
func sorted(byPart map[*part]*use) []*use {
	var all []*use
	for _, u := range byPart {
		if u.place != "" {
			all = append(all, u)
		}
	}
	slices.SortFunc(all, func(a, b *use) int { return cmp.Compare(a.place, b.place) })
	return all
}
