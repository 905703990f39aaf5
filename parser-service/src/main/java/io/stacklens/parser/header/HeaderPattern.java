package io.stacklens.parser.header;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.header.Step.Kind;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a known system begins its lines, such as {@code %{proc_id:int} %{level} %{logger:name}:
 * %{body}}. A part names where its bytes go and, behind a colon, which bytes it takes ({@link
 * Step.Kind}); a part that names no kind takes what comes before the next literal. A space stands
 * for blanks, {@code ~} for blanks or nothing. A pattern first finds all its parts and only then
 * touches the draft. Not thread-safe.
 */
final class HeaderPattern {

    /** No header has a part as long as that: what follows is the message. */
    private static final int LONGEST_PART = 256;

    private static final int NO_MATCH = -1;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Step[] steps;
    private final int[] starts;
    private final int[] ends;
    private final TimestampScanner timestamps;
    private final NamedValues values;
    private int severity;

    HeaderPattern(String text, TimestampScanner timestamps, NamedValues values) {
        this.timestamps = timestamps;
        this.values = values;
        this.steps = steps(text).toArray(Step[]::new);
        this.starts = new int[steps.length];
        this.ends = new int[steps.length];
    }

    /** Whether a severity's word comes first. */
    boolean beginsWithLevel() {
        return steps[0].kind() == Kind.LEVEL;
    }

    /** Whether an epoch is the second word. */
    boolean hasEpochSecond() {
        return steps.length > 2 && steps[0].kind() == Kind.WORD && steps[2].kind() == Kind.EPOCH;
    }

    /** Whether a line that the pattern knows can go on with this byte. */
    boolean canBeginWith(int b) {
        Step first = steps[0];
        return switch (first.kind()) {
            case LITERAL -> first.literal()[0] == b;
            case INT, EPOCH -> Ascii.isDigit(b) || b == '-';
            case TIME, CLOCK -> Ascii.isDigit(b) || Ascii.isLetter(b);
            case MARK -> HeaderLevels.mark(b) != 0;
            case SECONDS -> Ascii.isDigit(b);
            case LEVEL, NAME, DOTTED, METHOD, GO, PHP -> Ascii.isLetter(b);
            case LETTER -> HeaderLevels.letter(b) != 0;
            case LOWER, CHANNEL -> Ascii.isLetter(b) && !Ascii.isUpper(b);
            case UPPER -> Ascii.isUpper(b) || b == '-';
            case HEX -> Ascii.isHex(b);
            case FILE -> Ascii.isLetter(b);
            default -> true;
        };
    }

    /** Reads a line from here on; answers false, and leaves the draft alone, when it is another. */
    boolean read(byte[] line, int start, int end, LogDraft draft) {
        severity = 0;
        if (!matches(0, line, start, end)) {
            return false;
        }
        put(line, end, draft);
        return true;
    }

    /** Whether the steps from this one on take the line from here on. */
    private boolean matches(int from, byte[] line, int start, int end) {
        int at = start;
        for (int i = from; i < steps.length; i++) {
            if (steps[i].kind() == Kind.SEEK) {
                return seeks(i, line, at, end);
            }
            at = take(i, line, at, end);
            if (at == NO_MATCH) {
                return false;
            }
        }
        return true;
    }

    private boolean seeks(int i, byte[] line, int start, int end) {
        int last = Math.min(end, start + LONGEST_PART);
        starts[i] = start;
        for (int at = start; at <= last; at++) {
            if (goesOn(i + 1, line, at, end) && matches(i + 1, line, at, end)) {
                ends[i] = Ascii.trimEnd(line, start, at);
                return true;
            }
        }
        return false;
    }

    private void put(byte[] line, int end, LogDraft draft) {
        for (int i = 0; i < steps.length; i++) {
            Step step = steps[i];
            switch (step.kind()) {
                case LITERAL, BLANKS, MAYBE_BLANKS -> {}
                case TIME -> timestamps.scan(line, starts[i], end, draft);
                case EPOCH -> timestamps.scanWhole(line, starts[i], ends[i], draft);
                case CLOCK -> addFraction(line, starts[i], end, draft);
                case LEVEL, LETTER, MARK, PHP, WEBSPHERE -> {
                    if (step.field() == HeaderField.NONE) {
                        break;
                    }
                    draft.putSeverity(severity);
                    draft.put(LogColumn.SEVERITY_TEXT, line, starts[i], ends[i]);
                }
                case BODY, BOXED -> draft.put(LogColumn.BODY, line, starts[i], ends[i]);
                case BEFORE_LOGGER -> {
                    TrailingLogger.put(draft, line, starts[i], end);
                    draft.put(LogColumn.BODY, line, starts[i], ends[i]);
                }
                default -> step.field().put(values, draft, line, starts[i], ends[i]);
            }
        }
    }

    /** The epoch that was read before says when; the local time beside it says it finer. */
    private void addFraction(byte[] line, int start, int end, LogDraft draft) {
        long epoch = draft.timestamp();
        if (timestamps.scan(line, start, end, draft) >= 0) {
            long fraction = Math.floorMod(draft.timestamp(), NANOS_PER_SECOND);
            Slice text = draft.timestampText();
            draft.putTimestamp(epoch + fraction, text.bytes(), text.start(), text.end());
        }
    }

    /** Takes the bytes of a step; answers where the next begins, or {@link #NO_MATCH}. */
    private int take(int i, byte[] line, int at, int end) {
        Step step = steps[i];
        starts[i] = at;
        int stop =
                switch (step.kind()) {
                    case LITERAL -> literalEnd(step.literal(), line, at, end);
                    case BLANKS -> blanksEnd(line, at, end);
                    case MAYBE_BLANKS -> Ascii.skipSpaces(line, at, end);
                    case TIME, CLOCK -> at < end ? timestamps.end(line, at, end) : NO_MATCH;
                    case LEVEL -> levelEnd(line, at, end);
                    case LETTER -> signEnd(at < end ? HeaderLevels.letter(line[at]) : 0, at);
                    case MARK -> signEnd(at < end ? HeaderLevels.mark(line[at]) : 0, at);
                    case WEBSPHERE -> signEnd(at < end ? HeaderLevels.webSphere(line[at]) : 0, at);
                    case PHP -> phpEnd(line, at, end);
                    case TEXT, ANY, FIRST -> textEnd(i, line, at, end);
                    case BODY, BOXED, REST -> bodyEnd(step.kind(), line, at, end);
                    case BEFORE_LOGGER -> TrailingLogger.bodyEnd(line, at, end);
                    default -> HeaderWords.end(step.kind(), line, at, end);
                };
        ends[i] = stop;
        if (stop == NO_MATCH) {
            return NO_MATCH;
        }
        return switch (step.kind()) {
            case FIRST -> {
                ends[i] = Ascii.findBlank(line, at, stop);
                yield stop;
            }
            case COLUMN -> {
                ends[i] = Ascii.findBlank(line, at, stop);
                yield Ascii.skipSpaces(line, stop, end);
            }
            case TEXT, ANY -> {
                ends[i] = Ascii.trimEnd(line, at, stop);
                yield stop;
            }
            default -> stop;
        };
    }

    private static int literalEnd(byte[] literal, byte[] line, int at, int end) {
        if (end - at < literal.length) {
            return NO_MATCH;
        }
        for (int i = 0; i < literal.length; i++) {
            if (line[at + i] != literal[i]) {
                return NO_MATCH;
            }
        }
        return at + literal.length;
    }

    private static int blanksEnd(byte[] line, int at, int end) {
        int stop = Ascii.skipSpaces(line, at, end);
        return stop > at || at == end ? stop : NO_MATCH;
    }

    private int levelEnd(byte[] line, int at, int end) {
        int stop = HeaderWords.end(Kind.LEVEL, line, at, end);
        severity = stop == NO_MATCH ? 0 : HeaderLevels.word(line, at, stop);
        return severity == 0 ? NO_MATCH : stop;
    }

    private int signEnd(int number, int at) {
        severity = number;
        return number == 0 ? NO_MATCH : at + 1;
    }

    private int phpEnd(byte[] line, int at, int end) {
        int stop = Ascii.find(':', line, at, Math.min(end, at + 32));
        severity = HeaderLevels.php(line, at, stop);
        return severity == 0 ? NO_MATCH : stop;
    }

    private static int bodyEnd(Kind kind, byte[] line, int at, int end) {
        int stop = Ascii.trimEnd(line, at, end);
        boolean isBoxed = kind == Kind.BOXED && stop > at && line[stop - 1] == '>';
        return isBoxed ? Ascii.trimEnd(line, at, stop - 1) : stop;
    }

    private int textEnd(int i, byte[] line, int start, int end) {
        int last = Math.min(end, start + LONGEST_PART);
        int at = steps[i].kind() == Kind.ANY ? start : start + 1;
        while (at <= last && (at == end || line[at - 1] != '\n' || at == start)) {
            if (goesOn(i + 1, line, at, end)) {
                return at;
            }
            at++;
        }
        return NO_MATCH;
    }

    /** Whether the fixed steps from this one on stand here. */
    private boolean goesOn(int from, byte[] line, int start, int end) {
        int at = start;
        for (int i = from; i < steps.length; i++) {
            switch (steps[i].kind()) {
                case LITERAL -> at = literalEnd(steps[i].literal(), line, at, end);
                case BLANKS -> at = blanksEnd(line, at, end);
                case MAYBE_BLANKS -> at = Ascii.skipSpaces(line, at, end);
                default -> {
                    return true;
                }
            }
            if (at == NO_MATCH) {
                return false;
            }
        }
        return true;
    }

    private static List<Step> steps(String text) {
        List<Step> steps = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("%{", at)) {
                int close = text.indexOf('}', at);
                steps.add(part(text.substring(at + 2, close)));
                at = close + 1;
            } else if (text.charAt(at) == ' ') {
                steps.add(new Step(Kind.BLANKS, new byte[0], HeaderField.NONE));
                at++;
            } else if (text.charAt(at) == '~') {
                steps.add(new Step(Kind.MAYBE_BLANKS, new byte[0], HeaderField.NONE));
                at++;
            } else {
                int stop = at;
                while (stop < text.length()
                        && text.charAt(stop) != ' '
                        && text.charAt(stop) != '~'
                        && !text.startsWith("%{", stop)) {
                    stop++;
                }
                byte[] literal = text.substring(at, stop).getBytes(StandardCharsets.UTF_8);
                steps.add(new Step(Kind.LITERAL, literal, HeaderField.NONE));
                at = stop;
            }
        }
        return steps;
    }

    private static Step part(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Kind kind =
                switch (name) {
                    case String n when colon >= 0 ->
                            Kind.valueOf(text.substring(colon + 1).toUpperCase(Locale.ROOT));
                    case "time" -> Kind.TIME;
                    case "level" -> Kind.LEVEL;
                    case "body" -> Kind.BODY;
                    default -> Kind.TEXT;
                };
        return new Step(kind, new byte[0], HeaderField.named(name));
    }
}
