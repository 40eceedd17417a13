package upstream

import (
	"fmt"

	"github.com/flinkgen/flinkgen/pkg/render/manifests"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// Tree gives the files: values, overlays, manifests, helmfile.yaml, install.sh
// and a README that lists what the charts cannot have.
func (s *Stack) Tree() (*tree.Tree, error) {
	files := &tree.Tree{}
	plain, err := manifests.Tree(s.Manifests)
	if err != nil {
		return nil, err
	}
	for _, file := range plain.Files() {
		add := files.Add
		if file.Executable {
			add = files.AddExecutable
		}
		if err := add("manifests/"+file.Path, file.Data); err != nil {
			return nil, err
		}
	}
	for _, r := range s.Releases {
		if err := files.Add(r.valuesFile(), r.Values); err != nil {
			return nil, err
		}
		if directory := r.Overlay(); directory != "" {
			header := generated + comment("", fmt.Sprintf("What chart %s %s has no key for.", r.Chart.Name, r.Chart.Version))
			if err := r.overlay.write(files, directory, r.Namespace, header); err != nil {
				return nil, err
			}
		}
	}
	for _, one := range []struct {
		name string
		text func() ([]byte, error)
		add  func(string, []byte) error
	}{
		{"README.md", s.readme, files.Add},
		{"helmfile.yaml", s.helmfile, files.Add},
		{"install.sh", s.install, files.AddExecutable},
	} {
		if one.name == "helmfile.yaml" && len(s.Releases) == 0 {
			// It has releases or nothing.
			continue
		}
		data, err := one.text()
		if err != nil {
			return nil, err
		}
		if err := one.add(one.name, data); err != nil {
			return nil, err
		}
	}
	return files, nil
}

func (r Release) valuesFile() string { return "values/" + r.Chart.Name + ".yaml" }
