package io.stacklens.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.collector.delivery.BacklogProperties;
import io.stacklens.collector.http.HttpIngestProperties;
import io.stacklens.collector.intake.BatchProperties;
import io.stacklens.collector.multiline.MultilineProperties;
import io.stacklens.collector.spool.SpoolProperties;
import io.stacklens.collector.syslog.SyslogProperties;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.Ssl;
import org.springframework.util.unit.DataSize;

import java.nio.file.Path;
import java.time.Duration;

class SettingsTest {

    @EnableConfigurationProperties({
        BatchProperties.class,
        SpoolProperties.class,
        BacklogProperties.class,
        HttpIngestProperties.class,
        SyslogProperties.class,
        MultilineProperties.class
    })
    static class Settings {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Test
    void haveDefaults() {
        runner.run(
                context -> {
                    assertThat(context.getBean(BatchProperties.class))
                            .isEqualTo(
                                    new BatchProperties(
                                            500,
                                            DataSize.ofKilobytes(256),
                                            Duration.ofMillis(5),
                                            DataSize.ofMegabytes(96)));
                    assertThat(context.getBean(SpoolProperties.class))
                            .isEqualTo(
                                    new SpoolProperties(
                                            Path.of(".stacklens/spool"),
                                            DataSize.ofGigabytes(4),
                                            DataSize.ofGigabytes(1),
                                            DataSize.ofMegabytes(32),
                                            Duration.ofSeconds(1)));
                    assertThat(context.getBean(BacklogProperties.class))
                            .isEqualTo(new BacklogProperties("parser", 70, Duration.ofSeconds(10)));
                    assertThat(context.getBean(HttpIngestProperties.class))
                            .isEqualTo(
                                    new HttpIngestProperties(
                                            DataSize.ofMegabytes(16),
                                            Duration.ofMinutes(2),
                                            DataSize.ofMegabytes(64),
                                            DataSize.ofMegabytes(1),
                                            100,
                                            Duration.ofSeconds(2)));
                    assertThat(context.getBean(SyslogProperties.class))
                            .isEqualTo(
                                    new SyslogProperties(
                                            "127.0.0.1",
                                            5514,
                                            5514,
                                            DataSize.ofKilobytes(256),
                                            1000,
                                            DataSize.ofMegabytes(8),
                                            new SyslogProperties.Tls(
                                                    null,
                                                    6514,
                                                    Ssl.ClientAuth.NONE,
                                                    Duration.ofSeconds(10))));
                    assertThat(context.getBean(MultilineProperties.class))
                            .isEqualTo(new MultilineProperties(true, Duration.ofMillis(200), 500));
                });
    }

    @Test
    void areBound() {
        runner.withPropertyValues(
                        "stacklens.collector.batch.linger=20ms",
                        "stacklens.collector.http.max-line=2MB",
                        "stacklens.collector.syslog.tcp-port=6601")
                .run(
                        context -> {
                            assertThat(context.getBean(BatchProperties.class).linger())
                                    .isEqualTo(Duration.ofMillis(20));
                            assertThat(context.getBean(HttpIngestProperties.class).maxLine())
                                    .isEqualTo(DataSize.ofMegabytes(2));
                            assertThat(context.getBean(SyslogProperties.class).tcpPort())
                                    .isEqualTo(6601);
                        });
    }

    @Test
    void stopTheStartWhenTheyAreMisspelt() {
        assertRefused("stacklens.collector.http.max-lime=2MB", "max-lime");
    }

    @Test
    void stopTheStartWhenTheyMakeNoSense() {
        assertRefused("stacklens.collector.batch.max-records=0", "maxRecords");
        assertRefused("stacklens.collector.spool.after=0s", "expected: > PT0S");
        assertRefused("stacklens.collector.spool.segment-size=2GB", "expected: 1B to 1GB");
        assertRefused("stacklens.collector.backlog.hold-at=101", "holdAt");
        assertRefused("stacklens.collector.syslog.udp-port=70000", "udpPort");
        assertRefused("stacklens.collector.multiline.flush-after=0s", "expected: > PT0S");
        assertRefused("stacklens.collector.multiline.max-lines=0", "maxLines");
    }

    private void assertRefused(String setting, String word) {
        runner.withPropertyValues(setting)
                .run(
                        context ->
                                assertThat(context)
                                        .getFailure()
                                        .rootCause()
                                        .hasMessageContaining(word));
    }
}
