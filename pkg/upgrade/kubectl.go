package upgrade

import (
	"fmt"
	"strings"
)

// The values that a job's spec is patched with.
const (
	suspended              = `{"spec":{"job":{"state":"suspended"}}}`
	suspendedWithSavepoint = `{"spec":{"job":{"state":"suspended","upgradeMode":"savepoint"}}}`
	running                = `{"spec":{"job":{"state":"running"}}}`
)

func patch(job Job, value string) string {
	return fmt.Sprintf("kubectl patch %s -n %s --type=merge -p '%s'", job.resource(), job.Namespace, value)
}

// waitFor is a command that returns when a field of the job has a value.
func waitFor(job Job, field, value string) string {
	return fmt.Sprintf("kubectl wait %s -n %s --for=jsonpath='{%s}'=%s --timeout=15m", job.resource(), job.Namespace, field, value)
}

// get is a command that prints a field of the object.
func get(job Job, field string) string {
	return fmt.Sprintf("kubectl get %s -n %s -o jsonpath='{%s}'", job.resource(), job.Namespace, field)
}

// quote makes one word of the shell.
func quote(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./:=@%+,", r)
	}
	if word != "" && strings.TrimFunc(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// render is a command that prints a component of the stack with the new operator.
func (m *maker) render(component string, more ...string) string {
	words := []string{"flinkgen", "render"}
	for _, argument := range m.Stack {
		words = append(words, quote(argument))
	}
	words = append(words, "--set", "operator.version="+m.to.Version)
	words = append(words, more...)
	return strings.Join(append(words, "--component", component), " ")
}

const apply = " | kubectl apply --server-side --force-conflicts -f -"
