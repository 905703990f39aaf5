package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * A line of a container as the Kubernetes runtimes keep it: {@code 2026-11-22T08:10:00.123456789Z
 * stdout F message}. A {@code P} marks a part of a line that was too long, kept as attribute {@code
 * partial}. The message is parsed on.
 */
final class CriFormat implements LineFormat {

    private static final String[] STREAMS = {" stdout ", " stderr "};
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final int SHORTEST_TIME = 20;

    private final TimestampScanner timestamps;

    CriFormat(TimestampScanner timestamps) {
        this.timestamps = timestamps;
    }

    @Override
    public boolean parse(byte[] line, int start, int end, LogDraft draft) {
        int timeEnd = timeEnd(line, start, end);
        if (timeEnd < 0 || timestamps.scan(line, start, timeEnd, draft) != timeEnd) {
            return false;
        }
        int tag = timeEnd + STREAMS[0].length();
        int tagEnd = Ascii.find(' ', line, tag, end);
        draft.addAttribute("stream", line, timeEnd + 1, tag - 1);
        if (line[tag] == 'P') {
            draft.addAttribute("partial", TRUE, 0, TRUE.length);
        }
        draft.put(LogColumn.BODY, line, Math.min(end, tagEnd + 1), end);
        draft.format("cri");
        return true;
    }

    /** Where a time that a stream follows ends, or -1: most lines end this within a few bytes. */
    private static int timeEnd(byte[] line, int start, int end) {
        boolean isLikely =
                end - start > SHORTEST_TIME + STREAMS[0].length()
                        && Ascii.isDigit(line[start])
                        && line[start + 4] == '-'
                        && line[start + 10] == 'T';
        if (!isLikely) {
            return -1;
        }
        int timeEnd = Ascii.find(' ', line, start, end);
        for (String stream : STREAMS) {
            int tag = timeEnd + stream.length();
            if (Ascii.startsWith(stream, line, timeEnd, end)
                    && tag < end
                    && (line[tag] == 'F' || line[tag] == 'P')
                    && (tag + 1 == end || line[tag + 1] == ' ' || line[tag + 1] == ':')) {
                return timeEnd;
            }
        }
        return -1;
    }
}
