// Package tree holds a set of files in memory and brings it to disk as a
// whole: a directory has the old files or the new ones, never a mixture.
//
// Write makes the new tree in a hidden sibling directory, brings it to the
// disk, and exchanges the two. The marker file .flinkgen lists what was
// written; a directory with other files in it is not touched. Only listed
// files are ever deleted, so that a file that appears in the middle of a run
// is safe too.
//
// The working directory, its parents and the home directory are refused: an
// exchange would leave the shell in a directory that is gone. So is a mount
// point, which cannot be renamed.
package tree
