package io.stacklens.dashboard.http;

import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ResponseStatusException;

import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Which state of something that people edit somebody has seen. It is made of what is stored, so
 * that a change by SQL counts as well. As an entity tag it may end with a dot and a sum of what is
 * only measured of it, which caches have to tell apart and {@code If-Match} has not.
 */
public record Version(String sum) {

    // Maps come in any order.
    private static final ObjectWriter SORTED =
            Json.mapper().writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** The version of what people edit. */
    public static Version of(Object stored) {
        return new Version(sumOf(stored));
    }

    /** An answer that shows what is stored and no more. */
    public static <T> ResponseEntity<T> tagged(T stored) {
        return ResponseEntity.ok().eTag('"' + sumOf(stored) + '"').body(stored);
    }

    /** An answer that shows more than what is stored. */
    public static <T> ResponseEntity<T> tagged(Object stored, T shown) {
        String tag = "\"%s.%s\"".formatted(sumOf(stored), sumOf(shown));
        return ResponseEntity.ok().eTag(tag).body(shown);
    }

    /**
     * Refuses a change with 412 unless a header {@code If-Match} is absent or names it.
     *
     * @param what a rule and its number, say
     */
    public void require(@Nullable String ifMatch, String what) {
        if (ifMatch != null && !isNamedBy(ifMatch)) {
            throw new ResponseStatusException(
                    HttpStatus.PRECONDITION_FAILED,
                    "somebody has changed %s since it was read; read it again".formatted(what));
        }
    }

    /** A proxy may have made the tag a weak one. */
    boolean isNamedBy(String ifMatch) {
        for (String each : ifMatch.split(",", -1)) {
            String named = each.strip();
            String tag = named.startsWith("W/") ? named.substring(2) : named;
            if (named.equals("*")
                    || tag.equals('"' + sum + '"')
                    || tag.startsWith('"' + sum + '.')) {
                return true;
            }
        }
        return false;
    }

    private static String sumOf(Object value) {
        CRC32C sum = new CRC32C();
        sum.update(SORTED.writeValueAsBytes(value));
        return HexFormat.of().toHexDigits(sum.getValue(), 8);
    }
}
