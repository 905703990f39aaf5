package io.stacklens.enrichment.editing;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a body into lines, one in memory at a time. A quote that does not end before the body does,
 * or before a line of the greatest length, spoils its own line only: what was read behind it is
 * read again.
 */
final class LineSource {

    /**
     * A line, which is text or says what is wrong with it.
     *
     * @param number of its first line, from 1
     * @param text null when it cannot be read
     */
    record Line(long number, @Nullable String text, String problem) {}

    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final InputStream body;
    private final int longest;
    private final boolean isQuoted;

    /** What is read again before the body goes on. */
    private InputStream again = InputStream.nullInputStream();

    private long number;

    /**
     * @param isQuoted whether a line end between quotes is part of the line, as in CSV
     */
    LineSource(InputStream in, int longest, boolean isQuoted) {
        body = in instanceof BufferedInputStream ? in : new BufferedInputStream(in);
        this.longest = longest;
        this.isQuoted = isQuoted;
    }

    /** The next line without its end, or null after the last. */
    @Nullable Line next() throws IOException {
        int read = read();
        if (read < 0) {
            return null;
        }
        long start = ++number;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        Place place = isQuoted ? Place.VALUE_BEGIN : Place.TEXT;
        int firstEnd = -1;
        while (read >= 0 && bytes.size() <= longest && place != Place.BROKEN) {
            if (read == '\n' && place != Place.QUOTED) {
                break;
            }
            if (read == '\n') {
                firstEnd = firstEnd < 0 ? bytes.size() : firstEnd;
                number++;
            }
            place = isQuoted ? place.behind(read, firstEnd >= 0) : place;
            bytes.write(read);
            read = read();
        }
        boolean isOpen = place == Place.QUOTED && (read < 0 || bytes.size() > longest);
        if (firstEnd >= 0 && (isOpen || place == Place.BROKEN)) {
            number = start;
            readAgain(bytes.toByteArray(), firstEnd + 1, read);
            return new Line(start, null, "a closing quote");
        }
        if (bytes.size() > longest) {
            skipLine(read);
            return new Line(start, null, "a line of at most %d bytes".formatted(longest));
        }
        return decoded(start, bytes.toByteArray());
    }

    private int read() throws IOException {
        int next = again.read();
        return next >= 0 ? next : body.read();
    }

    /**
     * @param next was read behind the bytes, and is -1 at the end of the body
     */
    private void readAgain(byte[] bytes, int from, int next) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(bytes.length + longest);
        rest.write(bytes, from, bytes.length - from);
        if (next >= 0) {
            rest.write(next);
        }
        again.transferTo(rest);
        again = new ByteArrayInputStream(rest.toByteArray());
    }

    private void skipLine(int from) throws IOException {
        int read = from;
        while (read >= 0 && read != '\n') {
            read = read();
        }
    }

    private static Line decoded(long number, byte[] bytes) {
        int end = bytes.length;
        if (end > 0 && bytes[end - 1] == '\r') {
            end--;
        }
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, 0, end))
                            .toString();
            boolean hasMark = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
            return new Line(number, hasMark ? text.substring(1) : text, "");
        } catch (CharacterCodingException _) {
            return new Line(number, null, "UTF-8");
        }
    }

    /** Where in a line of CSV a byte stands. */
    private enum Place {
        VALUE_BEGIN,
        /** In a value without quotes, and anywhere where quotes mean nothing. */
        TEXT,
        QUOTED,
        /** Behind a quote that ends the value, unless another follows. */
        QUOTE,
        /** Behind something else than a comma: the quote that began lines before has no end. */
        BROKEN;

        Place behind(int b, boolean isLaterLine) {
            return switch (this) {
                case VALUE_BEGIN -> b == '"' ? QUOTED : b == ',' ? VALUE_BEGIN : TEXT;
                case QUOTED -> b == '"' ? QUOTE : QUOTED;
                case QUOTE -> {
                    if (b == '"') {
                        yield QUOTED;
                    }
                    yield b == ',' ? VALUE_BEGIN : b == '\r' || !isLaterLine ? TEXT : BROKEN;
                }
                case TEXT, BROKEN -> this == TEXT && b == ',' ? VALUE_BEGIN : this;
            };
        }
    }
}
