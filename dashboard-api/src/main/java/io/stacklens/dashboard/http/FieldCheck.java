package io.stacklens.dashboard.http;

import io.stacklens.model.alert.AlertSeverity;
import io.stacklens.pipeline.http.InvalidField;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects all that is wrong with the fields of one request, so that a refusal names it at once.
 */
public final class FieldCheck {

    private final List<InvalidField> wrong = new ArrayList<>();

    public void refuse(String field, @Nullable Object value, String expected) {
        wrong.add(new InvalidField(field, value, expected));
    }

    /** The text without blanks around it, or null if there is none. */
    public @Nullable String text(String field, @Nullable String given, int longest) {
        String text = Texts.text(given);
        if (text != null && (text.length() > longest || text.indexOf('\0') >= 0)) {
            refuse(field, given, textOf(longest));
        }
        return text;
    }

    public String neededText(String field, @Nullable String given, int longest) {
        String text = text(field, given, longest);
        if (text == null) {
            refuse(field, given, textOf(longest));
            return "";
        }
        return text;
    }

    /** The texts of a list without its blank ones and repetitions; an absent list is empty. */
    public List<String> texts(String field, @Nullable List<String> given, int most, int longest) {
        if (given == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        // A null in a JSON list gets past the compiler.
        for (@Nullable String each : given) {
            String text = text(field, each, longest);
            if (text != null && !texts.contains(text)) {
                texts.add(text);
            }
        }
        if (texts.size() > most) {
            refuse(field, texts.size() + " values", "at most %d values".formatted(most));
        }
        return texts;
    }

    public @Nullable AlertSeverity severity(String field, @Nullable String given) {
        try {
            return given == null ? null : Texts.alertSeverity(given);
        } catch (UnexpectedTextException e) {
            refuse(field, given, e.expected());
            return null;
        }
    }

    /**
     * Ends the check.
     *
     * @throws BadRequestException with every field that was refused
     */
    public void done() {
        if (!wrong.isEmpty()) {
            throw new BadRequestException(wrong);
        }
    }

    private static String textOf(int longest) {
        return "a text of 1 to %d characters".formatted(longest);
    }
}
