package io.stacklens.collector.http;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a body into records: JSON objects (one, several lines, concatenated, or pretty-printed),
 * arrays of objects and strings, and text lines, in any mixture. The body alone decides. What is
 * not JSON after all is a text line, so nothing is lost for being broken.
 */
final class BodySplitter {

    /** How a record's bytes are to be understood. */
    enum Kind {
        JSON,
        TEXT,
        /** Text as a JSON string, with its quotes and escapes. */
        QUOTED
    }

    /** A record as a slice of the body. */
    record Slice(Kind kind, int from, int to) {
        int length() {
            return to - from;
        }
    }

    /** Attempts at JSON that may run over the ends of lines and fail; bounds the time of a body. */
    private static final int MAX_FAILED_ATTEMPTS = 32;

    private final byte[] body;
    private final int end;
    private final JsonScanner json;
    private final List<Slice> slices = new ArrayList<>();
    private int failedAttempts;
    private int blankLines;

    private BodySplitter(byte[] body, int end) {
        this.body = body;
        this.end = end;
        this.json = new JsonScanner(body, end);
    }

    /** The records of a body, and how many blank lines were between them. */
    record Split(List<Slice> slices, int blankLines) {}

    static Split split(byte[] body, int length) {
        BodySplitter splitter = new BodySplitter(body, length);
        splitter.run();
        return new Split(splitter.slices, splitter.blankLines);
    }

    private void run() {
        int at = startsWithByteOrderMark() ? 3 : 0;
        while (at < end) {
            int afterJson = takeJson(at);
            at = afterJson != JsonScanner.NONE ? afterJson : takeText(at);
        }
    }

    private boolean startsWithByteOrderMark() {
        return end >= 3
                && body[0] == (byte) 0xEF
                && body[1] == (byte) 0xBB
                && body[2] == (byte) 0xBF;
    }

    /**
     * Takes JSON values from the start of a line until the end of one. Returns where the next line
     * begins, or {@link JsonScanner#NONE} when the line holds anything else.
     */
    private int takeJson(int lineStart) {
        int at = skipBlanks(lineStart);
        if (at >= end || (body[at] != '{' && body[at] != '[')) {
            return JsonScanner.NONE;
        }
        int before = slices.size();
        json.limit(failedAttempts < MAX_FAILED_ATTEMPTS ? end : endOfLine(at));
        while (at < end && (body[at] == '{' || body[at] == '[')) {
            int next = takeValue(at);
            if (next == JsonScanner.NONE) {
                break;
            }
            at = skipBlanks(next);
            if (at < end && body[at] == ',') {
                at = skipBlanks(at + 1);
            }
            if (at >= end) {
                return end;
            }
            if (body[at] == '\n') {
                return at + 1;
            }
        }
        slices.subList(before, slices.size()).clear();
        failedAttempts++;
        return JsonScanner.NONE;
    }

    private int takeValue(int from) {
        if (body[from] == '[') {
            return takeArray(from);
        }
        int to = json.endOfValue(from);
        if (to != JsonScanner.NONE) {
            slices.add(new Slice(Kind.JSON, from, to));
        }
        return to;
    }

    /** An array of numbers or the like is no batch of events: such a line is text. */
    private int takeArray(int from) {
        int at = json.skipSpace(from + 1);
        if (at < end && body[at] == ']') {
            return at + 1;
        }
        while (at < end) {
            Kind kind = kindOfElement(body[at]);
            int to = kind == null ? JsonScanner.NONE : json.endOfValue(at);
            if (kind == null || to == JsonScanner.NONE) {
                return JsonScanner.NONE;
            }
            slices.add(new Slice(kind, at, to));
            at = json.skipSpace(to);
            if (at < end && body[at] == ']') {
                return at + 1;
            }
            if (at >= end || body[at] != ',') {
                return JsonScanner.NONE;
            }
            at = json.skipSpace(at + 1);
        }
        return JsonScanner.NONE;
    }

    private static @Nullable Kind kindOfElement(byte first) {
        return switch (first) {
            case '{' -> Kind.JSON;
            case '"' -> Kind.QUOTED;
            default -> null;
        };
    }

    private int takeText(int from) {
        int lineEnd = endOfLine(from);
        int to = lineEnd;
        while (to > from && body[to - 1] == '\r') {
            to--;
        }
        if (skipBlanks(from) >= to) {
            blankLines++;
        } else {
            slices.add(new Slice(Kind.TEXT, from, to));
        }
        return lineEnd + 1;
    }

    private int endOfLine(int from) {
        int at = from;
        while (at < end && body[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Behind spaces that do not end a line. */
    private int skipBlanks(int from) {
        int at = from;
        while (at < end && body[at] != '\n' && JsonScanner.isSpace(body[at])) {
            at++;
        }
        return at;
    }
}
