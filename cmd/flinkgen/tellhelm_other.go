//go:build !linux

package main

import "os"

// helmStderr knows no way to the standard error of another process.
func helmStderr() (out *os.File, seen bool) { return nil, false }
