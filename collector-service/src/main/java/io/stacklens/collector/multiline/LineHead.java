package io.stacklens.collector.multiline;

/**
 * What stands before the message of a syslog line (RFC 5424, RFC 3164, or the latter with an ISO
 * time): whose line it is, and where the message begins. A line without such a head is all message,
 * of nobody in particular. Used again for every line.
 */
final class LineHead {

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LONGEST_PRIORITY = 5;
    private static final int BSD_DATE = "Nov 22 ".length();
    private static final int YEAR = "2026 ".length();

    private final LineText line = new LineText();
    private int keyStart;
    private int keyEnd;
    private int messageStart;

    void read(byte[] bytes, int start, int end) {
        line.set(bytes, start, end);
        keyStart = start;
        keyEnd = start;
        messageStart = start;
        int first = line.first();
        if (first == '<') {
            behindPriority(start, end);
        } else if (isMonth(start)) {
            bsd(start, end);
        }
    }

    /** Host, program and process; empty when the line has no head. */
    int keyStart() {
        return keyStart;
    }

    int keyEnd() {
        return keyEnd;
    }

    int keyHash() {
        byte[] bytes = line.bytes();
        int hash = 0;
        for (int at = keyStart; at < keyEnd; at++) {
            hash = hash * 31 + bytes[at];
        }
        return hash;
    }

    boolean hasKey() {
        return keyEnd > keyStart;
    }

    int messageStart() {
        return messageStart;
    }

    private void behindPriority(int start, int end) {
        int close = line.digitsEnd(start + 1);
        if (close == start + 1 || close - start >= LONGEST_PRIORITY || line.at(close) != '>') {
            return;
        }
        int at = close + 1;
        messageStart = at;
        if (LineText.isDigit(line.at(at)) && line.at(at + 1) == ' ') {
            rfc5424(at + 2, end);
        } else if (isMonth(at)) {
            bsd(at, end);
        } else if (LineText.isDigit(line.at(at)) && line.at(at + 10) == 'T') {
            tagged(wordEnd(at, end) + 1, end);
        }
    }

    private void rfc5424(int from, int end) {
        int host = wordEnd(from, end) + 1;
        int program = wordEnd(host, end) + 1;
        int process = wordEnd(program, end) + 1;
        int processEnd = wordEnd(process, end);
        int data = wordEnd(processEnd + 1, end) + 1;
        if (data >= end) {
            return;
        }
        keyStart = host;
        keyEnd = processEnd;
        int at = line.at(data) == '[' ? dataEnd(data, end) : data + 1;
        at += line.at(at) == ' ' ? 1 : 0;
        boolean hasMark =
                line.at(at) == (byte) 0xEF
                        && line.at(at + 1) == (byte) 0xBB
                        && line.at(at + 2) == (byte) 0xBF;
        messageStart = Math.min(end, hasMark ? at + 3 : at);
    }

    /** Behind structured data, whose values are quoted and may escape quotes. */
    private int dataEnd(int from, int end) {
        byte[] bytes = line.bytes();
        boolean isQuoted = false;
        int at = from;
        while (at < end) {
            int b = bytes[at];
            if (b == '\\' && isQuoted) {
                at++;
            } else if (b == '"') {
                isQuoted = !isQuoted;
            } else if (b == ']' && !isQuoted && line.at(at + 1) != '[') {
                return at + 1;
            }
            at++;
        }
        return end;
    }

    private void bsd(int from, int end) {
        int time = from + BSD_DATE;
        if (LineText.isDigit(line.at(time)) && line.at(time + 4) == ' ') {
            time += YEAR;
        }
        if (line.at(time + 2) == ':' && line.at(time + 5) == ':') {
            tagged(wordEnd(time, end) + 1, end);
        }
    }

    /** Behind the time: {@code host program[process]: message}, the host at times left out. */
    private void tagged(int from, int end) {
        int hostEnd = wordEnd(from, end);
        boolean hasHost = hostEnd > from && line.at(hostEnd - 1) != ':';
        int tag = hasHost ? hostEnd + 1 : from;
        int at = tag;
        while (at < end && line.at(at) != ' ' && line.at(at) != ':') {
            at++;
        }
        if (at >= end || at == tag) {
            return;
        }
        keyStart = from;
        keyEnd = at;
        at += line.at(at) == ':' ? 1 : 0;
        messageStart = line.at(at) == ' ' ? at + 1 : at;
    }

    private int wordEnd(int from, int end) {
        return from < end ? line.find(' ', from, end) : end;
    }

    private boolean isMonth(int at) {
        int first = line.at(at);
        if (first < 'A' || first > 'S' || line.at(at + 3) != ' ') {
            return false;
        }
        for (int month = 0; month < MONTHS.length(); month += 3) {
            if (first == MONTHS.charAt(month)
                    && line.at(at + 1) == MONTHS.charAt(month + 1)
                    && line.at(at + 2) == MONTHS.charAt(month + 2)) {
                return true;
            }
        }
        return false;
    }
}
