package io.stacklens.model.alert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules joined by {@code AND}, {@code OR} and {@code NOT}, in that order of how close they bind
 * last to first, and parentheses: {@code 1 AND (2 OR NOT 3)}.
 */
public final class RuleExpression {

    private static final Pattern TOKEN = Pattern.compile("\\s*([()]|\\w+|\\S)");
    private static final int MAX_DEPTH = 50;

    private final Node root;
    private final Set<Long> rules = new TreeSet<>();

    private RuleExpression(String text) {
        this.root = new Parser(text, rules).parse();
        if (root.holds(_ -> false)) {
            throw wrong(text, "an expression that some rule has to hold for");
        }
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if it is none, or holds when no rule does
     */
    public static RuleExpression parse(String text) {
        return new RuleExpression(text);
    }

    /** The numbers of the rules in it. */
    public Set<Long> ruleIds() {
        return Collections.unmodifiableSet(rules);
    }

    /** Whether it holds when these rules do. */
    public boolean holds(LongPredicate rule) {
        return root.holds(rule);
    }

    private static IllegalArgumentException wrong(String text, String expected) {
        return new IllegalArgumentException(
                "expression: '%s' (expected: %s, such as 1 AND (2 OR NOT 3))"
                        .formatted(text, expected));
    }

    private sealed interface Node {

        boolean holds(LongPredicate rule);

        record One(long id) implements Node {
            @Override
            public boolean holds(LongPredicate rule) {
                return rule.test(id);
            }
        }

        record Not(Node part) implements Node {
            @Override
            public boolean holds(LongPredicate rule) {
                return !part.holds(rule);
            }
        }

        record All(List<Node> parts) implements Node {
            @Override
            public boolean holds(LongPredicate rule) {
                return parts.stream().allMatch(part -> part.holds(rule));
            }
        }

        record Any(List<Node> parts) implements Node {
            @Override
            public boolean holds(LongPredicate rule) {
                return parts.stream().anyMatch(part -> part.holds(rule));
            }
        }
    }

    /** Recursive descent over the words of a text. */
    private static final class Parser {

        private final String text;
        private final Set<Long> rules;
        private final List<String> words = new ArrayList<>();
        private int next;
        private int depth;

        Parser(String text, Set<Long> rules) {
            this.text = text;
            this.rules = rules;
            Matcher token = TOKEN.matcher(text);
            while (token.find()) {
                words.add(token.group(1));
            }
        }

        Node parse() {
            Node all = any();
            if (next < words.size()) {
                throw wrong(text, "AND, OR or the end before '%s'".formatted(words.get(next)));
            }
            return all;
        }

        private Node any() {
            List<Node> parts = new ArrayList<>(List.of(all()));
            while (take("OR")) {
                parts.add(all());
            }
            return parts.size() == 1 ? parts.getFirst() : new Node.Any(parts);
        }

        private Node all() {
            List<Node> parts = new ArrayList<>(List.of(one()));
            while (take("AND")) {
                parts.add(one());
            }
            return parts.size() == 1 ? parts.getFirst() : new Node.All(parts);
        }

        private Node one() {
            if (++depth > MAX_DEPTH) {
                throw wrong(text, "at most %d levels".formatted(MAX_DEPTH));
            }
            try {
                if (take("NOT")) {
                    return new Node.Not(one());
                }
                if (take("(")) {
                    Node inner = any();
                    if (!take(")")) {
                        throw wrong(text, "')'");
                    }
                    return inner;
                }
                return rule();
            } finally {
                depth--;
            }
        }

        private Node rule() {
            String word = next < words.size() ? words.get(next) : "";
            if (!word.matches("[0-9]{1,18}")) {
                throw wrong(
                        text,
                        "the number of a rule in place of %s"
                                .formatted(word.isEmpty() ? "the end" : "'" + word + "'"));
            }
            next++;
            long id = Long.parseLong(word);
            rules.add(id);
            return new Node.One(id);
        }

        private boolean take(String word) {
            boolean there = next < words.size() && words.get(next).equals(word);
            next += there ? 1 : 0;
            return there;
        }
    }
}
