package sidefiles

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// classPath has log4j2 as Debian packs it.
var classPath = []string{"/usr/share/java/log4j-api.jar", "/usr/share/java/log4j-core.jar"}

// brokenLogging are files with one mistake each, and what log4j2 says.
var brokenLogging = []struct{ name, text, want string }{
	{"unknown plugin", logging("CONSOL", "console", "INFO", "%m%n"), "Unable to locate plugin type for CONSOL"},
	{"dangling reference", logging("CONSOLE", "other", "INFO", "%m%n"), `Unable to locate appender "other"`},
	{"unknown level", logging("CONSOLE", "console", "LOUD", "%m%n"), "LOUD"},
	{"unknown conversion", logging("CONSOLE", "console", "INFO", "%qq%n"), "Unrecognized"},
	{"unknown layout", strings.Replace(logging("CONSOLE", "console", "INFO", "%m"), "PatternLayout", "PaternLayout", 1), "PaternLayout"},
	{"unknown attribute", logging("CONSOLE", "console", "INFO", "%m%n") + "appender.console.targt = SYSTEM_OUT\n", "targt"},
	{"unset variable", rolling("${sys:log.fil}"), "writes no file"},
	{"no appender", "rootLogger.level = INFO\n", "the root logger has no appender"},
}

// TestLogging loads every logging file of the stacks, and files that are
// broken, in one run of Java.
func TestLogging(t *testing.T) {
	dir := t.TempDir()
	found := collect(t, loggingFiles)
	if len(found) < 3 {
		t.Fatalf("found %d logging files, want those of the operator, the jobs and the history server", len(found))
	}
	var paths []string
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	for i, file := range found {
		if !strings.HasSuffix(file.name, ".properties") {
			t.Fatalf("%s: no way to judge this kind of logging file", file.from)
		}
		write("golden-"+strconv.Itoa(i)+".properties", file.text)
	}
	for i, file := range brokenLogging {
		write("broken-"+strconv.Itoa(i)+".properties", file.text)
	}

	complaints := load(t, dir, paths)
	for i, file := range found {
		if said := complaints["golden-"+strconv.Itoa(i)+".properties"]; len(said) > 0 {
			t.Errorf("%s\n%s\n%s", file.from, strings.Join(said, "\n"), file.text)
		}
	}
	for i, file := range brokenLogging {
		if said := strings.Join(complaints["broken-"+strconv.Itoa(i)+".properties"], "\n"); !strings.Contains(said, file.want) {
			t.Errorf("%s: got %q, want %q", file.name, said, file.want)
		}
	}
	t.Logf("%d logging files", len(found))
}

// load gives what log4j2 complains about, by file.
func load(t *testing.T, dir string, paths []string) map[string][]string {
	t.Helper()
	for _, jar := range classPath {
		if _, err := os.Stat(jar); err != nil {
			t.Fatalf("%v; run test/sidefiles/install.sh", err)
		}
	}
	program, err := filepath.Abs("testdata/Load.java")
	if err != nil {
		t.Fatal(err)
	}
	// What Flink's scripts and its containers set.
	args := []string{"-cp", strings.Join(classPath, ":"), "-Dlog.file=" + filepath.Join(dir, "flink.log"), program}
	command := exec.CommandContext(t.Context(), need(t, "java"), append(args, paths...)...)
	command.Dir = dir
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		t.Fatalf("%v\n%s%s", err, &stdout, &stderr)
	}
	complaints := map[string][]string{}
	for line := range strings.Lines(stdout.String()) {
		file, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok {
			complaints[filepath.Base(file)] = append(complaints[filepath.Base(file)], text)
		}
	}
	return complaints
}

// loggingFiles are the logging files of an object: entries of ConfigMaps and
// of logConfiguration.
func loggingFiles(object *unstructured.Unstructured) []sideFile {
	var found []sideFile
	all := append(configMapFiles(object), files(object, "spec", "logConfiguration")...)
	for _, file := range all {
		if strings.HasPrefix(file.name, "log4j") || strings.HasPrefix(file.name, "logback") {
			found = append(found, file)
		}
	}
	return found
}

func logging(appender, reference, level, pattern string) string {
	return "rootLogger.level = " + level + `
rootLogger.appenderRef.console.ref = ` + reference + `
appender.console.name = console
appender.console.type = ` + appender + `
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = ` + pattern + "\n"
}

func rolling(file string) string {
	return `rootLogger.level = INFO
rootLogger.appenderRef.rolling.ref = rolling
appender.rolling.name = rolling
appender.rolling.type = RollingFile
appender.rolling.fileName = ` + file + `
appender.rolling.filePattern = ` + file + `.%i
appender.rolling.layout.type = PatternLayout
appender.rolling.policies.type = Policies
appender.rolling.policies.size.type = SizeBasedTriggeringPolicy
`
}
