package io.stacklens.parser.format;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.header.SystemHeaders;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.severity.SeverityWords;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

/**
 * Any text. Reads the header that logging libraries put before a message, as far as it is there:
 * timestamp, severity, {@code [thread]}, logger, in the orders that logback, log4j, Spring Boot,
 * Python and the error logs of Apache, nginx and PostgreSQL have them. A line with time, severity
 * and thread or logger is of format {@code logback}, every other {@code text}. Never fails.
 */
public final class TextFormat implements LineFormat {

    private static final int LONGEST_CONTAINER = 200;
    private static final int MOST_PARTS = 8;

    private final TimestampScanner timestamps;
    private final InlineValues inlineValues;
    private final BracketPart brackets;
    private final SystemHeaders systems;

    public TextFormat(
            TimestampScanner timestamps,
            SystemHeaders systems,
            InlineValues inlineValues,
            BracketPart brackets) {
        this.timestamps = timestamps;
        this.systems = systems;
        this.inlineValues = inlineValues;
        this.brackets = brackets;
    }

    @Override
    public boolean parse(byte[] line, int lineStart, int end, LogDraft draft) {
        int start = headerStart(line, lineStart, end);
        brackets.begin();
        int at = timestamp(line, start, end, draft);
        if (isOfASystem(line, start, at, end, draft)) {
            inlineValues.read(draft, draft.text(LogColumn.BODY));
            return true;
        }
        boolean isTimeAlone =
                start == end || line[start] != '[' || at == start || line[at - 1] == ']';
        // Such as [2026-11-22 08:15:30 +0000 worker]: the time counts, the rest is text.
        int message = header(line, isTimeAlone ? at : start, end, draft);
        boolean hasSource = brackets.hasThread() || draft.has(LogColumn.LOGGER);
        boolean isComplete = draft.severityNumber() != 0 && hasSource;
        // A severity alone is left in the body: it may well be a word of the message.
        int bodyStart = isComplete || draft.hasTimestamp() ? message : start;
        int bodyEnd = Ascii.trimEnd(line, start, end);
        draft.put(LogColumn.BODY, line, bodyStart < bodyEnd ? bodyStart : start, bodyEnd);
        draft.format(isComplete ? "logback" : "text");
        if (draft.has(LogColumn.BODY)) {
            inlineValues.read(draft, draft.text(LogColumn.BODY));
        }
        return true;
    }

    /** A text keeps its indentation, unless a timestamp comes behind it. */
    private static int headerStart(byte[] line, int start, int end) {
        int at = start;
        while (at < end && line[at] == ' ') {
            at++;
        }
        return at < end && Ascii.isDigit(line[at]) ? at : start;
    }

    /** Reads the timestamp; answers where the header goes on: {@code start} when there is none. */
    private int timestamp(byte[] line, int start, int end, LogDraft draft) {
        boolean isBracketed = start < end && line[start] == '[';
        int at = timestamps.scan(line, isBracketed ? start + 1 : start, end, draft);
        if (at < 0) {
            return start;
        }
        return isBracketed && at < end && line[at] == ']' ? at + 1 : at;
    }

    private boolean isOfASystem(byte[] line, int start, int at, int end, LogDraft draft) {
        if (!draft.hasTimestamp()) {
            return systems.readLine(line, start, end, draft);
        }
        if (line[start] != '[') {
            return systems.readBehindTime(line, at, end, draft);
        }
        return line[at - 1] == ']'
                ? systems.readBehindBracketedTime(line, at, end, draft)
                : systems.readInTimesBrackets(line, at, end, draft);
    }

    /** Reads part by part until one is the begin of the message; answers where that is. */
    private int header(byte[] line, int start, int end, LogDraft draft) {
        int at = start;
        for (int part = 0; part < MOST_PARTS; part++) {
            at = Ascii.skipSpaces(line, at, end);
            int next = part(line, at, end, draft);
            if (next < 0) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /** Reads one part of the header; answers where it ends, or -1 when the message begins here. */
    private int part(byte[] line, int at, int end, LogDraft draft) {
        if (at >= end) {
            return -1;
        }
        int first = line[at];
        if (first == '[') {
            int bracketEnd = brackets.read(line, at, end, draft);
            return bracketEnd < 0 ? context(line, at, end, draft) : bracketEnd;
        }
        boolean hasHeader = draft.hasTimestamp() || draft.severityNumber() != 0;
        if (!hasHeader && !Ascii.isLetter(first)) {
            return -1;
        }
        if (first == '-' || first == '|' || first == ':' || first == ',') {
            return separator(line, at, end);
        }
        int wordEnd = wordEnd(line, at, end);
        if (draft.severityNumber() == 0 && severity(line, at, wordEnd, end, draft)) {
            boolean isFollowed = wordEnd < end && (line[wordEnd] == ':' || line[wordEnd] == ',');
            return pythonLogger(line, isFollowed ? wordEnd + 1 : wordEnd, end, draft);
        }
        if (Ascii.areDigits(line, at, wordEnd) && Ascii.startsWith(" --- ", line, wordEnd, end)) {
            draft.addAttribute("proc_id", line, at, wordEnd);
            brackets.isSpring();
            return wordEnd + " --- ".length();
        }
        return hasHeader ? logger(line, at, end, draft) : -1;
    }

    /** A second part in brackets belongs to the header when a logger follows. */
    private int context(byte[] line, int at, int end, LogDraft draft) {
        int close = brackets.hasThread() ? Ascii.find(']', line, at, end) : end;
        if (close == end) {
            return -1;
        }
        int next = logger(line, Ascii.skipSpaces(line, close + 1, end), end, draft);
        if (next >= 0 && close > at + 1) {
            draft.addAttribute("context", line, at + 1, close);
        }
        return next;
    }

    private static int separator(byte[] line, int at, int end) {
        int stop = at;
        while (stop < end && line[stop] == line[at]) {
            stop++;
        }
        boolean isSeparator = stop < end && line[stop] == ' ' && stop - at <= 3;
        return isSeparator ? stop + 1 : -1;
    }

    /** A severity in lower case counts behind a timestamp, or when a colon follows. */
    private static boolean severity(byte[] line, int at, int wordEnd, int end, LogDraft draft) {
        int number = SeverityWords.number(line, at, wordEnd);
        int next = wordEnd < end ? line[wordEnd] : ' ';
        boolean isDelimited =
                next == ' ' || next == '\t' || next == ':' || next == ',' || next == '|';
        boolean isMeant = draft.hasTimestamp() || next == ':' || Ascii.isUpper(line[wordEnd - 1]);
        if (number == 0 || !isDelimited || !isMeant) {
            return false;
        }
        draft.putSeverity(number);
        draft.put(LogColumn.SEVERITY_TEXT, line, at, wordEnd);
        return true;
    }

    /** Python's own format: {@code ERROR:shop.orders:message}. */
    private static int pythonLogger(byte[] line, int at, int end, LogDraft draft) {
        if (at == end || line[at - 1] != ':' || !Ascii.isLetter(line[at])) {
            return at;
        }
        int nameEnd = loggerEnd(line, at, end);
        if (nameEnd < end && line[nameEnd] == ':') {
            draft.put(LogColumn.LOGGER, line, at, nameEnd);
            return nameEnd + 1;
        }
        return at;
    }

    /**
     * A name before {@code " - "}, {@code " : "} or {@code " | "}; a qualified one also before a
     * colon.
     */
    private static int logger(byte[] line, int at, int end, LogDraft draft) {
        if (draft.has(LogColumn.LOGGER) || at == end || !Ascii.isLetter(line[at])) {
            return -1;
        }
        int nameEnd = loggerEnd(line, at, end);
        int stop = locationEnd(line, nameEnd, end);
        int mark = Ascii.skipSpaces(line, stop, end);
        int message = mark < end && isLoggerMark(line[mark]) ? separator(line, mark, end) : -1;
        boolean isApart = mark > stop;
        boolean isQualified = Ascii.find('.', line, at, nameEnd) < nameEnd - 1;
        if (message < 0 || (!isApart && (line[mark] != ':' || !isQualified))) {
            return -1;
        }
        draft.put(LogColumn.LOGGER, line, at, nameEnd);
        if (stop > nameEnd) {
            draft.addAttribute("code_location", line, nameEnd + 1, stop);
        }
        return message;
    }

    /** End of the function and line number in {@code shop.orders:book:42}. */
    private static int locationEnd(byte[] line, int nameEnd, int end) {
        int at = nameEnd;
        while (at + 1 < end && line[at] == ':' && isLocationByte(line[at + 1])) {
            at++;
            while (at < end && isLocationByte(line[at])) {
                at++;
            }
        }
        return at;
    }

    private static boolean isLoggerMark(int b) {
        return b == '-' || b == ':' || b == '|';
    }

    private static boolean isLocationByte(int b) {
        return Ascii.isLetter(b) || Ascii.isDigit(b) || b == '_' || b == '<' || b == '>';
    }

    private static int wordEnd(byte[] line, int start, int end) {
        int at = start;
        while (at < end && (Ascii.isLetter(line[at]) || Ascii.isDigit(line[at]))) {
            at++;
        }
        return at;
    }

    private static int loggerEnd(byte[] line, int start, int end) {
        int at = start;
        while (at < end && isLoggerByte(line[at])) {
            at++;
        }
        return at > start && at < end && line[at - 1] == '.' && line[at] == '['
                ? containerEnd(line, at, end)
                : at;
    }

    /** Tomcat's loggers name their containers: {@code o.a.c.c.C.[.[.[/].[dispatcherServlet]}. */
    private static int containerEnd(byte[] line, int from, int end) {
        int at = Ascii.findBlank(line, from, Math.min(end, from + LONGEST_CONTAINER));
        at -= line[at - 1] == ':' ? 1 : 0;
        return line[at - 1] == ']' ? at : from;
    }

    private static boolean isLoggerByte(int b) {
        return Ascii.isLetter(b)
                || Ascii.isDigit(b)
                || b == '.'
                || b == '_'
                || b == '$'
                || b == '-'
                || b == '/';
    }
}
