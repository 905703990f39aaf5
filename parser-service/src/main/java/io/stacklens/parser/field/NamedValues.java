package io.stacklens.parser.field;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.exception.ExceptionFinder;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.parser.severity.SeverityNumbers;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * Puts the named values of a line where they belong: into the field that the name means, if the
 * value makes sense there, else among the attributes. {@link #begin}, then the values, then {@link
 * #finish}. Not thread-safe.
 */
public final class NamedValues {

    private static final int LONGEST_ROUTE = 200;
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);

    private final TimestampScanner timestamps;
    private final LateValues lateValues = new LateValues();
    private final LateDecisions late;
    private final Slice stack = new Slice();
    private final Slice exceptionType = new Slice();

    public NamedValues(TimestampScanner timestamps) {
        this.timestamps = timestamps;
        late = new LateDecisions(lateValues, timestamps);
    }

    public void begin() {
        lateValues.clear();
        late.begin();
        stack.set(stack.bytes(), 0, 0);
    }

    /** Puts a value that stands at the top of the record or in an object of it. */
    public void put(
            LogDraft draft,
            byte[] key,
            int keyStart,
            int keyEnd,
            byte[] value,
            int start,
            int end) {
        KnownField field = FieldNames.find(key, keyStart, keyEnd);
        if (field != null
                && LateDecisions.isLate(field)
                && lateValues.add(field, key, keyStart, keyEnd, value, start, end)) {
            return;
        }
        boolean isTakenLetter =
                field == KnownField.LETTER
                        && late.takeLetter(draft, key[keyStart], value, start, end);
        if (isTakenLetter) {
            return;
        }
        if (field == null || !take(field, draft, value, start, end)) {
            draft.addAttribute(key, keyStart, keyEnd, value, start, end);
        }
    }

    /**
     * Puts a member of the record's own attributes. It stays one; a dotted name of the semantic
     * conventions, and the ids of a trace, are also taken for what they say.
     */
    public void putMember(
            LogDraft draft,
            byte[] key,
            int keyStart,
            int keyEnd,
            byte[] value,
            int start,
            int end) {
        draft.addAttribute(key, keyStart, keyEnd, value, start, end);
        KnownField field = FieldNames.find(key, keyStart, keyEnd);
        if (field == null || LateDecisions.isLate(field)) {
            return;
        }
        boolean isConvention = Ascii.find('.', key, keyStart, keyEnd) < keyEnd;
        if (isConvention || isTrace(field)) {
            take(field, draft, value, start, end);
        }
    }

    /** Puts a value found inside a message: only into the fields that describe a request. */
    public void putInline(
            LogDraft draft,
            byte[] key,
            int keyStart,
            int keyEnd,
            byte[] value,
            int start,
            int end) {
        KnownField field = FieldNames.find(key, keyStart, keyEnd);
        if (field != null && isInline(field)) {
            take(field, draft, value, start, end);
        }
    }

    /**
     * Takes the first of several values for what their name says: the nearest client, the head of a
     * stack trace. Adds no attribute for it.
     */
    public void putFirst(
            LogDraft draft,
            byte[] key,
            int keyStart,
            int keyEnd,
            byte[] value,
            int start,
            int end) {
        KnownField field = FieldNames.find(key, keyStart, keyEnd);
        if (field == KnownField.CLIENT_ADDRESS || field == KnownField.STACK) {
            take(field, draft, value, start, end);
        }
    }

    /** Takes the request line of an access log: method, path. */
    public void putRequestLine(LogDraft draft, byte[] bytes, int start, int end) {
        RequestLine.put(draft, bytes, start, end);
    }

    public void putClientAddress(LogDraft draft, byte[] bytes, int start, int end) {
        ClientAddress.put(draft, bytes, start, end);
    }

    public void putStatus(LogDraft draft, byte[] bytes, int start, int end) {
        status(draft, bytes, start, end);
    }

    /** Whether the body is a line of its own, as Docker's json-file has it. */
    public boolean isBodyALine() {
        return late.isBodyALine();
    }

    /** Whether a name means the message. */
    public boolean isBody(byte[] key, int start, int end) {
        return FieldNames.find(key, start, end) == KnownField.BODY;
    }

    /** The pattern of a message that is still without its values; null when there is none. */
    public @Nullable Slice messageTemplate() {
        return late.value(KnownField.MESSAGE_TEMPLATE);
    }

    /** Decides on the values whose meaning depends on the others. */
    public void finish(LogDraft draft) {
        late.decide(draft);
        if (stack.length() > 0
                && !draft.has(LogColumn.EXCEPTION_TYPE)
                && ExceptionFinder.find(stack.bytes(), stack.start(), stack.end(), exceptionType)) {
            draft.put(
                    LogColumn.EXCEPTION_TYPE,
                    exceptionType.bytes(),
                    exceptionType.start(),
                    exceptionType.end());
        }
    }

    public boolean isField(byte[] key, int start, int end) {
        return FieldNames.find(key, start, end) != null;
    }

    private static boolean isTrace(KnownField field) {
        return switch (field) {
            case TRACE_ID, SPAN_ID, TRACEPARENT -> true;
            default -> false;
        };
    }

    private static boolean isInline(KnownField field) {
        return switch (field) {
            case TRACE_ID,
                    SPAN_ID,
                    TRACEPARENT,
                    HTTP_METHOD,
                    HTTP_ROUTE,
                    URL_PATH,
                    HTTP_STATUS,
                    DURATION,
                    DURATION_MILLIS,
                    DURATION_SECONDS,
                    DURATION_MICROS,
                    DURATION_NANOS,
                    CLIENT_ADDRESS,
                    USER_ID,
                    ACCOUNT_ID ->
                    true;
            default -> false;
        };
    }

    /** Answers whether the field now holds all that the value says. */
    private boolean take(KnownField field, LogDraft draft, byte[] value, int start, int end) {
        return switch (field) {
            case TIMESTAMP ->
                    late.takeDateAndTime(draft, value, start, end)
                            || timestamp(draft, value, start, end);
            case ZAP_TIMESTAMP -> {
                boolean isTaken = timestamp(draft, value, start, end);
                late.sawZapTime(value, start, end);
                yield isTaken;
            }
            case MONGO_TIMESTAMP -> {
                late.sawMongo();
                yield timestamp(draft, value, start, end);
            }
            case SEVERITY -> severity(draft, value, start, end);
            case PYTHON_LEVEL_NAME -> {
                late.sawNamedLogger();
                yield SeverityValue.put(draft, value, start, end);
            }
            case PYTHON_LEVEL -> {
                late.sawNamedLogger();
                if (draft.severityNumber() == 0) {
                    long level = Ascii.number(value, start, end);
                    draft.putSeverity(SeverityNumbers.ofPython(level));
                }
                yield false;
            }
            case OTEL_SEVERITY -> openTelemetrySeverity(draft, value, start, end);
            case BODY -> draft.put(LogColumn.BODY, value, start, end);
            case RUST_BODY -> {
                late.sawRust();
                yield draft.put(LogColumn.BODY, value, start, end);
            }
            case FORMATTED_BODY -> formattedBody(draft, value, start, end);
            case SERVICE -> service(draft, value, start, end);
            case HOST -> draft.put(LogColumn.HOST, value, start, end);
            case TRACE_ID -> TraceContext.put(draft, LogColumn.TRACE_ID, value, start, end);
            case SPAN_ID -> TraceContext.put(draft, LogColumn.SPAN_ID, value, start, end);
            case TRACEPARENT -> TraceContext.putTraceparent(draft, value, start, end);
            case LOGGER -> draft.put(LogColumn.LOGGER, value, start, end);
            case DOTNET_EVENT -> {
                late.sawDotNet();
                yield false;
            }
            case HTTP_METHOD -> HttpMethod.put(draft, value, start, end);
            case HTTP_ROUTE ->
                    isRoute(value, start, end)
                            && draft.put(LogColumn.HTTP_ROUTE, value, start, end);
            case URL_PATH -> !isLogFile(value, start, end) && UrlPath.put(draft, value, start, end);
            case REQUEST_LINE -> RequestLine.put(draft, value, start, end);
            case HTTP_STATUS -> status(draft, value, start, end);
            case TRAEFIK_STATUS -> {
                late.sawTraefik();
                yield status(draft, value, start, end);
            }
            case DURATION -> {
                boolean isTaken = duration(draft, value, start, end, 1);
                late.sawDuration(isTaken && !Ascii.isLetter(value[end - 1]));
                yield isTaken;
            }
            case DURATION_MILLIS -> duration(draft, value, start, end, 1);
            case DURATION_SECONDS -> duration(draft, value, start, end, 1e3);
            case DURATION_MICROS -> duration(draft, value, start, end, 1e-3);
            case DURATION_NANOS -> duration(draft, value, start, end, 1e-6);
            case CLIENT_ADDRESS -> ClientAddress.put(draft, value, start, end);
            case USER_ID -> draft.put(LogColumn.USER_ID, value, start, end);
            case ACCOUNT_ID -> draft.put(LogColumn.ACCOUNT_ID, value, start, end);
            case EXCEPTION_TYPE ->
                    isTypeName(value, start, end)
                            && draft.put(LogColumn.EXCEPTION_TYPE, value, start, end);
            case STACK -> {
                if (stack.length() == 0) {
                    stack.set(value, start, end);
                }
                yield false;
            }
            case ERROR_TEXT -> {
                late.sawError(value, start, end);
                yield false;
            }
            case SHIPPED_LINE -> {
                late.sawShippedLine();
                yield false;
            }
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
                    DOTNET_CATEGORY,
                    LETTER ->
                    false;
        };
    }

    private boolean timestamp(LogDraft draft, byte[] value, int start, int end) {
        return !draft.hasTimestamp() && timestamps.scanWhole(value, start, end, draft);
    }

    private boolean severity(LogDraft draft, byte[] value, int start, int end) {
        boolean isTaken = SeverityValue.put(draft, value, start, end);
        if (isTaken && Ascii.isDigit(value[start])) {
            late.sawNamedLogger();
        }
        return isTaken;
    }

    private static boolean openTelemetrySeverity(LogDraft draft, byte[] value, int start, int end) {
        int number = SeverityNumbers.ofOpenTelemetry(Ascii.number(value, start, end));
        if (number != 0) {
            draft.putSeverity(number);
        }
        return number != 0;
    }

    /** The message counts with its values; without them it stays as an attribute. */
    private static boolean formattedBody(LogDraft draft, byte[] value, int start, int end) {
        if (start == end) {
            return false;
        }
        if (draft.has(LogColumn.BODY)) {
            Slice pattern = draft.text(LogColumn.BODY);
            draft.addAttribute(
                    MESSAGE, 0, MESSAGE.length, pattern.bytes(), pattern.start(), pattern.end());
        }
        draft.replace(LogColumn.BODY, value, start, end);
        return true;
    }

    /** Heroku's router writes the time a request took as {@code service=18ms}. */
    private static boolean service(LogDraft draft, byte[] value, int start, int end) {
        boolean isDuration =
                start < end
                        && bytesEndWith("ms", value, start, end)
                        && !Double.isNaN(Durations.milliseconds(value, start, end, 1));
        if (isDuration) {
            duration(draft, value, start, end, 1);
            return false;
        }
        return draft.put(LogColumn.SERVICE, value, start, end);
    }

    private static boolean duration(
            LogDraft draft, byte[] value, int start, int end, double millisecondsPerUnit) {
        if (!Double.isNaN(draft.durationMs()) || start == end) {
            return false;
        }
        double milliseconds = Durations.milliseconds(value, start, end, millisecondsPerUnit);
        draft.putDurationMs(milliseconds);
        return !Double.isNaN(milliseconds);
    }

    private boolean status(LogDraft draft, byte[] value, int start, int end) {
        long status = end - start == 3 ? Ascii.number(value, start, end) : -1;
        if (status < 100 || status > 599 || draft.httpStatus() != 0) {
            late.sawStatus(value, start, end);
            return false;
        }
        draft.putHttpStatus((int) status);
        return true;
    }

    private static boolean isRoute(byte[] value, int start, int end) {
        return start < end
                && end - start <= LONGEST_ROUTE
                && Ascii.find('/', value, start, end) < end
                && Ascii.find('?', value, start, end) == end;
    }

    /** Agents that read files put the file's name into {@code path}. */
    private static boolean isLogFile(byte[] value, int start, int end) {
        return bytesEndWith(".log", value, start, end)
                || Ascii.startsWith("/var/log/", value, start, end);
    }

    private static boolean isTypeName(byte[] value, int start, int end) {
        return start < end
                && (Ascii.isLetter(value[start]) || value[start] == '_')
                && Ascii.findBlank(value, start, end) == end;
    }

    private static boolean bytesEndWith(String suffix, byte[] value, int start, int end) {
        return end - start >= suffix.length()
                && Ascii.startsWith(suffix, value, end - suffix.length(), end);
    }
}
