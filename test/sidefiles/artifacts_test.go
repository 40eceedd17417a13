package sidefiles

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// TestArtifacts runs the script that fetches a job's files, as it is rendered,
// with the real curl.
func TestArtifacts(t *testing.T) {
	need(t, "curl")
	scripts := collect(t, fetchScripts)
	if len(scripts) != 1 {
		t.Fatalf("%d scripts fetch files, want one", len(scripts))
	}
	const jar = "not really a jar\x00\n"
	sum := sha256.Sum256([]byte(jar))
	right := hex.EncodeToString(sum[:])
	var authorization string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		authorization = r.Header.Get("Authorization")
		switch r.URL.Path {
		case "/job.jar":
			_, _ = fmt.Fprint(w, jar)
		case "/moved.jar":
			http.Redirect(w, r, "/job.jar", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()

	for name, x := range map[string]struct {
		path, sum string
		env       []string
		fails     bool
		signed    string
	}{
		"fetched":          {path: "/job.jar", sum: right},
		"redirected":       {path: "/moved.jar", sum: right},
		"a wrong checksum": {path: "/job.jar", sum: strings.Repeat("0", 64), fails: true},
		"not there":        {path: "/other.jar", sum: right, fails: true},
		"signed": {
			path: "/job.jar", sum: right, signed: `AWS4-HMAC-SHA256 Credential=a"k\ey/`,
			env: []string{`AWS_ACCESS_KEY_ID=a"k\ey`, `AWS_SECRET_ACCESS_KEY=s"e\cret`, "AWS_REGION=eu-central-1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			authorization = ""
			file := filepath.Join(t.TempDir(), "a file.jar")
			command := exec.Command("sh", "-c", scripts[0].text)
			command.Env = append([]string{"PATH=" + os.Getenv("PATH"), "URL=" + server.URL + x.path, "FILE=" + file, "SHA256=" + x.sum}, x.env...)
			output, err := command.CombinedOutput()
			if (err != nil) != x.fails {
				t.Fatalf("%v\n%s", err, output)
			}
			got, err := os.ReadFile(file)
			switch {
			case x.fails && err == nil:
				t.Error("the file is there though it must not be used")
			case !x.fails && string(got) != jar:
				t.Errorf("the file holds %q, %v", got, err)
			}
			if !strings.HasPrefix(authorization, x.signed) || x.signed == "" && authorization != "" {
				t.Errorf("the request is signed with %q", authorization)
			}
		})
	}
}

// fetchScripts are the commands of containers that fetch a file.
func fetchScripts(object *unstructured.Unstructured) []sideFile {
	var all []sideFile
	walk(object.Object, func(container map[string]any) {
		name, _ := container["name"].(string)
		if script, ok := inlineScript(texts(container["command"])); ok && strings.HasPrefix(name, "fetch-") {
			all = append(all, sideFile{from: name, text: script})
		}
	})
	return all
}
