// Package source reads the YAML that people write: it keeps the position of
// every key and value, merges files over each other, and decodes strictly into
// Go types. Every mistake is reported, with file, line, column, the field, the
// line itself and, where one is near, the name that was meant.
//
//	node, err := source.Parse("stack.yaml", data)
//	node = source.Merge(node, override, reflect.TypeFor[Stack]())
//	errs := source.Decode(node, &stack)
//
// Scalars mean what the core schema of YAML 1.2 says: "on" and "yes" are
// strings, and so is 1_000. A number that starts with 0 is refused where a
// number is wanted, because YAML 1.1 reads it as octal and YAML 1.2 does not.
//
// The package does not write YAML and knows no field of a stack.
package source
