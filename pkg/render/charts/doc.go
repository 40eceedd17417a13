// Package charts writes a stack as Helm charts: one chart for each kind of part
// that the stack uses, a values file for each release, and the releases in their
// order as helmfile.yaml and install.sh. Each release is proven before it is
// written: Helm renders just the objects that the stack has.
//
// What a chart is made of is package chart's; this package knows which parts a
// stack has and how their releases are named.
package charts
