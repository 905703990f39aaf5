package io.stacklens.dashboard.deadletters;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * That a dead letter was replayed: the value of {@code dead-letter-replays}.
 *
 * @param letter id of the dead letter
 * @param request names the request that did it, so that one whose answer was lost knows its own
 */
record Replay(
        String letter, Instant replayedAt, @Nullable String by, boolean edited, String request) {}
