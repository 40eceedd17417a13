package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

// Rule is one thing that is checked.
type Rule struct {
	// ID that findings have, such as FG004.
	ID string
	// Name in words with dashes, such as tm-memory-sum.
	Name string
	// Severity of its findings; some are only warnings where that is said.
	Severity finding.Severity
	// About says in one sentence what it refuses.
	About string

	// judge looks at one object; nil for what other parts of the check find.
	judge func(*judge)
}

// Rules lists everything that is checked, in the order of the ids.
func Rules() []Rule {
	all := slices.Concat(schemaRules(), referenceRules(), kubernetesRules(), imageRules(), flinkRules(), configurationRules(), scaleRules(), stateRules(), storeRules(), minioRules(), juicefsRules(), volumeRules(), placementRules(), webRules(), secretRules())
	slices.SortFunc(all, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// judge is a rule that looks at an object.
type judge struct {
	*run
	*Object
	rule Rule
}

// fail reports a field with the severity of the rule.
func (j *judge) fail(path, format string, args ...any) { j.say(j.rule.Severity, path, format, args...) }

// warn reports a field as a warning.
func (j *judge) warn(path, format string, args ...any) { j.say(finding.Warning, path, format, args...) }

func (j *judge) say(severity finding.Severity, path, format string, args ...any) {
	j.report(j.Object.at(j.rule.ID, severity, path, fmt.Sprintf(format, args...)))
}
