// Package argocd writes a bundle for Argo CD: an AppProject that allows what
// the bundle has and no more, an Application for each component, in sync waves
// below one Application that brings them all, and the manifests that they point
// to. Committed to the repository, it is all that Argo CD needs.
//
// Facts are from argo-cd v3.4: controller/appcontroller.go (what a project hides
// and keeps), controller/sort_delete.go (Applications go in the reverse order of
// their waves), docs/user-guide/sync-options.md and diff-strategies.md.
package argocd
