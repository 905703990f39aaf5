package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * W3C extended logs as IIS writes them. What the columns are stands in a directive at the head of
 * the file, which is a line by itself and is not remembered: the two orders that IIS writes by
 * default are told by their shape, from IIS 7 on and before; others are for Grok. Times are UTC.
 */
final class W3cFormat implements LineFormat {

    private static final String[] DIRECTIVES = {
        "#Fields: ", "#Software: ", "#Version: ", "#Date: "
    };
    private static final int DATE_AND_TIME = 20;
    private static final int MOST_BEFORE_METHOD = 3;

    private final TimestampScanner timestamps;
    private final NamedValues values;

    /** After server address: method, path, query, port, user, client, agent, referer, numbers. */
    private final Columns fromIis7 =
            new Columns(
                    ' ',
                    "method",
                    "path",
                    "cs-uri-query",
                    "s-port",
                    "user_id",
                    "client_address",
                    "user_agent",
                    "referer",
                    "status",
                    "sc-substatus",
                    "sc-win32-status",
                    "duration_ms");

    /** The same without a referer. */
    private final Columns iis6 =
            new Columns(
                    ' ',
                    "method",
                    "path",
                    "cs-uri-query",
                    "s-port",
                    "user_id",
                    "client_address",
                    "user_agent",
                    "status",
                    "sc-substatus",
                    "sc-win32-status",
                    "duration_ms");

    W3cFormat(TimestampScanner timestamps, NamedValues values) {
        this.timestamps = timestamps;
        this.values = values;
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        if (line[start] == '#') {
            return directive(line, start, end, draft);
        }
        int method = methodStart(line, start, end);
        if (method < 0 || !AmazonFormat.utcTime(timestamps, line, start, draft)) {
            return false;
        }
        int afterAgent = column(line, method, end, 7);
        int numberEnd = Ascii.find(' ', line, afterAgent, end);
        boolean isOld = Ascii.areDigits(line, afterAgent, numberEnd);
        int server = start + DATE_AND_TIME;
        int serverEnd = method - 1;
        while (serverEnd > server && line[serverEnd - 1] != ' ') {
            serverEnd--;
        }
        draft.addAttribute("s-ip", line, serverEnd, method - 1);
        if (serverEnd > server) {
            int siteEnd = Ascii.find(' ', line, server, serverEnd);
            draft.addAttribute("s-sitename", line, server, siteEnd);
            draft.put(LogColumn.HOST, line, Math.min(siteEnd + 1, serverEnd - 1), serverEnd - 1);
        }
        values.begin();
        (isOld ? iis6 : fromIis7).put(line, method, end, 0, values, draft);
        values.finish(draft);
        draft.put(LogColumn.BODY, line, start, Ascii.trimEnd(line, start, end));
        draft.format("w3c");
        return true;
    }

    private static boolean directive(byte[] line, int start, int end, LogDraft draft) {
        for (String directive : DIRECTIVES) {
            if (Ascii.startsWith(directive, line, start, end)) {
                draft.put(LogColumn.BODY, line, start, end);
                draft.format("w3c");
                return true;
            }
        }
        return false;
    }

    /** Where the method of a request stands behind date, time and up to three names, or -1. */
    private static int methodStart(byte[] line, int start, int end) {
        boolean isLikely =
                end - start > DATE_AND_TIME
                        && Ascii.isDigit(line[start])
                        && line[start + 4] == '-'
                        && line[start + 10] == ' '
                        && line[start + 13] == ':'
                        && line[start + DATE_AND_TIME - 1] == ' ';
        int at = start + DATE_AND_TIME;
        for (int i = 0; isLikely && i < MOST_BEFORE_METHOD; i++) {
            int nameEnd = Ascii.find(' ', line, at, end);
            int methodEnd = Ascii.find(' ', line, Math.min(nameEnd + 1, end), end);
            if (methodEnd + 1 >= end) {
                return -1;
            }
            boolean isAddress = isAddress(line, at, nameEnd);
            if (isAddress && Ascii.isUpper(line[nameEnd + 1]) && line[methodEnd + 1] == '/') {
                return nameEnd + 1;
            }
            at = nameEnd + 1;
        }
        return -1;
    }

    private static boolean isAddress(byte[] line, int start, int end) {
        for (int at = start; at < end; at++) {
            if (!Ascii.isHex(line[at]) && line[at] != '.' && line[at] != ':' && line[at] != '%') {
                return false;
            }
        }
        return end - start > 1;
    }

    private static int column(byte[] line, int start, int end, int wanted) {
        int at = start;
        for (int column = 0; column < wanted; column++) {
            at = Math.min(end, Ascii.find(' ', line, at, end) + 1);
        }
        return at;
    }
}
