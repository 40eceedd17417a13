// Package encode writes typed Kubernetes objects as YAML for people to read,
// straight from the Go values. It reads nothing and knows no kinds.
//
// Fields come in the order of the struct, map keys sorted, list items at the
// column of their key, as kubectl prints them. Text of several lines is a
// literal block, and no line is ever folded. The json tags mean what they mean
// to encoding/json, with these differences:
//
//   - A field that holds a nil pointer, map, slice or interface is left out
//     instead of written as null.
//   - A struct (not a pointer to one) tagged omitempty is left out when it is
//     zero or would be written as {}, and so is the status of a document, with
//     or without the tag. A struct that writes itself as null, such as a zero
//     metav1.Time, is left out too.
//   - The zero of an intstr.IntOrString is the number 0 and stays, tagged or
//     not; only targetPort leaves it out, since there is no port 0.
//   - Invalid UTF-8 is an error that names the field, instead of U+FFFD.
//   - Methods with pointer receivers are called for every value, as
//     encoding/json/v2 does, not only for addressable ones.
//
// All of these are left out only where decoding gives the same object without
// them. An empty struct behind a pointer (emptyDir: {}) stays.
package encode
