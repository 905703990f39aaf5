package io.stacklens.parser.header;

/**
 * One step of a header pattern.
 *
 * @param kind which bytes it takes
 * @param literal the bytes themselves of a {@link Kind#LITERAL}, else none
 * @param field where the bytes go: a column, or the name of an attribute
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Step(Kind kind, byte[] literal, HeaderField field) {

    /** Which bytes a step takes. */
    enum Kind {
        LITERAL,
        /** Spaces, tabs or line ends, or the end of the line. */
        BLANKS,
        MAYBE_BLANKS,
        TIME,
        /** The seconds of an epoch, ten digits. */
        EPOCH,
        /** A local time behind the epoch, of which the fraction counts. */
        CLOCK,
        /** A severity's word. */
        LEVEL,
        /** A severity's letter. */
        LETTER,
        /** Redis' mark for a severity. */
        MARK,
        /** WebSphere's letter for an event type. */
        WEBSPHERE,
        /** The severities of PHP, which have blanks in them. */
        PHP,
        INT,
        HEX,
        /** Seconds with a fraction. */
        SECONDS,
        WORD,
        /** A program as syslog names it, up to its process id or colon; may have blanks. */
        TAG,
        /** Capital letters, or a dash. */
        UPPER,
        /** The name of a logger. */
        NAME,
        /** A name that begins with a small letter. */
        LOWER,
        /** A name that begins with a small letter, up to its last dot. */
        CHANNEL,
        /** A name with a dot or a double colon in it. */
        DOTTED,
        /** A dotted name and a method, behind which no separator stands. */
        METHOD,
        /** A file of Go's and a line: main.go:12. */
        GO,
        /** A word with ".log" in it. */
        FILE,
        /** The component of a Windows servicing log: a column of seven bytes, or nothing. */
        COLUMN,
        /** What comes before the next step's bytes. */
        TEXT,
        /** The same; may be nothing. */
        ANY,
        /** The same; the first word counts. */
        FIRST,
        /** What comes before the first place where the rest of the pattern fits. */
        SEEK,
        /** The rest of the line. */
        BODY,
        /** The rest of the line, which is a value and not the message. */
        REST,
        /** The rest of the line without the bracket that closes it. */
        BOXED,
        /** The rest of the line, behind which a logger's name stands in parentheses. */
        BEFORE_LOGGER
    }
}
