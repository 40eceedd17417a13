// Package storage runs the storage plane of the default stack, Redis with
// Sentinel, MinIO and JuiceFS, from the objects that flinkgen renders.
package storage

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/flinkgen/flinkgen/test/storage/pod"
	"github.com/flinkgen/flinkgen/test/storage/program"
)

// The variables that carry the directories of the programs into the
// namespaces, where nothing can be downloaded.
const (
	redisPrograms   = "FLINKGEN_REDIS"
	minioPrograms   = "FLINKGEN_MINIO"
	juicefsPrograms = "FLINKGEN_JUICEFS"
)

func TestMain(m *testing.M) {
	pod.Init()
	if os.Getenv(writerDirectory) != "" {
		writeFiles()
		return
	}
	if pod.Inside() {
		os.Exit(m.Run())
	}
	code, err := enter()
	if err != nil {
		fmt.Fprintf(os.Stderr, "storage tests cannot run here:\n%v\n", err)
		os.Exit(1)
	}
	os.Exit(code)
}

func enter() (int, error) {
	// Said before minutes of building.
	if err := pod.Check(); err != nil {
		return 1, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Minute)
	defer cancel()
	var environment []string
	for _, p := range []struct {
		variable string
		get      func() (string, error)
	}{
		{redisPrograms, program.Redis},
		{minioPrograms, func() (string, error) { return program.MinIO(ctx, "minio") }},
		{juicefsPrograms, func() (string, error) { return program.JuiceFS(ctx, "juicefs") }},
	} {
		began := time.Now()
		directory, err := p.get()
		if err != nil {
			return 1, err
		}
		name := strings.ToLower(strings.TrimPrefix(p.variable, "FLINKGEN_"))
		fmt.Printf("%-8s ready in %4.1f s: %s\n", name, time.Since(began).Seconds(), directory)
		environment = append(environment, p.variable+"="+directory)
	}
	return pod.Enter(environment...)
}

func images() map[string]pod.Image {
	return map[string]pod.Image{
		// docker-library/redis, 7.2/debian/Dockerfile. Its entrypoint does not
		// matter: the pods have commands of their own.
		"redis": {
			Programs:  os.Getenv(redisPrograms),
			Directory: "/data",
			Accounts:  []string{"redis:x:999:999::/home/redis:/bin/sh"},
		},
		// minio/minio, Dockerfile.release; there everything is in /usr/bin.
		"minio": {
			Programs:   os.Getenv(minioPrograms),
			Entrypoint: []string{"/usr/local/bin/docker-entrypoint.sh"},
			Command:    []string{"minio"},
			Environment: []string{
				"MINIO_ACCESS_KEY_FILE=access_key",
				"MINIO_SECRET_KEY_FILE=secret_key",
				"MINIO_ROOT_USER_FILE=access_key",
				"MINIO_ROOT_PASSWORD_FILE=secret_key",
				"MINIO_KMS_SECRET_KEY_FILE=kms_master_key",
				"MINIO_CONFIG_ENV_FILE=config.env",
				"MC_CONFIG_DIR=/tmp/.mc",
			},
		},
		// juicedata/mount, the image of mount pods.
		"mount": {Programs: os.Getenv(juicefsPrograms), Devices: []string{"fuse"}},
	}
}
