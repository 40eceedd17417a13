package files

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDescribe(t *testing.T) {
	for _, test := range []struct{ name, comment, want string }{
		{"Replicas", "Replicas is the number of pods.", "The number of pods."},
		{"Image", "Image of both containers.", "Image of both containers."},
		{"MountPath", "MountPath of the volume.", "Mount path of the volume."},
		{"Enabled", "Enabled adds the\nPodMonitor.", "Adds the PodMonitor."},
		{"ExtraEnv", "ExtraEnv is appended to the environment", "Extra env is appended to the environment."},
		{"Volumes", "Volumes mount claims into pods.", "Volumes mount claims into pods."},
		{"Sentinel", "Sentinel holds the knobs of the sentinels.", "Settings of the sentinels."},
		{"Timeout", "Timeout, in seconds.", "Timeout, in seconds."},
		{"Volume", "Volume is claim or volume.", "Volume is claim or volume."},
		{"Quorum", "Quorum is the number of votes. derived: half of replicas, rounded down, plus one", "The number of votes."},
		{"File", "File is the name (FLINK-40055); derived: from version.", "The name (FLINK-40055)."},
		{"Dir", "Dir is where it lies, a URI. Derived: <storage>/ha. Empty means none.", "Where it lies, a URI. Empty means none."},
		{"Enabled", "Enabled adds the reporter. spec.monitoring turns it on.", "Adds the reporter."},
		{"Nothing", "", ""},
	} {
		if got := describe("example.com/a/b.Values."+test.name, test.comment, []string{"claim", "volume"}); got != test.want {
			t.Errorf("%q: got %q, want %q", test.comment, got, test.want)
		}
	}
}

func TestWrap(t *testing.T) {
	got := wrap("one two "+strings.Repeat("x", 12)+" grün äöü", 8)
	if diff := cmp.Diff([]string{"one two", strings.Repeat("x", 12), "grün äöü"}, got); diff != "" {
		t.Error(diff)
	}
}
