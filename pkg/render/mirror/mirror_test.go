package mirror_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/images"
	"github.com/flinkgen/flinkgen/pkg/oci"
	"github.com/flinkgen/flinkgen/pkg/render/mirror"
)

const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func registry(t *testing.T) oci.Mirror {
	t.Helper()
	m, err := oci.ParseMirror("mirror.internal:5000/flink")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// listOf has the images, each used by a component of its own.
func listOf(t *testing.T, references ...string) images.List {
	t.Helper()
	var list images.List
	for _, text := range references {
		r, err := oci.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, images.Image{Reference: r, Source: r, Uses: []images.Use{{Component: "of-" + r.Tag}}})
	}
	list, err := list.On(registry(t))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// four are an image by its tag, two by their digests, and one that the mirror has.
func four(t *testing.T) images.List {
	t.Helper()
	return listOf(t, "redis:7", "quay.io/minio/minio:1@"+digest, "ghcr.io/a/b@"+digest, "mirror.internal:5000/flink/team/orders:1")
}

// run runs the script in a directory with a tool that notes its arguments in
// calls, one call a line, and fails as often as the environment of its name says.
func run(t *testing.T, name string, list images.List, environment []string, args ...string) (calls []string, words string, code int) {
	t.Helper()
	script, err := mirror.Script("shop", list, registry(t), name)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	fake := `#!/bin/sh
printf '[%s]' "$@" >>calls
echo >>calls
cat >>input
case "$*" in *"${BROKEN:-nothing}"*)
  left=$(cat left 2>/dev/null || echo "${FAILURES:-100}")
  [ "$left" -le 0 ] || { echo $((left - 1)) >left; echo 'no such host' >&2; exit 1; }
esac
`
	path := os.Getenv("PATH")
	for file, text := range map[string]string{"mirror.sh": string(script), "bin/" + name: fake, "a b/tool": fake} {
		file = filepath.Join(dir, file)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	command := exec.CommandContext(t.Context(), "sh", append([]string{"mirror.sh"}, args...)...)
	command.Dir = dir
	command.Env = append(os.Environ(), append([]string{"PATH=" + filepath.Join(dir, "bin") + ":" + path, "PAUSE=0"}, environment...)...)
	command.Stdin = strings.NewReader("must not be read")
	out, err := command.CombinedOutput()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else if err != nil {
		t.Fatal(err)
	}
	noted, err := os.ReadFile(filepath.Join(dir, "calls"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if input, err := os.ReadFile(filepath.Join(dir, "input")); len(input) > 0 || err != nil && len(noted) > 0 {
		t.Errorf("the tool read %q, %v", input, err)
	}
	for line := range strings.Lines(string(noted)) {
		calls = append(calls, strings.TrimSuffix(line, "\n"))
	}
	return calls, string(out), code
}

func TestScriptCopies(t *testing.T) {
	for name, want := range map[string][]string{
		mirror.Skopeo: {
			"[copy][--all][--preserve-digests][--dest-creds][a b:*][docker://ghcr.io/a/b@" + digest + "][docker://mirror.internal:5000/flink/a/b@" + digest + "]",
			"[copy][--all][--preserve-digests][--dest-creds][a b:*][docker://docker.io/library/redis:7][docker://mirror.internal:5000/flink/library/redis:7]",
			"[copy][--all][--preserve-digests][--dest-creds][a b:*][docker://quay.io/minio/minio@" + digest + "][docker://mirror.internal:5000/flink/minio/minio:1]",
		},
		mirror.Crane: {
			"[copy][--dest-creds][a b:*][ghcr.io/a/b@" + digest + "][mirror.internal:5000/flink/a/b@" + digest + "]",
			"[copy][--dest-creds][a b:*][docker.io/library/redis:7][mirror.internal:5000/flink/library/redis:7]",
			"[copy][--dest-creds][a b:*][quay.io/minio/minio@" + digest + "][mirror.internal:5000/flink/minio/minio:1]",
		},
	} {
		calls, words, code := run(t, name, four(t), nil, "--dest-creds", "a b:*")
		if diff := cmp.Diff(want, calls); diff != "" || code != 0 {
			t.Errorf("%s ended with %d (-want +got):\n%s", name, code, diff)
		}
		if !strings.Contains(words, "mirror.sh: 2 of 3: mirror.internal:5000/flink/library/redis:7\n") ||
			!strings.HasSuffix(words, "mirror.sh: all of 3 images are on mirror.internal:5000/flink\n") {
			t.Errorf("%s says:\n%s", name, words)
		}
	}
}

// One that cannot be copied is tried again, the others are copied all the same,
// and the end says what is missing.
func TestScriptGoesOn(t *testing.T) {
	calls, words, code := run(t, mirror.Skopeo, four(t), []string{"BROKEN=library/redis", "TRIES=4"})
	tried := strings.Count(strings.Join(calls, "\n"), "docker.io/library/redis")
	if code != 1 || tried != 4 || len(calls) != 6 || !strings.Contains(calls[5], "minio") {
		t.Errorf("exit code %d, tried %d times: %q", code, tried, calls)
	}
	want := "mirror.sh: not copied:\n  docker://docker.io/library/redis:7\nmirror.sh: run it again when these can be reached; it may need a login (see its first lines)\n"
	if !strings.HasSuffix(words, want) {
		t.Errorf("it says:\n%s", words)
	}
	// Twice is not too often.
	calls, words, code = run(t, mirror.Skopeo, four(t), []string{"BROKEN=library/redis", "FAILURES=2"})
	if code != 0 || len(calls) != 5 || strings.Count(words, "again in 0 seconds") != 2 {
		t.Errorf("exit code %d, calls %q:\n%s", code, calls, words)
	}
}

func TestScriptRefuses(t *testing.T) {
	for _, test := range []struct{ environment, want string }{
		{"SKOPEO=/nowhere/skopeo", "mirror.sh: there is no /nowhere/skopeo on PATH: install skopeo, or set SKOPEO to where it is\n"},
		{"TRIES=0", "mirror.sh: TRIES is 0: write a number of 1 or more\n"},
		{"TRIES=many", "mirror.sh: TRIES is many: write a number of 1 or more\n"},
	} {
		calls, words, code := run(t, mirror.Skopeo, four(t), []string{test.environment})
		if code != 2 || words != test.want || calls != nil {
			t.Errorf("%s: exit code %d, %q:\n%s", test.environment, code, calls, words)
		}
	}
	if _, err := mirror.Script("shop", four(t), registry(t), "docker"); err == nil || err.Error() != `unknown tool "docker": write skopeo or crane` {
		t.Errorf("docker: %v", err)
	}
}

func TestScriptOtherPlace(t *testing.T) {
	calls, words, code := run(t, mirror.Crane, four(t), []string{"CRANE=./a b/tool"})
	if code != 0 || len(calls) != 3 {
		t.Errorf("exit code %d, %q:\n%s", code, calls, words)
	}
}

// Nothing to copy is no copy, and says which images are there.
func TestScriptOfNothing(t *testing.T) {
	list := listOf(t, "mirror.internal:5000/flink/team/orders:1")
	calls, words, code := run(t, mirror.Skopeo, list, []string{"SKOPEO=/nowhere"})
	if code != 0 || calls != nil || words != "mirror.sh: there is nothing to copy\n" {
		t.Errorf("exit code %d, %q: %s", code, calls, words)
	}
	script, err := mirror.Script("shop", list, registry(t), mirror.Skopeo)
	if err != nil || !strings.Contains(string(script), "#   mirror.internal:5000/flink/team/orders:1\n") {
		t.Errorf("%v, script:\n%s", err, script)
	}
}

func TestMap(t *testing.T) {
	got, err := mirror.Map(four(t))
	want := `# Code generated by flinkgen. DO NOT EDIT.
docker.io/library/redis:7: mirror.internal:5000/flink/library/redis:7
ghcr.io/a/b@` + digest + `: mirror.internal:5000/flink/a/b@` + digest + `
mirror.internal:5000/flink/team/orders:1: mirror.internal:5000/flink/team/orders:1
quay.io/minio/minio:1@` + digest + `: mirror.internal:5000/flink/minio/minio:1@` + digest + `
`
	if diff := cmp.Diff(want, string(got)); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
