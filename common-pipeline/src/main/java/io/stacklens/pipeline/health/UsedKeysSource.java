package io.stacklens.pipeline.health;

import java.time.Instant;
import java.util.Map;

/** Tells the heartbeats which API keys were used. */
public interface UsedKeysSource {

    /** When keys were used last, by their ids: those used since this was asked last. */
    Map<Long, Instant> take();
}
