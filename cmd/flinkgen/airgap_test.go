package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/flinkgen"
	"github.com/flinkgen/flinkgen/pkg/images"
	"github.com/flinkgen/flinkgen/pkg/oci"
)

// airGapMirror is no prefix of another name, and has a port and a path.
const airGapMirror = "mirror.example.com:5000/flink"

// formatArguments are what a format needs besides, on a stack that does not say
// it.
var formatArguments = map[string][]string{
	"argocd": {"--set", "spec.gitops.repoURL=https://git.example.com/platform/flink.git"},
	"flux":   {"--set", "spec.gitops.repoURL=https://git.example.com/platform/flink.git"},
}

// chartRepository is where --format upstream gets charts from, unless they are in a
// directory. It has no images.
const chartRepository = "registry-1.docker.io/bitnamicharts"

// slowFormats are tried with some stacks only, which together use every chart.
var slowFormats = map[string][]string{
	"charts": {"default", "native", "own-images", "session-cluster", "standalone"},
}

// TestAirGap renders every golden stack for a mirror, in every format that render
// offers, and the Dockerfiles of its jobs. No file names another registry.
func TestAirGap(t *testing.T) {
	formats := offered(t, "render", "--format")
	if len(formats) < 4 {
		t.Fatalf("formats of render: %v", formats)
	}
	for name, file := range airGapStacks(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			arguments := []string{"--set", "spec.images.registry=" + airGapMirror}
			if file != "" {
				arguments = append(arguments, "-f", file)
			}
			known := sourcesOf(t, file)
			for _, format := range formats {
				if some := slowFormats[format]; some == nil || slices.Contains(some, name) {
					renderAirGap(t, known, format, arguments)
				}
			}
			for _, job := range builtJobs(t, file) {
				out, words, code := command(t, append([]string{"image", "--format", "dockerfile", "--job", job}, arguments...)...)
				if code != exitDone {
					t.Fatalf("image of %s: %s", job, words)
				}
				judgeAirGap(t, known, "Dockerfile of "+job, out, false)
			}
		})
	}
}

// airGapStacks are the files of the golden stacks by their names; the default
// stack has none.
func airGapStacks(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{"default": ""}
	for _, pattern := range []string{"../../testdata/stacks/*.yaml", "testdata/airgap/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no stacks in %s: %v", pattern, err)
		}
		for _, file := range files {
			all[strings.TrimSuffix(filepath.Base(file), ".yaml")] = file
		}
	}
	return all
}

// offered are the values that the shell completes for a flag.
func offered(t *testing.T, name, flag string) []string {
	t.Helper()
	out, words, code := command(t, "__complete", name, flag, "")
	if code != exitDone {
		t.Fatal(words)
	}
	var all []string
	for line := range strings.Lines(out) {
		if value := strings.TrimSpace(line); !strings.HasPrefix(value, ":") {
			all = append(all, value)
		}
	}
	return all
}

func loadFile(t *testing.T, file, environment string) flinkgen.LoadOptions {
	t.Helper()
	o := flinkgen.LoadOptions{Environment: environment, Set: []string{"spec.images.registry="}}
	if file != "" {
		o.Files = []string{file}
	}
	return o
}

// sourcesOf are the images of a stack and its environments without a mirror.
func sourcesOf(t *testing.T, file string) images.List {
	t.Helper()
	s, err := flinkgen.Load(loadFile(t, file, ""))
	if err != nil {
		t.Fatal(err)
	}
	environments := []string{""}
	for name := range s.Environments {
		environments = append(environments, name)
	}
	var all images.List
	for _, environment := range environments {
		s, err := flinkgen.Load(loadFile(t, file, environment))
		if err != nil {
			t.Fatal(err)
		}
		list, err := flinkgen.Images(s)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, list...)
	}
	return all
}

func builtJobs(t *testing.T, file string) []string {
	t.Helper()
	s, err := flinkgen.Load(loadFile(t, file, ""))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := flinkgen.Build(s); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, job := range s.Spec.Jobs {
		if job.Runs() && !job.Build.IsZero() {
			all = append(all, job.Namespace+"/"+job.Name)
		}
	}
	return all
}

// renderAirGap renders to a directory, or to standard output where a format knows
// no directory, and judges every file.
func renderAirGap(t *testing.T, known images.List, format string, arguments []string) {
	t.Helper()
	arguments = slices.Concat([]string{"render", "--format", format}, arguments, formatArguments[format])
	dir := filepath.Join(t.TempDir(), "out")
	_, wrong, code := command(t, append(slices.Clone(arguments), "-o", dir)...)
	if code != exitDone {
		out, words, code := command(t, arguments...)
		if code != exitDone {
			t.Errorf("format %s renders neither to a directory nor to standard output: if it needs more, say so in formatArguments\n%s%s", format, wrong, words)
			return
		}
		judgeAirGap(t, known, format, out, false)
		return
	}
	// Releases leave out what the values of their charts have.
	_, err := os.Stat(filepath.Join(dir, "charts"))
	defaults := err == nil
	files := 0
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		judged := string(text)
		if format == "upstream" {
			judged = strings.ReplaceAll(judged, chartRepository, "charts")
		}
		judgeAirGap(t, known, format+": "+name, judged, defaults)
		return nil
	})
	if err != nil || files < 3 {
		t.Errorf("format %s: %d files, %v", format, files, err)
	}
}

func judgeAirGap(t *testing.T, known images.List, where, text string, defaults bool) {
	t.Helper()
	for _, found := range otherRegistries(known, text, defaults) {
		t.Errorf("%s: %s", where, found)
	}
}

// TestAirGapFinds says what otherRegistries takes for another registry.
func TestAirGapFinds(t *testing.T) {
	redis, err := oci.Parse("docker.io/library/redis:7.2.11")
	if err != nil {
		t.Fatal(err)
	}
	known := images.List{{Reference: redis, Source: redis}}
	for _, text := range []string{
		"image: docker.io/library/redis:7.2.11", "image: redis:7.2.11", "image: library/redis:7.2.11\n",
		"image: quay.io/a/b:1", "image: quay.io/a/b", "registry: quay.io\n", `{"image":"a/b"}`, "image: a/b:1",
		"image: mirror.example.com:5000/flinker/library/redis:7.2.11", "image: mirror.example.com:5000/library/redis:7.2.11",
		"image: mirror.example.com/flink/library/redis:7.2.11", "image: other.example.com/flink/library/redis:7.2.11",
		"image:\n  repository: library/redis\n  tag: 7.2.11\n", "image:\n  registry: other.example.com\n  repository: library/redis\n",
		"FROM flink:2.2\n", "FROM --platform=$BUILDPLATFORM other.example.com/flink:2.2\n", "-Dkubernetes.container.image.ref=a/b:1",
		"# such as docker.io", "'other.example.com:5000/a/b@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'",
		"newName: other.example.com/redis\n", "$(run other.example.com/a:1)",
	} {
		if len(otherRegistries(known, text, false)) == 0 {
			t.Errorf("not found: %q", text)
		}
	}
	for _, text := range []string{
		"image: mirror.example.com:5000/flink/library/redis:7.2.11", "image:\n  registry: mirror.example.com:5000/flink\n  repository: library/redis\n  tag: 7.2.11\n",
		"image:\n  repository: mirror.example.com:5000/flink/library/redis\n  tag: 7.2.11\n", "image: {{ include \"image\" . }}",
		"https://example.com/docs/a:1", "redis-node-0.redis-headless.redis.svc.cluster.local:6379", "redis://:x@redis.redis.svc:6379/1", "component: redis",
		"hosts: [flink.example.com]", "apiVersion: flink.apache.org/v1beta1", "image: {{ .Values.image.repository }}:{{ .Values.image.tag }}",
		"FROM mirror.example.com:5000/flink/library/flink:2.2\n", "registry: mirror.example.com:5000/flink",
	} {
		if found := otherRegistries(known, text, false); len(found) > 0 {
			t.Errorf("%q: %q", text, found)
		}
	}
}
