package io.stacklens.pipeline.redact;

import io.stacklens.pipeline.text.Ascii;

import java.util.Set;

/** E-mail addresses, bank account numbers and social security numbers: found when asked for. */
final class PersonalData {

    private static final int SHORTEST_IBAN = 15;
    private static final int LONGEST_IBAN = 34;
    private static final int SSN_LENGTH = 11;

    private final boolean emails;
    private final boolean ibans;
    private final boolean ssns;

    PersonalData(Set<RedactionKind> kinds) {
        emails = kinds.contains(RedactionKind.EMAIL);
        ibans = kinds.contains(RedactionKind.IBAN);
        ssns = kinds.contains(RedactionKind.SSN);
    }

    boolean isWanted() {
        return emails || ibans || ssns;
    }

    void find(byte[] line, int start, int end, Findings findings) {
        for (int at = start; at < end; at++) {
            int b = line[at];
            if (b == '@' && emails) {
                email(line, start, at, end, findings);
            } else if (isWordStart(line, start, at)) {
                if (ssns && Ascii.isDigit(b)) {
                    ssn(line, at, end, findings);
                } else if (ibans && Ascii.isUpper(b)) {
                    iban(line, at, end, findings);
                }
            }
        }
    }

    private static boolean isWordStart(byte[] line, int start, int at) {
        return at == start || !(isAlphanumeric(line[at - 1]) || line[at - 1] == '-');
    }

    private static void email(byte[] line, int start, int at, int end, Findings findings) {
        int from = at;
        while (from > start && isLocal(line[from - 1])) {
            from--;
        }
        int to = at + 1;
        int dot = -1;
        while (to < end && (isAlphanumeric(line[to]) || line[to] == '-' || line[to] == '.')) {
            if (line[to] == '.') {
                dot = to;
            }
            to++;
        }
        if (dot == to - 1) {
            to--; // the full stop of a sentence
            dot = lastDot(line, at, to);
        }
        boolean hasDomain = dot > at + 1 && to - dot > 2 && Ascii.isLetter(line[to - 1]);
        if (from < at && hasDomain) {
            findings.add(from, to, RedactionKind.EMAIL);
        }
    }

    private static int lastDot(byte[] line, int from, int to) {
        int at = to - 1;
        while (at > from && line[at] != '.') {
            at--;
        }
        return at;
    }

    private static boolean isLocal(int b) {
        return isAlphanumeric(b) || b == '.' || b == '_' || b == '-' || b == '+' || b == '%';
    }

    private static void ssn(byte[] line, int at, int end, Findings findings) {
        boolean isForm =
                at + SSN_LENGTH <= end
                        && line[at + 3] == '-'
                        && line[at + 6] == '-'
                        && (at + SSN_LENGTH == end || !isAlphanumeric(line[at + SSN_LENGTH]))
                        && (at + SSN_LENGTH == end || line[at + SSN_LENGTH] != '-');
        if (!isForm) {
            return;
        }
        long area = Ascii.number(line, at, at + 3);
        long group = Ascii.number(line, at + 4, at + 6);
        long serial = Ascii.number(line, at + 7, at + SSN_LENGTH);
        if (area > 0 && area < 900 && area != 666 && group > 0 && serial > 0) {
            findings.add(at, at + SSN_LENGTH, RedactionKind.SSN);
        }
    }

    private static void iban(byte[] line, int at, int end, Findings findings) {
        boolean isForm =
                at + SHORTEST_IBAN <= end
                        && Ascii.isUpper(line[at + 1])
                        && Ascii.areDigits(line, at + 2, at + 4);
        if (!isForm) {
            return;
        }
        int to = at + 4;
        int length = 4;
        int remainder = 0;
        while (to < end && length < LONGEST_IBAN) {
            boolean isGroupEnd = line[to] == ' ' && length % 4 == 0 && to + 1 < end;
            int next = isGroupEnd ? to + 1 : to;
            if (!Ascii.isUpper(line[next]) && !Ascii.isDigit(line[next])) {
                break;
            }
            remainder = remainder(remainder, line[next]);
            to = next + 1;
            length++;
        }
        for (int i = 0; i < 4; i++) {
            remainder = remainder(remainder, line[at + i]);
        }
        boolean isWhole = to == end || !isAlphanumeric(line[to]);
        if (length >= SHORTEST_IBAN && isWhole && remainder == 1) {
            findings.add(at, to, RedactionKind.IBAN);
        }
    }

    private static int remainder(int before, int b) {
        int value = Ascii.isDigit(b) ? b - '0' : b - 'A' + 10;
        return (value < 10 ? before * 10 + value : before * 100 + value) % 97;
    }

    private static boolean isAlphanumeric(int b) {
        return Ascii.isLetter(b) || Ascii.isDigit(b);
    }
}
