package io.stacklens.parser.grok;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Formats that operators describe themselves.
 *
 * @param definitions building blocks of one's own, by name, beside the usual ones
 * @param patterns tried in this order before the built-in formats; the first that matches wins
 * @param names how the usual building blocks name what they capture
 * @param timeout longest time one pattern may take for one line
 * @param suspension how long a pattern is left out after {@code timeoutsBeforeSuspension} lines in
 *     a minute took too long
 * @param timeoutsBeforeSuspension lines in a minute
 * @param maxLineBytes longest line that patterns are tried on, in bytes
 */
public record GrokProperties(
        @NotNull @DefaultValue Map<String, String> definitions,
        @NotNull @DefaultValue List<@Valid PatternProperties> patterns,
        @NotNull @DefaultValue("legacy") GrokNames names,
        @NotNull @DefaultValue("250ms") Duration timeout,
        @NotNull @DefaultValue("1m") Duration suspension,
        @Positive @DefaultValue("5") int timeoutsBeforeSuspension,
        @Positive @DefaultValue("16384") int maxLineBytes) {

    /**
     * One pattern.
     *
     * @param name names it in the attribute {@code grok_pattern} and in metrics
     * @param pattern the Grok pattern; it has to match the whole line, and its captures are taken
     *     for the fields that their names mean
     * @param service services it is for, as the request names them; {@code *} stands for any text
     * @param source senders it is for; {@code *} stands for any text
     */
    public record PatternProperties(
            @NotBlank String name,
            @NotBlank String pattern,
            @NotBlank @DefaultValue("*") String service,
            @NotBlank @DefaultValue("*") String source) {}
}
