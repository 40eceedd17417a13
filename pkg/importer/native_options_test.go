package importer

import (
	"slices"
	"strings"
	"testing"
)

// A pod template of one role is no option of a native job, whose script sets
// it: the import says where its content belongs.
func TestNativeNotesPodTemplatesOfRoles(t *testing.T) {
	const option = "kubernetes.pod-template-file.taskmanager"
	result, err := CommandLine([]string{
		"flink", "run-application", "-Dkubernetes.cluster-id=orders", "-Djobmanager.memory.process.size=1600m",
		"-Dtaskmanager.memory.process.size=2g", "-D" + option + "=workers.yaml", "local:///opt/flink/usrlib/orders.jar",
	}, Options{Mode: "native", FlinkVersion: "v1_20", StorageClassName: "nfs"})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(result.Notes, func(note string) bool {
		return strings.HasPrefix(note, option) && strings.Contains(note, "podTemplate of the role")
	}) {
		t.Errorf("no note about %s: %q", option, result.Notes)
	}
	if strings.Contains(string(result.Document), "workers.yaml") {
		t.Errorf("the option is still there:\n%s", result.Document)
	}
}
