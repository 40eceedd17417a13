package upstream

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"text/template"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/render/manifests"
)

//go:embed install.sh.tmpl
var installText string

// timeout of a release in minutes: images are pulled, disks are formatted.
const timeout = 10

// installation is what the template of install.sh sees.
type installation struct {
	*Stack
	// Namespaces is the manifest of the namespaces, if there is one.
	Namespaces string
	// Files are the directories of what is not installed.
	Files []string
	Waves []installWave
}

// installWave is what may be installed at the same time: the charts, and then
// what no chart has.
type installWave struct {
	Releases  []Release
	Manifests []string
}

// install gives install.sh.
func (s *Stack) install() ([]byte, error) {
	parsed, err := template.New("install.sh").Parse(installText)
	if err != nil {
		return nil, fmt.Errorf("template of install.sh: %w", err)
	}
	data := installation{Stack: s, Waves: s.waves()}
	for _, c := range s.Manifests.Components {
		if len(c.Files) > 0 {
			data.Files = append(data.Files, "manifests/"+manifests.Directory(c))
		}
		if c.Wave == bundle.WaveNamespaces && len(c.Objects) > 0 {
			data.Namespaces = "manifests/" + manifests.FileName(c)
		}
	}
	var text bytes.Buffer
	if err := parsed.Execute(&text, data); err != nil {
		return nil, fmt.Errorf("install.sh: %w", err)
	}
	return text.Bytes(), nil
}

// Timeout of a release in minutes.
func (*Stack) Timeout() int { return timeout }

// Overlays says whether any release has an overlay.
func (s *Stack) Overlays() bool {
	for _, r := range s.Releases {
		if r.Overlay() != "" {
			return true
		}
	}
	return false
}

// Overlay is the directory of the overlay of a release; empty where it has none.
func (r Release) Overlay() string {
	if r.overlay.empty() {
		return ""
	}
	return "overlays/" + r.Chart.Name
}

// Source is the chart as the arguments of helm pull.
func (r Release) Source() string {
	if strings.HasPrefix(r.Chart.Repository, "oci://") {
		return r.Chart.Repository + "/" + r.Chart.Name
	}
	return r.Chart.Name + " --repo " + r.Chart.Repository
}

// SecretFlags are what flinkgen secrets has to be told for the charts.
func (s *Stack) SecretFlags() string {
	for _, r := range s.Releases {
		for _, loss := range r.Losses {
			if r.Chart.Name == catalog.Redis && loss.Path == sentinelPasswordKey {
				return " --set redis.auth.sentinelPasswordKey=" + s.passwordKey
			}
		}
	}
	return ""
}

// sentinelPasswordKey is the value that the chart of Redis has no key for.
const sentinelPasswordKey = "spec.redis.auth.sentinelPasswordKey"

// waves puts releases and manifests in order.
func (s *Stack) waves() []installWave {
	var all []installWave
	for wave := bundle.WaveNamespaces; wave <= bundle.WaveJobs; wave++ {
		var one installWave
		for _, r := range s.Releases {
			if r.Wave == wave {
				one.Releases = append(one.Releases, r)
			}
		}
		for _, c := range s.Manifests.Components {
			if c.Wave == wave && len(c.Objects) > 0 {
				one.Manifests = append(one.Manifests, manifests.FileName(c))
			}
		}
		if len(one.Releases)+len(one.Manifests) > 0 {
			all = append(all, one)
		}
	}
	return all
}
