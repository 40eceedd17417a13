package check

// Reach says what the objects are, and so which references must lead to one of
// them.
type Reach int

const (
	// Directory is all that somebody applies. What belongs to a cluster as a
	// whole (namespaces, definitions, classes) and Secrets may be there already;
	// other objects that are named must be among the objects.
	Directory Reach = iota
	// Release is a part, such as one release of Helm: whatever it names may be
	// there already.
	Release
	// Everything is all that a cluster has: every reference must lead to an object.
	Everything
)

// Options of a check.
type Options struct {
	// KubernetesVersion that the objects are for, such as 1.34; empty for the
	// newest that is known.
	KubernetesVersion string
	// OperatorVersion is the release of the Flink operator, such as 1.12.0. Empty
	// means the one among the objects, or else the newest.
	OperatorVersion string
	// Reach of the objects.
	Reach Reach
	// External are objects that are there already, each as KIND, KIND/NAME or
	// KIND/NAMESPACE/NAME.
	External []string
	// Ignore are ids of rules whose findings are left out.
	Ignore []string
}
