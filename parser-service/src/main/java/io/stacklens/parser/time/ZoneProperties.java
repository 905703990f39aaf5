package io.stacklens.parser.time;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.ZoneId;
import java.util.List;

/**
 * Zones of the sources that write times without one.
 *
 * @param infer whether a time without a zone that lies hours ahead of arrival is taken for the
 *     local time of a zone east of ours
 * @param rules zones by service, host and source; the first that fits counts
 */
public record ZoneProperties(
        @DefaultValue("true") boolean infer, @DefaultValue List<@Valid Rule> rules) {

    public static final ZoneProperties DEFAULT = new ZoneProperties(true, List.of());

    public ZoneProperties {
        rules = List.copyOf(rules);
    }

    /**
     * The zone of some sources.
     *
     * @param zone the zone of their times
     * @param service their service; {@code *} stands for any text
     * @param host their host; {@code *} stands for any text
     * @param source the address they send from; {@code *} stands for any text
     */
    public record Rule(
            @NotNull ZoneId zone,
            @NotBlank @DefaultValue("*") String service,
            @NotBlank @DefaultValue("*") String host,
            @NotBlank @DefaultValue("*") String source) {}
}
