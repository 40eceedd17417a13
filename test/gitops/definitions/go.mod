// Pins the releases of Argo CD and Flux whose CustomResourceDefinitions judge
// what is rendered for them. Nothing is built here, the tests read YAML files of
// these modules; go mod tidy would drop the requirements: leave it alone.
module github.com/flinkgen/flinkgen/test/gitops/definitions

go 1.26.0

require (
	github.com/argoproj/argo-cd/v3 v3.4.13
	github.com/fluxcd/kustomize-controller v1.9.6
	github.com/fluxcd/source-controller v1.9.6
)
