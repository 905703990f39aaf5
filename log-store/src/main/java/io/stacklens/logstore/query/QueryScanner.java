package io.stacklens.logstore.query;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The characters of a query, taken in the pieces that its grammar knows. */
final class QueryScanner {

    private final String text;
    private int position;

    QueryScanner(String text) {
        this.text = text;
    }

    /** Where the next character that is no white space stands. */
    int position() {
        skipSpace();
        return position;
    }

    boolean isAtEnd() {
        return position() == text.length();
    }

    boolean isAt(char c) {
        return position() < text.length() && text.charAt(position) == c;
    }

    void take(char c) {
        if (!isAt(c)) {
            throw unexpected("'%c'".formatted(c));
        }
        position++;
    }

    boolean isAtKeyword(String word) {
        int end = position() + word.length();
        return text.startsWith(word, position) && (end == text.length() || isBorder(end));
    }

    boolean takeKeyword(String word) {
        boolean there = isAtKeyword(word);
        position += there ? word.length() : 0;
        return there;
    }

    /** Takes a minus that stands right before what it negates. */
    boolean takeMinus() {
        boolean there =
                isAt('-')
                        && position + 1 < text.length()
                        && !Character.isWhitespace(text.charAt(position + 1));
        position += there ? 1 : 0;
        return there;
    }

    @Nullable Comparison takeComparison() {
        Comparison comparison =
                text.startsWith(">=", position())
                        ? Comparison.AT_LEAST
                        : text.startsWith("<=", position)
                                ? Comparison.AT_MOST
                                : isAt('>')
                                        ? Comparison.ABOVE
                                        : isAt('<')
                                                ? Comparison.BELOW
                                                : isAt('=') ? Comparison.EQUAL : null;
        if (comparison != null) {
            boolean two = comparison == Comparison.AT_LEAST || comparison == Comparison.AT_MOST;
            position += two ? 2 : 1;
        }
        return comparison;
    }

    /** Takes a field's name and the colon behind it, if they are next. */
    @Nullable FieldName takeField() {
        int start = position();
        boolean quoted = isAt('"');
        String name;
        if (quoted) {
            name = quotedText();
        } else {
            while (position < text.length() && isNameCharacter(text.charAt(position), start)) {
                position++;
            }
            name = text.substring(start, position);
        }
        if (name.isEmpty() || position == text.length() || text.charAt(position) != ':') {
            position = start;
            return null;
        }
        position++;
        if (position == text.length() || Character.isWhitespace(text.charAt(position))) {
            throw unexpectedAt(position, "a value right behind '%s:'".formatted(name));
        }
        return new FieldName(name, quoted);
    }

    /** A word or a quoted text, as the texts between its stars; a quoted text has none. */
    List<String> text() {
        return isAt('"') ? List.of(quotedText()) : word("\"()", true);
    }

    /** A word or a quoted text in which a star is a star. */
    String literal() {
        return isAt('"') ? quotedText() : word("\"()", false).getFirst();
    }

    /** One end of a range, or null for a star. */
    @Nullable String rangeEnd() {
        if (isAt('"')) {
            return quotedText();
        }
        String end = word("\"[]()", false).getFirst();
        return end.equals("*") ? null : end;
    }

    LogQueryException unexpected(String expected) {
        return unexpectedAt(position(), expected);
    }

    private LogQueryException unexpectedAt(int place, String expected) {
        String found =
                place == text.length()
                        ? "the end"
                        : Character.isWhitespace(text.charAt(place))
                                ? "white space"
                                : "'%s'".formatted(wordAt(place));
        return new LogQueryException(place, found, expected);
    }

    private String wordAt(int place) {
        int end = place + 1;
        while (end < text.length() && !isBorder(end)) {
            end++;
        }
        return text.substring(place, Math.min(end, place + 40));
    }

    private String quotedText() {
        int start = position();
        StringBuilder quoted = new StringBuilder();
        for (position++; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '"') {
                position++;
                return quoted.toString();
            }
            if (c == '\\' && position + 1 < text.length()) {
                position++;
            }
            quoted.append(text.charAt(position));
        }
        throw new LogQueryException(start, "a quote that nothing closes", "'\"' at its end");
    }

    private List<String> word(String borders, boolean withStars) {
        int start = position();
        List<String> texts = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (Character.isWhitespace(c) || borders.indexOf(c) >= 0) {
                break;
            }
            if (c == '*' && withStars) {
                texts.add(word.toString());
                word.setLength(0);
            } else {
                if (c == '\\' && position + 1 < text.length()) {
                    position++;
                }
                word.append(text.charAt(position));
            }
        }
        if (position == start) {
            throw unexpected("a word");
        }
        texts.add(word.toString());
        return texts;
    }

    private boolean isNameCharacter(char c, int start) {
        return Character.isLetter(c)
                || c == '_'
                || c == '@'
                || (position > start && (Character.isDigit(c) || ".-/$".indexOf(c) >= 0));
    }

    private boolean isBorder(int place) {
        char c = text.charAt(place);
        return Character.isWhitespace(c) || c == '(' || c == ')' || c == '"' || c == ']';
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }
}
