package native

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/itchyny/gojq"
)

// TestMain lets the test binary stand in for the programs that a script calls:
// it is linked to their names in a directory of its own on PATH.
func TestMain(m *testing.M) {
	switch name := filepath.Base(os.Args[0]); name {
	case "flink", "kubectl", "sleep":
		os.Exit(fake(name))
	case "jq":
		os.Exit(jq())
	default:
		os.Exit(m.Run())
	}
}

// call is a call of a program.
type call struct {
	Program string
	Args    []string
	// Stdin is what kubectl was given.
	Stdin string
	// Configuration lists the files of FLINK_CONF_DIR with their text.
	Configuration map[string]string
}

// reply is what a program does.
type reply struct {
	Out  string
	Exit int
}

// fake records the call and does what the test wants of it.
func fake(name string) int {
	dir := os.Getenv("FAKES")
	made := call{Program: name, Args: os.Args[1:]}
	if slices.Contains(made.Args, "-") {
		stdin, _ := io.ReadAll(os.Stdin)
		made.Stdin = string(stdin)
	}
	if conf := os.Getenv("FLINK_CONF_DIR"); conf != "" && name == "flink" {
		made.Configuration = texts(conf)
	}
	before := calls(dir)
	all, _ := json.Marshal(append(before, made))
	if err := os.WriteFile(filepath.Join(dir, "calls"), all, 0o600); err != nil {
		return 99
	}
	if name == "sleep" {
		return 0
	}
	var replies map[string][]reply
	data, _ := os.ReadFile(filepath.Join(dir, "replies"))
	_ = json.Unmarshal(data, &replies)
	done := 0
	for _, one := range before {
		if one.Program == name {
			done++
		}
	}
	if done >= len(replies[name]) {
		fmt.Fprintf(os.Stderr, "no reply for %s %q\n", name, made.Args)
		return 98
	}
	fmt.Print(replies[name][done].Out)
	return replies[name][done].Exit
}

func calls(dir string) []call {
	var made []call
	data, _ := os.ReadFile(filepath.Join(dir, "calls"))
	_ = json.Unmarshal(data, &made)
	return made
}

func texts(dir string) map[string]string {
	files := map[string]string{}
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		data, _ := os.ReadFile(filepath.Join(dir, entry.Name()))
		files[entry.Name()] = string(data)
	}
	return files
}

// jq is jq -r FILTER.
func jq() int {
	query, err := gojq.Parse(os.Args[2])
	var input any
	if err == nil {
		err = json.NewDecoder(os.Stdin).Decode(&input)
	}
	if err != nil || os.Args[1] != "-r" {
		fmt.Fprintln(os.Stderr, "jq:", err)
		return 2
	}
	results := query.Run(input)
	for {
		switch result, more := results.Next(); value := result.(type) {
		case error:
			fmt.Fprintln(os.Stderr, "jq:", value)
			return 5
		case string:
			fmt.Println(value)
		default:
			if !more {
				return 0
			}
			text, _ := gojq.Marshal(value)
			fmt.Println(string(text))
		}
	}
}

// stage is a directory with a script and the programs that it may call.
type stage struct {
	dir, script string
	// env is added to PATH and FAKES.
	env []string
}

// newStage writes the files and links the programs.
func newStage(t *testing.T, files map[string]file, programs ...string) *stage {
	t.Helper()
	s := &stage{dir: t.TempDir()}
	for name, f := range files {
		path := filepath.Join(s.dir, "it's a $dir", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.data, f.mode); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".sh") {
			s.script = path
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(s.dir, "flink-dist", "bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, program := range programs {
		if err := os.Symlink(self, filepath.Join(bin, program)); err != nil {
			t.Fatal(err)
		}
	}
	// What else the script calls, and nothing that happens to be installed.
	for _, program := range []string{"bash", "cat", "dirname", "mktemp", "rm", "cp", "readlink"} {
		path, err := exec.LookPath(program)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(path, filepath.Join(bin, program)); err != nil {
			t.Fatal(err)
		}
	}
	s.env = []string{"PATH=" + bin, "FAKES=" + s.dir, "TMPDIR=" + t.TempDir()}
	return s
}

type file struct {
	data []byte
	mode os.FileMode
}

// outcome of a run of the script.
type outcome struct {
	stdout, stderr string
	exit           int
	calls          []call
}

func (s *stage) run(t *testing.T, replies map[string][]reply, args ...string) outcome {
	t.Helper()
	data, err := json.Marshal(replies)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.dir, "replies"), data, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), s.script, args...)
	command.Env = s.env
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil && command.ProcessState == nil {
		t.Fatal(err)
	}
	return outcome{stdout.String(), stderr.String(), command.ProcessState.ExitCode(), calls(s.dir)}
}
