package upstream

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// Stack is a stack on the charts of the projects.
type Stack struct {
	// Name of the stack.
	Name string
	// Releases in the order in which they are installed.
	Releases []Release
	// Manifests are the parts that no chart has.
	Manifests *bundle.Bundle
	// Secrets that must be there before, as namespace/name.
	Secrets []string

	// passwordKey is the key of the password that Redis and Sentinel share.
	passwordKey string
}

// Release is an installation of a chart.
type Release struct {
	// Chart that is installed; the release has its name.
	Chart catalog.Chart
	// Namespace of the release.
	Namespace string
	// Wave says when it is installed.
	Wave bundle.Wave
	// Values as YAML.
	Values []byte
	// Losses are the values of the stack that the chart cannot have.
	Losses []Loss

	overlay overlay
}

// Of gives the releases and manifests of a completed stack. The error names the
// values with which a chart cannot work, and what to do.
func Of(s *stack.Stack) (*Stack, error) {
	b, err := stack.Build(s)
	if err != nil {
		return nil, err
	}
	var refused []error
	all := &Stack{Name: s.Metadata.Name, Manifests: &bundle.Bundle{Name: b.Name}, Secrets: b.Secrets(), passwordKey: s.Spec.Redis.Auth.PasswordKey}
	for _, c := range b.Components {
		i := slices.IndexFunc(parts(), func(p part) bool { return p.component == c.Name })
		if i < 0 {
			all.Manifests.Components = append(all.Manifests.Components, c)
			continue
		}
		p := parts()[i]
		release, err := p.release(s, c)
		if err != nil {
			refused = append(refused, err)
			continue
		}
		all.Releases = append(all.Releases, release)
		if p.rest != nil {
			all.Manifests.Add(c.Name+"-more", c.Wave, p.rest(&s.Spec, release.Chart, c))
		}
	}
	if err := errors.Join(refused...); err != nil {
		return nil, err
	}
	return all, nil
}

// release gives the release of a part.
func (p part) release(s *stack.Stack, c bundle.Component) (Release, error) {
	version := s.Spec.Charts()[p.chart]
	chart, found := catalog.FindChart(p.chart, version)
	if !found {
		return Release{}, fmt.Errorf("spec.%s: chart %s %s is not known: choose one of %s", p.section, p.chart, version, strings.Join(catalog.ChartVersions(p.chart), ", "))
	}
	w, err := p.write(&s.Spec, chart)
	if err != nil {
		return Release{}, err
	}
	r := Release{Chart: chart, Namespace: p.namespace(&s.Spec), Wave: c.Wave, Losses: w.losses}
	r.overlay.patches = w.patches
	if p.common != nil {
		r.overlay.labels, r.overlay.annotations = p.common(&s.Spec, chart)
	}
	out := &valuesWriter{}
	out.buffer.WriteString(generated)
	out.buffer.WriteString(comment("", fmt.Sprintf("Values of chart %s %s for stack %s. The keys are those of %s.", chart.Name, chart.Version, s.Metadata.Name, chart.Source)))
	err = out.entries("", w.values)
	r.Values = out.buffer.Bytes()
	return r, err
}

// Losses are those of all releases.
func (s *Stack) Losses() []Loss {
	var all []Loss
	for _, r := range s.Releases {
		all = append(all, r.Losses...)
	}
	return all
}
