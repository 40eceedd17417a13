// Pins where definitions come from that are not flinkgen's own. Nothing is
// built here, the tests read YAML files of these modules; go mod tidy would
// drop the requirements: leave it alone.
module github.com/flinkgen/flinkgen/test/strategies/definitions

go 1.26.0

require (
	github.com/cert-manager/cert-manager v1.21.2
	github.com/external-secrets/external-secrets v1.3.2
	github.com/prometheus-operator/prometheus-operator v0.85.0
	sigs.k8s.io/gateway-api v1.6.3
)
