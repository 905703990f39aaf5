package io.stacklens.parser.header;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.header.Step.Kind;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

import java.util.ArrayList;
import java.util.List;

/**
 * Knows the systems of {@link HeaderTable} by how their lines begin. The place of the timestamp and
 * the first byte behind it decide which patterns are tried, so a line of none of them is done with
 * after a few bytes (ParserBenchmark, NONE). Not thread-safe.
 */
public final class SystemHeaders {

    private static final Entry[] NONE = {};

    /** Of the alerts' tags that supercomputers put first. */
    private static final int LONGEST_TAG = 32;

    /** The timestamp of Spark and of Hadoop's consoles. */
    private static final String SHORT = "00/00/00 00:00:00";

    /** Proxifier's timestamp. */
    private static final String DOTTED = "00.00 00:00:00";

    private final TimestampScanner timestamps;
    private final NamedValues values;
    private final PostgresHeader postgres;
    private final NginxPairs nginx;
    private final Entry[][] atStart;
    private final Entry[][] behindTime;
    private final Entry[][] behindShortTime;
    private final Entry[][] behindDottedTime;
    private final Entry[][] behindNamedTime;
    private final Entry[][] behindBracketedTime;
    private final Entry[][] inTimesBrackets;

    public SystemHeaders(TimestampScanner timestamps, NamedValues values) {
        this.timestamps = timestamps;
        this.values = values;
        postgres = new PostgresHeader(values);
        nginx = new NginxPairs(values);
        atStart = byFirstByte(HeaderTable.AT_START);
        behindTime = byFirstByte(HeaderTable.BEHIND_TIME);
        behindShortTime = byFirstByte(HeaderTable.BEHIND_SHORT_TIME);
        behindDottedTime = byFirstByte(HeaderTable.BEHIND_DOTTED_TIME);
        behindNamedTime = byFirstByte(HeaderTable.BEHIND_NAMED_TIME);
        behindBracketedTime = byFirstByte(HeaderTable.BEHIND_BRACKETED_TIME);
        inTimesBrackets = byFirstByte(HeaderTable.IN_TIMES_BRACKETS);
    }

    /** Reads a line whose header does not begin with its timestamp alone. */
    public boolean readLine(byte[] line, int start, int end, LogDraft draft) {
        return read(atStart, line, start, end, draft);
    }

    /** Reads on behind a timestamp that a line begins with. */
    public boolean readBehindTime(byte[] line, int at, int end, LogDraft draft) {
        int from = blankless(line, at, end);
        boolean isShort = is(SHORT, draft.timestampText());
        return (isShort && read(behindShortTime, line, from, end, draft))
                || read(behindTime, line, from, end, draft)
                || postgres.read(line, at, end, draft);
    }

    /** Reads on behind a timestamp in brackets that a line begins with. */
    public boolean readBehindBracketedTime(byte[] line, int at, int end, LogDraft draft) {
        int from = blankless(line, at, end);
        Slice time = draft.timestampText();
        boolean isDotted = is(DOTTED, time);
        boolean isNamed = Ascii.isLetter(time.bytes()[time.start()]);
        return (isDotted && read(behindDottedTime, line, from, end, draft))
                || (isNamed && read(behindNamedTime, line, from, end, draft))
                || read(behindBracketedTime, line, from, end, draft);
    }

    /** Reads on behind a timestamp in whose brackets more stands. */
    public boolean readInTimesBrackets(byte[] line, int at, int end, LogDraft draft) {
        return read(inTimesBrackets, line, blankless(line, at, end), end, draft);
    }

    /** Whether a timestamp has its digits and its other bytes where this one has them. */
    private static boolean is(String shape, Slice timestamp) {
        if (timestamp.length() != shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            int b = timestamp.bytes()[timestamp.start() + i];
            if (shape.charAt(i) == '0' ? !Ascii.isDigit(b) : b != shape.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int blankless(byte[] line, int start, int end) {
        int at = start;
        while (at < end && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        return at;
    }

    private boolean read(Entry[][] entries, byte[] line, int at, int end, LogDraft draft) {
        if (at >= end || line[at] < 0) {
            return false;
        }
        // Many rows begin alike: prose is done with after one look at its first word.
        int wordEnd = HeaderWords.end(Kind.LEVEL, line, at, end);
        boolean isLevel = wordEnd > 0 && HeaderLevels.word(line, at, wordEnd) != 0;
        int second = Ascii.findBlank(line, at, Math.min(end, at + LONGEST_TAG)) + 1;
        boolean isDigitSecond = second < end && Ascii.isDigit(line[second]);
        for (Entry entry : entries[line[at]]) {
            if ((entry.isOfLevel && !isLevel) || (entry.isOfEpoch && !isDigitSecond)) {
                continue;
            }
            if (entry.pattern.read(line, at, end, draft)) {
                draft.format(entry.format);
                if (entry.isNginx) {
                    nginx.read(draft);
                }
                if (!draft.has(LogColumn.BODY)) {
                    draft.put(LogColumn.BODY, line, at, end);
                }
                return true;
            }
        }
        return false;
    }

    private Entry[][] byFirstByte(List<HeaderTable.Row> rows) {
        List<Entry> entries = new ArrayList<>();
        for (HeaderTable.Row row : rows) {
            HeaderPattern pattern = new HeaderPattern(row.pattern(), timestamps, values);
            entries.add(
                    new Entry(
                            row.format(),
                            pattern,
                            row.format().equals("nginx-error"),
                            pattern.beginsWithLevel(),
                            pattern.hasEpochSecond()));
        }
        Entry[][] table = new Entry[128][];
        for (int b = 0; b < table.length; b++) {
            int first = b;
            table[b] =
                    entries.stream()
                            .filter(entry -> entry.pattern.canBeginWith(first))
                            .toArray(Entry[]::new);
            if (table[b].length == 0) {
                table[b] = NONE;
            }
        }
        return table;
    }

    private record Entry(
            String format,
            HeaderPattern pattern,
            boolean isNginx,
            boolean isOfLevel,
            boolean isOfEpoch) {}
}
