package io.stacklens.e2e.load;

import io.stacklens.model.Severity;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line with places that are filled anew for every number: {@code order $n(1000) took $millis ms}.
 * All lines of a template are of one service and one severity, so what a run has to find is known
 * without looking at a line again.
 *
 * <p>Places: {@code $seq} the line's number; {@code $iso}, {@code $log4j}, {@code $clf}, {@code
 * $bsd} its time; {@code $n(bound)} a number; {@code $hex(digits)}; {@code $millis} a latency;
 * {@code $pick(a|b)} one of several words.
 */
final class LineTemplate {

    private static final Pattern PLACE = Pattern.compile("\\$([a-z0-9]+)(?:\\(([^)]*)\\))?");

    private final String service;
    private final Severity severity;
    private final int lines;
    private final List<Part> parts;

    /** What a line is made of. */
    private interface Part {
        void write(LineBuffer out, Line line);
    }

    /** The line that is being written. */
    static final class Line {
        final Draw draw = new Draw();
        Stamp stamp = Stamp.of(Instant.EPOCH);
        int millis;
        long number;
    }

    /**
     * Takes a text apart.
     *
     * @param service as the lines name it
     */
    LineTemplate(String service, Severity severity, String text) {
        this.service = service;
        this.severity = severity;
        this.lines = (int) text.lines().count();
        this.parts = parts(text);
    }

    String service() {
        return service;
    }

    Severity severity() {
        return severity;
    }

    /** How many lines it is. */
    int lines() {
        return lines;
    }

    /** Writes it, without a newline behind it. */
    void write(LineBuffer out, Line line) {
        for (Part part : parts) {
            part.write(out, line);
        }
    }

    private static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            parts.add(literal(text.substring(from, place.start())));
            parts.add(part(place.group(1), place.group(2) == null ? "" : place.group(2)));
            from = place.end();
        }
        parts.add(literal(text.substring(from)));
        return List.copyOf(parts);
    }

    private static Part part(String name, String argument) {
        return switch (name) {
            case "seq" -> (out, line) -> out.putNumber(line.number);
            case "iso" ->
                    (out, line) -> {
                        out.put(line.stamp.iso);
                        out.put('.');
                        out.putDigits(line.millis, 3);
                        out.put('Z');
                    };
            case "log4j" ->
                    (out, line) -> {
                        out.put(line.stamp.log4j);
                        out.put(',');
                        out.putDigits(line.millis, 3);
                    };
            case "clf" -> (out, line) -> out.put(line.stamp.clf);
            case "bsd" -> (out, line) -> out.put(line.stamp.bsd);
            case "millis" -> (out, line) -> out.putNumber(line.draw.millis());
            case "n" -> number(Integer.parseInt(argument));
            case "hex" -> hex(Integer.parseInt(argument));
            case "pick" -> pick(argument);
            default -> throw new IllegalArgumentException("no such place in a line: $" + name);
        };
    }

    private static Part literal(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return (out, line) -> out.put(bytes);
    }

    private static Part number(int bound) {
        return (out, line) -> out.putNumber(line.draw.below(bound));
    }

    private static Part hex(int digits) {
        return (out, line) -> {
            for (int left = digits; left > 0; left -= 16) {
                out.putHex(line.draw.bits(), Math.min(left, 16));
            }
        };
    }

    private static Part pick(String choices) {
        byte[][] words =
                Arrays.stream(choices.split("\\|"))
                        .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                        .toArray(byte[][]::new);
        return (out, line) -> out.put(words[line.draw.below(words.length)]);
    }
}
