package historyserver

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// configuration is read by the two parsers of Flink: by line up to 1.18, as
// YAML from 1.19. So there is one key a line, unquoted.
const configuration = `# The Flink history server.

# Where the jobs put their archives (their jobmanager.archive.fs.dir).
historyserver.archive.fs.dir: %s
# Milliseconds between two looks at it.
historyserver.archive.fs.refresh-interval: %d
# Archives kept in each directory; older ones are deleted there. -1 keeps all.
historyserver.archive.retained-jobs: %d
# A deleted archive leaves the pages now, not at the next restart.
historyserver.archive.clean-expired-jobs: true

# The default is localhost, which nobody outside the pod can reach.
historyserver.web.address: 0.0.0.0
historyserver.web.port: %d
# Unpacked archives. Made anew at every start, so it need not outlive the pod.
historyserver.web.tmpdir: ` + cacheDir + `/web
%s`

// logging writes to the console only, where Kubernetes looks for logs. It names
// neither akka nor pekko (1.18 and later), since the server does no RPC.
const logging = `# The log of the history server goes to the console.
rootLogger.level = %s
rootLogger.appenderRef.console.ref = ConsoleAppender

appender.console.name = ConsoleAppender
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %%d{yyyy-MM-dd HH:mm:ss,SSS} %%-5p %%-60c %%x - %%m%%n

# Hadoop's file systems say much about each file.
logger.hadoop.name = org.apache.hadoop
logger.hadoop.level = WARN
`

func configMap(v Values) component.Object {
	return &corev1.ConfigMap{
		TypeMeta:   component.CoreV1("ConfigMap"),
		ObjectMeta: meta(v, v.Name, nil),
		Data: map[string]string{
			v.ConfigFileName: fmt.Sprintf(configuration,
				v.ArchiveDir, v.ArchiveRefreshInterval, v.RetainedJobs, v.Port, v.ExtraConfiguration),
			"log4j-console.properties": fmt.Sprintf(logging, v.LogLevel),
		},
	}
}
