package io.stacklens.parser.format;

import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * The formats whose time stands in a bracket behind some words: one with HAProxy, two with S3,
 * three and more in access logs. A line without such a bracket ends this with its first words.
 */
final class BracketedTimeFormats implements LineFormat {

    /** Of names, users and forwarded addresses before the time. */
    private static final int MOST_BYTES = 400;

    private static final int MOST_WORDS = 16;

    private final AccessLogFormat accessLog;
    private final HaproxyFormat haproxy;
    private final AmazonFormat amazon;

    BracketedTimeFormats(TimestampScanner timestamps, NamedValues values, AmazonFormat amazon) {
        this.amazon = amazon;
        accessLog = new AccessLogFormat(timestamps, values);
        haproxy = new HaproxyFormat(timestamps, values);
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        if (line[start] == ' ') {
            return false;
        }
        int longest = Math.min(end - 2, start + MOST_BYTES);
        int words = 0;
        for (int at = start; at < longest; at++) {
            if (line[at] != ' ') {
                continue;
            }
            words++;
            if (line[at + 1] == '[' && Ascii.isDigit(line[at + 2])) {
                return parse(words, line, start, at + 1, end, draft);
            }
            if (words == MOST_WORDS) {
                return false;
            }
        }
        return false;
    }

    private boolean parse(int words, byte[] line, int start, int bracket, int end, LogDraft draft) {
        return switch (words) {
            case 1 -> haproxy.parse(line, start, bracket, end, draft);
            case 2 -> amazon.storageAccess(line, start, bracket, end, draft);
            default -> accessLog.parse(line, start, bracket, end, draft);
        };
    }
}
