package flinkgen_test

import (
	"strings"

	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
)

// jobExamples are of jobs in both modes, of their logging and of their pods.
func jobExamples() []example {
	const (
		streamingExamples = "https://repo1.maven.org/maven2/org/apache/flink/flink-examples-streaming/2.2.0/flink-examples-streaming-2.2.0"
		stateMachineClass = "org.apache.flink.streaming.examples.statemachine.StateMachineExample"
	)
	return []example{
		{"basic", []object{{
			kind: "FlinkDeployment", name: "basic-example",
			fields:  stateMachine(fields{"spec.job.upgradeMode": "stateless"}),
			options: options{"taskmanager.numberOfTaskSlots": "2"},
		}}},
		{"basic-session-deployment-and-job", []object{
			{kind: "FlinkDeployment", name: "basic-session-deployment-example", fields: flink22(nil)},
			{kind: "FlinkSessionJob", name: "basic-session-job-example", fields: fields{
				"apiVersion":           v1beta1.APIVersion,
				"spec.deploymentName":  "basic-session-deployment-example",
				"spec.job.jarURI":      streamingExamples + "-TopSpeedWindowing.jar",
				"spec.job.parallelism": 4,
				"spec.job.upgradeMode": "stateless",
			}},
			{kind: "FlinkSessionJob", name: "basic-session-job-example2", fields: fields{
				"apiVersion":           v1beta1.APIVersion,
				"spec.deploymentName":  "basic-session-deployment-example",
				"spec.job.jarURI":      streamingExamples + ".jar",
				"spec.job.entryClass":  stateMachineClass,
				"spec.job.parallelism": 2,
				"spec.job.upgradeMode": "stateless",
			}},
		}},
		{"custom-logging", []object{{
			kind: "FlinkDeployment", name: "custom-logging-example",
			fields:  stateMachine(fields{"spec.job.upgradeMode": "stateless"}),
			options: options{"taskmanager.numberOfTaskSlots": "2"},
			logging: debugLogging(),
		}}},
		{"pod-template", []object{{
			kind: "FlinkDeployment", name: "pod-template-example",
			fields: flink22(fields{
				"spec.job.jarURI":      "local:///opt/flink/downloads/flink-examples-streaming.jar",
				"spec.job.entryClass":  stateMachineClass,
				"spec.job.parallelism": 2,

				"spec.podTemplate.spec.volumes[downloads].emptyDir":                                         map[string]any{},
				"spec.podTemplate.spec.volumes[flink-logs].emptyDir":                                        map[string]any{},
				"spec.podTemplate.spec.containers[flink-main-container].volumeMounts[downloads].mountPath":  "/opt/flink/downloads",
				"spec.podTemplate.spec.containers[flink-main-container].volumeMounts[flink-logs].mountPath": "/opt/flink/log",

				// The forwarder of the logs.
				"spec.podTemplate.spec.containers[fluentbit].image":                              "fluent/fluent-bit:1.9.6-debug",
				"spec.podTemplate.spec.containers[fluentbit].command":                            shell("sh", "/fluent-bit/bin/fluent-bit", "-i", "tail", "-p", "path=/flink-logs/*.log", "-p", "multiline.parser=java", "-o", "stdout"),
				"spec.podTemplate.spec.containers[fluentbit].volumeMounts[flink-logs].mountPath": "/flink-logs",

				// What fetches the jar.
				"spec.jobManager.podTemplate.spec.initContainers[busybox].image":                             "busybox:1.35.0",
				"spec.jobManager.podTemplate.spec.initContainers[busybox].command":                           shell("/bin/sh", "wget", "-O", "/opt/flink/downloads/flink-examples-streaming.jar", streamingExamples+".jar"),
				"spec.jobManager.podTemplate.spec.initContainers[busybox].volumeMounts[downloads].mountPath": "/opt/flink/downloads",
			}),
			options: options{"taskmanager.numberOfTaskSlots": "2"},
		}}},
	}
}

// shell is the command of a container that lets a shell run one program.
func shell(shell string, words ...string) []any {
	return []any{shell, "-c", strings.Join(words, " ")}
}

// debugLogging writes everything twice, and less of some libraries.
func debugLogging() options {
	const pattern = "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n"
	all := options{
		"rootLogger.level":                   "DEBUG",
		"rootLogger.appenderRef.console.ref": "LogConsole",
		"rootLogger.appenderRef.file.ref":    "LogFile",
		"appender.console.name":              "LogConsole",
		"appender.console.type":              "CONSOLE",
		"appender.file.name":                 "LogFile",
		"appender.file.type":                 "File",
		"appender.file.append":               "false",
		"appender.file.fileName":             "${sys:log.file}",
	}
	for _, appender := range []string{"console", "file"} {
		all["appender."+appender+".layout.type"] = "PatternLayout"
		all["appender."+appender+".layout.pattern"] = pattern
	}
	for _, logger := range []struct{ id, name, level string }{
		{"akka", "akka", "INFO"},
		{"hadoop", "org.apache.hadoop", "INFO"},
		{"kafka", "org.apache.kafka", "INFO"},
		{"zookeeper", "org.apache.zookeeper", "INFO"},
		{"netty", "org.apache.flink.shaded.akka.org.jboss.netty.channel.DefaultChannelPipeline", "OFF"},
	} {
		all["logger."+logger.id+".name"], all["logger."+logger.id+".level"] = logger.name, logger.level
	}
	return all
}
