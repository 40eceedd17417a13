package plan

import "fmt"

// Timeout of a wait for a job. A savepoint of much state takes minutes.
const Timeout = "15m"

// Apply sends the objects on standard input to the cluster, as the end of a
// command that prints them.
const Apply = " | kubectl apply --server-side --force-conflicts -f -"

// WaitFor is a command that returns when a field of an object has a value. The
// field is a path of JSONPath, such as .status.state.
func WaitFor(resource, namespace, field, value string) string {
	return fmt.Sprintf("%s --for=jsonpath='{%s}'=%s --timeout=%s", Command("kubectl", "wait", resource, "-n", namespace), field, Quote(value), Timeout)
}

// Get is a command that prints a field of an object on a line.
func Get(resource, namespace, field string) string {
	return fmt.Sprintf(`%s -o jsonpath='{%s}{"\n"}'`, Command("kubectl", "get", resource, "-n", namespace), field)
}
