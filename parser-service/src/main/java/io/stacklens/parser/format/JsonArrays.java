package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;

/**
 * Arrays as values of a record. They stay JSON text, but for OpenTelemetry's attributes, which are
 * an array of keys and values, and for messages that journald exports as an array of bytes. The
 * first of several addresses or stack lines is also taken for the record's own. Not thread-safe.
 */
final class JsonArrays {

    private final NamedValues values;
    private final JsonText json = new JsonText();
    private final Slice key = new Slice();
    private final Slice value = new Slice();

    JsonArrays(NamedValues values) {
        this.values = values;
    }

    /** Puts the array that the text is under a name. */
    void put(LogDraft draft, byte[] name, int nameStart, int nameEnd, Slice text) {
        boolean isTaken =
                JsonFormat.isContainer(name, nameStart, nameEnd)
                        ? keyValues(draft, text)
                        : values.isBody(name, nameStart, nameEnd) && bytes(draft, text);
        if (isTaken) {
            return;
        }
        byte[] bytes = text.bytes();
        draft.addAttribute(name, nameStart, nameEnd, bytes, text.start(), text.end());
        json.begin(bytes, text.start(), text.end(), draft.scratch());
        if (json.skip('[') && json.string(value)) {
            values.putFirst(
                    draft, name, nameStart, nameEnd, value.bytes(), value.start(), value.end());
        }
    }

    /**
     * {@code [{"key":"a","value":{"stringValue":"b"}}]}; puts nothing when it is something else.
     */
    private boolean keyValues(LogDraft draft, Slice text) {
        return keyValues(draft, text, false) && keyValues(draft, text, true);
    }

    private boolean keyValues(LogDraft draft, Slice text, boolean isPut) {
        json.begin(text.bytes(), text.start(), text.end(), draft.scratch());
        json.skip('[');
        if (json.skip(']')) {
            return true;
        }
        do {
            if (!keyValue()) {
                return false;
            }
            if (isPut) {
                values.putMember(
                        draft,
                        key.bytes(),
                        key.start(),
                        key.end(),
                        value.bytes(),
                        value.start(),
                        value.end());
            }
        } while (json.skip(','));
        return json.skip(']');
    }

    private boolean keyValue() {
        boolean isStart =
                json.skip('{')
                        && json.string(value)
                        && Ascii.is("key", value.bytes(), value.start(), value.end())
                        && json.skip(':')
                        && json.string(key)
                        && json.skip(',')
                        && json.string(value)
                        && Ascii.is("value", value.bytes(), value.start(), value.end())
                        && json.skip(':')
                        && json.skip('{');
        if (!isStart) {
            return false;
        }
        if (json.skip('}')) {
            value.set(value.bytes(), 0, 0);
            return json.skip('}');
        }
        boolean isTyped = json.string(value) && json.skip(':');
        return isTyped && any() && json.skip('}') && json.skip('}');
    }

    private boolean any() {
        return switch (json.peek()) {
            case '"' -> json.string(value);
            case '{', '[' -> json.nested(value);
            default -> json.literal(value);
        };
    }

    /** The bytes of a text that is not printable, each a number. */
    private boolean bytes(LogDraft draft, Slice text) {
        byte[] numbers = new byte[text.length()];
        int size = 0;
        json.begin(text.bytes(), text.start(), text.end(), draft.scratch());
        json.skip('[');
        do {
            boolean isNumber = json.peek() != '"' && any();
            long number = isNumber ? Ascii.number(value.bytes(), value.start(), value.end()) : -1;
            if (number < 0 || number > 255) {
                return false;
            }
            // PostgreSQL's texts hold no NUL.
            numbers[size++] = (byte) (number == 0 ? '?' : number);
        } while (json.skip(','));
        // Decoding puts U+FFFD for what is no UTF-8.
        String message = new String(numbers, 0, size, StandardCharsets.UTF_8);
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return draft.put(LogColumn.BODY, bytes, 0, bytes.length);
    }
}
