package dns

import (
	_ "embed"
	"fmt"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
)

// The names in the cluster. Nothing of the cluster's own is touched but the
// arguments, mounts and volumes of the Deployment.
const (
	namespace = "kube-system"
	configMap = "coredns-stub-domains"
	directory = "/etc/coredns-stub-domains"
	// clusterCorefile is where every CoreDNS of Kubernetes has its Corefile.
	clusterCorefile = "/etc/coredns/Corefile"
)

// File is a file to apply by hand.
type File struct{ Path, Text string }

//go:embed files.tmpl
var filesTemplate string

// Files gives the ConfigMap, the patch and a Kustomize component of both.
func Files(v Values) ([]File, error) {
	parsed, err := template.New("files").Funcs(sprig.TxtFuncMap()).Parse(filesTemplate)
	if err != nil {
		return nil, err
	}
	view := map[string]any{
		"Namespace": namespace, "ConfigMap": configMap, "Directory": directory,
		"Deployment": v.Deployment, "Corefile": Corefile(v),
	}
	var files []File
	for _, name := range []string{"configmap.yaml", "patch.yaml", "kustomization.yaml"} {
		var out strings.Builder
		if err := parsed.ExecuteTemplate(&out, name, view); err != nil {
			return nil, err
		}
		files = append(files, File{Path: name, Text: strings.TrimLeft(out.String(), "\n")})
	}
	return files, nil
}

// Corefile imports the cluster's own and adds a server block for each stub
// domain. Of two blocks CoreDNS takes the one with the longer domain, so all
// other names are served as before.
func Corefile(v Values) string {
	var b strings.Builder
	fmt.Fprintf(&b, "import %s\n", clusterCorefile)
	for _, d := range v.StubDomains {
		fmt.Fprintf(&b, "%s:53 {\n    errors\n", d.Domain)
		if d.Cache > 0 {
			fmt.Fprintf(&b, "    cache %d\n", d.Cache)
		}
		fmt.Fprintf(&b, "    forward . %s\n}\n", strings.Join(d.Servers, " "))
	}
	return b.String()
}
