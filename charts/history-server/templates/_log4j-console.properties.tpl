{{- define "history-server.log4j-console.properties" -}}
# The log of the history server goes to the console.
rootLogger.level = {{ .Values.logLevel }}
rootLogger.appenderRef.console.ref = ConsoleAppender

appender.console.name = ConsoleAppender
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n

# Hadoop's file systems say much about each file.
logger.hadoop.name = org.apache.hadoop
logger.hadoop.level = WARN
{{ end }}
