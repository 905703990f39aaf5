package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * Squid's own access log: {@code 1795335000.355 125 203.0.113.9 TCP_MISS/200 4521 GET
 * http://shop.example/ - HIER_DIRECT/198.51.100.4 text/html}. The body stays the whole line.
 */
final class SquidFormat implements LineFormat {

    /** Ten digits of seconds, a point, three of milliseconds. */
    private static final int TIME = 14;

    private final TimestampScanner timestamps;
    private final NamedValues values;
    private final Columns columns =
            new Columns(
                    ' ', "response_bytes", "method", "url", "user_id", "hierarchy", "content_type");

    SquidFormat(TimestampScanner timestamps, NamedValues values) {
        this.timestamps = timestamps;
        this.values = values;
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        boolean isLikely =
                end - start > TIME + 16
                        && line[start + 10] == '.'
                        && line[start + TIME] == ' '
                        && Ascii.areDigits(line, start, start + 10);
        if (!isLikely) {
            return false;
        }
        int took = Ascii.skipSpaces(line, start + TIME, end);
        int tookEnd = Ascii.find(' ', line, took, end);
        int client = Math.min(end, tookEnd + 1);
        int clientEnd = Ascii.find(' ', line, client, end);
        int result = Math.min(end, clientEnd + 1);
        int resultEnd = Ascii.find(' ', line, result, end);
        int slash = Ascii.find('/', line, result, resultEnd);
        boolean isAccess =
                Ascii.areDigits(line, took, tookEnd)
                        && slash + 4 == resultEnd
                        && Ascii.areDigits(line, slash + 1, resultEnd)
                        && timestamps.scanWhole(line, start, start + TIME, draft);
        if (!isAccess) {
            return false;
        }
        values.begin();
        draft.putDurationMs((double) Ascii.number(line, took, tookEnd));
        values.putClientAddress(draft, line, client, clientEnd);
        draft.addAttribute("result", line, result, slash);
        values.putStatus(draft, line, slash + 1, resultEnd);
        columns.put(line, resultEnd + 1, end, 0, values, draft);
        values.finish(draft);
        draft.put(LogColumn.BODY, line, start, Ascii.trimEnd(line, start, end));
        draft.format("squid");
        return true;
    }
}
