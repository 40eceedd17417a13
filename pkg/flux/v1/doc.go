// Package v1 holds the part of Flux that flinkgen writes: Kustomizations
// (kustomize.toolkit.fluxcd.io/v1) of plain manifests, and the GitRepository or
// OCIRepository (source.toolkit.fluxcd.io/v1) that they come from. Status,
// patches, substitution, decryption and verification are left out, because
// nothing here writes them.
//
// Source: kustomize-controller api/v1 and source-controller api/v1 of v1.9.
// healthCheckExprs exist since Flux 2.5, OCIRepository v1 since Flux 2.6 (2025).
package v1
