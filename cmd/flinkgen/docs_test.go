package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

// TestDocs runs the commands of every page in docs, each page in a directory
// of its own. The stack of its yaml block is stack.yaml there, and old.yaml.
// Blocks of yml are snippets of other products, and files where a comment names
// one. Blocks of console show commands that are refused, with the whole message.
func TestDocs(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, file := range pages {
		t.Run(filepath.Base(file), func(t *testing.T) {
			page := read(t, file)
			stacks := blocks(page, "yaml")
			if len(stacks) != 1 {
				t.Fatalf("%d yaml blocks, want one", len(stacks))
			}
			r := &reader{root: root, makefile: read(t, filepath.Join(root, "Makefile"))}
			t.Chdir(t.TempDir())
			write(t, "stack.yaml", stacks[0])
			write(t, "old.yaml", stacks[0])
			for _, block := range blocks(page, "yml") {
				docsFile(t, block)
			}
			ran := 0
			for _, block := range blocks(page, "sh") {
				for line := range strings.Lines(block) {
					docsLine(t, r, strings.TrimSpace(line))
					ran++
				}
			}
			if ran == 0 {
				t.Error("no commands found")
			}
			for _, block := range blocks(page, "yml") {
				if err := yaml.UnmarshalStrict([]byte(block), new(map[string]any)); err != nil {
					t.Errorf("%v in\n%s", err, block)
				}
			}
			for _, block := range blocks(page, "console") {
				refusals(t, block)
			}
		})
	}
}

// docsFile writes a block that begins with the name of its file.
func docsFile(t *testing.T, block string) {
	t.Helper()
	first, _, _ := strings.Cut(block, "\n")
	name, found := strings.CutPrefix(first, "# ")
	if !found || !strings.HasSuffix(name, ".yaml") {
		return
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, name, block)
}

// docsLine runs one line of a page.
func docsLine(t *testing.T, r *reader, line string) {
	t.Helper()
	line, _, _ = strings.Cut(line, "  # ")
	words := strings.Fields(line)
	switch {
	case slices.Contains(words, postRender):
		postRenderLine(t, r, line)
	case slices.Contains(words, "validate"):
		validateLine(t, line)
	case slices.Contains(words, "import"):
		importLine(t, line, words)
	case len(words) > 1 && (words[1] == "images" || words[1] == "mirror" || words[0] == "skopeo" || words[1] == "mirror.sh"):
		mirrorLine(t, line, words)
	case words[0] == "helm":
		helmLine(t, r, line, words)
	case strings.HasSuffix(line, "/install.sh"):
		installLine(t, line)
	case slices.Contains(words, "--enable-exec"):
		functionLine(t, line, words[len(words)-1])
	case len(words) > 2 && words[0] == "kubectl" && (words[1] == "kustomize" || words[len(words)-2] == "-k"):
		kustomizeLine(t, line, words[len(words)-1])
	case words[0] == "flux":
		pushLine(t, line, words)
	case len(words) < 2 || words[0] != "flinkgen":
		r.line(t, line)
	case words[1] == "job" || words[1] == "upgrade":
		jobLine(t, line, words[1:])
	case words[1] == "memory" || words[1] == "image":
		if out, said, code := command(t, words[1:]...); code != exitDone || out == "" && !slices.Contains(words, "-o") {
			t.Errorf("%s: exit code %d: %s", line, code, said)
		}
	default:
		r.line(t, line)
	}
}

// helmLine wants the charts and values files of a line to be there.
func helmLine(t *testing.T, r *reader, line string, words []string) {
	t.Helper()
	for _, word := range words {
		if strings.HasPrefix(word, "charts/") || word == "./plugin" {
			word = filepath.Join(r.root, word)
		}
		if _, err := os.Stat(word); strings.Contains(word, "/") && err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}

// installLine runs the script, with a helm and a kubectl that do nothing.
func installLine(t *testing.T, line string) {
	t.Helper()
	script := exec.CommandContext(t.Context(), "sh", "-c", line)
	script.Env = append(os.Environ(), "HELM=true", "KUBECTL=true")
	if out, err := script.CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", line, err, out)
	}
}

// postRenderLine runs flinkgen post-render on what the command before it prints.
// For helm that is the operator.
func postRenderLine(t *testing.T, r *reader, line string) {
	t.Helper()
	before, after, piped := strings.Cut(line, " | flinkgen "+postRender+" ")
	args := []string{"render"}
	if !piped {
		helmLine(t, r, line, strings.Fields(line))
		args = append(args, "--component", "operator")
		after = strings.Join(strings.Split(line, " --post-renderer-args ")[2:], " ")
	} else if before != "flinkgen render" {
		t.Fatalf("say in docs_test.go what to do with: %s", line)
	}
	rendered, said, code := command(t, args...)
	if code != exitDone {
		t.Fatal(said)
	}
	var out, words bytes.Buffer
	code = run(t.Context(), streams{in: strings.NewReader(rendered), out: &out, err: &words}, append([]string{postRender}, split(after)...))
	if code != exitDone || out.Len() == 0 || out.String() == rendered {
		t.Errorf("%s: exit code %d: %s", line, code, &words)
	}
}

// validateLine runs flinkgen validate, on what flinkgen render prints where that
// is piped into it, and wants no finding.
func validateLine(t *testing.T, line string) {
	t.Helper()
	before, after, piped := strings.Cut(line, " | ")
	rendered := ""
	if piped {
		out, said, code := command(t, strings.Fields(before)[1:]...)
		if code != exitDone {
			t.Fatal(said)
		}
		line, rendered = after, out
	}
	var out, said bytes.Buffer
	code := run(t.Context(), streams{in: strings.NewReader(rendered), out: &out, err: &said}, strings.Fields(line)[1:])
	if code != exitDone || !strings.Contains(said.String(), " objects: 0 errors, 0 warnings") {
		t.Errorf("%s: exit code %d: %s%s", line, code, &out, &said)
	}
}

// split is a line in words as a shell takes it: quotes keep some together.
func split(line string) []string {
	var words []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 0 {
			words = append(words, strings.Fields(part)...)
		} else {
			words = append(words, part)
		}
	}
	return words
}

// kustomizeLine builds a directory that a line above has written.
func kustomizeLine(t *testing.T, line, directory string) {
	t.Helper()
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionUnspecified
	built, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), directory)
	if err != nil || built.Size() == 0 {
		t.Errorf("%s: builds nothing: %v", line, err)
	}
}

// functionLine builds a directory and lets it run flinkgen, which is on the PATH
// of the tests.
func functionLine(t *testing.T, line, directory string) {
	t.Helper()
	options := krusty.MakeDefaultOptions()
	options.PluginConfig = types.EnabledPluginConfig(types.BploUseStaticallyLinked)
	options.PluginConfig.FnpLoadingOptions.EnableExec = true
	built, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), directory)
	if err != nil || built.Size() == 0 {
		t.Errorf("%s: builds nothing: %v", line, err)
	}
}

// pushLine wants the directory that is pushed to be there.
func pushLine(t *testing.T, line string, words []string) {
	t.Helper()
	for _, word := range words {
		if directory, found := strings.CutPrefix(word, "--path="); found {
			if _, err := os.Stat(directory); err != nil {
				t.Errorf("%s: %v", line, err)
			}
			return
		}
	}
	t.Errorf("%s: no --path", line)
}

// importLine runs flinkgen import, renders what it prints, and wants the
// job orders in it. What kubectl pipes into it is what the page rendered.
func importLine(t *testing.T, line string, words []string) {
	t.Helper()
	args := words[slices.Index(words, "import"):]
	if words[0] == "kubectl" {
		args = []string{"import", "manifests/80-job-orders.yaml"}
	}
	out, said, code := command(t, args...)
	if code != exitDone {
		t.Fatalf("%s: exit code %d: %s", line, code, said)
	}
	write(t, "imported.yaml", out)
	if _, said, code := command(t, "render", "-f", "imported.yaml"); code != exitDone || !strings.Contains(out, "  - name: orders\n") {
		t.Errorf("%s: the job does not render: %s\n%s", line, said, out)
	}
}

// jobLine runs flinkgen job or upgrade. What it prints is a script of the shell, or what
// --format says.
func jobLine(t *testing.T, line string, args []string) {
	t.Helper()
	if end := slices.IndexFunc(args, func(arg string) bool { return arg == ">" || arg == "|" }); end >= 0 {
		args = args[:end]
	}
	out, words, code := command(t, args...)
	if code != exitDone || out == "" {
		t.Errorf("%s: exit code %d: %s", line, code, words)
	}
	var err error
	switch format := args[len(args)-1]; format {
	case "json":
		err = json.Unmarshal([]byte(out), new(map[string]any))
	case "patch":
		err = yaml.UnmarshalStrict([]byte(out), new(map[string]any))
	default:
		shell := exec.CommandContext(t.Context(), "bash", "-n")
		shell.Stdin = strings.NewReader(out)
		err = shell.Run()
	}
	if err != nil {
		t.Errorf("%s: %v in\n%s", line, err, out)
	}
}

// refusals runs the lines behind a dollar sign and compares what they say.
func refusals(t *testing.T, block string) {
	t.Helper()
	for shown := range strings.SplitSeq(strings.TrimPrefix(block, "$ "), "\n$ ") {
		line, message, _ := strings.Cut(strings.TrimSuffix(shown, "\n"), "\n")
		out, words, code := command(t, strings.Fields(line)[1:]...)
		if code != exitFindings || out != "" || words != message+"\n" {
			t.Errorf("%s: exit code %d: %s%s", line, code, out, words)
		}
	}
}
