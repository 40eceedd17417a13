package sidefiles

import (
	"errors"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

var shells = []string{"sh", "bash", "dash", "ash"}

// TestScripts gives every script to shellcheck, and those for sh to dash, which
// is stricter about POSIX than the busybox of the images.
func TestScripts(t *testing.T) {
	beside := programs(t)
	scripts := append(collect(t, scriptsOf), beside...)
	if len(scripts) == len(beside) || len(beside) == 0 {
		t.Fatal("no scripts found")
	}
	for _, script := range scripts {
		if said := judgeScript(t, script.text); said != "" {
			t.Errorf("%s\n%s", script.from, said)
		}
	}
	t.Logf("%d scripts", len(scripts))
}

func TestScriptsCanFail(t *testing.T) {
	for _, tt := range []struct{ name, script, want string }{
		{"syntax", "if true; then\n", "Syntax error"},
		{"unquoted variable", "#!/bin/sh\nrm -r $1/x\n", "SC2086"},
		{"bashism", "#!/bin/sh\n[[ -e /data ]] && echo there\n", "SC3010"},
		{"syntax of bash", "#!/usr/bin/env bash\n(( 1 + \n", "syntax error"},
		{"unquoted array of bash", "#!/usr/bin/env bash\na=(1 2)\necho ${a[@]}\n", "SC2068"},
		{"misspelt variable", "#!/bin/sh\nhost=a\necho \"$hots\"\n", "SC2154"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if said := judgeScript(t, tt.script); !strings.Contains(said, tt.want) {
				t.Errorf("got %q, want %q", said, tt.want)
			}
		})
	}
}

// TestFindsScripts checks that scripts are found where containers have them.
func TestFindsScripts(t *testing.T) {
	object := &unstructured.Unstructured{Object: map[string]any{"spec": map[string]any{
		"containers": []any{
			map[string]any{"command": []any{"sh", "-c"}, "args": []any{"one"}},
			map[string]any{"command": []any{"/bin/sh", "-euc", "two"}},
			map[string]any{"command": []any{"minio"}, "args": []any{"server"}},
			map[string]any{"lifecycle": map[string]any{"preStop": map[string]any{"exec": map[string]any{"command": []any{"bash", "-e", "-c", "three"}}}}},
		},
	}}}
	var got []string
	for _, script := range scriptsOf(object) {
		got = append(got, script.text)
	}
	slices.Sort(got)
	if !slices.Equal(got, []string{"one", "three", "two"}) {
		t.Errorf("got %q", got)
	}
}

// judgeScript gives what the tools say; nothing when they are content.
func judgeScript(t *testing.T, script string) string {
	t.Helper()
	shell, syntax := "sh", "dash"
	if strings.HasPrefix(script, "#!/usr/bin/env bash\n") {
		shell, syntax = "bash", "bash"
	}
	return run(t, script, syntax, "-n") + run(t, script, "shellcheck", "-s", shell, "-f", "gcc", "-")
}

func run(t *testing.T, stdin, program string, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), need(t, program), args...)
	command.Stdin = strings.NewReader(stdin)
	out, err := command.CombinedOutput()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if err != nil && len(out) == 0 {
		return program + ": " + err.Error()
	}
	return string(out)
}

// scriptsOf finds the scripts of an object: entries of a ConfigMap that are
// named or start like one, and the text after -c in commands of containers,
// probes and hooks.
func scriptsOf(object *unstructured.Unstructured) []sideFile {
	var scripts []sideFile
	for _, file := range configMapFiles(object) {
		if strings.HasSuffix(file.name, ".sh") || strings.HasPrefix(file.text, "#!") {
			scripts = append(scripts, file)
		}
	}
	walk(object.Object, func(m map[string]any) {
		line := append(texts(m["command"]), texts(m["args"])...)
		if script, ok := inlineScript(line); ok {
			scripts = append(scripts, sideFile{from: strings.Join(line[:2], " "), text: script})
		}
	})
	return scripts
}

func inlineScript(line []string) (string, bool) {
	if len(line) < 3 || !slices.Contains(shells, filepath.Base(line[0])) {
		return "", false
	}
	for i, option := range line[1:] {
		switch {
		case !strings.HasPrefix(option, "-"):
			return "", false
		case strings.HasSuffix(option, "c") && len(line) > i+2:
			return line[i+2], true
		}
	}
	return "", false
}

// walk calls visit with every map in a tree.
func walk(node any, visit func(map[string]any)) {
	switch node := node.(type) {
	case map[string]any:
		visit(node)
		for _, child := range node {
			walk(child, visit)
		}
	case []any:
		for _, child := range node {
			walk(child, visit)
		}
	}
}

func texts(node any) []string {
	list, _ := node.([]any)
	var all []string
	for _, item := range list {
		if text, ok := item.(string); ok {
			all = append(all, text)
		}
	}
	return all
}
