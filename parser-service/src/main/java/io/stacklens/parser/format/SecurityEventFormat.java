package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;

/**
 * Events of security products: CEF ({@code CEF:0|Vendor|Product|1.0|100|Name|7|src=… msg=…}) and
 * LEEF ({@code LEEF:2.0|Vendor|Product|1.0|Id|^|src=…^usrName=…}). The product is the service, the
 * message is {@code msg}, else the event's name; header and extension become attributes.
 */
final class SecurityEventFormat implements LineFormat {

    private static final int CEF_HEADERS = 7;
    private static final int LEEF_1_HEADERS = 5;
    private static final String[] HEADERS = {
        "version", "device_vendor", "device_product", "device_version", "signature_id", "name"
    };

    /** Names of the two standards that mean fields of ours only here. */
    private static final String[][] FIELDS = {
        {"rt", "timestamp"},
        {"devTime", "timestamp"},
        {"src", "client_address"},
        {"suser", "user_id"},
        {"usrName", "user_id"},
        {"dvchost", "host"},
        {"identHostName", "host"},
        {"request", "url"},
        // The protocol, which is no service.
        {"app", ""}
    };

    private static final byte[][] FIELD_NAMES = column(0);
    private static final byte[][] MEANINGS = column(1);

    private final NamedValues values;

    SecurityEventFormat(NamedValues values) {
        this.values = values;
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        boolean isCef = Ascii.startsWith("CEF:", line, start, end);
        if (!isCef && !Ascii.startsWith("LEEF:", line, start, end)) {
            return false;
        }
        boolean isLeef2 = Ascii.startsWith("LEEF:2", line, start, end);
        values.begin();
        int at = Ascii.find(':', line, start, end) + 1;
        int headers = isCef ? CEF_HEADERS : LEEF_1_HEADERS;
        Scratch scratch = draft.scratch();
        int name = 0;
        int nameEnd = 0;
        for (int i = 0; i < headers; i++) {
            int stop = headerEnd(line, at, end);
            if (stop == end && i < headers - 1) {
                return false;
            }
            int from = scratch.position();
            unescape(line, at, stop, scratch);
            int to = scratch.position();
            header(i, scratch.bytes(), from, to, draft);
            if (i == headers - 2 + (isCef ? 0 : 1)) {
                name = from;
                nameEnd = to;
            }
            at = Math.min(end, stop + 1);
        }
        byte[] nameBytes = scratch.bytes();
        if (isCef) {
            extension(line, at, end, draft);
        } else {
            int delimiter = '\t';
            if (isLeef2) {
                int stop = Ascii.find('|', line, at, end);
                delimiter = delimiter(line, at, stop);
                at = Math.min(end, stop + 1);
            }
            attributes(line, at, end, delimiter, draft);
        }
        values.finish(draft);
        draft.put(LogColumn.BODY, nameBytes, name, nameEnd);
        draft.format(isCef ? "cef" : "leef");
        return true;
    }

    private static void header(int i, byte[] bytes, int from, int to, LogDraft draft) {
        if (i < HEADERS.length) {
            draft.addAttribute(HEADERS[i], bytes, from, to);
        }
        if (i == 2) {
            draft.appName().set(bytes, from, to);
        }
        if (i == CEF_HEADERS - 1) {
            severity(bytes, from, to, draft);
        }
    }

    /** 0 to 3 low, 4 to 6 medium, 7 and 8 high, 9 and 10 very high; or these words. */
    private static void severity(byte[] bytes, int from, int to, LogDraft draft) {
        int number;
        if (Ascii.isIgnoringCase("very-high", bytes, from, to)) {
            number = 10;
        } else if (Ascii.isIgnoringCase("high", bytes, from, to)) {
            number = 8;
        } else if (Ascii.isIgnoringCase("medium", bytes, from, to)) {
            number = 5;
        } else if (Ascii.isIgnoringCase("low", bytes, from, to)) {
            number = 0;
        } else {
            number = (int) Ascii.number(bytes, from, to);
        }
        if (number >= 0 && number <= 10) {
            draft.putSeverity(number >= 9 ? 21 : number >= 7 ? 17 : number >= 4 ? 13 : 9);
            draft.put(LogColumn.SEVERITY_TEXT, bytes, from, to);
        }
    }

    private static int headerEnd(byte[] line, int start, int end) {
        int at = start;
        while (at < end && line[at] != '|') {
            at += line[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, end);
    }

    /** Pairs whose values may hold spaces: a value ends where the next key begins. */
    private void extension(byte[] line, int start, int end, LogDraft draft) {
        int key = Ascii.skipSpaces(line, start, end);
        int equals = keyEnd(line, key, end);
        while (equals < end) {
            int nextEquals = end;
            int valueEnd = end;
            int at = equals + 1;
            while (at < end) {
                if (line[at] == '\\') {
                    at++;
                } else if (line[at] == ' ') {
                    int candidate = keyEnd(line, at + 1, end);
                    if (candidate < end) {
                        valueEnd = at;
                        nextEquals = candidate;
                        break;
                    }
                }
                at++;
            }
            Scratch scratch = draft.scratch();
            int from = scratch.position();
            unescape(line, equals + 1, Ascii.trimEnd(line, equals + 1, valueEnd), scratch);
            pair(line, key, equals, scratch.bytes(), from, scratch.position(), draft);
            key = valueEnd + 1;
            equals = nextEquals;
        }
    }

    /** Where the equals sign behind a key stands, or the end when there is no key here. */
    private static int keyEnd(byte[] line, int start, int end) {
        int at = start;
        while (at < end
                && (Ascii.isLetter(line[at])
                        || Ascii.isDigit(line[at])
                        || line[at] == '_'
                        || line[at] == '.'
                        || line[at] == '-')) {
            at++;
        }
        return at > start && at < end && line[at] == '=' ? at : end;
    }

    private void attributes(byte[] line, int start, int end, int delimiter, LogDraft draft) {
        int at = start;
        while (at < end) {
            int stop = Ascii.find(delimiter, line, at, end);
            int equals = Ascii.find('=', line, at, stop);
            if (equals < stop && equals > at) {
                int key = Ascii.skipSpaces(line, at, equals);
                pair(line, key, equals, line, equals + 1, stop, draft);
            }
            at = stop + 1;
        }
    }

    private void pair(
            byte[] line, int key, int equals, byte[] value, int from, int to, LogDraft draft) {
        if (from == to) {
            return;
        }
        if (Ascii.is("sev", line, key, equals)) {
            severity(value, from, to, draft);
        }
        for (int i = 0; i < FIELD_NAMES.length; i++) {
            if (equals - key == FIELD_NAMES[i].length
                    && Ascii.is(FIELDS[i][0], line, key, equals)) {
                if (MEANINGS[i].length == 0) {
                    draft.addAttribute(line, key, equals, value, from, to);
                } else {
                    values.put(draft, MEANINGS[i], 0, MEANINGS[i].length, value, from, to);
                }
                return;
            }
        }
        values.put(draft, line, key, equals, value, from, to);
    }

    private static void unescape(byte[] line, int start, int end, Scratch scratch) {
        int at = start;
        while (at < end) {
            int b = line[at];
            if (b == '\\' && at + 1 < end) {
                int next = line[at + 1];
                boolean isEscape = next == '\\' || next == '|' || next == '=';
                if (isEscape || next == 'n' || next == 'r') {
                    scratch.add(isEscape ? next : '\n');
                    at += 2;
                    continue;
                }
            }
            scratch.add(b);
            at++;
        }
    }

    /** One character, or its code as {@code x09} or {@code 0x09}. */
    private static int delimiter(byte[] line, int start, int end) {
        if (end - start == 1) {
            return line[start];
        }
        int x = Ascii.find('x', line, start, end);
        if (x < end && end - x == 3) {
            int high = Character.digit(line[x + 1], 16);
            int low = Character.digit(line[x + 2], 16);
            return high >= 0 && low >= 0 ? high << 4 | low : '\t';
        }
        return '\t';
    }

    private static byte[][] column(int index) {
        byte[][] column = new byte[FIELDS.length][];
        for (int i = 0; i < FIELDS.length; i++) {
            column[i] = FIELDS[i][index].getBytes(StandardCharsets.US_ASCII);
        }
        return column;
    }
}
