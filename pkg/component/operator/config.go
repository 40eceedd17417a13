package operator

import (
	_ "embed"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// The entries of the ConfigMap beside the configuration file. Jobs get
// log4j-console.properties: the operator copies it into their configuration.
const (
	operatorLogFile = "log4j-operator.properties"
	jobLogFile      = "log4j-console.properties"
)

const configMapName = "flink-operator-config"

//go:embed log4j-operator.properties
var operatorLog string

//go:embed log4j-console.properties
var jobLog string

const configurationHeader = `# Options of the operator, and defaults of the jobs that it starts.
# The operator reads changes of this file while it runs; those of the system
# options (namespaces, leader election, ports) only when it starts.
`

func configMap(v Values) *corev1.ConfigMap {
	return &corev1.ConfigMap{
		TypeMeta:   component.CoreV1("ConfigMap"),
		ObjectMeta: meta(v, configMapName),
		Data: map[string]string{
			v.ConfigFile:    configurationHeader + v.Configuration,
			operatorLogFile: "rootLogger.level = " + v.Logging.OperatorLevel + "\n" + operatorLog + v.Logging.OperatorProperties,
			jobLogFile:      "rootLogger.level = " + v.Logging.JobLevel + "\n" + jobLog + v.Logging.JobProperties,
		},
	}
}
