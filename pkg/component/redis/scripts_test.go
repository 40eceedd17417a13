package redis

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
)

func TestScriptsParse(t *testing.T) {
	for name, text := range find[*corev1.ConfigMap](t, Defaults(), "redis-scripts").Data {
		command := exec.Command("sh", "-n")
		command.Stdin = strings.NewReader(text)
		if out, err := command.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		if !strings.HasSuffix(text, "\n") || strings.Contains(text, " \n") {
			t.Errorf("%s: trailing spaces, or no line break at the end", name)
		}
	}
}

func TestEveryScriptIsUsedAndThere(t *testing.T) {
	unused := map[string]bool{}
	for name := range find[*corev1.ConfigMap](t, Defaults(), "redis-scripts").Data {
		unused[name] = true
	}
	delete(unused, "common.sh")
	for _, container := range find[*appsv1.StatefulSet](t, Defaults(), "redis-node").Spec.Template.Spec.Containers {
		for _, command := range [][]string{
			container.Command, container.StartupProbe.Exec.Command, container.LivenessProbe.Exec.Command,
			container.ReadinessProbe.Exec.Command, container.Lifecycle.PreStop.Exec.Command,
		} {
			name, found := strings.CutPrefix(command[1], scriptsPath+"/")
			if _, err := os.Stat(filepath.Join("scripts", name)); !found || err != nil {
				t.Errorf("container %s runs %q, which is no script", container.Name, command)
			}
			delete(unused, name)
		}
	}
	if len(unused) > 0 {
		t.Errorf("nothing runs %v", unused)
	}
}

// The functions of common.sh, run in a shell as the scripts run them.
func TestCommonScript(t *testing.T) {
	directory := t.TempDir()
	stateFile := filepath.Join(directory, "sentinel.conf")
	state := `sentinel myid 0627d05d03ea2c2deddf2adf277119c5d543fb4c
sentinel monitor other elsewhere 6379 2
sentinel monitor mymaster redis-node-2.redis-headless.redis.svc.cluster.local 6379 2
sentinel config-epoch other 9
sentinel config-epoch mymaster 4
`
	if err := os.WriteFile(stateFile, []byte(state), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ script, want string }{
		"hosts of the environment are those of Hosts": {`hosts`, strings.Join(Hosts(Defaults()), "\n")},
		"majority":           {`echo "$majority"`, "2"},
		"remembered master":  {`state=` + stateFile + `; read_state; echo "$best_host $best_epoch"`, "redis-node-2.redis-headless.redis.svc.cluster.local 4"},
		"nothing remembered": {`state=` + stateFile + `.none; read_state; echo "$best_host:$best_epoch"`, ":-1"},
		"quoting":            {`quoted 'a"b\c#$ d'`, `"a\"b\\c#$ d"`},
		"empty password":     {`REDIS_PASSWORD=; (check_passwords >/dev/null); echo $?`, "1"},
		"line break":         {`REDIS_PASSWORD=$(printf 'a\nb'); (check_passwords >/dev/null); echo $?`, "1"},
		"good password":      {`REDIS_PASSWORD='p$a#s%s!'; (check_passwords); echo $?`, "0"},
	} {
		t.Run(name, func(t *testing.T) {
			command := exec.Command("sh", "-c", ". ./scripts/common.sh\n"+test.script)
			command.Env = append(os.Environ(), "POD_NAME=redis-node-0", "REDIS_PASSWORD=x", "SENTINEL_PASSWORD=y")
			for _, variable := range find[*appsv1.StatefulSet](t, Defaults(), "redis-node").Spec.Template.Spec.Containers[0].Env {
				if variable.Value != "" {
					command.Env = append(command.Env, variable.Name+"="+variable.Value)
				}
			}
			out, err := command.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if got := strings.TrimSpace(string(out)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
