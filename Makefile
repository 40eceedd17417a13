# The commands of a day; `make` alone lists them.
GO ?= go
BIN ?= bin

.PHONY: help
help: ## List the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build bin/flinkgen.
	$(GO) build -trimpath -o $(BIN)/flinkgen ./cmd/flinkgen

.PHONY: test
test: ## Run all tests that need no cluster.
	$(GO) vet ./...
	$(GO) test ./...

.PHONY: generate
generate: ## Rewrite what is generated: deep copies, CRDs, the JSON Schema.
	$(GO) run -C tools ./crdgen
	$(GO) run -C tools ./schemagen

.PHONY: golden
golden: ## Rewrite the golden files; read the diff before you commit it.
	-$(GO) test ./pkg/flinkgen -run TestGolden -update
	$(GO) test ./pkg/flinkgen -run TestGolden

.PHONY: lint
lint: ## Run the linters.
	$(GO) tool -modfile=tools/lint/go.mod golangci-lint run ./...

.PHONY: bench
bench: ## Run the benchmarks.
	$(GO) test -run '^$$' -bench . -benchmem ./...

.PHONY: fuzz
fuzz: ## Fuzz the loading of stack files for a minute.
	$(GO) test ./pkg/stack -run '^$$' -fuzz FuzzLoad -fuzztime 60s
