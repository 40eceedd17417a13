package namespace

// The levels of the Pod Security Standards.
const (
	Privileged = "privileged"
	Baseline   = "baseline"
	Restricted = "restricted"
)

// Values are the knobs of the namespaces.
type Values struct {
	// Labels are added to the labels of every namespace.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to the annotations of every namespace.
	Annotations map[string]string `json:"annotations,omitempty"`
	// Namespaces to make; derived: the namespaces of all parts of the stack.
	Namespaces []Namespace `json:"namespaces,omitempty" chart:"each" patchStrategy:"merge" patchMergeKey:"name"`
}

// Namespace is one namespace.
type Namespace struct {
	// Name of the namespace.
	Name string `json:"name"`
	// PodSecurity is the level of the Pod Security Standards that pods in the namespace must keep: privileged, baseline or restricted; derived: the strictest that the parts in the namespace keep.
	PodSecurity string `json:"podSecurity" enum:"privileged,baseline,restricted"`
	// Labels are added to the labels of this namespace and win over those above.
	Labels map[string]string `json:"labels,omitempty"`
	// Annotations are added to the annotations of this namespace.
	Annotations map[string]string `json:"annotations,omitempty"`
}

// Defaults is one namespace, for jobs and their operator.
func Defaults() Values {
	return Values{Namespaces: []Namespace{{Name: "flink", PodSecurity: Restricted}}}
}

// Knobs is Defaults with the derived list left blank.
func Knobs() Values { return Values{} }
