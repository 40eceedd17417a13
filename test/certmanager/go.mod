// Pins the release of cert-manager whose CRDs the tests install. Nothing of it
// is built, so go mod tidy would drop the requirement: leave it alone.
module github.com/flinkgen/flinkgen/test/certmanager

go 1.26.0

require github.com/cert-manager/cert-manager v1.21.2
