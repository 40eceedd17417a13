package controlplane

import (
	"context"
	"os"
	"path/filepath"
	"testing"
)

// The files beside the programs, each from files of a module.
const (
	// stages is what kwok does with nodes, which are ready at once, and with
	// pods, which run, complete and go at once.
	stages = "stages.yaml"
	// definitions are kinds that a cluster has before a stack comes.
	definitions = "definitions.yaml"
)

// source is where a file comes from.
type source struct {
	to string
	// directory below test/ whose go.mod pins the module.
	directory, module string
	files             []string
}

func sources() []source {
	return []source{
		{stages, "kwok", "sigs.k8s.io/kwok", []string{
			"kustomize/stage/node/fast/node-initialize.yaml",
			"kustomize/stage/node/heartbeat-with-lease/node-heartbeat-with-lease.yaml",
			"kustomize/stage/pod/fast/pod-ready.yaml",
			"kustomize/stage/pod/fast/pod-complete.yaml",
			"kustomize/stage/pod/fast/pod-delete.yaml",
		}},
		{definitions, "certmanager", "github.com/cert-manager/cert-manager", []string{
			"deploy/crds/cert-manager.io_certificates.yaml",
			"deploy/crds/cert-manager.io_issuers.yaml",
		}},
		{definitions, "strategies/definitions", "github.com/prometheus-operator/prometheus-operator", []string{
			"example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml",
			"example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml",
		}},
		{definitions, ".", "sigs.k8s.io/gateway-api", []string{
			"config/crd/standard/gateway.networking.k8s.io_httproutes.yaml",
		}},
	}
}

// collect writes the files into the directory of the programs.
func collect(ctx context.Context, root, directory string) error {
	files := map[string][]byte{}
	for _, s := range sources() {
		at := filepath.Join(root, s.directory)
		if _, err := output(ctx, at, "mod", "download", s.module); err != nil {
			return err
		}
		from, err := output(ctx, at, "list", "-m", "-f", "{{.Dir}}", s.module)
		if err != nil {
			return err
		}
		for _, name := range s.files {
			data, err := os.ReadFile(filepath.Join(from, name))
			if err != nil {
				return err
			}
			files[s.to] = append(append(files[s.to], "\n---\n"...), data...)
		}
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(directory, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Definitions are the CustomResourceDefinitions of cert-manager (Certificate,
// Issuer), of the Prometheus operator (PodMonitor, PrometheusRule) and of the
// Gateway API (HTTPRoute), as YAML: stacks use these kinds and do not bring
// them.
func Definitions(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(os.Getenv(programs), definitions))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
