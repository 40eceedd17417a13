package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// TestReadme runs the commands of the README, in order, in one directory. The
// stack of its yaml block is stack.yaml there.
func TestReadme(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	readme := read(t, filepath.Join(root, "README.md"))
	stacks := blocks(readme, "yaml")
	if len(stacks) != 1 {
		t.Fatalf("%d yaml blocks, want one", len(stacks))
	}
	r := &reader{root: root, makefile: read(t, filepath.Join(root, "Makefile"))}
	t.Chdir(t.TempDir())
	// What the README takes for granted: a second file and an environment.
	write(t, "stack.yaml", stacks[0]+"environments:\n  prod:\n    operator: {replicas: 2}\n")
	write(t, "site.yaml", "spec:\n  timeZone: Europe/Berlin\n")
	if _, words, code := command(t, "render", "-f", "stack.yaml"); code != exitDone {
		t.Fatalf("the stack of the README does not render: %s", words)
	}
	ran := 0
	for _, block := range blocks(readme, "sh") {
		for line := range strings.Lines(block) {
			line, _, _ = strings.Cut(line, " # ")
			if line = strings.TrimSpace(line); line != "" {
				docsLine(t, r, line)
				ran++
			}
		}
	}
	if ran < 10 {
		t.Errorf("only %d commands found in the README", ran)
	}
}

// reader checks the lines of the README's sh blocks.
type reader struct {
	root, makefile string
}

func (r *reader) line(t *testing.T, line string) {
	t.Helper()
	words := strings.Fields(line)
	switch {
	case strings.HasPrefix(line, "go run ./cmd/flinkgen "):
		r.flinkgen(t, line, words[3:])
	case line == "go install ./cmd/flinkgen":
		if _, err := os.Stat(filepath.Join(r.root, "cmd/flinkgen/main.go")); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	case words[0] == "make" && len(words) == 2:
		if !strings.Contains(r.makefile, "\n"+words[1]+":") {
			t.Errorf("%s: no such target", line)
		}
	case words[0] == "flinkgen":
		r.flinkgen(t, line, words[1:])
	case strings.HasPrefix(line, "kubectl apply --server-side -f ") && len(words) == 5:
		// What is applied must have been written by a line above.
		if _, err := os.Stat(words[4]); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	default:
		t.Errorf("say in readme_test.go what to do with: %s", line)
	}
}

// flinkgen runs a command, which may end in a pipe to kubectl.
func (r *reader) flinkgen(t *testing.T, line string, args []string) {
	t.Helper()
	if pipe := slices.Index(args, "|"); pipe >= 0 {
		if got := strings.Join(args[pipe:], " "); got != "| kubectl create -f -" {
			t.Errorf("%s: pipes into %s", line, got)
		}
		args = args[:pipe]
	}
	out, words, code := command(t, args...)
	if code != exitDone {
		t.Errorf("%s: exit code %d: %s", line, code, words)
	}
	directory := slices.Index(args, "-o")
	if directory >= 0 {
		if _, err := os.Stat(args[directory+1]); err != nil || out != "" {
			t.Errorf("%s: nothing written, or something printed: %v", line, err)
		}
		return
	}
	for document := range strings.SplitSeq(out, "\n---\n") {
		var object struct{ Kind string }
		if err := yaml.Unmarshal([]byte(document), &object); err != nil || object.Kind == "" {
			t.Errorf("%s: prints what is no object: %v", line, err)
		}
	}
}

// The table of files is what the default stack gives.
func TestReadmeFiles(t *testing.T) {
	readme := read(t, "../../README.md")
	t.Chdir(t.TempDir())
	if _, words, code := command(t, "render", "-o", "out"); code != exitDone {
		t.Fatal(words)
	}
	entries, err := os.ReadDir("out")
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, name := range regexp.MustCompile("`(\\d\\d-[a-z-]+)(\\.yaml|…\\.yaml)`").FindAllStringSubmatch(readme, -1) {
		told = append(told, name[1])
	}
	var written []string
	for _, entry := range entries {
		if name := strings.TrimSuffix(entry.Name(), ".yaml"); strings.HasPrefix(name, "80-job-") {
			written = append(written, "80-job-")
		} else if name != ".flinkgen" {
			written = append(written, name)
		}
	}
	for _, name := range written {
		if !slices.Contains(told, name) {
			t.Errorf("the README does not tell of %s", name)
		}
	}
	for _, name := range told {
		if !slices.Contains(written, name) {
			t.Errorf("the README tells of %s, which is not written", name)
		}
	}
}

// What else the README names is there: targets of make, files of the tree.
func TestReadmeNames(t *testing.T) {
	readme, makefile := read(t, "../../README.md"), read(t, "../../Makefile")
	_, work, found := strings.Cut(readme, "## Work on it")
	if !found {
		t.Fatal("no section on how to work on it")
	}
	targets := regexp.MustCompile("`([a-z]+)`").FindAllStringSubmatch(work, -1)
	for _, target := range targets {
		if target[1] != "make" && !strings.Contains(makefile, "\n"+target[1]+":") {
			t.Errorf("make has no target %s", target[1])
		}
	}
	if len(targets) < 5 {
		t.Errorf("only %d targets found", len(targets))
	}
	text := regexp.MustCompile("(?ms)^```.*?^```$").ReplaceAllString(readme, "")
	for _, link := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(text, -1) {
		if _, err := os.Stat(filepath.Join("../..", link[1])); err != nil {
			t.Errorf("a link leads nowhere: %v", err)
		}
	}
}

// blocks are the fenced code blocks of a language.
func blocks(markdown, language string) []string {
	var found []string
	for _, block := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllStringSubmatch(markdown, -1) {
		found = append(found, block[1])
	}
	return found
}

// command runs flinkgen in this process.
func command(t *testing.T, args ...string) (out, words string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(t.Context(), streams{in: strings.NewReader(""), out: &stdout, err: &stderr}, args)
	return stdout.String(), stderr.String(), code
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
