package io.stacklens.dashboard.http;

import io.stacklens.model.json.Json;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Where a list goes on: the values its last row is sorted by. Opaque to callers. */
public final class PageCursor {

    // The database can hold more, but not all that Java can.
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final List<String> parts;
    private final String text;

    private PageCursor(List<String> parts, String text) {
        this.parts = parts;
        this.text = text;
    }

    public static PageCursor of(Object... parts) {
        List<String> texts = Arrays.stream(parts).map(Object::toString).toList();
        return new PageCursor(texts, encoded(texts));
    }

    /**
     * Reads a cursor that {@link #encode} wrote.
     *
     * @param parts how many values it holds
     * @return null if there is none
     */
    public static @Nullable PageCursor decode(@Nullable String text, int parts) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(text);
            List<String> values = List.of(Json.mapper().readValue(json, String[].class));
            if (values.size() == parts && values.stream().allMatch(PageCursor::canBeStored)) {
                return new PageCursor(values, text);
            }
        } catch (IllegalArgumentException | JacksonException | NullPointerException e) {
            throw refused(text);
        }
        throw refused(text);
    }

    /** The position in a list that is paged by position; 0 without a cursor. */
    public static int offset(@Nullable String text) {
        PageCursor cursor = decode(text, 1);
        if (cursor == null) {
            return 0;
        }
        int offset = cursor.integer(0);
        if (offset < 0) {
            throw refused(cursor.text);
        }
        return offset;
    }

    public String text(int part) {
        return parts.get(part);
    }

    public Instant instant(int part) {
        try {
            Instant time = Instant.parse(parts.get(part));
            if (time.isBefore(FIRST) || time.isAfter(LAST)) {
                throw refused(text);
            }
            return time;
        } catch (DateTimeParseException e) {
            throw refused(text);
        }
    }

    public int integer(int part) {
        long number = number(part);
        if (number != (int) number) {
            throw refused(text);
        }
        return (int) number;
    }

    public long number(int part) {
        try {
            return Long.parseLong(parts.get(part));
        } catch (NumberFormatException e) {
            throw refused(text);
        }
    }

    public String encode() {
        return text;
    }

    private static boolean canBeStored(String text) {
        return text.indexOf('\0') < 0;
    }

    private static String encoded(List<String> parts) {
        byte[] json = Json.write(parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    private static BadRequestException refused(String text) {
        return new BadRequestException("cursor", text, "a next_cursor of an earlier answer");
    }
}
