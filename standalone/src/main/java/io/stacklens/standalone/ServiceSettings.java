package io.stacklens.standalone;

import io.stacklens.embedded.Database;

import java.util.LinkedHashMap;
import java.util.Map;

/** What each service is told about the others: where they are and how to log in. */
record ServiceSettings(StackOptions options, Database database, String bootstrapServers) {

    /** As command-line arguments, which outrank configuration files and the environment. */
    String[] argumentsOf(Service service) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.port", Integer.toString(options.ports().port(service)));
        settings.put("server.address", options.bind());
        settings.put("spring.kafka.bootstrap-servers", bootstrapServers);
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.appUser());
        settings.put("spring.datasource.password", database.appPassword());
        // One banner, one hook and one set of beans in JMX is enough for six contexts.
        settings.put("spring.main.banner-mode", "off");
        settings.put("spring.main.register-shutdown-hook", "false");
        settings.put("spring.jmx.enabled", "false");
        settings.put("spring.application.admin.enabled", "false");
        switch (service) {
            case COLLECTOR -> {
                String port = Integer.toString(options.ports().port(StackPorts.SYSLOG));
                settings.put("stacklens.collector.syslog.address", options.bind());
                settings.put("stacklens.collector.syslog.udp-port", port);
                settings.put("stacklens.collector.syslog.tcp-port", port);
            }
            case DASHBOARD -> {
                settings.put("stacklens.dashboard.query.username", database.queryUser());
                settings.put("stacklens.dashboard.query.password", database.queryPassword());
            }
            case PARSER, ENRICHMENT, ANALYTICS, ANOMALY -> {}
        }
        settings.putAll(options.settings());
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }
}
