package program

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Directory is where the programs are kept.
func Directory() (string, error) {
	if directory := os.Getenv("FLINKGEN_E2E_DIR"); directory != "" {
		return filepath.Join(directory, "storage"), nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(cache, "flinkgen-e2e", "storage"), nil
}

// MinIO builds the server, as its releases are built, and puts the entrypoint
// of its image beside it.
func MinIO(ctx context.Context, module string) (string, error) {
	directory, err := build(ctx, module, "github.com/minio/minio", "minio", "CGO_ENABLED=0", "")
	if err != nil {
		return "", err
	}
	source, err := goList(ctx, module, "{{.Dir}}", "github.com/minio/minio")
	if err != nil {
		return "", err
	}
	const entrypoint = "docker-entrypoint.sh"
	script, err := os.ReadFile(filepath.Join(source, "dockerscripts", entrypoint))
	if err != nil {
		return "", err
	}
	return directory, replace(filepath.Join(directory, entrypoint), script)
}

// lite leaves out the stores and gateways that nothing here uses, as
// juicefs.lite of JuiceFS's Makefile does (1.3.1), but for metadata in Badger.
const lite = "nogateway,nowebdav,nocos,nobos,nohdfs,noibmcos,noobs,nooss,noqingstor,nosftp,noswift," +
	"noazure,nogs,noufile,nob2,nonfs,nodragonfly,nosqlite,nomysql,nopg,notikv,noetcd"

// JuiceFS builds the client, which also goes by the name that mounts a file
// system. It needs cgo.
func JuiceFS(ctx context.Context, module string) (string, error) {
	directory, err := build(ctx, module, "github.com/juicedata/juicefs", "juicefs", "CGO_ENABLED=1", lite)
	if err != nil {
		return "", err
	}
	return directory, link("juicefs", filepath.Join(directory, "mount.juicefs"))
}

// Redis gathers Debian's Redis. Server and sentinel are one program there,
// which goes by the name that it is called by; the package redis-tools has it
// and starts no server on this machine.
func Redis() (string, error) {
	directory, err := ensure("redis", "debian")
	if err != nil {
		return "", err
	}
	for name, target := range map[string]string{
		"redis-server": "redis-check-rdb", "redis-sentinel": "redis-check-rdb", "redis-cli": "redis-cli",
	} {
		target = filepath.Join("/usr/bin", target)
		if _, err := os.Stat(target); err != nil {
			return "", fmt.Errorf("no %s: install the Debian package redis-tools", target)
		}
		if err := link(target, filepath.Join(directory, name)); err != nil {
			return "", err
		}
	}
	return directory, nil
}

// build builds a program of a module that a nested module pins, into a
// directory of its version. Go's own cache makes it quick the next time.
func build(ctx context.Context, module, path, name, environment, tags string) (string, error) {
	version, err := goList(ctx, module, "{{.Version}}", path)
	if err != nil {
		return "", err
	}
	directory, err := ensure(name, version)
	if err != nil {
		return "", err
	}
	command := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-tags="+tags, "-ldflags=-s -w", "-o", filepath.Join(directory, name), path)
	command.Dir = module
	command.Env = append(os.Environ(), environment, "GOWORK=off", "GOFLAGS=-mod=readonly")
	if output, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build %s %s: %w\n%s", path, version, err, output)
	}
	return directory, nil
}

func goList(ctx context.Context, module, format, path string) (string, error) {
	command := exec.CommandContext(ctx, "go", "list", "-m", "-f", format, path)
	command.Dir = module
	command.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=readonly")
	output, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("go list -m %s: %w", path, err)
	}
	return strings.TrimSpace(string(output)), nil
}

func ensure(name, version string) (string, error) {
	base, err := Directory()
	if err != nil {
		return "", err
	}
	directory := filepath.Join(base, name+"-"+version)
	return directory, os.MkdirAll(directory, 0o755)
}

func replace(path string, content []byte) error {
	if err := os.WriteFile(path+".new", content, 0o755); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

func link(target, path string) error {
	_ = os.Remove(path + ".new")
	if err := os.Symlink(target, path+".new"); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
