package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.parser.line.Slice;
import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;

/**
 * Fills the places {@code {}} of a message with the arguments that stand beside it, as logback's
 * own JSON has them; the pattern stays as attribute {@code message}. Not thread-safe.
 */
final class MessageArguments {

    private static final String PLACE = "{}";
    private static final byte[] ARGUMENTS = "arguments".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

    private final JsonText json = new JsonText();
    private final Slice arguments = new Slice();
    private final Slice argument = new Slice();

    void begin() {
        arguments.set(ARGUMENTS, 0, 0);
    }

    /** Is shown every array of a record. */
    void see(byte[] name, int start, int end, Slice array) {
        if (end - start == ARGUMENTS.length && Ascii.is("arguments", name, start, end)) {
            arguments.set(array.bytes(), array.start(), array.end());
        }
    }

    void fill(LogDraft draft) {
        if (arguments.length() == 0 || !draft.has(LogColumn.BODY)) {
            return;
        }
        Slice pattern = draft.text(LogColumn.BODY);
        byte[] bytes = pattern.bytes();
        int at = pattern.start();
        int end = pattern.end();
        int place = Ascii.indexOf(PLACE, bytes, at, end);
        if (place < 0) {
            return;
        }
        Scratch scratch = draft.scratch();
        // Sized by what is there, since arguments that are unescaped go into the scratch as well.
        byte[] message = new byte[pattern.length() + arguments.length()];
        int size = 0;
        json.begin(arguments.bytes(), arguments.start(), arguments.end(), scratch);
        json.skip('[');
        while (place >= 0 && next()) {
            size = append(message, size, bytes, at, place);
            size = append(message, size, argument.bytes(), argument.start(), argument.end());
            json.skip(',');
            at = place + PLACE.length();
            place = Ascii.indexOf(PLACE, bytes, at, end);
        }
        size = append(message, size, bytes, at, end);
        draft.addAttribute(MESSAGE, 0, MESSAGE.length, bytes, pattern.start(), end);
        draft.replace(LogColumn.BODY, message, 0, size);
    }

    private boolean next() {
        return switch (json.peek()) {
            case '"' -> json.string(argument);
            case '{', '[' -> json.nested(argument);
            default -> json.literal(argument);
        };
    }

    private static int append(byte[] to, int size, byte[] from, int start, int end) {
        System.arraycopy(from, start, to, size, end - start);
        return size + end - start;
    }
}
