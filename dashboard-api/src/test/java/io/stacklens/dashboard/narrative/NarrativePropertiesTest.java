package io.stacklens.dashboard.narrative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.util.Map;

class NarrativePropertiesTest {

    @Test
    void asksNobodyByDefault() {
        NarrativeProperties defaults = bind(Map.of());

        assertThat(defaults.enabled()).isFalse();
        assertThat(defaults.providers()).isEmpty();
        assertThat(defaults.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(defaults.tokensPerDay()).isEqualTo(200_000);
    }

    @Test
    void takesProvidersInTheirOrder() {
        NarrativeProperties bound =
                bind(
                        Map.of(
                                "n.enabled", "true",
                                "n.providers[0].name", "near",
                                "n.providers[0].base-url", "http://localhost:11434/v1",
                                "n.providers[0].model", "small",
                                "n.providers[1].name", "far",
                                "n.providers[1].base-url", "https://example.org/v1",
                                "n.providers[1].model", "large",
                                "n.providers[1].key-variable", "FAR_KEY"));

        assertThat(bound.providers())
                .extracting(NarrativeProperties.ModelProvider::name)
                .containsExactly("near", "far");
        assertThat(bound.providers().get(1).keyVariable()).isEqualTo("FAR_KEY");
    }

    @Test
    void refusesToBeOnWithoutAProvider() {
        assertThatThrownBy(() -> bind(Map.of("n.enabled", "true")))
                .hasRootCauseMessage(
                        "providers: none (expected: at least one when enabled is true)");
    }

    @Test
    void refusesAnAddressThatIsNoHttp() {
        assertThatThrownBy(
                        () ->
                                bind(
                                        Map.of(
                                                "n.providers[0].name", "file",
                                                "n.providers[0].base-url", "file:///etc",
                                                "n.providers[0].model", "m")))
                .hasRootCauseMessage("base-url: file:///etc (expected: an http or https address)");
    }

    private static NarrativeProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("n", NarrativeProperties.class);
    }
}
