package job

import (
	"slices"

	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
)

// exampleJar is an example of Flink that the operator can fetch.
const exampleJar = "https://repo1.maven.org/maven2/org/apache/flink/flink-examples-streaming/2.2.0/flink-examples-streaming-2.2.0-TopSpeedWindowing.jar"

// ApplicationComponent is a FlinkDeployment for one job as one value, for charts.
func ApplicationComponent() component.Component[Values] {
	return component.Component[Values]{
		Name:         "flink-application",
		Description:  "A Flink job on a cluster of its own, run by the Flink Kubernetes operator",
		Version:      catalog.Newest(catalog.Flink).Version,
		Defaults:     func() Values { return defaultsOf(func(*Values) {}) },
		Objects:      Objects,
		Fixed:        append(fixedAlways(), "sessionJobs", "blueGreen", "standalone"),
		Requirements: operatedRequirements(),
		Notes:        deploymentNotes("flink-application") + routeNotes("flink-application"),
	}
}

// SessionComponent is a FlinkDeployment with its FlinkSessionJobs as one value,
// for charts.
func SessionComponent() component.Component[Values] {
	return component.Component[Values]{
		Name:        "flink-session",
		Description: "A Flink cluster that runs several jobs, each a FlinkSessionJob of the Flink Kubernetes operator",
		Version:     catalog.Newest(catalog.Flink).Version,
		Defaults: func() Values {
			return defaultsOf(func(v *Values) {
				v.DeploymentMode = "session"
				// The operator fetches the jar, so it is none of the image.
				example := SessionJob{Name: "top-speed", Program: v.Program}
				example.JarURI = exampleJar
				v.SessionJobs = []SessionJob{example}
				v.Program = Program{UpgradeMode: "stateless"}
			})
		},
		Objects:      Objects,
		Fixed:        slices.Concat(fixedAlways(), []string{"blueGreen", "standalone"}, programPaths(), operatedPaths()),
		Requirements: operatedRequirements(),
		Notes:        deploymentNotes("flink-session") + sessionNotes + routeNotes("flink-session"),
	}
}

// BlueGreenComponent is a FlinkBlueGreenDeployment as one value, for charts.
func BlueGreenComponent() component.Component[Values] {
	return component.Component[Values]{
		Name:        "flink-blue-green",
		Description: "A Flink job whose new version starts beside the old one, run by the Flink Kubernetes operator",
		Version:     catalog.Newest(catalog.Flink).Version,
		Defaults: func() Values {
			return defaultsOf(func(v *Values) {
				v.DeploymentMode = "blueGreen"
				// Only the operator knows which of the two clusters is active.
				v.Ingress.SlashRedirect = false
			})
		},
		Objects:      Objects,
		Fixed:        append(fixedAlways(), "sessionJobs", "standalone", "ingress.slashRedirect", "ingress.host"),
		Requirements: append(operatedRequirements(), "Room for both clusters while a new version starts."),
		Notes:        blueGreenNotes,
	}
}

// StandaloneComponent is a cluster of plain Kubernetes objects as one value,
// for charts.
func StandaloneComponent() component.Component[Values] {
	return component.Component[Values]{
		Name:        "flink-standalone",
		Description: "A Flink job or cluster of plain Kubernetes objects, without an operator",
		Version:     catalog.Newest(catalog.Flink).Version,
		Defaults: func() Values {
			return defaultsOf(func(v *Values) {
				v.DeploymentMode = "standalone"
				v.Ingress.Template = ""
				v.ServiceAccount = v.Name
			})
		},
		Objects: Objects,
		Fixed: slices.Concat(fixedAlways(), operatedPaths(), []string{
			"sessionJobs", "blueGreen", "snapshots", "mode", "flinkVersion", "flinkConfiguration", "ingress.template",
			"jobManager.podTemplate", "taskManager.podTemplate", "jobManager.resource", "taskManager.resource",
			"parallelism", "upgradeMode", "restartNonce",
		}),
		Named:        []string{"serviceAccount"},
		Requirements: requirements(),
		Notes:        standaloneNotes + routeNotes("flink-standalone"),
	}
}

// defaultsOf completes the defaults of another mode. The built-in options can
// be written, so this cannot fail; a test holds it to that.
func defaultsOf(change func(*Values)) Values {
	v := Defaults()
	change(&v)
	_ = Complete(&v)
	return v
}

// fixedAlways are those of every mode: the mode, and what keeps jobs as they
// were imported.
func fixedAlways() []string { return []string{"deploymentMode", "managed", "podTemplate"} }

// programPaths are the program of a cluster that runs one.
func programPaths() []string {
	return []string{"jarURI", "entryClass", "args", "parallelism", "upgradeMode", "allowNonRestoredState", "initialSavepointPath"}
}

// operatedPaths are what only the operator understands of a program.
func operatedPaths() []string {
	return []string{"state", "savepointTriggerNonce", "checkpointTriggerNonce", "savepointRedeployNonce", "autoscalerResetNonce"}
}
