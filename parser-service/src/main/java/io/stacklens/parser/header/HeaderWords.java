package io.stacklens.parser.header;

import io.stacklens.parser.header.Step.Kind;
import io.stacklens.pipeline.text.Ascii;

/** Finds where the words of a header end: numbers, names, files. */
final class HeaderWords {

    private static final int NONE = -1;
    private static final int LONGEST = 200;
    private static final int LONGEST_TAG = 64;
    private static final int COLUMN_WIDTH = 7;

    private HeaderWords() {}

    /** Where the word that stands here ends; -1 when there is no such word. */
    static int end(Kind kind, byte[] line, int at, int end) {
        return switch (kind) {
            case EPOCH -> epoch(line, at, end);
            case INT -> integer(line, at, end);
            case HEX -> filled(at, run(kind, line, at, end));
            case SECONDS -> seconds(line, at, end);
            case LEVEL, UPPER -> filled(at, run(kind, line, at, end));
            case WORD -> filled(at, word(line, at, end));
            case TAG -> tag(line, at, end);
            case NAME -> name(line, at, end);
            case LOWER -> at < end && Ascii.isUpper(line[at]) ? NONE : name(line, at, end);
            case CHANNEL -> channel(line, at, end);
            case DOTTED -> dotted(line, at, end);
            case METHOD -> method(line, at, end);
            case GO -> goFile(line, at, end);
            case FILE -> file(line, at, end);
            case COLUMN -> column(line, at, end);
            default -> NONE;
        };
    }

    private static int filled(int at, int stop) {
        return stop > at && stop - at <= LONGEST ? stop : NONE;
    }

    private static int run(Kind kind, byte[] line, int start, int end) {
        int at = start;
        while (at < end && belongs(kind, line[at])) {
            at++;
        }
        return at;
    }

    private static boolean belongs(Kind kind, int b) {
        return switch (kind) {
            case INT, EPOCH -> Ascii.isDigit(b);
            case HEX -> Ascii.isHex(b);
            case LEVEL -> Ascii.isLetter(b);
            case UPPER -> Ascii.isUpper(b) || b == '-' || b == '_';
            default -> isNameByte(b);
        };
    }

    private static boolean isNameByte(int b) {
        return Ascii.isLetter(b)
                || Ascii.isDigit(b)
                || b == '.'
                || b == '_'
                || b == '$'
                || b == '-'
                || b == '/'
                || b == '#';
    }

    private static int word(byte[] line, int start, int end) {
        int at = start;
        while (at < end && !Ascii.isSpace(line[at])) {
            at++;
        }
        return at;
    }

    private static int tag(byte[] line, int start, int end) {
        int last = Math.min(end, start + LONGEST_TAG);
        for (int at = start; at < last; at++) {
            int next = at + 1 < end ? line[at + 1] : ' ';
            boolean isEnd =
                    (line[at] == ':' && next == ' ') || (line[at] == '[' && Ascii.isDigit(next));
            if (isEnd) {
                return filled(start, at);
            }
        }
        return NONE;
    }

    private static int integer(byte[] line, int at, int end) {
        int from = at < end && line[at] == '-' ? at + 1 : at;
        int stop = run(Kind.INT, line, from, end);
        return stop == from || stop - from > 20 ? NONE : stop;
    }

    private static int epoch(byte[] line, int at, int end) {
        int stop = run(Kind.EPOCH, line, at, end);
        return stop - at == 10 ? stop : NONE;
    }

    private static int seconds(byte[] line, int at, int end) {
        int point = run(Kind.INT, line, at, end);
        if (point == at || point == end || line[point] != '.') {
            return NONE;
        }
        int stop = run(Kind.INT, line, point + 1, end);
        return stop > point + 1 ? stop : NONE;
    }

    private static int name(byte[] line, int at, int end) {
        if (at >= end || !(Ascii.isLetter(line[at]) || line[at] == '_' || line[at] == '#')) {
            return NONE;
        }
        return filled(at, run(Kind.NAME, line, at, end));
    }

    private static int channel(byte[] line, int at, int end) {
        int stop = end(Kind.LOWER, line, at, end) - 1;
        while (stop > at && line[stop] != '.') {
            stop--;
        }
        return stop > at ? stop : NONE;
    }

    /** A name with a dot in its midst, or with the colons of Rust. */
    private static int dotted(byte[] line, int at, int end) {
        int stop = name(line, at, end);
        if (stop == NONE) {
            return NONE;
        }
        boolean isDotted = Ascii.find('.', line, at, stop) < stop - 1;
        while (stop + 2 < end && line[stop] == ':' && line[stop + 1] == ':') {
            int next = run(Kind.NAME, line, stop + 2, end);
            if (next == stop + 2) {
                break;
            }
            stop = next;
            isDotted = true;
        }
        return isDotted ? stop : NONE;
    }

    /** org.apache.catalina.startup.Catalina.start: then the message, without a separator. */
    private static int method(byte[] line, int at, int end) {
        int stop = dotted(line, at, end);
        if (stop == NONE || stop + 1 >= end || line[stop] != ' ') {
            return NONE;
        }
        int next = line[stop + 1];
        int firstDot = Ascii.find('.', line, at, stop);
        boolean isDeep = Ascii.find('.', line, firstDot + 1, stop) < stop;
        boolean isSeparated = next == '-' || next == ':' || next == '|' || next == '[';
        return isDeep && !isSeparated && next != ' ' ? stop : NONE;
    }

    private static int goFile(byte[] line, int at, int end) {
        int stop = word(line, at, Math.min(end, at + LONGEST));
        int extension = Ascii.indexOf(".go:", line, at, stop);
        if (extension < 0) {
            return NONE;
        }
        int lineEnd = run(Kind.INT, line, extension + 4, stop);
        return lineEnd > extension + 4 ? lineEnd : NONE;
    }

    private static int file(byte[] line, int at, int end) {
        int stop = word(line, at, Math.min(end, at + LONGEST));
        return Ascii.indexOf(".log", line, at, stop) > 0 ? stop : NONE;
    }

    private static int column(byte[] line, int at, int end) {
        int stop = at;
        while (stop < end && (Ascii.isUpper(line[stop]) || Ascii.isDigit(line[stop]))) {
            stop++;
        }
        int next = Ascii.skipSpaces(line, stop, end);
        boolean isColumn = stop - at >= 2 && stop > at && next - at == COLUMN_WIDTH;
        boolean isLonger = stop - at >= COLUMN_WIDTH - 1 && next == stop + 1;
        return isColumn || isLonger ? stop : at;
    }
}
