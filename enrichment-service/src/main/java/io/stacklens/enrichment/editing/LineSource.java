package io.stacklens.enrichment.editing;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Cuts a body into lines, one in memory at a time. */
final class LineSource {

    /**
     * A line, which is text or says what is wrong with it.
     *
     * @param number of its first line, from 1
     * @param text null when it cannot be read
     */
    record Line(long number, @Nullable String text, String problem) {}

    private static final int BYTE_ORDER_MARK = 0xfeff;

    private final InputStream in;
    private final int longest;
    private final boolean isQuoted;
    private long number;

    /**
     * @param isQuoted whether a line end between quotes is part of the line, as in CSV
     */
    LineSource(InputStream in, int longest, boolean isQuoted) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in);
        this.longest = longest;
        this.isQuoted = isQuoted;
    }

    /** The next line without its end, or null after the last. */
    @Nullable Line next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return null;
        }
        long start = ++number;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        boolean inQuotes = false;
        boolean isTooLong = false;
        for (int read = first; read >= 0; read = in.read()) {
            if (read == '\n') {
                if (!inQuotes || isTooLong) {
                    break;
                }
                number++;
            }
            inQuotes ^= isQuoted && read == '"';
            if (bytes.size() < longest) {
                bytes.write(read);
            } else {
                isTooLong = true;
            }
        }
        if (isTooLong) {
            return new Line(start, null, "a line of at most %d bytes".formatted(longest));
        }
        return decoded(start, bytes.toByteArray());
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
}
