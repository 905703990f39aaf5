package io.stacklens.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;

import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** What senders put into names must not write lines of its own into our log. */
class LogPatternTest {

    @Test
    void keepsAnEventOnOneLineWhateverIsInIt() {
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(pattern());
        layout.start();
        Logger logger = context.getLogger("io.stacklens.Example");
        LoggingEvent event =
                new LoggingEvent(
                        "", logger, Level.WARN, "no service 'a\r\nERROR forged'", null, null);
        event.addKeyValuePair(new KeyValuePair("service", "b\n\u001b[2Jforged"));

        String line = layout.doLayout(event);

        assertThat(line).endsWith("\n");
        assertThat(line.strip())
                .contains("no service 'a", "forged'", "service=\"b")
                .doesNotContainPattern("\\p{Cntrl}");
    }

    /** The exception behind the line is Spring Boot's to write. */
    private static String pattern() {
        YamlPropertiesFactoryBean defaults = new YamlPropertiesFactoryBean();
        defaults.setResources(new ClassPathResource("stacklens-defaults.yml"));
        String pattern =
                requireNonNull(defaults.getObject()).getProperty("logging.pattern.console");
        return pattern.replace("%wEx", "");
    }
}
