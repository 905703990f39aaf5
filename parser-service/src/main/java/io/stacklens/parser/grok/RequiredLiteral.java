package io.stacklens.parser.grok;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The longest text that every line matching a Grok pattern must contain, found without
 * understanding the whole pattern: only what stands outside of blocks, groups and classes and is
 * not repeated or optional. A line without it need not be matched at all.
 */
final class RequiredLiteral {

    private static final String REPETITION = "*?{+";
    private static final String META = ".^$+*?|(){}[]";

    private final String pattern;
    private final List<String> literals = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int depth;

    private RequiredLiteral(String pattern) {
        this.pattern = pattern;
    }

    /** The text, or an empty one when none is sure. */
    static String of(String pattern) {
        return new RequiredLiteral(pattern).find();
    }

    private String find() {
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '|' && depth == 0) {
                return "";
            }
            if (c == '%' && pattern.startsWith("%{", at)) {
                end();
                at = behind('}', at);
            } else if (c == '[') {
                end();
                at = behind(']', at + 1);
            } else if (c == '\\') {
                escaped(at);
                at += 2;
            } else if (META.indexOf(c) >= 0) {
                end();
                depth += c == '(' ? 1 : 0;
                depth -= c == ')' ? 1 : 0;
                at = c == '{' ? behind('}', at) : at + 1;
            } else {
                add(c, at + 1);
                at++;
            }
        }
        end();
        return literals.stream().max(Comparator.comparingInt(String::length)).orElse("");
    }

    private void escaped(int at) {
        char c = at + 1 < pattern.length() ? pattern.charAt(at + 1) : 'x';
        // A letter or a digit behind a backslash is a class, an anchor or a reference.
        if (Character.isLetterOrDigit(c)) {
            end();
        } else {
            add(c, at + 2);
        }
    }

    private void add(char c, int next) {
        boolean isRepeated =
                next < pattern.length() && REPETITION.indexOf(pattern.charAt(next)) >= 0;
        if (isRepeated) {
            end();
        } else if (depth == 0) {
            literal.append(c);
        }
    }

    private void end() {
        if (!literal.isEmpty()) {
            literals.add(literal.toString());
            literal.setLength(0);
        }
    }

    private int behind(char wanted, int from) {
        int found = pattern.indexOf(wanted, from);
        return found < 0 ? pattern.length() : found + 1;
    }
}
