// Package hadoop builds the client configuration of a Hadoop cluster that jobs
// keep their state on: one ConfigMap in every namespace that needs it. It
// builds no Hadoop and no keytab.
package hadoop
