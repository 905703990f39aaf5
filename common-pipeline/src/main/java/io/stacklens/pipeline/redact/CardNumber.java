package io.stacklens.pipeline.redact;

import io.stacklens.pipeline.text.Ascii;

/**
 * Card numbers: 14 to 19 digits at a stretch, or in the groups that are printed on cards (4-4-4-4
 * or 4-6-5) with one blank or dash between; with the prefix and length of an issuer and a right
 * check digit. Digits at a stretch are none where their name says that they count, order or name
 * something else: {@code order_id=…}, {@code "offset":…}.
 */
final class CardNumber {

    static final int SHORTEST = 14;
    private static final int LONGEST = 19;
    private static final int LONGEST_NAME = 40;
    private static final int MOST_BETWEEN = 6;

    /** How such names end, in lower case. */
    private static final String[] OTHER_NUMBERS = {
        "id",
        "offset",
        "ns",
        "us",
        "ms",
        "nanos",
        "micros",
        "millis",
        "ts",
        "time",
        "timestamp",
        "seq",
        "sequence",
        "count",
        "bytes",
        "size"
    };

    private final byte[] digits = new byte[LONGEST];

    /** Finds card numbers in a stretch of digits, blanks and punctuation. */
    void find(byte[] line, int start, int end, int lineStart, int lineEnd, Findings findings) {
        int at = start;
        while (at < end) {
            if (!Ascii.isDigit(line[at])) {
                at++;
                continue;
            }
            int stop = at;
            while (stop < end && Ascii.isDigit(line[stop])) {
                stop++;
            }
            if (isInAWord(line, at, lineStart)) {
                at = stop;
                continue;
            }
            int cardEnd = -1;
            if (stop - at >= SHORTEST) {
                boolean isCard =
                        stop - at <= LONGEST
                                && isCard(line, at, stop)
                                && !isOtherNumber(line, at, lineStart);
                cardEnd = isCard ? stop : -1;
            } else if (stop - at == 4 && line[at] >= '2' && line[at] <= '6' && stop < end) {
                cardEnd = grouped(line, at, end);
            }
            if (cardEnd > 0 && !continues(line, cardEnd, lineEnd)) {
                findings.add(at, cardEnd, RedactionKind.CARD);
                stop = cardEnd;
            }
            at = stop;
        }
    }

    private static boolean isInAWord(byte[] line, int at, int lineStart) {
        if (at == lineStart) {
            return false;
        }
        int before = line[at - 1];
        return Ascii.isLetter(before)
                || Ascii.isDigit(before)
                || before == '.'
                || before == '_'
                || before == '-';
    }

    /** Whether a name stands before the number that is not one of a card. */
    private static boolean isOtherNumber(byte[] line, int at, int lineStart) {
        int nameEnd = at;
        boolean isNamed = false;
        while (nameEnd > Math.max(lineStart, at - MOST_BETWEEN) && isBetween(line[nameEnd - 1])) {
            nameEnd--;
            isNamed |= line[nameEnd] == '=' || line[nameEnd] == ':';
        }
        int name = nameEnd;
        while (name > Math.max(lineStart, nameEnd - LONGEST_NAME)
                && SecretKeys.isNameByte(line[name - 1])) {
            name--;
        }
        if (!isNamed || name == nameEnd || isOfACard(line, name, nameEnd)) {
            return false;
        }
        for (String word : OTHER_NUMBERS) {
            int from = nameEnd - word.length();
            if (from >= name
                    && Ascii.isIgnoringCase(word, line, from, nameEnd)
                    && beginsWord(line, name, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBetween(int b) {
        return b == ' ' || b == '=' || b == ':' || b == '"' || b == '\'' || b == '\\';
    }

    /** {@code card_id} may well be the number itself. */
    private static boolean isOfACard(byte[] line, int start, int end) {
        for (int at = start; at + 4 <= end; at++) {
            if (Ascii.isIgnoringCase("card", line, at, at + 4)) {
                return true;
            }
        }
        return false;
    }

    /** {@code order_id}, {@code orderId}, {@code id}; not {@code paid}. */
    private static boolean beginsWord(byte[] line, int start, int at) {
        return at == start
                || !Ascii.isLetter(line[at - 1])
                || (Ascii.isUpper(line[at]) && !Ascii.isUpper(line[at - 1]));
    }

    private static boolean continues(byte[] line, int at, int lineEnd) {
        if (at == lineEnd) {
            return false;
        }
        boolean isFraction = line[at] == '.' && at + 1 < lineEnd && Ascii.isDigit(line[at + 1]);
        return isFraction || Ascii.isLetter(line[at]) || Ascii.isDigit(line[at]) || line[at] == '_';
    }

    private boolean isCard(byte[] line, int start, int end) {
        System.arraycopy(line, start, digits, 0, end - start);
        return isIssued(end - start) && isCheckDigitRight(end - start);
    }

    /** Where a number in groups ends, or -1. */
    private int grouped(byte[] line, int start, int end) {
        int separator = line[start + 4];
        if (separator != ' ' && separator != '-') {
            return -1;
        }
        boolean isAmex = isGroup(line, start + 5, 6, end, separator);
        boolean areGroups =
                isAmex
                        ? isGroup(line, start + 12, 5, end, 0)
                        : isGroup(line, start + 5, 4, end, separator)
                                && isGroup(line, start + 10, 4, end, separator)
                                && isGroup(line, start + 15, 4, end, 0);
        if (!areGroups) {
            return -1;
        }
        int length = 0;
        int at = start;
        int stop = start + (isAmex ? 17 : 19);
        for (; at < stop; at++) {
            if (line[at] != separator) {
                digits[length++] = line[at];
            }
        }
        boolean isCard = isIssued(length) && isCheckDigitRight(length);
        return isCard ? stop : -1;
    }

    /** Whether so many digits stand here, and behind them the separator, unless it is 0. */
    private static boolean isGroup(byte[] line, int at, int length, int end, int separator) {
        int stop = at + length;
        return stop <= end
                && Ascii.areDigits(line, at, stop)
                && (separator == 0 || (stop < end && line[stop] == separator));
    }

    private boolean isIssued(int length) {
        int two = prefix(2);
        int three = prefix(3);
        int four = prefix(4);
        boolean isMastercard = (two >= 51 && two <= 55) || (four >= 2221 && four <= 2720);
        boolean isDiscover = four == 6011 || two == 65 || (three >= 644 && three <= 649);
        boolean isJcb = four >= 3528 && four <= 3589;
        return switch (length) {
            case 14 -> (three >= 300 && three <= 305) || two == 36 || two == 38;
            case 15 -> two == 34 || two == 37;
            case 16 -> digits[0] == '4' || isMastercard || isDiscover || isJcb || two == 62;
            case 19 -> two == 62;
            default -> false;
        };
    }

    private int prefix(int length) {
        int number = 0;
        for (int i = 0; i < length; i++) {
            number = number * 10 + digits[i] - '0';
        }
        return number;
    }

    /** The check of Luhn. */
    private boolean isCheckDigitRight(int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits[length - 1 - i] - '0';
            int counted = i % 2 == 0 ? digit : 2 * digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }
}
