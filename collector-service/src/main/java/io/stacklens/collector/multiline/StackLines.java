package io.stacklens.collector.multiline;

/** Tells the lines that stack traces are made of, one by one. */
final class StackLines {

    private static final int MAX_REGISTER = 6;
    private static final int SEARCHED_FOR_TROUBLE = 512;
    private static final String[] TROUBLE = {
        "err", "exc", "fail", "crit", "fatal", "warn", "panic", "sev"
    };
    private static final String[] JUL_LEVELS = {
        "SEVERE: ", "WARNING: ", "INFO: ", "CONFIG: ", "FINE: ", "FINER: ", "FINEST: "
    };

    private StackLines() {}

    /** A frame or what goes with frames, at the end of a line's indentation. */
    static boolean isFrame(LineText line, int at) {
        return switch (line.at(at)) {
            case 'a' -> line.isAt(at, "at ");
            case 'f' -> line.isAt(at, "from ");
            case '.' -> line.isAt(at, "... ");
            case '-' -> line.isAt(at, "--- End of ") || line.isAt(at, "---> ");
            case 'C' -> line.isAt(at, "Caused by: ");
            case 'S' -> line.isAt(at, "Suppressed: ");
            case 'F' -> line.isAt(at, "File \"");
            case 't' -> line.isAt(at, "thrown in ");
            default -> false;
        };
    }

    /** Only a caret, or several, below the place in a source line that they point at. */
    static boolean isCaret(LineText line, int at) {
        int i = at;
        while (line.at(i) == '^' || line.at(i) == '~' || line.at(i) == ' ') {
            i++;
        }
        return i > at && i >= line.end();
    }

    /** {@code java.io.IOException: message}, or the same without a message. */
    static boolean isExceptionHead(LineText line) {
        int nameEnd = line.nameEnd(line.start());
        if (nameEnd == line.start() || !isEndOfName(line, nameEnd)) {
            return false;
        }
        boolean isQualified = line.find('.', line.start(), nameEnd) < nameEnd;
        return isQualified && (isExceptionName(line, nameEnd) || isInner(line, nameEnd));
    }

    /** {@code com.example.ShopException$Busy}. */
    private static boolean isInner(LineText line, int nameEnd) {
        int dollar = line.find('$', line.start(), nameEnd);
        return dollar < nameEnd && isExceptionName(line, dollar);
    }

    /** {@code ValueError: message} as a traceback ends with; any name will do there. */
    static boolean isPythonEnd(LineText line) {
        int nameEnd = line.nameEnd(line.start());
        return nameEnd > line.start()
                && !LineText.isDigit(line.first())
                && (nameEnd == line.end() || line.at(nameEnd) == ':');
    }

    /**
     * {@code TypeError: message} or {@code Error [ERR_CODE]: message} behind Node's source line.
     */
    static boolean isNodeError(LineText line) {
        int nameEnd = line.nameEnd(line.start());
        return isExceptionName(line, nameEnd) && isEndOfName(line, nameEnd);
    }

    private static boolean isEndOfName(LineText line, int at) {
        return at == line.end()
                || line.at(at) == ':'
                || (line.at(at) == ' ' && (line.at(at + 1) == '(' || line.at(at + 1) == '['));
    }

    private static boolean isExceptionName(LineText line, int nameEnd) {
        return endsName(line, nameEnd, "Exception")
                || endsName(line, nameEnd, "Error")
                || endsName(line, nameEnd, "Throwable");
    }

    private static boolean endsName(LineText line, int nameEnd, String suffix) {
        int at = nameEnd - suffix.length();
        return at >= line.start() && line.isAt(at, suffix);
    }

    /** A line of a goroutine dump that is not indented. */
    static boolean isGo(LineText line) {
        return switch (line.first()) {
            case 'g' -> line.begins("goroutine ") || isGoCall(line) || isRegister(line);
            case 'c' ->
                    line.begins("created by ")
                            || line.begins("cs ")
                            || isGoCall(line)
                            || isRegister(line);
            case 'e' -> line.begins("exit status ") || isGoCall(line) || isRegister(line);
            case '[' -> line.begins("[signal ") || line.begins("[originating ");
            case '.' -> line.begins("...additional frames");
            case 'p' -> line.begins("panic: ") || isGoCall(line);
            case 'r' -> line.begins("runtime stack:") || isGoCall(line) || isRegister(line);
            default -> isGoCall(line) || isRegister(line);
        };
    }

    /** {@code main.(*Shop).Order(0xc000010000, {0x1, 0x2})}. */
    private static boolean isGoCall(LineText line) {
        if (!LineText.isLetter(line.first()) || line.at(line.end() - 1) != ')') {
            return false;
        }
        int parenthesis = line.find('(', line.start(), line.end());
        int blank = line.find(' ', line.start(), line.end());
        return parenthesis < blank;
    }

    /** {@code rax 0x0}. */
    private static boolean isRegister(LineText line) {
        int nameEnd = line.nameEnd(line.start());
        int at = nameEnd;
        while (line.at(at) == ' ') {
            at++;
        }
        return nameEnd - line.start() <= MAX_REGISTER && at > nameEnd && line.isAt(at, "0x");
    }

    /** {@code /app/orders.rb:12:in `book'}, also in the quotes of Ruby 3.4. */
    static boolean isRubyFrame(LineText line) {
        int blank = line.find(' ', line.start(), line.end());
        return line.isAt(blank - ":in".length(), ":in `")
                || line.isAt(blank - ":in".length(), ":in '");
    }

    /** {@code #3 /app/Shop.php(12): Shop->order()}. */
    static boolean isPhpFrame(LineText line) {
        int at = line.digitsEnd(line.start() + 1);
        return line.first() == '#' && at > line.start() + 1 && line.at(at) == ' ';
    }

    /** {@code /app/shop.js:10}, as Node begins. */
    static boolean isSourceLocation(LineText line) {
        boolean isPath =
                line.first() == '/'
                        || line.begins("file://")
                        || line.begins("node:")
                        || (line.at(line.start() + 1) == ':' && line.at(line.start() + 2) == '\\');
        int digits = line.end();
        while (digits > line.start() && LineText.isDigit(line.at(digits - 1))) {
            digits--;
        }
        return isPath
                && digits < line.end()
                && line.at(digits - 1) == ':'
                && line.find(' ', line.start(), line.end()) == line.end();
    }

    /** {@code Nov 22, 2026 8:15:30 AM com.example.Shop order}: the first of two lines of JUL. */
    static boolean isJulHead(LineText line) {
        int day = line.start() + 4;
        int comma = line.digitsEnd(day);
        return LineText.isLetter(line.first())
                && line.at(line.start() + 3) == ' '
                && comma > day
                && line.at(comma) == ','
                && line.digitsEnd(comma + 2) == comma + 6
                && (line.contains(" AM ") || line.contains(" PM "));
    }

    static boolean isJulMessage(LineText line) {
        for (String level : JUL_LEVELS) {
            if (line.begins(level)) {
                return true;
            }
        }
        return false;
    }

    /** Brackets and quotes only: the end of what a frame opened. */
    static boolean isCloser(LineText line) {
        for (int at = line.start(); at < line.end(); at++) {
            int b = line.at(at);
            if (b != '}' && b != ']' && b != ')' && b != '"' && b != ' ' && b != ',') {
                return false;
            }
        }
        return line.start() < line.end();
    }

    /** Whether a line is likely to be about what a bare traceback behind it is about. */
    static boolean tellsOfTrouble(LineText line) {
        int to = Math.min(line.end(), line.start() + SEARCHED_FOR_TROUBLE);
        for (int at = line.start(); at < to; at++) {
            for (String word : TROUBLE) {
                if (isAtInAnyCase(line, at, word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAtInAnyCase(LineText line, int at, String lower) {
        for (int i = 0; i < lower.length(); i++) {
            if ((line.at(at + i) | 0x20) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
