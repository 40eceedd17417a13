package flink

import (
	"maps"
	"slices"
)

// Overlap is a key that is a dotted prefix of another key.
type Overlap struct {
	Prefix, Key string
}

// Overlaps lists the keys of a configuration that are a dotted prefix of
// another one, each longer key once with its shortest prefix, in the order of
// the longer keys. From Flink 2.0 on both cannot stand in one file, which is a
// tree (FLINK-37405).
func Overlaps(configuration map[string]string) []Overlap {
	var overlaps []Overlap
	for _, key := range slices.Sorted(maps.Keys(configuration)) {
		for i := range len(key) {
			if key[i] != '.' {
				continue
			}
			if _, found := configuration[key[:i]]; found {
				overlaps = append(overlaps, Overlap{Prefix: key[:i], Key: key})
				break
			}
		}
	}
	return overlaps
}
