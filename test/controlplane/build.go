package controlplane

import (
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// The programs, by the names of their files.
const (
	etcd              = "etcd"
	apiServer         = "kube-apiserver"
	controllerManager = "kube-controller-manager"
	scheduler         = "kube-scheduler"
	kwok              = "kwok"
)

// Program is another program that a test runs.
type Program struct {
	// Name of its file.
	Name string
	// Directory below test/ whose go.mod has the program as a tool, and the
	// package of it.
	Directory, Package string
	// Variables are set when the program is linked, as -X does.
	Variables map[string]string
}

// Path is where the program is, once Main has built it.
func (p Program) Path() string { return filepath.Join(os.Getenv(programs), p.Name) }

// flags are those of the linker.
func (p Program) flags() string {
	flags := []string{"-s", "-w"}
	for _, name := range slices.Sorted(maps.Keys(p.Variables)) {
		flags = append(flags, "-X", name+"="+p.Variables[name])
	}
	return strings.Join(flags, " ")
}

// build compiles the programs into a directory of the user's cache, or of
// $FLINKGEN_E2E_DIR, and gives the directory. With a warm build cache it takes
// seconds.
func build(ctx context.Context, more []Program) (string, error) {
	module, err := output(ctx, "", "env", "GOMOD")
	if err != nil {
		return "", err
	}
	root := filepath.Dir(module)
	version, err := output(ctx, root, "list", "-m", "-f", "{{.Version}}", "k8s.io/kubernetes")
	if err != nil {
		return "", err
	}
	directory, err := cache("controlplane-" + version)
	if err != nil {
		return "", err
	}
	lock, err := os.OpenFile(filepath.Join(directory, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", err
	}
	defer func() { _ = lock.Close() }()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return "", err
	}
	const kubernetes, component = "k8s.io/kubernetes/cmd/", "k8s.io/component-base/version."
	numbers := strings.SplitN(strings.TrimPrefix(version, "v"), ".", 3)
	// Without a version the server reports v0.0.0 and clients refuse it.
	linked := fmt.Sprintf("-s -w -X %[1]sgitVersion=%[2]s -X %[1]sgitMajor=%[3]s -X %[1]sgitMinor=%[4]s", component, version, numbers[0], numbers[1])
	for _, step := range []struct {
		module, to string
		packages   []string
	}{
		{root, directory + "/", []string{kubernetes + apiServer, kubernetes + controllerManager, kubernetes + scheduler}},
		{root, filepath.Join(directory, etcd), []string{"go.etcd.io/etcd/server/v3"}},
		{filepath.Join(root, "kwok"), directory + "/", []string{"sigs.k8s.io/kwok/cmd/kwok"}},
	} {
		arguments := append([]string{"build", "-trimpath", "-ldflags", linked, "-o", step.to}, step.packages...)
		if _, err := output(ctx, step.module, arguments...); err != nil {
			return "", err
		}
	}
	for _, p := range more {
		if _, err := output(ctx, filepath.Join(root, p.Directory), "build", "-trimpath", "-ldflags", p.flags(), "-o", filepath.Join(directory, p.Name), p.Package); err != nil {
			return "", err
		}
	}
	return directory, collect(ctx, root, directory)
}

// cache gives a directory for what the tests build.
func cache(name string) (string, error) {
	base := os.Getenv("FLINKGEN_E2E_DIR")
	if base == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", err
		}
		base = filepath.Join(user, "flinkgen-e2e")
	}
	directory := filepath.Join(base, name)
	return directory, os.MkdirAll(directory, 0o755)
}

// output runs the go command without cgo and gives what it prints.
func output(ctx context.Context, directory string, arguments ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "go", arguments...)
	cmd.Dir = directory
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	var words strings.Builder
	cmd.Stderr = &words
	data, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w\n%s", strings.Join(arguments, " "), err, words.String())
	}
	return strings.TrimSpace(string(data)), nil
}
