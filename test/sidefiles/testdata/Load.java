import java.io.File;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/** Loads each logging file as log4j2 does and prints what it complains about: file, tab, complaint. */
public class Load {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            StatusListener listener = new Listener(file);
            StatusLogger.getLogger().registerListener(listener);
            LoggerContext context = new LoggerContext(file);
            ConfigurationSource source = ConfigurationSource.fromUri(new File(file).toURI());
            Configuration configuration = ConfigurationFactory.getInstance().getConfiguration(context, source);
            context.start(configuration);
            check(file, configuration);
            context.getLogger("test").error("a line");
            context.stop();
            StatusLogger.getLogger().removeListener(listener);
        }
    }

    private static void check(String file, Configuration configuration) {
        if (configuration.getRootLogger().getAppenders().isEmpty()) {
            complain(file, "the root logger has no appender");
        }
        for (Map.Entry<String, LoggerConfig> logger : configuration.getLoggers().entrySet()) {
            Level level = logger.getValue().getExplicitLevel();
            if (level == null) {
                complain(file, "logger " + logger.getKey() + " has no valid level");
            }
        }
        for (Appender appender : configuration.getAppenders().values()) {
            if (appender instanceof RollingFileAppender) {
                String name = ((RollingFileAppender) appender).getFileName();
                if (name == null || name.contains("${") || !new File(name).exists()) {
                    complain(file, "appender " + appender.getName() + " writes no file: " + name);
                }
            }
        }
    }

    private static void complain(String file, String text) {
        System.out.println(file + "\t" + text.replace('\n', ' '));
    }

    private record Listener(String file) implements StatusListener {
        public void log(StatusData data) {
            complain(file, data.getLevel() + " " + data.getMessage().getFormattedMessage());
        }

        public Level getStatusLevel() {
            return Level.WARN;
        }

        public void close() {}
    }
}
