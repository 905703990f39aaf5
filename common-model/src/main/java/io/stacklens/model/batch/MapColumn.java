package io.stacklens.model.batch;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A column of small string maps. The pairs of row {@code r} are those from {@link #firstPair}{@code
 * (r)} up to {@code firstPair(r + 1)}; values stay bytes until someone reads one.
 */
public final class MapColumn {

    private final byte[] bytes;
    private final String[] keys;
    private final int[] firstPairs;
    private final int[] pairKeys;
    private final int[] valueStarts;

    private MapColumn(
            byte[] bytes, String[] keys, int[] firstPairs, int[] pairKeys, int[] valueStarts) {
        this.bytes = bytes;
        this.keys = keys;
        this.firstPairs = firstPairs;
        this.pairKeys = pairKeys;
        this.valueStarts = valueStarts;
    }

    /** The map of a row, in the order it was written; empty if it has none. */
    public Map<String, String> get(int row) {
        Map<String, String> map =
                LinkedHashMap.newLinkedHashMap(firstPair(row + 1) - firstPair(row));
        for (int pair = firstPair(row); pair < firstPair(row + 1); pair++) {
            map.put(key(pair), value(pair));
        }
        return map;
    }

    /** The value a row has for a key, or null. */
    public @Nullable String get(int row, String key) {
        for (int pair = firstPair(row); pair < firstPair(row + 1); pair++) {
            if (key(pair).equals(key)) {
                return value(pair);
            }
        }
        return null;
    }

    public int firstPair(int row) {
        return firstPairs[row];
    }

    public String key(int pair) {
        return keys[pairKeys[pair]];
    }

    /** Number of a pair's key; pairs of the same key share it. */
    public int keyNumber(int pair) {
        return pairKeys[pair];
    }

    public int keyCount() {
        return keys.length;
    }

    public String keyText(int keyNumber) {
        return keys[keyNumber];
    }

    public String value(int pair) {
        return new String(bytes, valueOffset(pair), valueLength(pair), StandardCharsets.UTF_8);
    }

    /** The array that holds all values; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int valueOffset(int pair) {
        return valueStarts[pair];
    }

    public int valueLength(int pair) {
        return valueStarts[pair + 1] - valueStarts[pair];
    }

    /** The row with the last value that starts at or before a position of {@link #bytes}. */
    public int rowAt(int position) {
        int pair = TextColumn.lastAtMost(valueStarts, valueStarts.length - 1, position);
        return TextColumn.lastAtMost(firstPairs, firstPairs.length - 1, pair);
    }

    static MapColumn absent(int rows) {
        return new MapColumn(new byte[0], new String[0], new int[rows + 1], new int[0], new int[1]);
    }

    static MapColumn read(byte[] bytes, ByteReader in, int rows) {
        String[] keys = new String[in.readCount(in.remaining())];
        Arrays.setAll(keys, _ -> in.readText());
        int[] firstPairs = new int[rows + 1];
        for (int row = 0; row < rows; row++) {
            firstPairs[row + 1] = firstPairs[row] + in.readCount(in.remaining());
        }
        int pairs = firstPairs[rows];
        if (pairs < 0 || pairs > in.remaining()) {
            throw new MalformedBatchException(
                    "%d map entries announced in %d bytes".formatted(pairs, in.remaining()));
        }
        int[] pairKeys = new int[pairs];
        int[] lengths = new int[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            pairKeys[pair] = in.readCount(keys.length - 1L);
            lengths[pair] = in.readCount(Integer.MAX_VALUE);
        }
        int[] valueStarts = new int[pairs + 1];
        for (int pair = 0; pair < pairs; pair++) {
            valueStarts[pair] = in.position();
            in.skip(lengths[pair]);
        }
        valueStarts[pairs] = in.position();
        return new MapColumn(bytes, keys, firstPairs, pairKeys, valueStarts);
    }
}
