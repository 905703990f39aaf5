package io.stacklens.parser.time;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Corrects the times that were written without a zone: by the rules of the settings, else, when one
 * lies hours ahead of arrival, by the smallest offset of a zone that explains it. Each line is
 * looked at for itself, so it means the same when it is replayed. Not thread-safe.
 */
public final class SourceZones {

    /** What the parser noted when it inferred an offset. */
    private static final String INFERRED_OFFSET = "inferred_offset";

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400;

    /** Nearer than that is a clock that runs ahead, not a zone: an hour's less what may lag. */
    private static final long LEAST_AHEAD_SECONDS = 45 * 60;

    /** How far a clock may run ahead of ours. */
    private static final long SKEW_SECONDS = 60;

    private static final int QUARTER_HOUR = 15 * 60;
    private static final int LARGEST_OFFSET = 14 * 3600;
    private static final int SMALLEST_OFFSET = -12 * 3600;

    /** The offsets in use that are no whole hours, in quarters of an hour from UTC. */
    private static final int[] BROKEN = {-38, -14, -10, 14, 18, 22, 23, 26, 35, 38, 42, 51, 55};

    private final boolean infers;
    private final List<ZoneProperties.Rule> rules;

    public SourceZones(ZoneProperties settings) {
        infers = settings.infer();
        rules = settings.rules();
    }

    /** Settles when the line was written, once its service and host are known. */
    public void settle(LogDraft draft, @Nullable String source) {
        if (!draft.isZoneAssumed() || draft.timestamp() == 0) {
            return;
        }
        ZoneId zone = ruled(draft, source);
        if (zone != null) {
            long local = localSeconds(draft);
            long observed = Math.floorDiv(draft.observedTimestamp(), NANOS_PER_SECOND);
            move(draft, LocalOffset.at(zone, local, observed));
        } else if (infers) {
            infer(draft);
        }
    }

    private static long localSeconds(LogDraft draft) {
        return Math.floorDiv(draft.timestamp(), NANOS_PER_SECOND) + draft.assumedOffset();
    }

    private @Nullable ZoneId ruled(LogDraft draft, @Nullable String source) {
        for (ZoneProperties.Rule rule : rules) {
            if (fits(rule.service(), draft, LogColumn.SERVICE)
                    && fits(rule.host(), draft, LogColumn.HOST)
                    && NameGlob.matches(rule.source(), source == null ? "" : source)) {
                return rule.zone();
            }
        }
        return null;
    }

    private static boolean fits(String glob, LogDraft draft, LogColumn column) {
        if (glob.equals("*")) {
            return true;
        }
        return draft.has(column) && NameGlob.matches(glob, text(draft.text(column)));
    }

    private static String text(Slice slice) {
        return new String(slice.bytes(), slice.start(), slice.length(), StandardCharsets.UTF_8);
    }

    private static void move(LogDraft draft, int offset) {
        long moved = draft.timestamp() + (draft.assumedOffset() - offset) * NANOS_PER_SECOND;
        if (!draft.isDateKnown()) {
            long days = Math.round((draft.observedTimestamp() - moved) / (SECONDS_PER_DAY * 1e9));
            moved += days * SECONDS_PER_DAY * NANOS_PER_SECOND;
        }
        Slice text = draft.timestampText();
        draft.putTimestamp(moved, text.bytes(), text.start(), text.end());
    }

    /**
     * Only times ahead of arrival are looked at: no backlog explains them. One behind it may be of
     * a zone in the west as well as hours old, and stays.
     */
    private static void infer(LogDraft draft) {
        long ahead = Math.floorDiv(draft.timestamp() - draft.observedTimestamp(), NANOS_PER_SECOND);
        if (ahead < LEAST_AHEAD_SECONDS || ahead > LARGEST_OFFSET - SMALLEST_OFFSET) {
            return;
        }
        int least = draft.assumedOffset() + (int) (ahead - SKEW_SECONDS);
        int offset = Math.ceilDiv(least, QUARTER_HOUR) * QUARTER_HOUR;
        while (offset <= LARGEST_OFFSET && !isInUse(offset)) {
            offset += QUARTER_HOUR;
        }
        if (offset <= LARGEST_OFFSET) {
            move(draft, offset);
            draft.addNote(INFERRED_OFFSET, ZoneOffset.ofTotalSeconds(offset).getId());
        }
    }

    private static boolean isInUse(int offset) {
        if (offset % 3600 == 0) {
            return true;
        }
        for (int quarters : BROKEN) {
            if (quarters * QUARTER_HOUR == offset) {
                return true;
            }
        }
        return false;
    }
}
