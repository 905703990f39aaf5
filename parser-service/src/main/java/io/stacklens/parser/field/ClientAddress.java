package io.stacklens.parser.field;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.pipeline.text.Ascii;

/** Reads the address of a client: IPv4 or IPv6, with a port or without, the first of a list. */
final class ClientAddress {

    private static final int LONGEST = 45;

    private ClientAddress() {}

    /** Answers whether the value is an address and nothing else; else it should be kept as well. */
    static boolean put(LogDraft draft, byte[] bytes, int start, int end) {
        int firstEnd = Ascii.trimEnd(bytes, start, Ascii.find(',', bytes, start, end));
        int from = start;
        int to = firstEnd;
        if (from < to && bytes[from] == '[') {
            from++;
            to = Ascii.find(']', bytes, from, firstEnd);
        } else if (isIpv4WithPort(bytes, from, to)) {
            to = Ascii.find(':', bytes, from, to);
        }
        if (!isAddress(bytes, from, to) || !draft.put(LogColumn.CLIENT_ADDRESS, bytes, from, to)) {
            return false;
        }
        return firstEnd == end;
    }

    private static boolean isIpv4WithPort(byte[] bytes, int start, int end) {
        int colon = Ascii.find(':', bytes, start, end);
        return Ascii.find('.', bytes, start, colon) < colon
                && Ascii.areDigits(bytes, colon + 1, end);
    }

    private static boolean isAddress(byte[] bytes, int start, int end) {
        int dots = 0;
        int colons = 0;
        for (int at = start; at < end; at++) {
            int b = bytes[at];
            if (b == '.') {
                dots++;
            } else if (b == ':') {
                colons++;
            } else if (!Ascii.isHex(b)) {
                return false;
            }
        }
        return end - start <= LONGEST && (colons >= 2 || (dots == 3 && colons == 0));
    }
}
