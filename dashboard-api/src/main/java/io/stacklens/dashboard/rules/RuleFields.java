package io.stacklens.dashboard.rules;

import io.stacklens.dashboard.http.Texts;
import io.stacklens.dashboard.http.UnexpectedTextException;
import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.pipeline.http.InvalidField;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the fields of a request and keeps a list of what is wrong with them. */
final class RuleFields {

    private static final int LONGEST_TEXT = 200;
    private static final int MOST_NAMES = 20;

    private final List<InvalidField> wrong = new ArrayList<>();

    List<InvalidField> wrong() {
        return wrong;
    }

    void refuse(String field, @Nullable Object found, String expected) {
        wrong.add(new InvalidField(field, found, expected));
    }

    AlertSeverity severity(@Nullable String name) {
        try {
            AlertSeverity severity = name == null ? null : Texts.alertSeverity(name);
            return severity == null ? AlertSeverity.WARNING : severity;
        } catch (UnexpectedTextException e) {
            refuse("severity", name, e.expected());
            return AlertSeverity.WARNING;
        }
    }

    String oneOf(String field, @Nullable String text, Set<String> known, String expected) {
        if (text != null && known.contains(text.strip())) {
            return text.strip();
        }
        refuse(field, text, expected);
        return "";
    }

    double number(String field, @Nullable Double value) {
        if (value != null && Double.isFinite(value)) {
            return value;
        }
        refuse(field, value, "a number");
        return 0;
    }

    int between(String field, @Nullable Integer value, int least, int most, int otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (value < least || value > most) {
            refuse(field, value, "a whole number from %d to %d".formatted(least, most));
        }
        return value;
    }

    String needed(String field, @Nullable String text) {
        String given = optional(field, text);
        if (given == null) {
            refuse(field, text, "a text of 1 to 200 characters");
            return "";
        }
        return given;
    }

    String textOr(String field, @Nullable String text, String otherwise) {
        String given = optional(field, text);
        return given == null ? otherwise : given;
    }

    @Nullable String optional(String field, @Nullable String text) {
        String given = Texts.text(text);
        if (given != null && (given.length() > LONGEST_TEXT || given.indexOf('\0') >= 0)) {
            refuse(field, text, "a text of 1 to 200 characters");
        }
        return given;
    }

    List<String> names(String field, @Nullable List<@Nullable String> given) {
        List<String> names = new ArrayList<>();
        for (String name : given == null ? List.<@Nullable String>of() : given) {
            names.add(needed(field, name));
        }
        if (names.size() > MOST_NAMES) {
            refuse(field, names.size() + " names", "at most 20 names");
        }
        return names;
    }

    /** The page makes a link of it, so a script must not pass for an address. */
    @Nullable String webAddress(String field, @Nullable String text) {
        String given = Texts.text(text);
        if (given == null || isWebAddress(given)) {
            return given;
        }
        refuse(field, text, "an http or https address");
        return given;
    }

    private static boolean isWebAddress(String text) {
        try {
            String scheme = URI.create(text).getScheme();
            return "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
