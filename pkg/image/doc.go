// Package image says what the image of a job is made of: Flink, libraries,
// plugins, Debian packages, Hadoop and the jars of the job. It checks all of it
// and reads no file; package dockerfile writes it down.
//
// Nothing secret goes into an image: whoever can pull it can read it. Keys and
// passwords reach a job as mounted Secrets.
package image
