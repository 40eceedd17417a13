package operator

import (
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// opened are the packages that Flink reaches into and that Java 17 closes.
// Source: the chart's default configuration since 1.11.0; the same as in the
// configuration that Flink ships since 1.18.
var opened = []string{
	"--add-exports=java.base/sun.net.util=ALL-UNNAMED",
	"--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
	"--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
	"--add-opens=java.base/java.lang=ALL-UNNAMED",
	"--add-opens=java.base/java.net=ALL-UNNAMED",
	"--add-opens=java.base/java.io=ALL-UNNAMED",
	"--add-opens=java.base/java.nio=ALL-UNNAMED",
	"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
	"--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
	"--add-opens=java.base/java.text=ALL-UNNAMED",
	"--add-opens=java.base/java.time=ALL-UNNAMED",
	"--add-opens=java.base/java.util=ALL-UNNAMED",
	"--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
	"--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
	"--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
}

const (
	// versionDefaults starts the name of an option that holds for one version of Flink.
	versionDefaults = "kubernetes.operator.default-configuration.flink-version."
	// Flink 1.18 has only this option; a job that sets it replaces the default.
	javaOpts = ".env.java.opts.all"
	// Flink 1.19 and newer append the job's env.java.opts.all to this one.
	defaultJavaOpts = ".env.java.default-opts.all"
)

// javaOptions lets jobs of Flink 1.18 and newer run on Java 17: the operator
// replaces the configuration that Flink ships, which would do it.
func javaOptions(facts Version) map[string]string {
	options := map[string]string{}
	value := strings.Join(opened, " ")
	if facts.VersionRanges {
		options[versionDefaults+flink.V1_18.Operator()+javaOpts] = value
		options[versionDefaults+flink.V1_19.Operator()+"+"+defaultJavaOpts] = value
		return options
	}
	if !facts.VersionDefaults {
		return options
	}
	for _, version := range facts.FlinkVersions() {
		switch {
		case version == flink.V1_18:
			options[versionDefaults+version.Operator()+javaOpts] = value
		case version.AtLeast(flink.V1_19):
			options[versionDefaults+version.Operator()+defaultJavaOpts] = value
		}
	}
	return options
}
