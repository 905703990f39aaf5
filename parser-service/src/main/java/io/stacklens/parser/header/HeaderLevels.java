package io.stacklens.parser.header;

import io.stacklens.parser.severity.SeverityWords;
import io.stacklens.pipeline.text.Ascii;

/** Severities that only the header of a known system can hold: letters, marks, phrases. */
final class HeaderLevels {

    private HeaderLevels() {}

    /** The number of a word, 0 when it is none. */
    static int word(byte[] line, int start, int end) {
        int number = SeverityWords.number(line, start, end);
        if (number != 0 || start == end) {
            return number;
        }
        return switch (line[start] | 0x20) {
            case 's' -> Ascii.isIgnoringCase("system", line, start, end) ? 9 : 0;
            case 'a' -> Ascii.isIgnoringCase("audit", line, start, end) ? 9 : 0;
            case 'f' ->
                    Ascii.isIgnoringCase("fault", line, start, end)
                                    || Ascii.isIgnoringCase("failure", line, start, end)
                            ? 21
                            : 0;
            default -> 0;
        };
    }

    /** The letters of Android, glog, Ruby, MongoDB and etcd; 0 when it is none. */
    static int letter(int letter) {
        return switch (letter) {
            case 'V', 'T' -> 1;
            case 'D' -> 5;
            case 'I' -> 9;
            case 'N' -> 10;
            case 'W' -> 13;
            case 'E' -> 17;
            case 'F', 'C', 'A', 'P' -> 21;
            default -> 0;
        };
    }

    /** WebSphere's event types, where A is an audit and O and R are the standard streams. */
    static int webSphere(int type) {
        return switch (type) {
            case '1', '2', '3' -> 5;
            case 'C' -> 8;
            case 'A', 'I', 'D', 'O', 'R' -> 9;
            case 'W' -> 13;
            case 'E' -> 17;
            case 'F' -> 21;
            default -> 0;
        };
    }

    /** Redis' marks; 0 when it is none. */
    static int mark(int mark) {
        return switch (mark) {
            case '.' -> 5;
            case '-' -> 7;
            case '*' -> 10;
            case '#' -> 13;
            default -> 0;
        };
    }

    /** What PHP calls an error; 0 when it is none. */
    static int php(byte[] line, int start, int end) {
        if (Ascii.is("Fatal error", line, start, end)
                || Ascii.is("Parse error", line, start, end)
                || Ascii.is("Recoverable fatal error", line, start, end)) {
            return 17;
        }
        if (Ascii.is("Warning", line, start, end)) {
            return 13;
        }
        boolean isNotice =
                Ascii.is("Notice", line, start, end)
                        || Ascii.is("Deprecated", line, start, end)
                        || Ascii.is("Strict Standards", line, start, end);
        return isNotice ? 10 : 0;
    }
}
