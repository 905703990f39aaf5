package io.stacklens.parser.field;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Scratch;
import io.stacklens.parser.line.Slice;
import io.stacklens.parser.severity.SeverityNumbers;
import io.stacklens.parser.severity.SeverityWords;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

import org.jspecify.annotations.Nullable;

/**
 * Decides what the values mean whose names mean different things with different libraries, once all
 * of a record was seen: names that only one library writes tell which it is. Not thread-safe.
 */
final class LateDecisions {

    private static final double MILLIS_OF_A_SECOND = 1e3;
    private static final double MILLIS_OF_A_NANOSECOND = 1e-6;
    private static final int ERROR = 17;
    private static final int DATE = 10;
    private static final int TIME_OF_DAY = 8;

    /** What the text of an error says when there is none. */
    private static final String[] NO_ERRORS = {"false", "null", "none", "nil", "<nil>", "0", "-"};

    private final LateValues values;
    private final TimestampScanner timestamps;
    private final Slice statusWord = new Slice();
    private final Slice date = new Slice();

    private boolean isNameALogger;
    private boolean isBodyALine;
    private boolean isMongo;
    private boolean isDotNet;
    private boolean isDateTaken;
    private boolean isRust;
    private boolean isShort;
    private boolean hasError;
    private boolean hasBareDuration;
    private double millisOfDuration;

    LateDecisions(LateValues values, TimestampScanner timestamps) {
        this.values = values;
        this.timestamps = timestamps;
    }

    void begin() {
        statusWord.set(statusWord.bytes(), 0, 0);
        isNameALogger = false;
        isBodyALine = false;
        isMongo = false;
        isDotNet = false;
        isDateTaken = false;
        isRust = false;
        isShort = false;
        date.set(date.bytes(), 0, 0);
        hasError = false;
        hasBareDuration = false;
        millisOfDuration = 1;
    }

    static boolean isLate(KnownField field) {
        return switch (field) {
            case NAME,
                    MESSAGE_TEMPLATE,
                    BODY_HINT,
                    LEVEL_VALUE,
                    INNER_LINE,
                    EPOCH_SECONDS,
                    EPOCH_NANOS_PART,
                    SERVICE_HINT,
                    LOGGER_HINT,
                    RUST_TARGET,
                    DOTNET_CATEGORY ->
                    true;
            default -> false;
        };
    }

    boolean isBodyALine() {
        return isBodyALine;
    }

    /** Python's, pino's and bunyan's records call the logger {@code name}. */
    void sawNamedLogger() {
        isNameALogger = true;
    }

    /** zap in its usual settings, and Caddy with it, writes times and durations as seconds. */
    void sawZapTime(byte[] value, int start, int end) {
        int point = Ascii.find('.', value, start, end);
        if (point < end && point - start == 10 && Ascii.areDigits(value, start, point)) {
            millisOfDuration = MILLIS_OF_A_SECOND;
        }
    }

    void sawMongo() {
        isMongo = true;
    }

    void sawDotNet() {
        isDotNet = true;
    }

    void sawRust() {
        isRust = true;
    }

    void sawTraefik() {
        millisOfDuration = MILLIS_OF_A_NANOSECOND;
    }

    void sawDuration(boolean isBare) {
        hasBareDuration |= isBare;
    }

    /** A status that is a word may be a severity, as Datadog has it. */
    void sawStatus(byte[] value, int start, int end) {
        if (SeverityValue.isWord(value, start, end)) {
            statusWord.set(value, start, end);
        }
    }

    void sawError(byte[] value, int start, int end) {
        boolean isNone = start == end;
        for (String none : NO_ERRORS) {
            isNone |= Ascii.isIgnoringCase(none, value, start, end);
        }
        hasError |= !isNone;
    }

    void sawShippedLine() {
        isBodyALine = true;
    }

    /** The first value of a kind that waits; null when there is none. */
    @Nullable Slice value(KnownField field) {
        for (int i = 0; i < values.size(); i++) {
            if (values.field(i) == field) {
                return values.value(i);
            }
        }
        return null;
    }

    /**
     * A date alone waits for a time of day, as firewalls write them: {@code date=2026-11-22
     * time=08:10:00}. Answers whether the value is one of the two.
     */
    boolean takeDateAndTime(LogDraft draft, byte[] value, int start, int end) {
        if (draft.hasTimestamp()) {
            return false;
        }
        boolean isDate =
                end - start == DATE
                        && value[start + 4] == '-'
                        && Ascii.areDigits(value, start, start + 4);
        if (isDate && date.length() == 0) {
            date.set(value, start, end);
            return true;
        }
        boolean isTimeOfDay =
                date.length() > 0
                        && end - start >= TIME_OF_DAY
                        && value[start + 2] == ':'
                        && value[start + 5] == ':';
        if (!isTimeOfDay) {
            return false;
        }
        Scratch scratch = draft.scratch();
        int from = scratch.position();
        scratch.add(date.bytes(), date.start(), date.end());
        scratch.add('T');
        scratch.add(value, start, end);
        isDateTaken = timestamps.scanWhole(scratch.bytes(), from, scratch.position(), draft);
        return isDateTaken;
    }

    /**
     * Takes a value whose name is a letter, behind the value that tells whose records have them:
     * MongoDB's begin with their time, those of zap's development form with an {@code L}.
     */
    boolean takeLetter(LogDraft draft, int letter, byte[] value, int start, int end) {
        if (isMongo) {
            return switch (letter) {
                case 's' -> SeverityValue.putLetter(draft, value, start, end);
                case 'c' -> draft.put(LogColumn.LOGGER, value, start, end);
                default -> false;
            };
        }
        if (letter == 'L' && SeverityValue.isWord(value, start, end)) {
            isShort = true;
            return SeverityValue.put(draft, value, start, end);
        }
        if (!isShort) {
            return false;
        }
        return switch (letter) {
            case 'T' -> !draft.hasTimestamp() && timestamps.scanWhole(value, start, end, draft);
            case 'M' -> draft.put(LogColumn.BODY, value, start, end);
            case 'N' -> draft.put(LogColumn.LOGGER, value, start, end);
            default -> false;
        };
    }

    void decide(LogDraft draft) {
        decideDate(draft);
        for (int i = 0; i < values.size(); i++) {
            Slice value = values.value(i);
            if (!take(values.field(i), draft, value)) {
                Slice key = values.key(i);
                draft.addAttribute(
                        key.bytes(),
                        key.start(),
                        key.end(),
                        value.bytes(),
                        value.start(),
                        value.end());
            }
        }
        isBodyALine &= draft.has(LogColumn.BODY);
        if (hasBareDuration && millisOfDuration != 1) {
            draft.putDurationMs(draft.durationMs() * millisOfDuration);
        }
        if (draft.severityNumber() == 0 && draft.httpStatus() == 0) {
            severityOfTheRest(draft);
        }
    }

    /** A date that no time of day followed is the time, or one of the record's values. */
    private void decideDate(LogDraft draft) {
        if (date.length() == 0 || isDateTaken) {
            return;
        }
        if (draft.hasTimestamp()
                || !timestamps.scanWhole(date.bytes(), date.start(), date.end(), draft)) {
            draft.addAttribute("date", date.bytes(), date.start(), date.end());
        }
    }

    private void severityOfTheRest(LogDraft draft) {
        if (statusWord.length() > 0) {
            byte[] bytes = statusWord.bytes();
            int number = SeverityWords.number(bytes, statusWord.start(), statusWord.end());
            draft.putSeverity(number);
        } else if (hasError) {
            draft.putSeverity(ERROR);
        }
    }

    private boolean take(@Nullable KnownField field, LogDraft draft, Slice text) {
        byte[] bytes = text.bytes();
        int start = text.start();
        int end = text.end();
        return switch (field) {
            case NAME -> isNameALogger && draft.put(LogColumn.LOGGER, bytes, start, end);
            case MESSAGE_TEMPLATE -> draft.put(LogColumn.BODY, bytes, start, end);
            case BODY_HINT -> draft.put(LogColumn.BODY, bytes, start, end);
            case INNER_LINE -> {
                int lineEnd = Ascii.trimEnd(bytes, start, end);
                isBodyALine = draft.put(LogColumn.BODY, bytes, start, lineEnd);
                yield isBodyALine;
            }
            case LEVEL_VALUE -> {
                if (draft.severityNumber() == 0) {
                    draft.putSeverity(SeverityNumbers.ofLevel(Ascii.number(bytes, start, end)));
                }
                yield false;
            }
            case EPOCH_SECONDS -> epoch(draft, text);
            case EPOCH_NANOS_PART -> draft.hasTimestamp();
            case SERVICE_HINT -> {
                int unitEnd = Ascii.indexOf(".service", bytes, start, end);
                if (draft.appName().length() == 0) {
                    draft.appName().set(bytes, start, unitEnd < 0 ? end : unitEnd);
                }
                yield false;
            }
            case LOGGER_HINT -> {
                draft.put(LogColumn.LOGGER, bytes, start, end);
                yield false;
            }
            case RUST_TARGET -> {
                if (isRust || Ascii.indexOf("::", bytes, start, end) >= 0) {
                    draft.put(LogColumn.LOGGER, bytes, start, end);
                }
                yield false;
            }
            case DOTNET_CATEGORY -> isDotNet && draft.put(LogColumn.LOGGER, bytes, start, end);
            case null, default -> false;
        };
    }

    /** Seconds, and the nanoseconds that stand beside them. */
    private boolean epoch(LogDraft draft, Slice seconds) {
        Slice nanos = value(KnownField.EPOCH_NANOS_PART);
        if (draft.hasTimestamp()
                || !timestamps.scanWhole(seconds.bytes(), seconds.start(), seconds.end(), draft)) {
            return false;
        }
        long part = nanos == null ? 0 : Ascii.number(nanos.bytes(), nanos.start(), nanos.end());
        if (part > 0 && part < 1_000_000_000L && draft.timestamp() != 0) {
            draft.putTimestamp(
                    draft.timestamp() + part, seconds.bytes(), seconds.start(), seconds.end());
        }
        return true;
    }
}
