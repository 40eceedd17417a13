package job

import (
	"maps"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

const (
	configVolume = "flink-config"
	// configDirectory is where the images read their configuration. The
	// entrypoint (apache/flink-docker, docker-entrypoint.sh of 1.13 to 2.2) writes
	// the host name of the container as address of the JobManager into it at each
	// start, fails on the read-only mount and goes on with the file as it is;
	// Flink's documentation relies on that too.
	configDirectory = "/opt/flink/conf"
)

// logging goes to the console, and to the files that the web UI shows.
const logging = `rootLogger.level = INFO
rootLogger.appenderRef.console.ref = ConsoleAppender
rootLogger.appenderRef.rolling.ref = RollingFileAppender

# Follow changes of this file while the job runs.
monitorInterval = 30

appender.console.name = ConsoleAppender
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n

# The web UI shows this file; Flink's start script sets log.file.
appender.rolling.name = RollingFileAppender
appender.rolling.type = RollingFile
appender.rolling.append = true
appender.rolling.fileName = ${sys:log.file}
appender.rolling.filePattern = ${sys:log.file}.%i
appender.rolling.layout.type = PatternLayout
appender.rolling.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
appender.rolling.policies.type = Policies
appender.rolling.policies.size.type = SizeBasedTriggeringPolicy
appender.rolling.policies.size.size = 100MB
appender.rolling.strategy.type = DefaultRolloverStrategy
appender.rolling.strategy.max = ${env:MAX_LOG_FILE_NUMBER:-10}
`

func configName(v Values) string { return v.Name + "-config" }

func standaloneConfigMap(v Values) *corev1.ConfigMap {
	data := map[string]string{"log4j-console.properties": logging}
	maps.Copy(data, v.LogConfiguration)
	data[v.Standalone.ConfigFileName] = v.Standalone.Configuration
	return &corev1.ConfigMap{
		TypeMeta:   component.CoreV1("ConfigMap"),
		ObjectMeta: meta(v, configName(v)),
		Data:       data,
	}
}
