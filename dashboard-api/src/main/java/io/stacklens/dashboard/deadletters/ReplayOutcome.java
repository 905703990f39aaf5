package io.stacklens.dashboard.deadletters;

import com.fasterxml.jackson.annotation.JsonValue;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * What became of a dead letter that should be replayed.
 *
 * @param topic where it was sent
 * @param detail why it was not sent
 * @param replay when it was sent, now or earlier
 */
record ReplayOutcome(
        String id,
        Kind outcome,
        @Nullable String topic,
        @Nullable String detail,
        @Nullable Replay replay) {

    enum Kind {
        REPLAYED,
        ALREADY_REPLAYED,
        NOT_FOUND,
        REFUSED;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ReplayOutcome replayed(DeadLetter letter, Replay replay) {
        return new ReplayOutcome(letter.id(), Kind.REPLAYED, letter.topic(), null, replay);
    }

    static ReplayOutcome alreadyReplayed(DeadLetter letter, Replay replay) {
        return new ReplayOutcome(
                letter.id(),
                Kind.ALREADY_REPLAYED,
                letter.topic(),
                "already replayed at " + replay.replayedAt(),
                replay);
    }

    static ReplayOutcome notFound(String id) {
        return new ReplayOutcome(id, Kind.NOT_FOUND, null, "no such dead letter", null);
    }

    static ReplayOutcome refused(DeadLetter letter, String why) {
        return new ReplayOutcome(letter.id(), Kind.REFUSED, letter.topic(), why, null);
    }
}
