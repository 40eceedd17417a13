package upgrade

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// findings are what the new release treats differently.
func (m *maker) findings() []Finding {
	var all []Finding
	for _, job := range m.Jobs {
		add := func(blocks bool, format string, arguments ...any) {
			all = append(all, Finding{Resource: job.resource(), Namespace: job.Namespace, Blocks: blocks, Message: fmt.Sprintf(format, arguments...)})
		}
		if !m.from.Has(job.Kind) {
			add(false, "operator %s has no %s: apply the stack after the upgrade to create it", m.from.Version, job.Kind)
			continue
		}
		m.flinkVersion(job, add)
		m.options(job.Configuration, add)
		m.prefixes(job, add)
		m.jar(job, add)
		m.state(job, add)
	}
	m.options(m.Operator.Configuration, func(blocks bool, format string, arguments ...any) {
		all = append(all, Finding{Resource: "deployment/" + m.Operator.Name, Namespace: m.Operator.Namespace, Blocks: blocks, Message: fmt.Sprintf(format, arguments...)})
	})
	slices.SortStableFunc(all, func(a, b Finding) int { return cmp.Compare(order(a), order(b)) })
	return all
}

// order puts first what blocks.
func order(f Finding) int {
	if f.Blocks {
		return 0
	}
	return 1
}

type add func(blocks bool, format string, arguments ...any)

func (m *maker) flinkVersion(job Job, add add) {
	switch {
	case m.to.Runs(job.FlinkVersion) && !m.from.Runs(job.FlinkVersion):
		add(false, "operator %s does not run Flink %s, which the stack gives it: change the job's Flink after the upgrade, with a savepoint", m.from.Version, job.FlinkVersion)
	case m.to.Runs(job.FlinkVersion):
	case job.FlinkVersion.Compare(m.to.Newest) > 0:
		add(true, "operator %s runs Flink up to %s, not %s", m.to.Version, m.to.Newest, job.FlinkVersion)
	case m.from.Newest.AtLeast(m.to.Oldest):
		add(true, "operator %s runs Flink from %s on, not %s: upgrade the job to Flink %s first, which operator %s runs too", m.to.Version, m.to.Oldest, job.FlinkVersion, m.from.Newest, m.from.Version)
	default:
		add(true, "operator %s runs Flink from %s on, not %s, and operator %s none of these: upgrade to a release between them first", m.to.Version, m.to.Oldest, job.FlinkVersion, m.from.Version)
	}
}

func (m *maker) options(configuration map[string]string, add add) {
	for _, key := range slices.Sorted(maps.Keys(configuration)) {
		if current := m.to.Key(key); current != m.from.Key(key) {
			add(false, "option %s is called %s in operator %s: write the new name after the upgrade", key, current, m.to.Version)
		}
	}
}

// prefixes finds what the new release refuses of Flink 2 (FLINK-37405).
func (m *maker) prefixes(job Job, add add) {
	if !m.to.PrefixCheck || m.from.PrefixCheck || !job.FlinkVersion.AtLeast(flink.V2_0) {
		return
	}
	for _, overlap := range flink.Overlaps(job.Configuration) {
		add(true, "option %s cannot have a value beside %s: operator %s refuses that", overlap.Prefix, overlap.Key, m.to.Version)
	}
}

// jar finds jars that the new release does not fetch any more.
func (m *maker) jar(job Job, add add) {
	if job.Kind != flink.SessionJobs || m.to.JarSchemes == nil || m.from.JarSchemes != nil {
		return
	}
	if uri, err := url.Parse(job.JarURI); err == nil && !slices.Contains(m.to.JarSchemes, uri.Scheme) {
		add(true, "operator %s fetches the jars of session jobs over https from public hosts only, not from %s: serve the jar there, or set kubernetes.operator.user.artifacts.allowed-schemes and disallow-restricted-hosts of the operator", m.to.Version, job.JarURI)
	}
}

// state finds jobs that cannot keep their state on the way.
func (m *maker) state(job Job, add add) {
	switch {
	case job.UpgradeMode == "":
	case job.UpgradeMode == "stateless":
		add(false, "its upgrade mode is stateless: whatever stops it, it starts empty")
	case m.recreates() && flink.SavepointDirectory.Value(job.Configuration) == "":
		add(true, "only a savepoint outlives its object, and it has no directory for savepoints: set %s", flink.SavepointDirectory.Key(job.FlinkVersion))
	}
}

// recreates says whether the objects must be deleted and created again.
func (m *maker) recreates() bool { return m.from.APIVersion != m.to.APIVersion }
