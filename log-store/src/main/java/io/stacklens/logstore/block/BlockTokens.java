package io.stacklens.logstore.block;

import io.stacklens.logstore.filter.HashSet;
import io.stacklens.logstore.query.LogField;
import io.stacklens.logstore.text.TextHash;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.MapColumn;
import io.stacklens.model.batch.TextColumn;

/**
 * What a block's token filter holds: each token of a body or of an attribute's value; each
 * attribute with its value; and each text field with its value, except the body, and the service,
 * which the block names.
 */
public final class BlockTokens {

    private BlockTokens() {}

    /** Whether the filter holds the field's values as pairs. */
    public static boolean holdsPairsOf(LogField field) {
        return field.kind() == LogField.Kind.TEXT && field != LogField.SERVICE;
    }

    static void collect(LogBatch batch, HashSet hashes) {
        collectBodies(batch, hashes);
        collectAttributes(batch, hashes);
        for (LogField field : LogField.values()) {
            if (holdsPairsOf(field) && batch.has(field.column())) {
                collectPairs(field, batch, hashes);
            }
        }
    }

    private static void collectBodies(LogBatch batch, HashSet hashes) {
        TextColumn bodies = batch.texts(LogColumn.BODY);
        for (int row = 0; row < batch.size(); row++) {
            if (bodies.isPresent(row)) {
                TextHash.tokens(
                        bodies.bytes(), bodies.offset(row), bodies.length(row), hashes::add);
            }
        }
    }

    private static void collectAttributes(LogBatch batch, HashSet hashes) {
        MapColumn attributes = batch.maps(LogColumn.ATTRIBUTES);
        long[] keys = new long[attributes.keyCount()];
        for (int key = 0; key < keys.length; key++) {
            keys[key] = TextHash.field(attributes.keyText(key));
        }
        byte[] bytes = attributes.bytes();
        for (int pair = 0; pair < attributes.firstPair(batch.size()); pair++) {
            int offset = attributes.valueOffset(pair);
            int length = attributes.valueLength(pair);
            TextHash.tokens(bytes, offset, length, hashes::add);
            hashes.add(TextHash.pair(keys[attributes.keyNumber(pair)], bytes, offset, length));
        }
    }

    private static void collectPairs(LogField field, LogBatch batch, HashSet hashes) {
        long key = TextHash.field(field.fieldName());
        TextColumn texts = batch.texts(field.column());
        boolean[] done = new boolean[texts.entryCount()];
        for (int row = 0; row < batch.size(); row++) {
            int entry = texts.entry(row);
            if (entry >= 0 && !done[entry]) {
                done[entry] = true;
                hashes.add(TextHash.pair(key, texts.bytes(), texts.offset(row), texts.length(row)));
            }
        }
    }
}
