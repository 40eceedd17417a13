package upstream

import (
	"fmt"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/encode"
)

// helmfile is the part of helmfile.yaml that is written. Source: the
// configuration reference of helmfile 1.1.
type helmfile struct {
	Repositories []helmfileRepository `json:"repositories,omitempty"`
	HelmDefaults helmDefaults         `json:"helmDefaults"`
	Releases     []helmfileRelease    `json:"releases"`
}

type helmfileRepository struct {
	Name string `json:"name"`
	URL  string `json:"url"`
	OCI  bool   `json:"oci,omitempty"`
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
	Version   string   `json:"version"`
	Values    []string `json:"values"`
	// Needs are releases, as namespace/name.
	Needs            []string       `json:"needs,omitempty"`
	PostRenderer     string         `json:"postRenderer,omitempty"`
	PostRendererArgs []string       `json:"postRendererArgs,omitempty"`
	Hooks            []helmfileHook `json:"hooks,omitempty"`
}

// helmfileHook runs a program beside a release: before it is synchronised, or
// after.
type helmfileHook struct {
	Events   []string `json:"events"`
	ShowLogs bool     `json:"showlogs"`
	Command  string   `json:"command"`
	Args     []string `json:"args"`
}

// helmfile gives helmfile.yaml. A release needs those of the wave before it, and
// the manifests go with the releases that come after them.
func (s *Stack) helmfile() ([]byte, error) {
	file := helmfile{HelmDefaults: helmDefaults{Wait: true, Timeout: timeout * 60}}
	var before, manifests []string
	for _, wave := range s.waves() {
		var names []string
		for _, r := range wave.Releases {
			release := r.helmfile(before)
			file.addRepository(r)
			release.Hooks = hooks("presync", manifests)
			file.Releases = append(file.Releases, release)
			names = append(names, r.Namespace+"/"+r.Chart.Name)
		}
		if len(names) > 0 {
			before, manifests = names, nil
		}
		manifests = append(manifests, wave.Manifests...)
	}
	if last := len(file.Releases) - 1; last >= 0 {
		file.Releases[last].Hooks = append(file.Releases[last].Hooks, hooks("postsync", manifests)...)
	}
	header := fmt.Appendf(nil, "%s# The releases of stack %s: helmfile sync installs or upgrades them in their order,\n# and applies the manifests that no chart has.\n", generated, s.Name)
	return encode.Append(header, file)
}

// addRepository names the repository of a release.
func (f *helmfile) addRepository(r Release) {
	name, _, _ := strings.Cut(r.repositoryChart(), "/")
	for _, known := range f.Repositories {
		if known.Name == name {
			return
		}
	}
	url, oci := strings.CutPrefix(r.Chart.Repository, "oci://")
	f.Repositories = append(f.Repositories, helmfileRepository{Name: name, URL: url, OCI: oci})
}

func (r Release) helmfile(needs []string) helmfileRelease {
	release := helmfileRelease{
		Name: r.Chart.Name, Namespace: r.Namespace, Chart: r.repositoryChart(), Version: r.Chart.Version,
		Values: []string{r.valuesFile()}, Needs: needs,
	}
	if directory := r.Overlay(); directory != "" {
		release.PostRenderer = "flinkgen"
		release.PostRendererArgs = []string{"post-render", "--overlay", directory}
	}
	return release
}

// repositoryChart is the chart in its repository, such as bitnami/redis.
func (r Release) repositoryChart() string {
	if strings.HasSuffix(r.Chart.Repository, "/bitnamicharts") {
		return "bitnami/" + r.Chart.Name
	}
	return r.Chart.Name + "/" + r.Chart.Name
}

func hooks(event string, manifests []string) []helmfileHook {
	if len(manifests) == 0 {
		return nil
	}
	args := []string{"apply", "--server-side"}
	for _, name := range manifests {
		args = append(args, "--filename=manifests/"+name)
	}
	return []helmfileHook{{Events: []string{event}, ShowLogs: true, Command: "kubectl", Args: args}}
}
