package native

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flinkgen/flinkgen/pkg/component/job"
)

// values of a job whose script is short.
func values() job.Values {
	v := job.Defaults()
	v.DeploymentMode = "native"
	v.Name, v.Namespace = "orders", "shop"
	v.Image.Tag, v.FlinkVersion = "1.20.4", "v1_20"
	v.JarURI = "local:///opt/flink/usrlib/orders.jar"
	v.FlinkConfiguration = map[string]string{"taskmanager.numberOfTaskSlots": "2"}
	return v
}

func stageOf(t *testing.T, v job.Values, programs ...string) *stage {
	t.Helper()
	files, err := Files(v)
	if err != nil {
		t.Fatal(err)
	}
	staged := map[string]file{}
	for _, f := range files {
		mode := file{f.Data, 0o644}
		if f.Executable {
			mode.mode = 0o755
		}
		staged[f.Path] = mode
	}
	if len(programs) == 0 {
		programs = []string{"flink", "kubectl", "jq", "sleep"}
	}
	return newStage(t, staged, programs...)
}

const (
	rest    = "/api/v1/namespaces/shop/services/orders-rest:8081/proxy"
	version = "Version: 1.20.4, Commit ID: f45da2a\n"
	running = `{"jobs":[{"jid":"0a","name":"old","state":"FINISHED"},{"jid":"0b","name":"orders","state":"RUNNING"}]}`
	path    = "file:///flink-data/savepoints/savepoint-0b-1"
)

// The calls of a script, by what they are for.
var (
	askVersion = []string{"flink", "--version"}
	askJobs    = []string{"kubectl", "get", "--raw", rest + "/jobs/overview"}
	stop       = []string{"kubectl", "create", "--raw", rest + "/jobs/0b/stop", "-f", "-"}
	askStop    = []string{"kubectl", "get", "--raw", rest + "/jobs/0b/savepoints/77"}
	cancel     = []string{"kubectl", "get", "--raw", rest + "/jobs/0b/yarn-cancel"}
	awaitEnd   = []string{"kubectl", "wait", "--namespace", "shop", "--for=delete", "--timeout=5m", "deployment/orders", "service/orders-rest"}
	askCluster = []string{"kubectl", "get", "deployment", "orders", "--namespace", "shop", "--ignore-not-found", "-o", "name"}
	askObjects = []string{"kubectl", "get", "deployment,service,pod", "--namespace", "shop", "--selector", "app=orders"}
	sleep      = []string{"sleep", "2"}
)

// start is the call that starts the job, from a savepoint or anew.
func start(s *stage, from ...string) []string {
	return slices.Concat(
		[]string{"flink", "run-application", "--target", "kubernetes-application", "--parallelism", "2"},
		from,
		[]string{
			"-Djobmanager.memory.process.size=1600m",
			"-Dkubernetes.cluster-id=orders",
			"-Dkubernetes.container.image.pull-policy=IfNotPresent",
			"-Dkubernetes.container.image.ref=docker.io/library/flink:1.20.4",
			"-Dkubernetes.jobmanager.cpu.amount=1",
			"-Dkubernetes.namespace=shop",
			"-Dkubernetes.rest-service.exposed.type=ClusterIP",
			"-Dkubernetes.service-account=flink",
			"-Dkubernetes.taskmanager.cpu.amount=1",
			"-Dtaskmanager.memory.process.size=2048m",
			"-Dtaskmanager.numberOfTaskSlots=2",
			"-Dkubernetes.pod-template-file.default=" + filepath.Join(filepath.Dir(s.script), "pod-template.yaml"),
			"local:///opt/flink/usrlib/orders.jar",
		},
	)
}

func TestScript(t *testing.T) {
	accepted := reply{Out: `{"request-id":"77"}`}
	completed := reply{Out: `{"status":{"id":"COMPLETED"},"operation":{"location":"` + path + `"}}`}
	for _, test := range []struct {
		name    string
		change  func(*job.Values)
		args    []string
		kubectl []reply
		flink   []reply
		// want are the calls, in their order.
		want         func(*stage) [][]string
		exit         int
		stdout, said string
	}{
		{
			name: "submit", args: []string{"submit"},
			flink: []reply{{Out: version}, {}},
			want:  func(s *stage) [][]string { return [][]string{askVersion, start(s)} },
		},
		{
			name: "submit from a savepoint", args: []string{"submit", "--from-savepoint", "s3://a b/$HOME/'x'"},
			flink: []reply{{Out: version}, {}},
			want: func(s *stage) [][]string {
				return [][]string{askVersion, start(s, "--fromSavepoint", "s3://a b/$HOME/'x'")}
			},
		},
		{
			name: "submit from the first savepoint", args: []string{"submit"},
			change: func(v *job.Values) { v.InitialSavepointPath = path },
			flink:  []reply{{Out: version}, {}},
			want:   func(s *stage) [][]string { return [][]string{askVersion, start(s, "--fromSavepoint", path)} },
		},
		{
			name: "submit that Flink refuses", args: []string{"submit"},
			flink: []reply{{Out: version}, {Exit: 3}},
			want:  func(s *stage) [][]string { return [][]string{askVersion, start(s)} },
			exit:  3,
		},
		{
			name: "submit with a Flink of another version", args: []string{"submit"},
			flink: []reply{{Out: "Version: 1.2.0, Commit ID: 1\n"}},
			want:  func(*stage) [][]string { return [][]string{askVersion} },
			exit:  1, said: "is Flink 1.2, and the job needs 1.20",
		},
		{
			name: "submit with a flink that is none", args: []string{"submit"},
			flink: []reply{{Out: "hello\n"}},
			want:  func(*stage) [][]string { return [][]string{askVersion} },
			exit:  1, said: "tells no version: hello",
		},
		{
			name: "submit with a flink that fails", args: []string{"submit"},
			flink: []reply{{Exit: 7}},
			want:  func(*stage) [][]string { return [][]string{askVersion} },
			exit:  7,
		},
		{name: "submit from nothing", args: []string{"submit", "--from-savepoint", ""}, exit: 1, said: "takes --from-savepoint PATH"},
		{name: "submit with a wrong option", args: []string{"submit", "--savepoint", path}, exit: 1, said: "takes --from-savepoint PATH"},
		{name: "submit without the path", args: []string{"submit", "--from-savepoint"}, exit: 2, said: "Usage:"},
		{name: "no command", exit: 2, said: "Usage:"},
		{name: "unknown command", args: []string{"start"}, exit: 2, said: "Usage:"},
		{
			name: "list", args: []string{"list"},
			kubectl: []reply{{Out: running}},
			want:    func(*stage) [][]string { return [][]string{askJobs} },
			stdout:  "0a\tFINISHED\told\n0b\tRUNNING\torders\n",
		},
		{
			name: "list without a cluster", args: []string{"list"},
			kubectl: []reply{{Exit: 1}},
			want:    func(*stage) [][]string { return [][]string{askJobs} },
			exit:    1,
		},
		{
			name: "status", args: []string{"status"},
			kubectl: []reply{{Out: "pods\n"}, {Out: running}},
			want:    func(*stage) [][]string { return [][]string{askObjects, askJobs} },
			stdout:  "pods\n0a\tFINISHED\told\n0b\tRUNNING\torders\n",
		},
		{
			name: "cancel", args: []string{"cancel"},
			kubectl: []reply{{Out: running}, {Out: "{}"}},
			want:    func(*stage) [][]string { return [][]string{askJobs, cancel} },
			said:    "cancelled job 0b",
		},
		{
			name: "cancel without a job", args: []string{"cancel"},
			kubectl: []reply{{Out: `{"jobs":[{"jid":"0a","state":"CANCELED"},{"jid":"0c","state":"FAILED"},{"jid":"0d","state":"FINISHED"}]}`}},
			want:    func(*stage) [][]string { return [][]string{askJobs} },
			exit:    1, said: "no job is running",
		},
		{
			name: "cancel with two jobs", args: []string{"cancel"},
			kubectl: []reply{{Out: `{"jobs":[{"jid":"0a","state":"RESTARTING"},{"jid":"0b","state":"RUNNING"}]}`}},
			want:    func(*stage) [][]string { return [][]string{askJobs} },
			exit:    1, said: "several jobs are running in cluster orders, and it should be one: 0a, 0b",
		},
		{
			name: "stop", args: []string{"stop"},
			kubectl: []reply{{Out: running}, accepted, {Out: `{"status":{"id":"IN_PROGRESS"}}`}, completed},
			want:    func(*stage) [][]string { return [][]string{askJobs, stop, askStop, sleep, askStop} },
			stdout:  path + "\n",
		},
		{
			name: "stop that Flink refuses", args: []string{"stop"},
			kubectl: []reply{{Out: running}, {Exit: 1}},
			want:    func(*stage) [][]string { return [][]string{askJobs, stop} },
			exit:    1, said: "refused to stop job 0b",
		},
		{
			name: "stop that starts no savepoint", args: []string{"stop"},
			kubectl: []reply{{Out: running}, {Out: `{"errors":["x"]}`}},
			want:    func(*stage) [][]string { return [][]string{askJobs, stop} },
			exit:    1, said: "did not start a savepoint",
		},
		{
			name: "restart", args: []string{"restart"},
			kubectl: []reply{{Out: running}, accepted, completed, {}},
			flink:   []reply{{Out: version}, {}},
			want: func(s *stage) [][]string {
				return [][]string{askVersion, askJobs, stop, askStop, awaitEnd, start(s, "--fromSavepoint", path)}
			},
			said: "savepoint " + path,
		},
		{
			name: "restart without a savepoint's path", args: []string{"restart"},
			kubectl: []reply{{Out: running}, accepted, {Out: `{"status":{"id":"COMPLETED"},"operation":{}}`}},
			flink:   []reply{{Out: version}},
			want:    func(*stage) [][]string { return [][]string{askVersion, askJobs, stop, askStop} },
			exit:    1, said: "gave no savepoint",
		},
		{
			name: "restart with a savepoint that failed", args: []string{"restart"},
			kubectl: []reply{{Out: running}, accepted, {Out: `{"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"class":"c","stack-trace":"CheckpointException: disk full"}}}`}},
			flink:   []reply{{Out: version}},
			want:    func(*stage) [][]string { return [][]string{askVersion, askJobs, stop, askStop} },
			exit:    1, said: "gave no savepoint: CheckpointException: disk full",
		},
		{
			name: "restart whose savepoint cannot be seen", args: []string{"restart"},
			kubectl: []reply{{Out: running}, accepted, {Exit: 1}},
			flink:   []reply{{Out: version}},
			want:    func(*stage) [][]string { return [][]string{askVersion, askJobs, stop, askStop} },
			exit:    1, said: "look into the savepoint directory",
		},
		{
			name: "restart that gets no JSON", args: []string{"restart"},
			kubectl: []reply{{Out: running}, accepted, {Out: "<html>"}},
			flink:   []reply{{Out: version}},
			want:    func(*stage) [][]string { return [][]string{askVersion, askJobs, stop, askStop} },
			exit:    2, said: "jq:",
		},
		{
			name: "restart of a cluster that stays", args: []string{"restart"},
			kubectl: []reply{{Out: running}, accepted, completed, {Exit: 1}},
			flink:   []reply{{Out: version}},
			want:    func(*stage) [][]string { return [][]string{askVersion, askJobs, stop, askStop, awaitEnd} },
			exit:    1, said: "run submit --from-savepoint " + path,
		},
		{
			name: "restart with a Flink of another version", args: []string{"restart"},
			flink: []reply{{Out: "Version: 2.2.1, Commit ID: 1\n"}},
			want:  func(*stage) [][]string { return [][]string{askVersion} },
			exit:  1, said: "is Flink 2.2",
		},
		{
			name: "restart without state", args: []string{"restart"},
			change:  func(v *job.Values) { v.UpgradeMode = "stateless" },
			kubectl: []reply{{Out: running}, {}, {}},
			flink:   []reply{{Out: version}, {}},
			want:    func(s *stage) [][]string { return [][]string{askVersion, askJobs, cancel, awaitEnd, start(s)} },
		},
		{
			name: "restart from a savepoint", args: []string{"restart-from", path},
			kubectl: []reply{{Out: "deployment.apps/orders\n"}, {Out: running}, {}, {}},
			flink:   []reply{{Out: version}, {}},
			want: func(s *stage) [][]string {
				return [][]string{askVersion, askCluster, askJobs, cancel, awaitEnd, start(s, "--fromSavepoint", path)}
			},
		},
		{
			name: "restart from a savepoint without a cluster", args: []string{"restart-from", path},
			kubectl: []reply{{}},
			flink:   []reply{{Out: version}, {}},
			want: func(s *stage) [][]string {
				return [][]string{askVersion, askCluster, start(s, "--fromSavepoint", path)}
			},
		},
		{
			name: "restart from a savepoint while the API server is away", args: []string{"restart-from", path},
			kubectl: []reply{{Exit: 1}},
			flink:   []reply{{Out: version}},
			want:    func(*stage) [][]string { return [][]string{askVersion, askCluster} },
			exit:    1,
		},
		{name: "restart from nothing", args: []string{"restart-from", ""}, exit: 1, said: "takes the path"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := values()
			if test.change != nil {
				test.change(&v)
			}
			s := stageOf(t, v)
			got := s.run(t, map[string][]reply{"kubectl": test.kubectl, "flink": test.flink}, test.args...)
			var want [][]string
			if test.want != nil {
				want = test.want(s)
			}
			if diff := cmp.Diff(want, lines(got.calls)); diff != "" {
				t.Errorf("calls (-want +made):\n%s", diff)
			}
			if got.exit != test.exit {
				t.Errorf("exit %d, want %d", got.exit, test.exit)
			}
			if got.stdout != test.stdout {
				t.Errorf("printed %q, want %q", got.stdout, test.stdout)
			}
			if !strings.Contains(got.stderr, test.said) {
				t.Errorf("no %q in %q", test.said, got.stderr)
			}
			if t.Failed() {
				t.Log(got.stderr)
			}
		})
	}
}

func lines(calls []call) [][]string {
	var all [][]string
	for _, c := range calls {
		all = append(all, append([]string{c.Program}, c.Args...))
	}
	return all
}

// The savepoint goes where the cluster's configuration says, and the sources
// do not run dry first.
func TestStopAsksForASavepoint(t *testing.T) {
	got := stageOf(t, values()).run(t, map[string][]reply{"kubectl": {{Out: running}, {Exit: 1}}}, "stop")
	if last := got.calls[len(got.calls)-1].Stdin; last != "{\"drain\": false}\n" {
		t.Errorf("sent %q", last)
	}
}

// Whatever stands in the job reaches Flink, byte by byte.
func TestScriptKeepsEveryByte(t *testing.T) {
	nasty := []string{
		"", " ", "a b", "it's", `"quoted"`, "$HOME", "$(touch pwned)", "`touch pwned`", `back\slash`, `end\`, `\n`,
		"two\nlines", "trailing\n", "tab\there", "\r\n", "\x01\x1b[31m\x7f", "*", "?", "[a]", "{a,b}", "~", "#", "!x", "a=b", "=", "-n", "--", ";|&<>()",
		"grüße", "日本", "‘’“”", "EOF", "%s", "\u00a0", "{{ .Name }}", "\u0085",
	}
	for _, text := range nasty {
		v := values()
		v.Args = []string{text, "--conf", text}
		v.EntryClass = "com.example." + text
		v.JarURI = "local:///opt/" + text + ".jar"
		v.InitialSavepointPath = "file:///" + text
		v.FlinkConfiguration = map[string]string{"env.java.opts.all": text, "k" + text: "v"}
		v.ServiceAccount = "account" + text
		v.Image.Tag = text + "1"
		s := stageOf(t, v)
		got := s.run(t, map[string][]reply{"flink": {{Out: version}, {}}}, "submit")
		if got.exit != 0 || len(got.calls) != 2 {
			t.Fatalf("%q: exit %d, calls %q: %s", text, got.exit, got.calls, got.stderr)
		}
		made := got.calls[1].Args
		if diff := cmp.Diff([]string{v.JarURI, text, "--conf", text}, made[len(made)-4:]); diff != "" {
			t.Errorf("%q: program (-want +got):\n%s", text, diff)
		}
		for _, want := range []string{
			v.EntryClass, v.InitialSavepointPath, "-Denv.java.opts.all=" + text, "-Dk" + text + "=v",
			"-Dkubernetes.service-account=account" + text, "-Dkubernetes.container.image.ref=" + v.Image.Reference(),
		} {
			if !slices.Contains(made, want) {
				t.Errorf("%q: no argument %q in %q", text, want, made)
			}
		}
	}
}

// A program that is missing is named, before anything is done.
func TestScriptMissesPrograms(t *testing.T) {
	for _, test := range []struct {
		programs []string
		command  []string
		said     string
	}{
		{[]string{"kubectl", "jq"}, []string{"submit"}, "there is no flink: set FLINK_HOME to Flink 1.20, or put its bin on PATH"},
		{[]string{"kubectl", "jq"}, []string{"restart"}, "there is no flink"},
		{[]string{"flink", "kubectl"}, []string{"restart"}, "there is no jq on PATH"},
		{[]string{"flink", "kubectl"}, []string{"restart-from", path}, "there is no jq on PATH"},
		{[]string{"flink", "jq"}, []string{"stop"}, "there is no kubectl on PATH"},
	} {
		got := stageOf(t, values(), test.programs...).run(t, map[string][]reply{"flink": {{Out: version}}}, test.command...)
		if got.exit != 1 || !strings.Contains(got.stderr, test.said) {
			t.Errorf("%s with %s: exit %d: %s", test.command, test.programs, got.exit, got.stderr)
		}
		for _, c := range got.calls {
			if c.Program != "flink" {
				t.Errorf("%s with %s called %s %q", test.command, test.programs, c.Program, c.Args)
			}
		}
	}
}
