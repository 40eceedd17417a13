package mirror

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"

	"github.com/flinkgen/flinkgen/pkg/images"
	"github.com/flinkgen/flinkgen/pkg/oci"
)

// The tools that copy images.
const (
	Skopeo = "skopeo"
	Crane  = "crane"
)

// Tools are the names of all of them, the default first.
func Tools() []string { return []string{Skopeo, Crane} }

// tool is how an image is copied.
type tool struct {
	Name string
	// Login is the command that registries want first.
	Login string
	// Copy are the arguments before the source; it takes all architectures and
	// changes no digest.
	Copy string
	// Transport stands before each reference.
	Transport string
	// Insecure is an argument for a mirror without TLS.
	Insecure string
}

// Sources: skopeo-copy(1) of skopeo 1.9 and newer; crane copy of
// google/go-containerregistry, which takes all platforms without a flag.
var tools = map[string]tool{
	Skopeo: {Skopeo, "login", "copy --all --preserve-digests", "docker://", "--dest-tls-verify=false"},
	Crane:  {Crane, "auth login", "copy", "", "--insecure"},
}

//go:embed script.sh.tmpl
var scriptText string

// script is what the template sees.
type script struct {
	Stack  string
	Mirror oci.Mirror
	// Host of the mirror, to log in to.
	Host   string
	Tool   tool
	Copies []Copy
	// There are the images that need no copy.
	There []string
	// Registries that images come from.
	Registries []string
}

// Copy is an image that is copied.
type Copy struct {
	From, To string
	// Components that use it.
	Components []string
}

// Script gives a script for sh that copies the images of a stack with a tool.
// The list is one of images.List.On.
func Script(stack string, list images.List, mirror oci.Mirror, name string) ([]byte, error) {
	t, ok := tools[name]
	if !ok {
		return nil, fmt.Errorf("unknown tool %q: write %s", name, strings.Join(Tools(), " or "))
	}
	host, _, _ := strings.Cut(mirror.String(), "/")
	s := script{Stack: stack, Mirror: mirror, Host: host, Tool: t}
	for _, image := range list {
		if image.Source == image.Reference {
			s.There = append(s.There, image.Reference.String())
			continue
		}
		s.Copies = append(s.Copies, copyOf(image, t))
		s.Registries = append(s.Registries, image.Source.Registry)
	}
	slices.Sort(s.Registries)
	s.Registries = slices.Compact(s.Registries)
	parsed, err := template.New("script").Funcs(sprig.HermeticTxtFuncMap()).Option("missingkey=error").Parse(scriptText)
	if err != nil {
		return nil, fmt.Errorf("template of the script: %w", err)
	}
	var text bytes.Buffer
	if err := parsed.Execute(&text, s); err != nil {
		return nil, fmt.Errorf("script: %w", err)
	}
	return text.Bytes(), nil
}

// copyOf takes a pinned image by its digest and leaves it its tag. No tool takes
// a reference with both: skopeo refuses it.
func copyOf(image images.Image, t tool) Copy {
	from, to := image.Source, image.Reference
	if from.Digest != "" {
		from.Tag = ""
		if to.Tag != "" {
			to.Digest = ""
		}
	}
	return Copy{From: t.Transport + from.String(), To: t.Transport + to.String(), Components: image.Components()}
}
