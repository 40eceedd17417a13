// Package program brings the programs of the storage plane onto this machine:
// MinIO and JuiceFS are built from their Go modules, Redis comes from Debian.
// Nothing is installed; each program gets a directory below the user's cache
// (or $FLINKGEN_E2E_DIR), which a pod binds at /usr/local/bin.
package program
