{{- define "operator.log4j-operator.properties" -}}
rootLogger.level = {{ .Values.logging.operatorLevel }}
rootLogger.appenderRef.console.ref = ConsoleAppender

# The resource that a line is about comes first.
appender.console.name = ConsoleAppender
appender.console.type = CONSOLE
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %style{%d}{yellow} %style{%-30c{1.}}{cyan} %highlight{[%-5level]%notEmpty{[%X{resource.namespace}/}%notEmpty{%X{resource.name}]} %msg%n%throwable}

# The configuration is loaded again and again: log only what is wrong with it.
logger.load.name = org.apache.flink.configuration.GlobalConfiguration
logger.load.level = ERROR
logger.fallback.name = org.apache.flink.configuration.Configuration
logger.fallback.level = ERROR
{{ .Values.logging.operatorProperties }}
{{- end }}
