package io.stacklens.parser.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.net.SyslogAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.LogRecord;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.parser.Lines;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What logging libraries and tools themselves write is understood: logback, log4j, {@code logger},
 * and npm's when {@code scripts/test-clients} has installed them. A client that is not there is
 * named on standard error, and its test skipped.
 */
class RealClientsIT {

    private static final Path CLIENTS = Path.of("src/test/clients");
    private static final Path COPIED = Path.of("target/clients").toAbsolutePath();
    private static final Path INSTALLED =
            Path.of(System.getProperty("user.home"), ".cache/stacklens/clients");
    private static final String MESSAGE = "payment failed: acme";
    private static final String LOGGER = "com.shop.Checkout";

    @Test
    void readsLogbacksTextAndJson() {
        LoggerContext context = logbackContext();
        PatternLayoutEncoder pattern = new PatternLayoutEncoder();
        pattern.setPattern(
                "%d{yyyy-MM-dd HH:mm:ss.SSS} [%thread] %-5level %logger{36} - %msg%n%nopex");
        JsonEncoder json = new JsonEncoder();

        assertError(parse("text", logback(context, pattern).getFirst()), "logback");
        LogRecord record = parse("text", logback(context, json).getFirst());

        assertError(record, "json");
        assertThat(record.exceptionType()).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void readsLogbacksSyslog() throws IOException {
        LoggerContext context = logbackContext();
        try (UdpPort port = new UdpPort()) {
            SyslogAppender appender = new SyslogAppender();
            appender.setContext(context);
            appender.setSyslogHost("127.0.0.1");
            appender.setPort(port.number());
            appender.setFacility("LOCAL0");
            appender.setSuffixPattern("checkout: [%thread] %logger %msg");
            appender.setThrowableExcluded(true);
            appender.start();
            Logger logger = context.getLogger(LOGGER);
            logger.addAppender(appender);

            logger.error("payment failed: {}", "acme", new IllegalStateException("no stock"));

            LogRecord record = parse("syslog", port.receive());
            assertError(record, "rfc3164");
            assertThat(record.service()).isEqualTo("checkout");
            assertThat(record.attributes()).containsEntry("facility", "local0");
            context.stop();
        }
    }

    @Test
    void readsLog4jsLayouts() throws IOException, InterruptedException {
        try (UdpPort port = new UdpPort()) {
            ClientProcess client =
                    ClientProcess.run(
                            Map.of(),
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    COPIED.resolve("log4j") + "/*",
                                    CLIENTS.resolve("Log4jClient.java").toString(),
                                    Integer.toString(port.number())));
            List<LogRecord> records =
                    client.lines().stream()
                            .filter(line -> line.startsWith("{") || line.startsWith("20"))
                            .map(line -> parse("text", line))
                            .toList();

            assertThat(records).as(client.errors()).hasSize(5);
            assertError(records.getFirst(), "logback");
            for (LogRecord json : records.subList(1, 5)) {
                assertError(json, "json");
                assertThat(json.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
                assertThat(json.exceptionType()).isEqualTo("java.lang.IllegalStateException");
            }
            LogRecord syslog = parse("syslog", port.receive());
            assertThat(syslog.body()).startsWith(MESSAGE);
            assertThat(syslog.format()).isEqualTo("rfc5424");
            assertThat(syslog.service()).isEqualTo("checkout");
            assertThat(syslog.severity()).isEqualTo(Severity.ERROR);
            assertThat(syslog.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        }
    }

    @Test
    void readsWhatLoggerSends() throws IOException, InterruptedException {
        assumeInstalled("logger");
        try (UdpPort port = new UdpPort()) {
            LogRecord rfc5424 =
                    logger(port, "--rfc5424", "--sd-id", "zoo@123", "--sd-param", "a=\"b\"");
            LogRecord rfc3164 = logger(port, "--rfc3164");
            LogRecord bare = logger(port, "--rfc5424=notime,notq,nohost");

            assertThat(rfc5424.format()).isEqualTo("rfc5424");
            assertThat(rfc5424.attributes()).containsEntry("sd.zoo@123.a", "b");
            assertThat(rfc5424.timestamp()).isNotNull();
            assertThat(rfc5424.host()).isNotEmpty();
            assertThat(rfc3164.format()).isEqualTo("rfc3164");
            assertThat(rfc3164.timestamp()).isNotNull();
            assertThat(bare.format()).isEqualTo("rfc5424");
            assertThat(bare.timestamp()).isNull();
            for (LogRecord record : List.of(rfc5424, rfc3164, bare)) {
                assertThat(record.body()).isEqualTo(MESSAGE);
                assertThat(record.service()).isEqualTo("checkout");
                assertThat(record.severityNumber()).isEqualTo(18);
                assertThat(record.attributes()).containsEntry("facility", "local3");
            }
        }
    }

    @Test
    void readsWhatNodesLoggersWrite() throws IOException, InterruptedException {
        assumeInstalled("node");
        ClientProcess client =
                ClientProcess.run(
                        Map.of("NODE_PATH", INSTALLED.resolve("node_modules").toString()),
                        List.of("node", CLIENTS.resolve("nodeClients.js").toString()));
        if (!client.errors().isEmpty()) {
            System.err.println(
                    "RealClientsIT: not installed (scripts/test-clients): " + client.errors());
        }
        assumeTrue(!client.lines().isEmpty(), "no logger of npm is installed");

        for (String line : client.lines()) {
            LogRecord record = parse("text", line);
            assertThat(record.format()).isEqualTo("json");
            assertThat(record.timestamp()).isNotNull();
            switch (record.body()) {
                case "payment failed" -> {
                    assertThat(record.severity()).isEqualTo(Severity.ERROR);
                    assertThat(record.service()).isEqualTo("checkout");
                    assertThat(record.exceptionType()).isEqualTo("TypeError");
                    assertThat(record.httpMethod()).isEqualTo("GET");
                    assertThat(record.urlPath()).isEqualTo("/carts/{id}");
                }
                case "slow query" -> {
                    assertThat(record.severity()).isEqualTo(Severity.WARN);
                    assertThat(record.service()).isEqualTo("basket");
                    assertThat(record.durationMs()).isEqualTo(913);
                }
                case "cannot bill" -> {
                    assertThat(record.severity()).isEqualTo(Severity.FATAL);
                    assertThat(record.logger()).isEqualTo("billing");
                    assertThat(record.exceptionType()).isEqualTo("RangeError");
                }
                default -> throw new AssertionError(line);
            }
        }
    }

    private static LogRecord logger(UdpPort port, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("logger", "-n", "127.0.0.1", "-d", "-P"));
        command.add(Integer.toString(port.number()));
        command.addAll(List.of("-t", "checkout", "-p", "local3.crit"));
        command.addAll(List.of(options));
        command.add(MESSAGE);
        ClientProcess.run(Map.of(), command);
        return parse("syslog", port.receive());
    }

    private static LoggerContext logbackContext() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        return context;
    }

    private static List<String> logback(LoggerContext context, Encoder<ILoggingEvent> encoder) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(written);
        appender.start();
        Logger logger = context.getLogger(LOGGER);
        logger.addAppender(appender);

        logger.error("payment failed: {}", "acme", new IllegalStateException("no stock"));

        logger.detachAppender(appender);
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** As if it arrived now: the clients write the time of now. */
    private static LogRecord parse(String hint, String line) {
        return Lines.parse(
                new RawRecord(
                        line.getBytes(StandardCharsets.UTF_8),
                        EpochNanos.of(Instant.now()),
                        hint,
                        "127.0.0.1",
                        null,
                        Map.of(),
                        1));
    }

    private static void assertError(LogRecord record, String format) {
        assertThat(record.format()).isEqualTo(format);
        assertThat(record.body()).isEqualTo(MESSAGE);
        assertThat(record.severity()).isEqualTo(Severity.ERROR);
        assertThat(record.logger()).isEqualTo(LOGGER);
        assertThat(record.timestamp()).isNotNull();
    }

    private static void assumeInstalled(String program) {
        boolean isInstalled = ClientProcess.isInstalled(program);
        if (!isInstalled) {
            System.err.println("RealClientsIT: SKIPPED, %s is not installed".formatted(program));
        }
        assumeTrue(isInstalled, program + " is not installed");
    }
}
