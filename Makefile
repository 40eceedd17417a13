# The commands of a day; `make` alone lists them.
GO ?= go
BIN ?= bin
TRIES ?= 1000

.PHONY: help
help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build bin/flinkgen.
	$(GO) build -trimpath -o $(BIN)/flinkgen ./cmd/flinkgen

.PHONY: test
test: ## Run all tests that need no cluster.
	$(GO) vet ./...
	$(GO) test -vet=off ./...
	$(GO) test -C tools ./...
	CGO_ENABLED=0 $(GO) test -C test -trimpath -count=1 ./strategies

.PHONY: law
law: law-charts law-overlays law-post-render ## Try charts, overlays and post-rendering 1,000 times each.

.PHONY: law-charts
law-charts: ## Compare every chart with its part, 1,000 random values each (TRIES).
	$(GO) test ./pkg/render/chart -run TestLaw -rounds $(TRIES) -timeout 30m

.PHONY: law-overlays
law-overlays: ## Compare overlays with their environments, 1,000 random ones (TRIES).
	$(GO) test ./pkg/render/kustomize -run Random -tries $(TRIES) -timeout 30m

.PHONY: law-post-render
law-post-render: ## Compare post-rendering with kustomize, 1,000 random streams (TRIES).
	$(GO) test ./pkg/postrender -run TestLaw -tries $(TRIES) -timeout 30m

# The suites below bring what they need: they build Kubernetes, Helm, MinIO
# and JuiceFS from their Go modules and install what is missing from Debian's
# packages. They need Linux, root and, for storage, /dev/fuse.

.PHONY: e2e-files
e2e-files: ## Load side files with log4j2, nginx and shellcheck.
	test/sidefiles/install.sh
	CGO_ENABLED=0 $(GO) test -C test -trimpath -count=1 -v ./sidefiles

.PHONY: e2e-monitoring
e2e-monitoring: ## Let promtool judge the alerts and the queries of the dashboard.
	test/monitoring/install.sh
	CGO_ENABLED=0 $(GO) test -C test -trimpath -count=1 -v ./monitoring

.PHONY: e2e-dns
e2e-dns: ## Ask a CoreDNS with stub domains for names.
	CGO_ENABLED=0 $(GO) test -C test/coredns -trimpath -count=1 .

.PHONY: e2e-gitops
e2e-gitops: ## Hold what Argo CD and Flux follow against their own definitions.
	CGO_ENABLED=0 $(GO) test -C test -trimpath -count=1 ./gitops

.PHONY: e2e-kustomize
e2e-kustomize: ## Build the overlays with kustomize, and run flinkgen as its function.
	CGO_ENABLED=0 $(GO) test -C test -trimpath -count=1 ./kustomize

.PHONY: e2e-cluster
e2e-cluster: ## Install every golden stack on a real control plane.
	CGO_ENABLED=0 $(GO) test -C test -trimpath -count=1 -timeout 40m -v ./cluster

.PHONY: e2e-helm
e2e-helm: ## Render the charts with Helm 3 and 4, install, upgrade and remove them.
	CGO_ENABLED=0 $(GO) test -C test -trimpath -count=1 -timeout 20m -v ./helm

.PHONY: e2e-storage
e2e-storage: ## Run Redis, MinIO and JuiceFS from the rendered objects, and lose some.
	test/storage/install.sh
	CGO_ENABLED=0 $(GO) test -C test -trimpath -count=1 -timeout 30m -v ./storage

.PHONY: generate
generate: ## Rewrite what is generated: deep copies, CRDs, the JSON Schema, charts, overlays.
	$(GO) run -C tools ./crdgen
	$(GO) run -C tools ./schemagen
	$(GO) run -C tools ./overlaygen
	out=$$(mktemp -d) && $(GO) run ./cmd/flinkgen render --format charts -o $$out/default \
		&& rm -rf charts && mv $$out/default/charts charts && rm -r $$out

# The packages with golden files; the tests which have them are called TestGolden….
GOLDEN = $(shell grep -rl pkg/internal/golden --include='*_test.go' pkg | xargs -n1 dirname | sort -u | sed 's|^|./|')

.PHONY: golden
golden: ## Rewrite the golden files; read the diff before you commit it.
	-$(GO) test $(GOLDEN) -run '^TestGolden' -update
	$(GO) test $(GOLDEN) -run '^TestGolden'

.PHONY: lint
lint: ## Run the linters.
	$(GO) tool -modfile=tools/lint/go.mod golangci-lint run ./...
	cd tools && $(GO) tool -modfile=lint/go.mod golangci-lint run ./...
	cd test && $(GO) tool -modfile=../tools/lint/go.mod golangci-lint run ./...
	cd test/coredns && $(GO) tool -modfile=../../tools/lint/go.mod golangci-lint run ./...

.PHONY: bench
bench: ## Run the benchmarks.
	$(GO) test -run '^$$' -bench . -benchmem ./...

.PHONY: fuzz
fuzz: ## Fuzz stack files, streams to post-render and manifests to check, a minute each.
	$(GO) test ./pkg/stack -run '^$$' -fuzz FuzzLoad -fuzztime 60s -fuzzminimizetime 10x
	$(GO) test ./pkg/postrender -run '^$$' -fuzz FuzzStream -fuzztime 60s -fuzzminimizetime 10x
	$(GO) test ./pkg/check -run '^$$' -fuzz FuzzRun -fuzztime 60s -fuzzminimizetime 10x
