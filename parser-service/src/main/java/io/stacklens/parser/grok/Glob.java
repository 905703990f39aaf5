package io.stacklens.parser.grok;

import java.util.regex.Pattern;

/** A name with {@code *} for any text. */
final class Glob {

    private final String text;
    private final Pattern pattern;

    Glob(String text) {
        this.text = text;
        this.pattern =
                Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }

    boolean matches(String name) {
        return text.equals("*") || pattern.matcher(name).matches();
    }
}
