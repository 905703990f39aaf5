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
            if (values.size() == parts) {
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
        long offset = cursor.number(0);
        if (offset < 0 || offset > Integer.MAX_VALUE) {
            throw refused(cursor.text);
        }
        return (int) offset;
    }

    public String text(int part) {
        return parts.get(part);
    }

    public Instant instant(int part) {
        try {
            return Instant.parse(parts.get(part));
        } catch (DateTimeParseException e) {
            throw refused(text);
        }
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

    private static String encoded(List<String> parts) {
        byte[] json = Json.write(parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    private static BadRequestException refused(String text) {
        return new BadRequestException("cursor", text, "a next_cursor of an earlier answer");
    }
}
