package io.stacklens.parser.category;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a template as the model sees them: runs of letters in lower case, names such as
 * {@code SocketTimeoutException} taken apart; of a long word its begin as well, so that {@code
 * authenticated} says what {@code authentication} says.
 */
final class TemplateWords {

    private static final int STEM = 5;
    private static final int SHORTEST = 2;

    private final Set<String> words = new LinkedHashSet<>();
    private final String template;

    private TemplateWords(String template) {
        this.template = template;
    }

    static Set<String> of(String template) {
        TemplateWords reader = new TemplateWords(template);
        reader.read();
        return reader.words;
    }

    private void read() {
        int start = 0;
        for (int at = 0; at <= template.length(); at++) {
            boolean isEnd = at == template.length() || !Character.isLetter(template.charAt(at));
            if (isEnd || beginsWord(at)) {
                add(start, at);
                start = isEnd ? at + 1 : at;
            }
        }
    }

    /** The hump of a camel: {@code socket|Timeout}, {@code HTTP|Request}. */
    private boolean beginsWord(int at) {
        if (at == 0 || !Character.isUpperCase(template.charAt(at))) {
            return false;
        }
        boolean isBehindLower = Character.isLowerCase(template.charAt(at - 1));
        boolean isBeforeLower =
                at + 1 < template.length() && Character.isLowerCase(template.charAt(at + 1));
        return isBehindLower || (isBeforeLower && Character.isUpperCase(template.charAt(at - 1)));
    }

    private void add(int start, int end) {
        if (end - start < SHORTEST) {
            return;
        }
        String word = template.substring(start, end).toLowerCase(Locale.ROOT);
        words.add(word);
        if (word.length() > STEM) {
            words.add(word.substring(0, STEM) + "*");
        }
    }
}
