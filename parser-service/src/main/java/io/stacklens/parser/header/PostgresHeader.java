package io.stacklens.parser.header;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.severity.SeverityWords;
import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;

/**
 * PostgreSQL's lines, whatever {@code log_line_prefix} stands between the time and the severity,
 * which is followed by a colon and two spaces. Of the prefix the usual parts are told apart: the
 * process, {@code user@database}, {@code key=value} pairs, the client's address and port.
 */
final class PostgresHeader {

    private static final int LONGEST_PREFIX = 256;
    private static final byte[] CLIENT = "client_ip".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] USER = "db.user".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] APPLICATION =
            "application_name".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATABASE = "db.name".getBytes(StandardCharsets.US_ASCII);

    private final NamedValues values;
    private boolean hasProcess;

    PostgresHeader(NamedValues values) {
        this.values = values;
    }

    /** Reads on behind the timestamp. */
    boolean read(byte[] line, int start, int end, LogDraft draft) {
        int colon = severityEnd(line, start, end);
        if (colon < 0) {
            return false;
        }
        int word = wordStart(line, start, colon);
        draft.putSeverity(SeverityWords.number(line, word, colon));
        draft.put(LogColumn.SEVERITY_TEXT, line, word, colon);
        prefix(line, start, word, draft);
        int body = Ascii.skipSpaces(line, colon + 1, end);
        draft.put(LogColumn.BODY, line, body, Math.max(body, Ascii.trimEnd(line, body, end)));
        draft.format("postgresql");
        return true;
    }

    /** Where the severity ends: a word in capitals before a colon and two spaces. */
    private static int severityEnd(byte[] line, int start, int end) {
        int last = Math.min(end, start + LONGEST_PREFIX) - 2;
        for (int at = start; at < last; at++) {
            if (line[at] == ':' && line[at + 1] == ' ' && line[at + 2] == ' ') {
                int word = wordStart(line, start, at);
                boolean isSeverity =
                        word < at
                                && Ascii.isUpper(line[word])
                                && SeverityWords.number(line, word, at) != 0;
                return isSeverity ? at : -1;
            }
        }
        return -1;
    }

    private static int wordStart(byte[] line, int start, int end) {
        int at = end;
        while (at > start && (Ascii.isUpper(line[at - 1]) || Ascii.isDigit(line[at - 1]))) {
            at--;
        }
        return at;
    }

    private void prefix(byte[] line, int start, int end, LogDraft draft) {
        hasProcess = false;
        int at = start < end && line[start] == ':' ? start + 1 : start;
        while (at < end) {
            int stop = at;
            while (stop < end && line[stop] != ' ' && line[stop] != ',' && !isColon(line, stop)) {
                stop++;
            }
            part(line, at, stop, draft);
            at = stop + 1;
        }
    }

    /** A colon parts the prefix unless it belongs to an IPv6 address. */
    private static boolean isColon(byte[] line, int at) {
        return line[at] == ':' && !Ascii.isHex(line[at + 1]) && line[at + 1] != ':';
    }

    private void part(byte[] line, int start, int end, LogDraft draft) {
        int from = start < end && line[start] == '[' ? start + 1 : start;
        int to = end > from && line[end - 1] == ']' ? end - 1 : end;
        int digits = from;
        while (digits < to && Ascii.isDigit(line[digits])) {
            digits++;
        }
        int at = Ascii.find('@', line, from, to);
        int equals = Ascii.find('=', line, from, to);
        int open = Ascii.find('(', line, from, to);
        if (from == to) {
            return;
        }
        if (equals < to) {
            pair(line, from, equals, to, draft);
        } else if (at < to) {
            put(USER, line, from, at, draft);
            put(DATABASE, line, at + 1, to, draft);
        } else if (open < to) {
            put(CLIENT, line, from, open, draft);
            draft.addAttribute("client.port", line, open + 1, Ascii.find(')', line, open, to));
        } else if (!hasProcess && digits > from && (digits == to || line[digits] == '-')) {
            hasProcess = true;
            draft.addAttribute("proc_id", line, from, digits);
        }
    }

    private void pair(byte[] line, int start, int equals, int end, LogDraft draft) {
        int value = equals + 1;
        if (Ascii.is("user", line, start, equals)) {
            put(USER, line, value, end, draft);
        } else if (Ascii.is("db", line, start, equals)) {
            put(DATABASE, line, value, end, draft);
        } else if (Ascii.is("client", line, start, equals)
                || Ascii.is("host", line, start, equals)) {
            put(CLIENT, line, value, end, draft);
        } else if (Ascii.is("app", line, start, equals)) {
            put(APPLICATION, line, value, end, draft);
        }
    }

    private void put(byte[] name, byte[] line, int start, int end, LogDraft draft) {
        if (start < end && line[start] != '[') {
            values.put(draft, name, 0, name.length, line, start, end);
        }
    }
}
