package io.stacklens.analytics.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.logstore.LogStoreOptions;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.Map;

class StorePropertiesTest {

    @Test
    void hasTheDefaultsOfTheLogStore() {
        assertThat(bind(Map.of()).options()).isEqualTo(LogStoreOptions.defaults());
    }

    @Test
    void takesEverySetting() {
        StoreProperties properties =
                bind(
                        Map.ofEntries(
                                Map.entry("block-records", "100"),
                                Map.entry("block-size", "1MB"),
                                Map.entry("flush-interval", "50ms"),
                                Map.entry("compression-level", "3"),
                                Map.entry("high-risk", "90"),
                                Map.entry("high-risk-rows", "5"),
                                Map.entry("max-poll-records", "2"),
                                Map.entry("merge-interval", "1m"),
                                Map.entry("merge-after", "7s"),
                                Map.entry("pack-after", "2d"),
                                Map.entry("pack-level", "9"),
                                Map.entry("pack-interval", "3m")));

        assertThat(properties)
                .isEqualTo(
                        new StoreProperties(
                                100,
                                DataSize.ofMegabytes(1),
                                Duration.ofMillis(50),
                                3,
                                90,
                                5,
                                2,
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(7),
                                Duration.ofDays(2),
                                9,
                                Duration.ofMinutes(3)));
    }

    @Test
    void refusesASettingThatIsNone() {
        assertThatThrownBy(() -> bind(Map.of("block-record", "100")))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("block-record");
    }

    private static StoreProperties bind(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("stacklens.analytics.store." + name, value));
        return new Binder(source)
                .bindOrCreate(
                        "stacklens.analytics.store",
                        Bindable.of(StoreProperties.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }
}
