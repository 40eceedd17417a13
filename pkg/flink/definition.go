package flink

import (
	"slices"
	"strings"
)

// Type is the type of an option's value.
type Type string

// The types, by the names of Flink's documentation.
const (
	TypeString     Type = "String"
	TypeBoolean    Type = "Boolean"
	TypeInteger    Type = "Integer"
	TypeFloat      Type = "Float"
	TypeDuration   Type = "Duration"
	TypeMemorySize Type = "MemorySize"
	TypeEnum       Type = "Enum"
	TypeList       Type = "List"
	TypeMap        Type = "Map"
)

// Definition is what is known of an option.
type Definition struct {
	Option Option
	Type   Type
	// Default is what the newest Flink takes without the option, as Flink
	// writes it; empty where there is none.
	Default string
	// Values are those of an enum.
	Values []string
	// Since is the first version that has the option, under any name; the
	// zero version means that all known versions have it.
	Since Version
	// Removed is the first version without it; the zero version means that it
	// is still there.
	Removed Version
	// Instead is what to write where it was removed, if there is something.
	Instead string
	// NumberBefore is the first version in which the value is a duration with
	// a unit. Before, it was a whole number of milliseconds.
	NumberBefore Version
	// Old are the older keys, the newest of them first.
	Old []OldKey
}

// OldKey is a key that an option had.
type OldKey struct {
	Key string
	// Before is the version that brought the newer key; the zero version means
	// that all known versions have that.
	Before Version
	// Removed is the first version that does not read this key any more; the
	// zero version means that all do.
	Removed Version
}

// Definition gives what is known of the option.
func (o Option) Definition() (Definition, bool) {
	i, found := definitionByKey[string(o)]
	if !found || definitions[i].Option != o {
		return Definition{Option: o}, false
	}
	return definitions[i], true
}

// keyIn is the key of the option in a version.
func (d Definition) keyIn(version Version) string {
	key := string(d.Option)
	for _, old := range d.Old {
		if version.Compare(old.Before) < 0 {
			key = old.Key
		}
	}
	return key
}

// keys are all keys of the option, the newest first.
func (d Definition) keys() []string {
	keys := []string{string(d.Option)}
	for _, old := range d.Old {
		keys = append(keys, old.Key)
	}
	return keys
}

// Find gives the option that a key belongs to, under whichever name.
func Find(key string) (Definition, bool) {
	if i, found := definitionByKey[key]; found {
		return definitions[i], true
	}
	// The options of a prefix have the key's own rest behind each of its names.
	for dot := strings.LastIndexByte(key, '.'); dot > 0; dot = strings.LastIndexByte(key[:dot], '.') {
		i, found := definitionByKey[key[:dot+1]]
		if !found {
			continue
		}
		family := definitions[i]
		rest := key[dot+1:]
		family.Option += Option(rest)
		family.Old = slices.Clone(family.Old)
		for j := range family.Old {
			family.Old[j].Key += rest
		}
		return family, true
	}
	return Definition{}, false
}

// Definitions lists all options that are known, by their newest keys.
func Definitions() []Definition {
	return slices.SortedFunc(slices.Values(definitions), func(a, b Definition) int {
		return strings.Compare(string(a.Option), string(b.Option))
	})
}

// Removed says whether a version of Flink no longer reads a key, and what to
// write instead; empty where nothing takes its place.
func Removed(key string, version Version) (instead string, gone bool) {
	if name, isClass := reporterClass(key); isClass {
		return reporterPrefix + name + factorySuffix, version.AtLeast(V1_17)
	}
	definition, found := Find(key)
	if !found {
		return "", false
	}
	return definition.removed(key, version)
}

func (d Definition) removed(key string, version Version) (instead string, gone bool) {
	since := d.Removed
	instead = d.Instead
	for _, old := range d.Old {
		if old.Key == key {
			since, instead = old.Removed, string(d.Option)
		}
	}
	if since == (Version{}) || !version.AtLeast(since) {
		return "", false
	}
	return instead, true
}

// reporterClass says whether a key names the class of a metrics reporter, the
// way that Flink 1.17 gave up (FLINK-24235).
func reporterClass(key string) (reporter string, is bool) {
	rest, isReporter := strings.CutPrefix(key, reporterPrefix)
	name, isClass := strings.CutSuffix(rest, ".class")
	return name, isReporter && isClass && !strings.Contains(name, ".")
}

var definitions = slices.Concat(
	stateOptions, clusterOptions, memoryOptions, kubernetesOptions, webOptions, operatorOptions, removedOptions(),
)

// definitionByKey finds a definition by any of its keys.
var definitionByKey = func() map[string]int {
	index := map[string]int{}
	for i, definition := range definitions {
		index[string(definition.Option)] = i
		for _, old := range definition.Old {
			index[old.Key] = i
		}
	}
	return index
}()
