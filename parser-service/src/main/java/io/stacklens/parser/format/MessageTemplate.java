package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

import java.util.Arrays;

/**
 * Fills the holes of a message template as Serilog writes them: {@code Order {OrderId} took
 * {Elapsed:0.00} ms} becomes a message with the values of the record's members. What was rendered
 * by a format of its own stands in {@code @r}; a hole without a value stays. Not thread-safe.
 */
final class MessageTemplate {

    private static final int LONGEST = 16 << 10;

    private final JsonText json = new JsonText();
    private final Slice name = new Slice();
    private final Slice value = new Slice();
    private final Slice properties = new Slice();
    private int rendered;

    static boolean hasHoles(Slice template) {
        return Ascii.find('{', template.bytes(), template.start(), template.end()) < template.end();
    }

    /** Puts the message into the draft as its body; the object is the text from start to end. */
    void render(Slice template, byte[] object, int start, int end, LogDraft draft) {
        rendered = 0;
        Scratch scratch = draft.scratch();
        byte[] bytes = template.bytes();
        int templateEnd = template.end();
        // Values that are unescaped go into the scratch too: the message is joined behind them.
        byte[] message = new byte[Math.min(LONGEST, 2 * template.length() + 256)];
        int size = 0;
        int at = template.start();
        while (at < templateEnd && size < message.length) {
            int b = bytes[at];
            boolean isDoubled = at + 1 < templateEnd && bytes[at + 1] == b;
            if ((b == '{' || b == '}') && isDoubled) {
                message[size++] = (byte) b;
                at += 2;
                continue;
            }
            int close = b == '{' ? Ascii.find('}', bytes, at, templateEnd) : templateEnd;
            if (close < templateEnd && hole(bytes, at + 1, close, object, start, end, scratch)) {
                size = append(message, size);
                at = close + 1;
            } else {
                message[size++] = (byte) b;
                at++;
            }
        }
        int bodyEnd = size < message.length ? size : Ascii.characterBoundary(message, 0, size);
        draft.put(LogColumn.BODY, message, 0, bodyEnd);
    }

    private int append(byte[] message, int size) {
        int length = Math.min(value.length(), message.length - size);
        System.arraycopy(value.bytes(), value.start(), message, size, length);
        return size + length;
    }

    private boolean hole(
            byte[] bytes, int start, int end, byte[] object, int from, int to, Scratch scratch) {
        int nameStart =
                start < end && (bytes[start] == '@' || bytes[start] == '$') ? start + 1 : start;
        int nameEnd = nameStart;
        while (nameEnd < end && bytes[nameEnd] != ':' && bytes[nameEnd] != ',') {
            nameEnd++;
        }
        boolean hasFormat =
                Ascii.find(':', bytes, nameEnd, end) < end && !isLiteral(bytes, nameEnd, end);
        if (hasFormat && rendering(object, from, to, scratch)) {
            return true;
        }
        return member(bytes, nameStart, nameEnd, object, from, to, scratch)
                || (member("Properties", object, from, to, scratch)
                        && inProperties(bytes, nameStart, nameEnd, scratch));
    }

    private static boolean isLiteral(byte[] bytes, int start, int end) {
        return Ascii.is(":l", bytes, start, end) || Ascii.is(":lj", bytes, start, end);
    }

    /** The next of the texts in {@code @r}, one for every hole with a format. */
    private boolean rendering(byte[] object, int from, int to, Scratch scratch) {
        if (!member("@r", object, from, to, scratch)) {
            return false;
        }
        json.begin(value.bytes(), value.start(), value.end(), scratch);
        json.skip('[');
        for (int i = 0; i <= rendered; i++) {
            if (!json.string(value)) {
                return false;
            }
            json.skip(',');
        }
        rendered++;
        return true;
    }

    private boolean inProperties(byte[] bytes, int start, int end, Scratch scratch) {
        properties.set(value.bytes(), value.start(), value.end());
        return member(
                bytes,
                start,
                end,
                properties.bytes(),
                properties.start(),
                properties.end(),
                scratch);
    }

    private boolean member(String wanted, byte[] object, int from, int to, Scratch scratch) {
        json.begin(object, from, to, scratch);
        while (next()) {
            if (Ascii.is(wanted, name.bytes(), name.start(), name.end())) {
                return true;
            }
        }
        return false;
    }

    private boolean member(
            byte[] wanted, int start, int end, byte[] object, int from, int to, Scratch scratch) {
        json.begin(object, from, to, scratch);
        while (next()) {
            if (Arrays.equals(wanted, start, end, name.bytes(), name.start(), name.end())) {
                return true;
            }
        }
        return false;
    }

    /** Reads the next member of the object at hand. */
    private boolean next() {
        boolean isThere = (json.skip('{') || json.skip(',')) && json.string(name) && json.skip(':');
        return isThere
                && switch (json.peek()) {
                    case '"' -> json.string(value);
                    case '{', '[' -> json.nested(value);
                    default -> json.literal(value);
                };
    }
}
