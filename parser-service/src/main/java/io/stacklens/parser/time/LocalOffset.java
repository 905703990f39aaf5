package io.stacklens.parser.time;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The offset of a local time in a zone. A time that the clocks showed twice is the one nearest to
 * arrival that is not ahead of it; one that they skipped counts as if they had not been put forward
 * yet.
 */
final class LocalOffset {

    /** How far a clock may run ahead of ours. */
    private static final long SKEW_SECONDS = 60;

    private LocalOffset() {}

    /** Seconds east of UTC. */
    static int at(ZoneId zone, long localSeconds, long observedSeconds) {
        if (zone instanceof ZoneOffset fixed) {
            return fixed.getTotalSeconds();
        }
        LocalDateTime local = LocalDateTime.ofEpochSecond(localSeconds, 0, ZoneOffset.UTC);
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition transition = rules.getTransition(local);
        if (transition == null) {
            return rules.getOffset(local).getTotalSeconds();
        }
        int before = transition.getOffsetBefore().getTotalSeconds();
        int after = transition.getOffsetAfter().getTotalSeconds();
        boolean isSecondAhead = localSeconds - after > observedSeconds + SKEW_SECONDS;
        return transition.isGap() || isSecondAhead ? before : after;
    }
}
