package io.stacklens.standalone;

import io.stacklens.embedded.Database;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each service is told about the others: where they are and how to log in. */
record ServiceSettings(StackOptions options, Database database, String bootstrapServers) {

    /** As command-line arguments, which outrank configuration files and the environment. */
    String[] argumentsOf(Service service) {
        Map<String, String> settings = common(service);
        // One hook stops all six contexts in order.
        settings.put("spring.main.register-shutdown-hook", "false");
        return arguments(settings);
    }

    /**
     * As command-line arguments of a process of its own, which stops at a TERM signal.
     *
     * @param ports its own, which differ for a second instance
     */
    List<String> argumentsOfProcess(Service service, StackPorts ports) {
        return List.of(
                arguments(
                        new ServiceSettings(options.withPorts(ports), database, bootstrapServers)
                                .common(service)));
    }

    private Map<String, String> common(Service service) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.port", Integer.toString(options.ports().port(service)));
        settings.put("server.address", options.bind());
        settings.put("spring.kafka.bootstrap-servers", bootstrapServers);
        settings.put("spring.datasource.url", database.url());
        settings.put("spring.datasource.username", database.appUser());
        settings.put("spring.datasource.password", database.appPassword());
        // One banner and one set of beans in JMX is enough for six contexts.
        settings.put("spring.main.banner-mode", "off");
        settings.put("spring.jmx.enabled", "false");
        settings.put("spring.application.admin.enabled", "false");
        switch (service) {
            case COLLECTOR -> {
                String port = Integer.toString(options.ports().port(StackPorts.SYSLOG));
                settings.put("stacklens.collector.syslog.address", options.bind());
                settings.put("stacklens.collector.syslog.udp-port", port);
                settings.put("stacklens.collector.syslog.tcp-port", port);
                settings.put(
                        "stacklens.collector.spool.directory",
                        options.dataDir().resolve("spool").toString());
                settings.put(
                        "stacklens.security.remember-in",
                        options.dataDir().resolve("access.json").toString());
            }
            case DASHBOARD -> {
                settings.put("stacklens.dashboard.query.username", database.queryUser());
                settings.put("stacklens.dashboard.query.password", database.queryPassword());
                settings.put("stacklens.dashboard.parser.url", url(Service.PARSER));
                settings.put("stacklens.dashboard.analytics.url", url(Service.ANALYTICS));
                settings.put("stacklens.dashboard.enrichment.url", url(Service.ENRICHMENT));
                settings.put("stacklens.secrets.key-file", keyFile());
            }
            case ANALYTICS -> {
                // Else the service reads it itself; an argument would outrank it.
                if (System.getenv("STACKLENS_PUBLIC_URL") == null) {
                    settings.put("stacklens.public-url", url(Service.DASHBOARD));
                }
                settings.put("stacklens.secrets.key-file", keyFile());
            }
            case PARSER, ENRICHMENT, ANOMALY -> {}
        }
        return settings;
    }

    private String keyFile() {
        return options.dataDir().resolve("secret.key").toString();
    }

    private String url(Service service) {
        boolean isAny = options.bind().equals("0.0.0.0") || options.bind().equals("::");
        String host = isAny ? "127.0.0.1" : options.bind();
        String written = host.contains(":") ? "[" + host + "]" : host;
        return "http://%s:%d".formatted(written, options.ports().port(service));
    }

    /** What the user has set wins. */
    private String[] arguments(Map<String, String> settings) {
        settings.putAll(options.settings());
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }
}
