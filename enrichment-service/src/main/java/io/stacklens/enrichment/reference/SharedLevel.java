package io.stacklens.enrichment.reference;

import java.util.List;
import java.util.Map;

/**
 * A second level behind the memories of all instances. It may be away at any time: then it knows
 * nothing, and is not asked for a while. Thread-safe.
 */
interface SharedLevel {

    /** No second level. */
    SharedLevel NONE =
            new SharedLevel() {
                @Override
                public Map<String, byte[]> find(String stage, List<String> keys) {
                    return Map.of();
                }

                @Override
                public void remember(String stage, Map<String, byte[]> values) {
                    // There is nowhere to.
                }

                @Override
                public void forget(String stage, List<String> keys) {
                    // Nothing is remembered.
                }

                @Override
                public void forgetAll() {
                    // Nothing is remembered.
                }
            };

    /** What is remembered of some keys. */
    Map<String, byte[]> find(String stage, List<String> keys);

    /** Remembers values, unless their keys have just been forgotten; does not wait for it. */
    void remember(String stage, Map<String, byte[]> values);

    /** Forgets keys, also for values that are on their way while this is called. */
    void forget(String stage, List<String> keys);

    void forgetAll();
}
