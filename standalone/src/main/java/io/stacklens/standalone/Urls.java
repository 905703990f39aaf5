package io.stacklens.standalone;

/** Where people and agents find a running stack. */
final class Urls {

    private Urls() {}

    static String of(StackPorts ports) {
        return """

           dashboard   http://localhost:%1$d/
           API         http://localhost:%1$d/swagger-ui/index.html
           send logs   http://localhost:%2$d/ingest   (HTTP)   localhost:%3$d   (syslog, UDP and TCP)
           Kafka       localhost:%4$d
        """
                .formatted(
                        ports.port(Service.DASHBOARD),
                        ports.port(Service.COLLECTOR),
                        ports.port(StackPorts.SYSLOG),
                        ports.port(StackPorts.KAFKA));
    }
}
