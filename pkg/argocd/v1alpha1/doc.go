// Package v1alpha1 holds the part of argoproj.io/v1alpha1 that flinkgen writes:
// an AppProject and Applications of one source of plain manifests. Status,
// operations, roles, sync windows, Helm, Kustomize and plugins are left out,
// because nothing here writes them.
//
// Source: argo-cd, pkg/apis/application/v1alpha1 of v3.4. All fields exist
// since v2.5 (2022).
package v1alpha1
