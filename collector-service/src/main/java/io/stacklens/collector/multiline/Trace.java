package io.stacklens.collector.multiline;

import org.jspecify.annotations.Nullable;

/** What the lines of a record have been so far, which decides what may follow. */
enum Trace {
    /** A line like any other: indented lines may follow, or an exception. */
    NONE,
    /** The first of two lines that {@code java.util.logging} writes. */
    JUL_HEAD,
    /** Frames as Java, .NET, Node and Ruby write them. */
    FRAMES,
    /** The place of an error and its source line, before Node names the error. */
    NODE_SOURCE,
    NODE_CARET,
    /** Within a traceback: indented lines, then the exception. */
    PYTHON,
    /** Behind the exception: at most a sentence and another traceback. */
    PYTHON_END,
    PYTHON_NEXT,
    GO,
    /** Before the message of a panic, which has a line of its own. */
    RUST_HEAD,
    RUST,
    PHP;

    private static final int GENERIC_COLUMNS = 2;

    /** What a record is that begins with a line. */
    static Trace begunBy(LineText line) {
        int first = line.first();
        if (LineText.isDigit(first) || first == '[' || first == '<') {
            return NONE;
        }
        Trace named =
                switch (first) {
                    case 'T' -> line.begins("Traceback (most recent call last):") ? PYTHON : NONE;
                    case 'p' -> line.begins("panic: ") ? GO : NONE;
                    case 'g' -> line.begins("goroutine ") ? GO : NONE;
                    case 'f' -> line.begins("fatal error: ") ? GO : NONE;
                    case 't' -> line.begins("thread '") ? rust(line) : NONE;
                    case 'P', 'F' -> isPhp(line) ? PHP : NONE;
                    case 'E' -> line.begins("Exception in thread ") ? FRAMES : NONE;
                    case 'U' -> line.begins("Unhandled exception") ? FRAMES : NONE;
                    default -> NONE;
                };
        return named == NONE ? begunByName(line) : named;
    }

    private static Trace begunByName(LineText line) {
        if (StackLines.isSourceLocation(line)) {
            return NODE_SOURCE;
        }
        if (StackLines.isJulHead(line)) {
            return JUL_HEAD;
        }
        return StackLines.isExceptionHead(line) ? FRAMES : NONE;
    }

    private static Trace rust(LineText line) {
        if (!line.contains(" panicked at ")) {
            return NONE;
        }
        return line.ends(":") ? RUST_HEAD : RUST;
    }

    private static boolean isPhp(LineText line) {
        return line.begins("PHP Fatal error: ") || line.begins("Fatal error: Uncaught ");
    }

    /**
     * What a record is when a line continues it, or null when the line begins another.
     *
     * @param begin the first line of the record
     * @param hasHead whether the line has a head of its own, as with syslog: then indentation alone
     *     means little, since some programs indent their messages
     */
    @Nullable Trace after(LineText begin, LineText line, boolean hasHead) {
        int at = line.indentationEnd();
        if (at == line.end()) {
            return this == NONE || this == JUL_HEAD ? null : this;
        }
        if (at > line.start()) {
            return afterIndented(line, at, hasHead);
        }
        Trace frames = afterFrame(begin, line);
        return frames != null ? frames : afterOwn(line);
    }

    private @Nullable Trace afterIndented(LineText line, int at, boolean hasHead) {
        if (StackLines.isFrame(line, at)) {
            return line.isAt(at, "File \"") ? PYTHON : this == NONE ? FRAMES : this;
        }
        boolean isInTrace = this != NONE && this != JUL_HEAD;
        boolean isIndented = line.columns(at) >= GENERIC_COLUMNS;
        boolean isTabbed = line.at(line.start()) != ' ';
        if (!isIndented || isRecord(line, at) || (hasHead && !isInTrace && !isTabbed)) {
            return null;
        }
        if (line.isAt(at, "+ Exception Group Traceback")) {
            return PYTHON;
        }
        return this == NODE_SOURCE && StackLines.isCaret(line, at) ? NODE_CARET : this;
    }

    /** An indented line that is a record nevertheless: JSON, or one that begins with a date. */
    private static boolean isRecord(LineText line, int at) {
        boolean isJson = line.at(at) == '{' && line.at(line.end() - 1) == '}';
        boolean isDate =
                line.digitsEnd(at) == at + 4 && (line.at(at + 4) == '-' || line.at(at + 4) == '/');
        return isJson || isDate;
    }

    /** Lines that continue any record, whatever came before. */
    private @Nullable Trace afterFrame(LineText begin, LineText line) {
        return switch (line.first()) {
            case 'C' -> line.begins("Caused by: ") ? FRAMES : exception(begin, line);
            case 'S' -> {
                if (line.begins("Stack trace:")) {
                    yield PHP;
                }
                yield line.begins("Suppressed: ") ? FRAMES : exception(begin, line);
            }
            case '.' -> line.begins("... ") && line.ends(" more") ? FRAMES : null;
            case '-' -> line.begins("--- End of ") ? FRAMES : null;
            case 'a' -> line.begins("at ") && line.ends(")") ? FRAMES : exception(begin, line);
            case 'g' -> line.begins("goroutine ") ? GO : exception(begin, line);
            case 'T' -> isTraceback(begin, line) ? PYTHON : exception(begin, line);
            case '[' -> line.begins("[stacktrace]") ? PHP : null;
            case '#' -> this == PHP && StackLines.isPhpFrame(line) ? PHP : null;
            default -> exception(begin, line);
        };
    }

    private boolean isTraceback(LineText begin, LineText line) {
        return line.begins("Traceback (most recent call last):")
                && (this == PYTHON_NEXT || (this == NONE && StackLines.tellsOfTrouble(begin)));
    }

    /** An exception, or Ruby's frames, behind the line that was logged with it. */
    private @Nullable Trace exception(LineText begin, LineText line) {
        if (this != NONE) {
            return null;
        }
        boolean isRuby = StackLines.isRubyFrame(line) && StackLines.tellsOfTrouble(begin);
        boolean isNode = StackLines.isNodeError(line) && isHeadedTrouble(begin);
        return isRuby || isNode || StackLines.isExceptionHead(line) ? FRAMES : null;
    }

    /**
     * {@code [ERROR] order failed}, or such a line behind a time: where lines have heads, one that
     * is but the name of an error and a message belongs to the line before.
     */
    private static boolean isHeadedTrouble(LineText begin) {
        int first = begin.first();
        return (first == '[' || LineText.isDigit(first)) && StackLines.tellsOfTrouble(begin);
    }

    /** Lines that continue a record of this kind only. */
    private @Nullable Trace afterOwn(LineText line) {
        return switch (this) {
            case NONE, NODE_SOURCE -> null;
            case JUL_HEAD -> StackLines.isJulMessage(line) ? NONE : null;
            case FRAMES ->
                    StackLines.isRubyFrame(line)
                                    || StackLines.isCloser(line)
                                    || line.begins("Node.js v")
                            ? FRAMES
                            : null;
            case NODE_CARET -> StackLines.isNodeError(line) ? FRAMES : null;
            case PYTHON, PYTHON_NEXT -> StackLines.isPythonEnd(line) ? PYTHON_END : null;
            case PYTHON_END -> isPythonSentence(line) ? PYTHON_NEXT : null;
            case GO -> StackLines.isGo(line) ? GO : null;
            case RUST_HEAD -> isWord(line) ? RUST : null;
            case RUST -> line.begins("note: ") || line.begins("stack backtrace:") ? RUST : null;
            case PHP ->
                    line.begins("Next ") || line.begins("\"}") || line.begins("{main}")
                            ? PHP
                            : null;
        };
    }

    private static boolean isPythonSentence(LineText line) {
        return line.begins("During handling of the above exception, another exception occurred:")
                || line.begins("The above exception was the direct cause of the following");
    }

    private static boolean isWord(LineText line) {
        int first = line.first();
        return !LineText.isDigit(first) && first != '[' && first != '<' && first != '{';
    }
}
