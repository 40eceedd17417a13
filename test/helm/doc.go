// Package helm holds the charts and the releases of a stack against the two
// majors of Helm that people run, both built from their Go modules (helm3,
// helm4). What they render of a chart is compared with the objects of its part,
// for values of all sorts; the default stack is installed on a real control
// plane, changed and removed.
//
// No container runs: package players says who is played by the test.
package helm
