package io.stacklens.enrichment.risk;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import java.time.Duration;
import java.util.List;

/**
 * Settings of the risk stage: how many points each sign adds to a score. The lists have their
 * defaults in {@code enrichment.yml}; whoever sets one replaces it whole.
 *
 * @param enabled whether records get a risk score
 * @param factorsFrom lowest score that is explained in {@code risk_factors}
 * @param warn points for severity WARN
 * @param error points for severity ERROR
 * @param fatal points for severity FATAL
 * @param statuses points by HTTP status; the first that matches counts
 * @param latency points by duration; the one with the longest time that is reached counts
 * @param phrases points for words in the body's constant part or in the path; each that matches
 *     counts once
 * @param userShare percentage of the user's own risk score that is added
 * @param accountShare percentage of the account's own risk score that is added
 * @param foreignCountry points for an address in another country than the user's home country
 */
@Validated
@ConfigurationProperties(prefix = "stacklens.enrichment.risk", ignoreUnknownFields = false)
record RiskProperties(
        @DefaultValue("true") boolean enabled,
        @Min(1) @Max(100) @DefaultValue("1") int factorsFrom,
        @Min(0) @Max(100) @DefaultValue("10") int warn,
        @Min(0) @Max(100) @DefaultValue("25") int error,
        @Min(0) @Max(100) @DefaultValue("40") int fatal,
        @DefaultValue List<@Valid Status> statuses,
        @DefaultValue List<@Valid Latency> latency,
        @Size(max = 22) @DefaultValue List<@Valid Phrases> phrases,
        @Min(0) @Max(100) @DefaultValue("40") int userShare,
        @Min(0) @Max(100) @DefaultValue("40") int accountShare,
        @Min(0) @Max(100) @DefaultValue("20") int foreignCountry) {

    /**
     * HTTP statuses and their points.
     *
     * @param to the last status; 0: the same as the first
     */
    record Status(
            @Min(100) @Max(999) int from,
            @Max(999) @DefaultValue("0") int to,
            @Min(0) @Max(100) int points) {

        Status {
            if (to != 0 && to < from) {
                throw new IllegalArgumentException(
                        "statuses to %d is below from %d".formatted(to, from));
            }
        }

        boolean covers(int status) {
            return status >= from && status <= Math.max(from, to);
        }
    }

    /**
     * A time that a request took, and its points.
     *
     * @param from the shortest time that counts
     */
    record Latency(@NotNull Duration from, @Min(0) @Max(100) int points) {}

    /**
     * Words and their points.
     *
     * @param name what the factor is called
     * @param in where they are looked for
     * @param words any of them, in upper or lower case
     */
    record Phrases(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9_]{0,31}") String name,
            @NotNull Place in,
            @NotEmpty List<@NotEmpty String> words,
            @Min(0) @Max(100) int points) {}

    /** Where words are looked for. */
    enum Place {
        BODY,
        PATH
    }
}
