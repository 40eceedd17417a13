package gitops

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/test/strategies"
	"github.com/flinkgen/flinkgen/test/strategies/golden"
)

// definitions are files of the modules that definitions/go.mod pins.
var definitions = map[string][]string{
	"github.com/argoproj/argo-cd/v3": {
		"manifests/crds/application-crd.yaml",
		"manifests/crds/applicationset-crd.yaml",
		"manifests/crds/appproject-crd.yaml",
	},
	"github.com/fluxcd/kustomize-controller": {
		"config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml",
	},
	"github.com/fluxcd/source-controller": {
		"config/crd/bases/source.toolkit.fluxcd.io_gitrepositories.yaml",
		"config/crd/bases/source.toolkit.fluxcd.io_ocirepositories.yaml",
	},
}

// newServer has the definitions and the namespaces of Argo CD and Flux.
func newServer(t *testing.T, known *strategies.Definitions) *strategies.Server {
	t.Helper()
	server, err := strategies.NewServer(known)
	if err != nil {
		t.Fatal(err)
	}
	for module, files := range definitions {
		for _, file := range files {
			text, err := os.ReadFile(filepath.Join(moduleDir(t, module), file))
			if err != nil {
				t.Fatal(err)
			}
			for _, document := range golden.Documents(text) {
				accept(t, server, document)
			}
		}
	}
	for _, name := range []string{"argocd", "flux-system"} {
		accept(t, server, []byte("apiVersion: v1\nkind: Namespace\nmetadata: {name: "+name+"}\n"))
	}
	return server
}

func accept(t *testing.T, server *strategies.Server, document []byte) {
	t.Helper()
	answer := server.Create(document)
	if answer.Err != nil {
		t.Errorf("%s: %v\n%s", answer.Object, answer.Err, document)
	}
	for _, warning := range answer.Warnings {
		// Argo CD knows no other name for the finalizer of a project.
		if !strings.HasPrefix(answer.Object, "AppProject") || !strings.Contains(warning, "resources-finalizer.argocd.argoproj.io") {
			t.Errorf("%s: %s", answer.Object, warning)
		}
	}
}

// directories remembers where modules are.
var directories = map[string]string{}

func moduleDir(t *testing.T, module string) string {
	t.Helper()
	if dir := directories[module]; dir != "" {
		return dir
	}
	command := exec.CommandContext(t.Context(), "go", "mod", "download", "-json", module)
	command.Dir = "definitions"
	command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	out, err := command.Output()
	var downloaded struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &downloaded); err != nil || jsonErr != nil {
		t.Fatalf("cannot get module %s: %v: %s", module, err, downloaded.Error)
	}
	directories[module] = downloaded.Dir
	return downloaded.Dir
}
