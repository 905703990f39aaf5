package io.stacklens.enrichment.editing;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A column that operators can fill.
 *
 * @param name of the column, and in JSON and CSV
 */
record Field(String name, Kind kind) {

    private static final int LONGEST_TEXT = 256;
    private static final int LONGEST_LINK = 2_048;
    private static final int HIGHEST_SCORE = 100;
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

    /** What the values of a field are, and their type in the database. */
    enum Kind {
        KEY("text"),
        TEXT("text"),
        LINK("text"),
        /** ISO 3166-1 alpha-2. */
        COUNTRY("text"),
        NUMBER("float8"),
        /** 0 to 100. */
        SCORE("int4");

        private final String sqlType;

        Kind(String sqlType) {
            this.sqlType = sqlType;
        }

        String sqlType() {
            return sqlType;
        }
    }

    /** The value of a JSON member; null when it has none. */
    @Nullable Object read(@Nullable JsonNode value) throws UnfitValueException {
        if (value == null || value.isNull()) {
            return present(null);
        }
        boolean fits =
                switch (kind) {
                    case KEY, TEXT, LINK, COUNTRY -> value.isString();
                    case NUMBER, SCORE -> value.isNumber();
                };
        if (!fits) {
            throw unfit(value.toString());
        }
        return read(value.asString());
    }

    /** The value that a text spells; an empty one is none. */
    @Nullable Object read(String text) throws UnfitValueException {
        return present(
                switch (kind) {
                    case KEY, TEXT -> text(text, LONGEST_TEXT);
                    case LINK -> text(text, LONGEST_LINK);
                    case COUNTRY -> country(text);
                    case NUMBER -> number(text);
                    case SCORE -> score(text);
                });
    }

    private @Nullable Object present(@Nullable Object value) throws UnfitValueException {
        if (value == null && kind == Kind.KEY) {
            throw unfit("");
        }
        return value;
    }

    private @Nullable String text(String text, int longest) throws UnfitValueException {
        if (text.length() > longest || text.indexOf('\0') >= 0) {
            throw unfit(text);
        }
        return text.isEmpty() ? null : text;
    }

    private @Nullable String country(String text) throws UnfitValueException {
        if (text.isEmpty()) {
            return null;
        }
        if (!COUNTRY.matcher(text).matches()) {
            throw unfit(text);
        }
        return text.toUpperCase(Locale.ROOT);
    }

    private @Nullable Double number(String text) throws UnfitValueException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            Double number = Double.valueOf(text.strip());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw unfit(text);
    }

    private @Nullable Integer score(String text) throws UnfitValueException {
        if (text.isEmpty()) {
            return null;
        }
        try {
            int score = Integer.parseInt(text.strip());
            if (score >= 0 && score <= HIGHEST_SCORE) {
                return score;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw unfit(text);
    }

    private UnfitValueException unfit(String value) {
        String shown = value.length() > LONGEST_TEXT ? value.substring(0, LONGEST_TEXT) : value;
        return new UnfitValueException(
                name,
                shown,
                switch (kind) {
                    case KEY -> "a text of 1 to %d characters".formatted(LONGEST_TEXT);
                    case TEXT -> "a text of at most %d characters".formatted(LONGEST_TEXT);
                    case LINK -> "a text of at most %d characters".formatted(LONGEST_LINK);
                    case COUNTRY -> "a country's two letters";
                    case NUMBER -> "a number";
                    case SCORE -> "a whole number from 0 to %d".formatted(HIGHEST_SCORE);
                });
    }
}
