package secrets_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/secrets"
)

var password = secrets.Value{Name: "redisPassword", Variable: "FLINKGEN_REDIS_PASSWORD", Held: "someone"}

func write(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "value")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// A value comes from its variable, or from the file that its _FILE names. It
// does not matter who else holds it.
func TestEnvironment(t *testing.T) {
	for name, test := range map[string]struct {
		variables map[string]string
		want      string
	}{
		"variable":                {map[string]string{"FLINKGEN_REDIS_PASSWORD": "hunter2"}, "hunter2"},
		"file":                    {map[string]string{"FLINKGEN_REDIS_PASSWORD_FILE": write(t, "hunter2")}, "hunter2"},
		"file with line end":      {map[string]string{"FLINKGEN_REDIS_PASSWORD_FILE": write(t, "hunter2\n")}, "hunter2"},
		"file with Windows' end":  {map[string]string{"FLINKGEN_REDIS_PASSWORD_FILE": write(t, "hunter2\r\n")}, "hunter2"},
		"the variable wins":       {map[string]string{"FLINKGEN_REDIS_PASSWORD": "hunter2", "FLINKGEN_REDIS_PASSWORD_FILE": "/nowhere"}, "hunter2"},
		"all printable but a few": {map[string]string{"FLINKGEN_REDIS_PASSWORD": "!#$%&()*+,-./:;<=>?@[]^_`{|}~"}, "!#$%&()*+,-./:;<=>?@[]^_`{|}~"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := environment(test.variables)(password)
			if err != nil || got != test.want {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

// What cannot be used is refused without showing it.
func TestEnvironmentRefuses(t *testing.T) {
	const bad = "FLINKGEN_REDIS_PASSWORD holds a character that Redis' configuration cannot carry: use printable ASCII without spaces, quotes and backslashes"
	for name, test := range map[string]struct {
		variables map[string]string
		want      string
	}{
		"not set":        {nil, "FLINKGEN_REDIS_PASSWORD is not set: set FLINKGEN_REDIS_PASSWORD to the redisPassword, or FLINKGEN_REDIS_PASSWORD_FILE to a file that holds it"},
		"empty":          {map[string]string{"FLINKGEN_REDIS_PASSWORD": ""}, "FLINKGEN_REDIS_PASSWORD is empty"},
		"empty file":     {map[string]string{"FLINKGEN_REDIS_PASSWORD_FILE": write(t, "\n")}, "FLINKGEN_REDIS_PASSWORD is empty"},
		"no file":        {map[string]string{"FLINKGEN_REDIS_PASSWORD_FILE": "/nowhere/at/all"}, "FLINKGEN_REDIS_PASSWORD_FILE: open /nowhere/at/all: no such file or directory"},
		"space":          {map[string]string{"FLINKGEN_REDIS_PASSWORD": "hunter2 hunter2"}, bad},
		"double quote":   {map[string]string{"FLINKGEN_REDIS_PASSWORD": `hunter2"`}, bad},
		"single quote":   {map[string]string{"FLINKGEN_REDIS_PASSWORD": "hunter2'"}, bad},
		"backslash":      {map[string]string{"FLINKGEN_REDIS_PASSWORD": `hunter2\`}, bad},
		"line end":       {map[string]string{"FLINKGEN_REDIS_PASSWORD": "hunter2\n"}, bad},
		"two lines":      {map[string]string{"FLINKGEN_REDIS_PASSWORD_FILE": write(t, "hunter2\nhunter2\n")}, bad},
		"not ASCII":      {map[string]string{"FLINKGEN_REDIS_PASSWORD": "hünter2"}, bad},
		"not UTF-8":      {map[string]string{"FLINKGEN_REDIS_PASSWORD": "hunter2\xff"}, bad},
		"zero character": {map[string]string{"FLINKGEN_REDIS_PASSWORD_FILE": write(t, "hunter2\x00")}, bad},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := environment(test.variables)(password)
			if err == nil || got != "" {
				t.Fatalf("not refused: %q", got)
			}
			if err.Error() != test.want {
				t.Errorf("got  %s\nwant %s", err, test.want)
			}
			if strings.Contains(err.Error(), "unter2") {
				t.Errorf("the error shows the value: %s", err)
			}
		})
	}
}

// An error of Make names the Secret, and shows no value either.
func TestMakeRefuses(t *testing.T) {
	variables := map[string]string{"FLINKGEN_MINIO_ROOT_USER": "hunter2", "FLINKGEN_MINIO_ROOT_PASSWORD": "hunter2 "}
	objects, err := secrets.Make(complete(t, "default"), environment(variables))
	if err == nil || objects != nil {
		t.Fatal("not refused")
	}
	for _, want := range []string{"secret minio/minio: FLINKGEN_MINIO_ROOT_PASSWORD holds", "secret redis/redis: FLINKGEN_REDIS_PASSWORD is not set"} {
		if !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("got %s, which lacks %s", err, want)
		}
	}
}

// With both, what the environment has wins, and what nobody holds is invented.
func TestEnvironmentOrRandom(t *testing.T) {
	source := secrets.EnvironmentOrRandom(func(name string) (string, bool) {
		return "written", name == "FLINKGEN_REDIS_PASSWORD"
	})
	if text, err := source(secrets.Value{Name: "redisPassword", Variable: "FLINKGEN_REDIS_PASSWORD", Held: "someone"}); err != nil || text != "written" {
		t.Errorf("got %q, %v", text, err)
	}
	if text, err := source(secrets.Value{Name: "other", Variable: "FLINKGEN_OTHER"}); err != nil || len(text) != 32 {
		t.Errorf("got %d characters, %v", len(text), err)
	}
	if _, err := source(secrets.Value{Name: "other", Variable: "FLINKGEN_OTHER", Held: "someone"}); err == nil {
		t.Error("a value that someone holds was invented")
	}
}
