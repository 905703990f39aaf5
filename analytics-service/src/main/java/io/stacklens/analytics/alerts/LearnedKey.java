package io.stacklens.analytics.alerts;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;

import java.util.Arrays;

/**
 * Key of something learned.
 *
 * @param what whose it is
 * @param first such as a service
 * @param second such as a host, or empty
 */
record LearnedKey(What what, String first, String second) {

    /** The parts of what is learned, with the number that each is stored under. */
    enum What {
        FLAPS(0),
        SOURCE(1),
        TEMPLATES_SINCE(2),
        TEMPLATE(3),
        BUDGET(4),
        HELD_MESSAGE(5);

        private final int code;

        What(int code) {
            this.code = code;
        }

        static What of(int code) {
            return Arrays.stream(values())
                    .filter(what -> what.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("unknown memory " + code));
        }
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter(64);
        out.writeByte(what.code);
        out.writeText(first);
        out.writeText(second);
        return out.toByteArray();
    }

    static LearnedKey of(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        return new LearnedKey(What.of(in.readByte()), in.readText(), in.readText());
    }
}
