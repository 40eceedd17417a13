// Package upstream writes a stack for those who keep the charts that the
// projects publish: a values file for each of the five charts, overlays for what
// a chart has no key for, manifests for what no chart has, and the script that
// installs them in order.
//
// Each part has a table of rows that says for every value of its section where
// it goes: a key of the chart in a range of its versions, a patch, another place,
// or nowhere, and then why and what to do. Nothing of a stack is left out without
// a word.
package upstream
