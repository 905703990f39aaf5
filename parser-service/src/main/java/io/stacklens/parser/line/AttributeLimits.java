package io.stacklens.parser.line;

import jakarta.validation.constraints.Positive;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many attributes a record can have, and how large.
 *
 * @param maxCount most attributes of one record; further ones are left out and counted in the
 *     attribute {@code attributes_left_out}
 * @param maxKeyBytes longest key in bytes; a longer one is cut
 * @param maxValueBytes longest value in bytes; a longer one is cut
 */
public record AttributeLimits(
        @Positive @DefaultValue("64") int maxCount,
        @Positive @DefaultValue("128") int maxKeyBytes,
        @Positive @DefaultValue("8192") int maxValueBytes) {

    public static final AttributeLimits DEFAULT = new AttributeLimits(64, 128, 8192);
}
