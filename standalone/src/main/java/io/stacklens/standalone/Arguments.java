package io.stacklens.standalone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The words after a command: options ({@code --name value} or {@code --name=value}), flags and
 * plain words. An option that the command does not know is refused by name.
 */
final class Arguments {

    private final Map<String, List<String>> options = new HashMap<>();
    private final List<String> words = new ArrayList<>();

    private Arguments() {}

    /** Refused words of a command line; the message is for the person who wrote them. */
    static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    /**
     * @param valued names of options that take a value
     * @param flags names of options that take none
     */
    static Arguments parse(List<String> line, Set<String> valued, Set<String> flags) {
        Arguments arguments = new Arguments();
        for (int i = 0; i < line.size(); i++) {
            String word = line.get(i);
            if (!word.startsWith("--")) {
                arguments.words.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
            if (flags.contains(name) && equals < 0) {
                arguments.add(name, "");
            } else if (!valued.contains(name)) {
                throw new UsageException(
                        "unknown option --%s (expected: %s)".formatted(name, all(valued, flags)));
            } else if (equals >= 0) {
                arguments.add(name, word.substring(equals + 1));
            } else if (i + 1 < line.size()) {
                arguments.add(name, line.get(++i));
            } else {
                throw new UsageException("--%s has no value".formatted(name));
            }
        }
        return arguments;
    }

    private static String all(Set<String> valued, Set<String> flags) {
        Set<String> names = new TreeSet<>(valued);
        names.addAll(flags);
        return "--" + String.join(", --", names);
    }

    private void add(String name, String value) {
        options.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
    }

    boolean has(String flag) {
        return options.containsKey(flag);
    }

    /** The last value given wins. */
    Optional<String> value(String name) {
        return Optional.ofNullable(options.get(name)).map(List::getLast);
    }

    Optional<Integer> number(String name) {
        return value(name).map(text -> number(name, text));
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UsageException("--%s: %s (expected: a number)".formatted(name, text));
        }
    }

    List<String> values(String name) {
        return options.getOrDefault(name, List.of());
    }

    List<String> words() {
        return List.copyOf(words);
    }

    String onlyWord(String what) {
        if (words.size() != 1) {
            throw new UsageException("%s (expected: %s)".formatted(words, what));
        }
        return words.getFirst();
    }
}
