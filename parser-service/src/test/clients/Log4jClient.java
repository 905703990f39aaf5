import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.api.LayoutComponentBuilder;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/**
 * Logs the same few events with log4j in each of its layouts to standard output, and as syslog to
 * the UDP port that is its argument.
 */
public class Log4jClient {

    public static void main(String[] args) {
        ConfigurationBuilder<BuiltConfiguration> builder =
                ConfigurationBuilderFactory.newConfigurationBuilder();
        console(
                builder,
                "pattern",
                builder.newLayout("PatternLayout")
                        .addAttribute(
                                "pattern",
                                "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%t] %c - %m%n%throwable{0}"));
        for (String template :
                new String[] {
                    "EcsLayout", "LogstashJsonEventLayoutV1", "GelfLayout", "JsonLayout"
                }) {
            console(
                    builder,
                    template,
                    builder.newLayout("JsonTemplateLayout")
                            .addAttribute("eventTemplateUri", "classpath:" + template + ".json"));
        }
        builder.add(
                builder.newAppender("syslog", "Syslog")
                        .addAttribute("format", "RFC5424")
                        .addAttribute("host", "127.0.0.1")
                        .addAttribute("port", Integer.parseInt(args[0]))
                        .addAttribute("protocol", "UDP")
                        .addAttribute("appName", "checkout")
                        .addAttribute("includeMDC", true)
                        .addAttribute("mdcId", "mdc")
                        .addAttribute("facility", "LOCAL0"));
        builder.add(
                builder.newRootLogger(org.apache.logging.log4j.Level.INFO)
                        .add(builder.newAppenderRef("pattern"))
                        .add(builder.newAppenderRef("EcsLayout"))
                        .add(builder.newAppenderRef("LogstashJsonEventLayoutV1"))
                        .add(builder.newAppenderRef("GelfLayout"))
                        .add(builder.newAppenderRef("JsonLayout"))
                        .add(builder.newAppenderRef("syslog")));
        var context = Configurator.initialize(builder.build(false));
        Logger log = context.getLogger("com.shop.Checkout");
        ThreadContext.put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736");
        log.error("payment failed: {}", "acme", new IllegalStateException("no stock"));
        context.close();
    }

    private static void console(
            ConfigurationBuilder<BuiltConfiguration> builder,
            String name,
            LayoutComponentBuilder layout) {
        builder.add(
                builder.newAppender(name, "Console")
                        .addAttribute("target", "SYSTEM_OUT")
                        .add(layout));
    }
}
