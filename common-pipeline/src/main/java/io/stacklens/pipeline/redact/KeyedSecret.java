package io.stacklens.pipeline.redact;

import io.stacklens.pipeline.text.Ascii;

import org.jspecify.annotations.Nullable;

/**
 * Secrets that their key betrays: {@code password=…}, {@code "client_secret": "…"}, {@code
 * Authorization: Bearer …}, also when all of it stands escaped in another text; {@code --password
 * …} and {@code <password>…</password>}.
 */
final class KeyedSecret {

    private static final int LONGEST_KEY = 64;
    private static final int MOST_BLANKS = 4;
    private static final int SHORTEST_IN_PROSE = 8;
    private static final int SHORTEST_OF_OPTION = 4;
    private static final int LONGEST_COUNT = 3;
    private static final String[] NO_SECRETS = {
        "null",
        "nil",
        "none",
        "undefined",
        "true",
        "false",
        "empty",
        "yes",
        "no",
        "on",
        "off",
        "ok",
        "set",
        "unset",
        "not",
        "is",
        "must",
        "for",
        "failed",
        "required",
        "changed",
        "expired",
        "incorrect",
        "invalid",
        "wrong",
        "denied",
        "mismatch"
    };
    private static final String[] SCHEMES = {
        "bearer", "basic", "token", "apikey", "digest", "negotiate"
    };

    private KeyedSecret() {}

    /** Looks before and behind a separator; answers where to look on. */
    static int find(byte[] line, int start, int separator, int end, Findings findings) {
        int keyEnd = separator;
        int first = Math.max(start, separator - MOST_BLANKS);
        while (keyEnd > first && isBlank(line[keyEnd - 1])) {
            keyEnd--;
        }
        boolean isQuoted = keyEnd > start && isQuote(line[keyEnd - 1]);
        if (isQuoted) {
            keyEnd--;
            while (keyEnd > start && line[keyEnd - 1] == '\\') {
                keyEnd--;
            }
        }
        if (keyEnd == start || !SecretKeys.canEndWith(line[keyEnd - 1])) {
            return separator + 1;
        }
        int keyStart = nameStart(line, start, keyEnd);
        RedactionKind kind = SecretKeys.kindOf(line, keyStart, keyEnd);
        if (kind == null) {
            return separator + 1;
        }
        boolean isWorkingDirectory =
                separator + 1 < end
                        && (line[separator + 1] == '/' || line[separator + 1] == '~')
                        && SecretKeys.isPwd(line, keyStart, keyEnd);
        if (isWorkingDirectory || SecretKeys.isPublic(line, keyStart, keyEnd)) {
            return separator + 1;
        }
        boolean isAuthorization = SecretKeys.isAuthorization(line, keyStart, keyEnd);
        // volume "a-token" : secret "a-token" not found: no format writes a bare word there.
        int next = Ascii.skipSpaces(line, separator + 1, end);
        boolean isBareWord = next < end && Ascii.isLetter(line[next]);
        boolean isProse = line[separator] == ':' && (!isQuoted || isBareWord);
        // Ruby's hashes: "password"=>"…".
        boolean isArrow =
                line[separator] == '=' && separator + 1 < end && line[separator + 1] == '>';
        int from = isArrow ? separator + 2 : separator + 1;
        return value(line, from, end, kind, isAuthorization, isProse, findings);
    }

    /** Looks before a blank for an option of a command, whose value is the next word. */
    static int findOption(byte[] line, int start, int blank, int end, Findings findings) {
        int name = nameStart(line, start, blank);
        RedactionKind kind =
                name < blank && Ascii.startsWith("--", line, name, blank)
                        ? SecretKeys.kindOf(line, name, blank)
                        : null;
        int value = Ascii.skipSpaces(line, blank, end);
        if (kind == null || value == end || line[value] == '-') {
            return blank + 1;
        }
        if (isQuote(line[value]) || line[value] == '\\') {
            return Math.max(blank + 1, value(line, value, end, kind, false, false, findings));
        }
        int stop = value;
        while (stop < end && !Ascii.isSpace(line[stop]) && line[stop] != '"') {
            stop++;
        }
        return stop - value < SHORTEST_OF_OPTION
                ? blank + 1
                : Math.max(blank + 1, add(value, stop, kind, false, line, findings));
    }

    /** Looks before the end of an element's begin; the text behind it is the value. */
    static int findElement(byte[] line, int start, int close, int end, Findings findings) {
        int name = nameStart(line, start, close);
        boolean isElement =
                name < close
                        && name > start
                        && (line[name - 1] == '<' || line[name - 1] == ':')
                        && SecretKeys.canEndWith(line[close - 1]);
        RedactionKind kind = isElement ? SecretKeys.kindOf(line, name, close) : null;
        if (kind == null) {
            return close + 1;
        }
        int stop = Ascii.find('<', line, close + 1, end);
        return stop == end
                ? close + 1
                : Math.max(close + 1, add(close + 1, stop, kind, false, line, findings));
    }

    private static int nameStart(byte[] line, int start, int end) {
        int longest = Math.max(start, end - LONGEST_KEY);
        int at = end;
        while (at > longest && SecretKeys.isNameByte(line[at - 1])) {
            at--;
        }
        return at;
    }

    private static int value(
            byte[] line,
            int from,
            int end,
            RedactionKind kind,
            boolean isAuthorization,
            boolean isProse,
            Findings findings) {
        int at = from;
        while (at < end && isBlank(line[at]) && at - from < MOST_BLANKS) {
            at++;
        }
        if (at < end && line[at] == '[' && !Ascii.startsWith("[redacted", line, at, end)) {
            at++;
        }
        int quote = at;
        while (quote < end && line[quote] == '\\') {
            quote++;
        }
        if (quote < end && isQuote(line[quote])) {
            int open = quote + 1;
            int close = closing(line, open, end, line[quote], quote - at);
            int secret = isAuthorization ? behindScheme(line, open, close) : open;
            return add(secret, close, kind, secret > open, line, findings);
        }
        int secret = isAuthorization ? behindScheme(line, at, end) : at;
        int stop = unquotedEnd(line, secret, end, secret > at);
        boolean isDoubtful = isProse && secret == at;
        if ((isDoubtful && !isLikely(line, secret, stop, kind))
                || (kind == RedactionKind.SECRET && isReference(line, secret, stop))
                || isCount(line, secret, stop)) {
            return from;
        }
        return Math.max(from, add(secret, stop, kind, secret > at, line, findings));
    }

    private static int add(
            int start,
            int end,
            RedactionKind kind,
            boolean isBehindScheme,
            byte[] line,
            Findings findings) {
        if (start >= end || line[start] == '{' || isNoSecret(line, start, end)) {
            return start;
        }
        findings.add(start, end, isBehindScheme ? RedactionKind.TOKEN : kind);
        return end;
    }

    /** Where a quoted text ends whose quotes stand behind so many backslashes. */
    private static int closing(byte[] line, int from, int end, int quote, int escapes) {
        int at = from;
        while (at < end) {
            if (line[at] == quote && escapes == 0) {
                return at;
            }
            if (line[at] != '\\') {
                at++;
                continue;
            }
            int run = at;
            while (run < end && line[run] == '\\') {
                run++;
            }
            if (escapes > 0 && run < end && line[run] == quote && run - at <= escapes) {
                return at;
            }
            at = escapes > 0 ? run : at + 2;
        }
        return end;
    }

    private static int unquotedEnd(byte[] line, int from, int end, boolean isCredential) {
        int at = from;
        while (at < end) {
            int b = line[at];
            boolean isEnd =
                    Ascii.isSpace(b) || b == '"' || b == '\'' || b == '<' || b == '>' || b == '\\';
            boolean isEndOfValue = b == '&' || b == ';' || b == ')' || b == '}' || b == ']';
            if (isEnd || (!isCredential && isEndOfValue)) {
                return at;
            }
            if (b == ',' && isEndOfItem(line, at + 1, end)) {
                return at;
            }
            at++;
        }
        return at;
    }

    /**
     * Whether behind a comma the line ends or another pair begins; else it is part of the value.
     */
    private static boolean isEndOfItem(byte[] line, int from, int end) {
        int at = from;
        while (at < end && SecretKeys.isNameByte(line[at])) {
            at++;
        }
        return at == end
                || at == from
                || line[at] == '='
                || line[at] == ':'
                || Ascii.isSpace(line[from]);
    }

    private static int behindScheme(byte[] line, int from, int end) {
        int word = from;
        while (word < end && Ascii.isLetter(line[word])) {
            word++;
        }
        if (word == end || line[word] != ' ') {
            return from;
        }
        for (String scheme : SCHEMES) {
            if (Ascii.isIgnoringCase(scheme, line, from, word)) {
                return Ascii.skipSpaces(line, word, end);
            }
        }
        return from;
    }

    /** How Java writes an object: {@code Token[1f]} with braces, or {@code Proxy@1f}. */
    private static boolean isReference(byte[] line, int start, int end) {
        int at = start;
        while (at < end && line[at] != '{' && line[at] != '@' && line[at] != '(') {
            at++;
        }
        return at < end;
    }

    private static boolean isCount(byte[] line, int start, int end) {
        return end - start <= LONGEST_COUNT && Ascii.areDigits(line, start, end);
    }

    /** In prose a word and a colon introduce many things: the value itself has to look like one. */
    private static boolean isLikely(byte[] line, int start, int end, @Nullable RedactionKind kind) {
        boolean hasDigit = false;
        for (int at = start; at < end; at++) {
            if (line[at] == '=' && at + 1 < end) {
                return false;
            }
            hasDigit |= Ascii.isDigit(line[at]);
        }
        return kind == RedactionKind.PASSWORD || (hasDigit && end - start >= SHORTEST_IN_PROSE);
    }

    private static boolean isNoSecret(byte[] line, int start, int end) {
        for (String word : NO_SECRETS) {
            if (Ascii.isIgnoringCase(word, line, start, end)) {
                return true;
            }
        }
        if (Ascii.startsWith("[redacted", line, start, end)) {
            return true;
        }
        int at = start;
        while (at < end && line[at] == '*') {
            at++;
        }
        return at == end;
    }

    private static boolean isBlank(int b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isQuote(int b) {
        return b == '"' || b == '\'';
    }
}
