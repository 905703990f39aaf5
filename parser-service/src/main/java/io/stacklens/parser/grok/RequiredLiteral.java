package io.stacklens.parser.grok;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The longest text that every line matching a Grok pattern must contain, found without
 * understanding the whole pattern: only what stands outside of groups and classes, in the pattern
 * or in the blocks it is made of, and is not repeated or optional. A line without it need not be
 * matched at all.
 */
final class RequiredLiteral {

    private static final String REPETITION = "*?{+";
    private static final String META = ".^$+*?|(){}[]";

    private static final int DEEPEST = 20;
    private static final Pattern CASE_IGNORED = Pattern.compile("\\(\\?[a-z-]*i");

    private final String pattern;
    private final Map<String, String> definitions;
    private final int nesting;
    private final List<String> literals = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private int depth;

    private RequiredLiteral(String pattern, Map<String, String> definitions, int nesting) {
        this.pattern = pattern;
        this.definitions = definitions;
        this.nesting = nesting;
    }

    /** The text, or an empty one when none is sure. */
    static String of(String pattern, Map<String, String> definitions) {
        return new RequiredLiteral(pattern, definitions, 0).find();
    }

    private String find() {
        if (CASE_IGNORED.matcher(pattern).find()) {
            return "";
        }
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '|' && depth == 0) {
                return "";
            }
            if (c == '%' && pattern.startsWith("%{", at)) {
                end();
                at = block(at);
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

    /** What the definition of a block says counts too, unless the block is optional. */
    private int block(int at) {
        int next = behind('}', at);
        int nameEnd = at + 2;
        while (nameEnd < next && Character.isJavaIdentifierPart(pattern.charAt(nameEnd))) {
            nameEnd++;
        }
        String definition = definitions.get(pattern.substring(at + 2, nameEnd));
        if (definition != null && depth == 0 && nesting < DEEPEST && !isRepeated(next)) {
            literals.add(new RequiredLiteral(definition, definitions, nesting + 1).find());
        }
        return next;
    }

    private boolean isRepeated(int next) {
        return next < pattern.length() && REPETITION.indexOf(pattern.charAt(next)) >= 0;
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
        if (isRepeated(next)) {
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
