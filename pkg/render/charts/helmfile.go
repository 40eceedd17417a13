package charts

import (
	"fmt"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/encode"
)

// timeout of a release in minutes: images are pulled, disks are formatted.
const timeout = 10

// helmfile is the part of helmfile.yaml that is written. Source: the
// configuration reference of helmfile 1.1.
type helmfile struct {
	HelmDefaults helmDefaults      `json:"helmDefaults"`
	Releases     []helmfileRelease `json:"releases"`
}

type helmDefaults struct {
	// CreateNamespace is true unless it is said to be false.
	CreateNamespace bool `json:"createNamespace"`
	Wait            bool `json:"wait"`
	// Timeout in seconds.
	Timeout int `json:"timeout"`
}

type helmfileRelease struct {
	Name      string   `json:"name"`
	Namespace string   `json:"namespace"`
	Chart     string   `json:"chart"`
	Values    []string `json:"values"`
	// Needs are releases, as namespace/name.
	Needs []string `json:"needs,omitempty"`
	// Wait replaces the default.
	Wait *bool `json:"wait,omitempty"`
	// DisableValidationOnInstall lets helmfile diff and apply work before the
	// kinds of the objects are installed.
	DisableValidationOnInstall bool `json:"disableValidationOnInstall,omitempty"`
}

// helmfile gives helmfile.yaml. A release needs those of the wave before it.
func (c *Charts) helmfile() ([]byte, error) {
	file := helmfile{HelmDefaults: helmDefaults{Wait: true, Timeout: timeout * 60}}
	for _, r := range c.Releases {
		one := helmfileRelease{
			Name: r.Name, Namespace: r.Namespace, Chart: "./charts/" + r.Chart,
			Values: []string{r.ValuesFile}, Needs: c.before(r.Wave),
		}
		if !r.waits() {
			one.Wait, one.DisableValidationOnInstall = new(false), c.definitions != ""
		}
		file.Releases = append(file.Releases, one)
	}
	header := fmt.Appendf(nil, "%s# The releases of stack %s: helmfile sync installs or upgrades them in their order.\n", generated, c.Stack)
	return encode.Append(header, file)
}

// before lists the releases of the last wave before a wave.
func (c *Charts) before(wave bundle.Wave) []string {
	var names []string
	last := bundle.Wave(-1)
	for _, r := range slices.Backward(c.Releases) {
		if r.Wave < wave && (last < 0 || r.Wave == last) {
			last = r.Wave
			names = append(names, r.Namespace+"/"+r.Name)
		}
	}
	slices.Reverse(names)
	return names
}

// waits says whether the release has to be ready before the next ones. Nothing
// comes after jobs, and of a FlinkDeployment Helm cannot tell.
func (r Release) waits() bool { return r.Wave < bundle.WaveJobs }
