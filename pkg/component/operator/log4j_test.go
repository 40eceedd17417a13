package operator

import (
	"strings"
	"testing"
)

func TestLogFilesAreSound(t *testing.T) {
	v := Defaults()
	v.Logging.OperatorLevel = "DEBUG"
	v.Logging.JobLevel = "WARN"
	v.Logging.JobProperties = "logger.mine.name = com.example\nlogger.mine.level = DEBUG\n"
	data := configMap(v).Data
	for file, level := range map[string]string{operatorLogFile: "DEBUG", jobLogFile: "WARN"} {
		properties := map[string]string{}
		for line := range strings.Lines(data[file]) {
			if strings.TrimRight(line, " \t\n") != strings.TrimSuffix(line, "\n") {
				t.Errorf("%s: space at the end of %q", file, line)
			}
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, value, found := strings.Cut(line, " = ")
			if _, twice := properties[key]; twice || !found {
				t.Errorf("%s: %q repeats a key or has no value", file, line)
			}
			properties[key] = value
		}
		if properties["rootLogger.level"] != level {
			t.Errorf("%s: level %q, want %q", file, properties["rootLogger.level"], level)
		}
		appenders, references, loggers := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for key, value := range properties {
			parts := strings.Split(key, ".")
			switch {
			case parts[0] == "appender" && len(parts) == 3 && parts[2] == "name":
				appenders[value] = true
			case strings.Contains(key, "appenderRef."):
				references[value] = true
			case parts[0] == "logger" && parts[2] == "name":
				if loggers[value] {
					t.Errorf("%s: two loggers of %s", file, value)
				}
				loggers[value] = true
				if properties["logger."+parts[1]+".level"] == "" {
					t.Errorf("%s: logger %s has no level", file, value)
				}
			}
		}
		if len(references) == 0 {
			t.Errorf("%s: nothing is logged anywhere", file)
		}
		for reference := range references {
			if !appenders[reference] {
				t.Errorf("%s: appender %s does not exist", file, reference)
			}
		}
		for appender := range appenders {
			if !references[appender] {
				t.Errorf("%s: appender %s is never used", file, appender)
			}
		}
	}
}
