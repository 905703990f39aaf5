package io.stacklens.analytics.alerts;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;

/**
 * Key of something learned.
 *
 * @param what whose it is
 * @param first such as a service
 * @param second such as a host, or empty
 */
record LearnedKey(What what, String first, String second) {

    /** The parts of what is learned; their order is stored. */
    enum What {
        FLAPS,
        SOURCE,
        TEMPLATES_SINCE,
        TEMPLATE,
        BUDGET,
        HELD_MESSAGE
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(64);
        out.writeByte(what.ordinal());
        out.writeText(first);
        out.writeText(second);
        return out.toByteArray();
    }

    static LearnedKey of(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        return new LearnedKey(What.values()[in.readByte()], in.readText(), in.readText());
    }
}
