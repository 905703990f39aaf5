package io.stacklens.collector.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a TCP stream into syslog messages (RFC 6587), deciding anew for each: an octet count, a
 * space and {@code <} begin a message of that many octets; anything else goes up to a line feed or
 * NUL. So a line that begins with a number is not taken for a count. Not thread-safe.
 */
final class SyslogFramer {

    private static final int FIRST_BYTES = 16 << 10;
    private static final int MAX_READ = 256 << 10;
    private static final int MAX_COUNT_DIGITS = 9;
    private static final long NONE = 0;
    private static final long UNDECIDED = -1;

    private final int maxMessage;
    private byte[] buffer = new byte[FIRST_BYTES];

    /** Where the next message begins, and how far the buffer is filled. */
    private int start;

    private int end;
    private boolean isFilled;

    /** What is still to come of a message that was cut: so many octets, or up to a delimiter. */
    private long octetsToSkip;

    private boolean isSkippingToDelimiter;

    SyslogFramer(int maxMessage) {
        this.maxMessage = maxMessage;
    }

    /** The array that the frames of the last call are slices of; valid until the next read. */
    byte[] buffer() {
        return buffer;
    }

    /** Reads what has come, waiting for at least a byte; returns false at the end of the stream. */
    boolean read(InputStream in) throws IOException {
        makeRoom();
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            return false;
        }
        end += read;
        isFilled = end == buffer.length;
        return true;
    }

    /** The messages that are complete. */
    List<SyslogFrame> frames() {
        List<SyslogFrame> frames = new ArrayList<>();
        while (skip() && start < end) {
            long count = octetCount();
            if (count == UNDECIDED || !(count > 0 ? takeOctets(count, frames) : takeLine(frames))) {
                break;
            }
        }
        return frames;
    }

    /** What is left when the stream has ended. */
    List<SyslogFrame> rest() {
        if (start == end || isSkippingToDelimiter || octetsToSkip > 0) {
            return List.of();
        }
        long count = octetCount();
        int from = count > 0 ? start + digits() + 1 : start;
        SyslogFrame frame = trimmed(from, Math.min(end - from, maxMessage), count > 0);
        start = end;
        return List.of(frame);
    }

    /** The octet count that begins a message, {@link #NONE}, or not to be told yet. */
    private long octetCount() {
        int digits = digits();
        if (digits == 0 || digits > MAX_COUNT_DIGITS || buffer[start] == '0') {
            return NONE;
        }
        int space = start + digits;
        if (space + 1 >= end) {
            return space < end && buffer[space] != ' ' ? NONE : UNDECIDED;
        }
        if (buffer[space] != ' ' || buffer[space + 1] != '<') {
            return NONE;
        }
        long count = 0;
        for (int at = start; at < space; at++) {
            count = count * 10 + (buffer[at] - '0');
        }
        return count;
    }

    private int digits() {
        int at = start;
        while (at < end
                && at - start <= MAX_COUNT_DIGITS
                && buffer[at] >= '0'
                && buffer[at] <= '9') {
            at++;
        }
        return at - start;
    }

    private boolean takeOctets(long count, List<SyslogFrame> frames) {
        int from = start + digits() + 1;
        int wanted = (int) Math.min(count, maxMessage);
        if (end - from < wanted) {
            return false;
        }
        frames.add(trimmed(from, wanted, count > maxMessage));
        start = from + wanted;
        octetsToSkip = count - wanted;
        return true;
    }

    private boolean takeLine(List<SyslogFrame> frames) {
        int delimiter = delimiter(Math.min(end, start + maxMessage + 1));
        if (delimiter >= 0) {
            frames.add(trimmed(start, delimiter - start, false));
            start = delimiter + 1;
            return true;
        }
        if (end - start <= maxMessage) {
            return false;
        }
        frames.add(trimmed(start, maxMessage, true));
        start += maxMessage;
        isSkippingToDelimiter = true;
        return true;
    }

    private int delimiter(int to) {
        for (int at = start; at < to; at++) {
            if (buffer[at] == '\n' || buffer[at] == 0) {
                return at;
            }
        }
        return -1;
    }

    /** Leaves out the rest of a message that was cut; false while more of it is to come. */
    private boolean skip() {
        if (octetsToSkip > 0) {
            int skipped = (int) Math.min(octetsToSkip, end - start);
            start += skipped;
            octetsToSkip -= skipped;
            return octetsToSkip == 0;
        }
        if (isSkippingToDelimiter) {
            int delimiter = delimiter(end);
            start = delimiter >= 0 ? delimiter + 1 : end;
            isSkippingToDelimiter = delimiter < 0;
            return delimiter >= 0;
        }
        return true;
    }

    /** Without the line ends that some senders count in, and without a byte order mark in front. */
    private SyslogFrame trimmed(int offset, int length, boolean isTruncated) {
        int from = offset;
        int to = offset + length;
        while (to > from && isLineEnd(buffer[to - 1])) {
            to--;
        }
        if (to - from >= 3
                && buffer[from] == (byte) 0xEF
                && buffer[from + 1] == (byte) 0xBB
                && buffer[from + 2] == (byte) 0xBF) {
            from += 3;
        }
        return new SyslogFrame(from, to - from, isTruncated);
    }

    static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r' || b == 0;
    }

    private void makeRoom() {
        if (start == end) {
            start = 0;
            end = 0;
        } else if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        // A sender that fills the buffer has more to send than small reads can carry.
        if (isFilled && buffer.length < limit()) {
            buffer = Arrays.copyOf(buffer, Math.min(limit(), buffer.length * 2));
        }
    }

    private int limit() {
        return Math.max(MAX_READ, maxMessage + MAX_COUNT_DIGITS + 2);
    }
}
