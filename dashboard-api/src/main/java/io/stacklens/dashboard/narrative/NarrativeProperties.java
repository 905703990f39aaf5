package io.stacklens.dashboard.narrative;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The language models that may tell an incident's summary in words.
 *
 * @param enabled whether one is asked at all
 * @param providers those that are asked, in this order: the next one when one fails
 * @param timeout how long a provider's whole answer may take
 * @param pause how long a provider is left alone after it failed, unless it says so itself
 * @param refreshAfter how old the narrative of an unresolved incident gets before it is written
 *     anew
 * @param maxTokens most tokens of an answer
 * @param tokensPerDay most tokens of all questions and answers of a UTC day
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.dashboard.narrative", ignoreUnknownFields = false)
record NarrativeProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue List<@Valid ModelProvider> providers,
        @NotNull @DefaultValue("20s") Duration timeout,
        @NotNull @DefaultValue("1m") Duration pause,
        @NotNull @DefaultValue("10m") Duration refreshAfter,
        @Positive @DefaultValue("500") int maxTokens,
        @PositiveOrZero @DefaultValue("200000") int tokensPerDay) {

    NarrativeProperties {
        providers = List.copyOf(providers);
        if (enabled && providers.isEmpty()) {
            throw new IllegalArgumentException(
                    "providers: none (expected: at least one when enabled is true)");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: > 0)");
        }
    }

    /**
     * A server that speaks the protocol of OpenAI's chat completions.
     *
     * @param name what answers and the log call it
     * @param baseUrl address up to where {@code /chat/completions} follows
     * @param model the model's name there
     * @param keyVariable name of the environment variable that holds the key; none for a server
     *     without keys
     */
    record ModelProvider(
            @NotBlank String name,
            @NotNull URI baseUrl,
            @NotBlank String model,
            @Nullable String keyVariable) {

        ModelProvider {
            String scheme = baseUrl.getScheme();
            if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
                throw new IllegalArgumentException(
                        "base-url: " + baseUrl + " (expected: an http or https address)");
            }
        }
    }
}
