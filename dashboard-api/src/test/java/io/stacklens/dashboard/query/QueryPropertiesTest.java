package io.stacklens.dashboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.Map;

class QueryPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(
                        new QueryProperties(
                                "stacklens_query",
                                "",
                                Duration.ofSeconds(5),
                                4,
                                DataSize.ofMegabytes(32)));
    }

    @Test
    void bindsEverySetting() {
        assertThat(
                        bound(
                                Map.of(
                                        "q.username", "reader",
                                        "q.password", "secret",
                                        "q.timeout", "2s",
                                        "q.connections", "7",
                                        "q.max-result", "1MB")))
                .isEqualTo(
                        new QueryProperties(
                                "reader",
                                "secret",
                                Duration.ofSeconds(2),
                                7,
                                DataSize.ofMegabytes(1)));
    }

    @Test
    void keepsItsPasswordToItself() {
        assertThat(bound(Map.of("q.password", "secret")).toString()).doesNotContain("secret");
    }

    @Test
    void refusesATypo() {
        assertThatThrownBy(() -> bound(Map.of("q.timeouts", "2s")))
                .rootCause()
                .hasMessageContaining("timeouts");
    }

    private static QueryProperties bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate(
                        "q",
                        Bindable.of(QueryProperties.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }
}
