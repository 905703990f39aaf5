package io.stacklens.analytics.alerts;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;

/**
 * A template that a service uses: since when, and how often in the last minutes.
 *
 * @param firstSeen in milliseconds
 */
record KnownTemplate(String id, String text, long firstSeen, MinuteCounts counts) {

    static final int MINUTES = 130;

    static KnownTemplate seenFirst(String id, String text, long now) {
        return new KnownTemplate(id, text, now, new MinuteCounts(MINUTES));
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(256);
        out.writeText(text);
        out.writeVarint(firstSeen);
        counts.writeTo(out);
        return out.toByteArray();
    }

    static KnownTemplate decode(String id, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        return new KnownTemplate(
                id, in.readText(), in.readVarint(), MinuteCounts.read(in, MINUTES));
    }
}
