// Command flinkgen turns one typed stack file into the manifests of Apache
// Flink on Kubernetes and everything that it needs there.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// A reader of a pipe that has seen enough is no failure: the write says so
	// (EPIPE) instead of a signal that ends the program.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, streams{in: os.Stdin, out: os.Stdout, err: os.Stderr}, os.Args[1:]))
}
