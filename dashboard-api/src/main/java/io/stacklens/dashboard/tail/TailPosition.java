package io.stacklens.dashboard.tail;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How far a client has seen each partition of the topic: the next batch, and how many of its rows
 * were seen already. As text it is the id of an event, and names exactly what comes after it. The
 * id of a record could not: ids are ordered by event time, and records pass in another order.
 */
final class TailPosition {

    private static final int RADIX = 36;
    private static final int MOST_PARTITIONS = 1000;

    /** Begins the text, so that no word passes for a position. */
    private static final String SIGN = "@";

    private static final Pattern PLACE = Pattern.compile("[0-9a-z]{1,12}(:[0-9a-z]{1,5})?");

    private final long[] offsets;
    private final int[] rows;

    private TailPosition(long[] offsets, int[] rows) {
        this.offsets = offsets;
        this.rows = rows;
    }

    /** At the beginning of a batch in each partition. */
    static TailPosition at(long... offsets) {
        return new TailPosition(offsets.clone(), new int[offsets.length]);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is no position
     */
    static TailPosition parse(String text) {
        String[] places = text.substring(Math.min(1, text.length())).split("\\.", -1);
        if (!text.startsWith(SIGN)
                || places.length > MOST_PARTITIONS
                || !Arrays.stream(places).allMatch(place -> PLACE.matcher(place).matches())) {
            throw new IllegalArgumentException("no position: '%s'".formatted(text));
        }
        long[] offsets = new long[places.length];
        int[] rows = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            int colon = places[i].indexOf(':');
            String offset = colon < 0 ? places[i] : places[i].substring(0, colon);
            offsets[i] = Long.parseLong(offset, RADIX);
            rows[i] = colon < 0 ? 0 : Integer.parseInt(places[i].substring(colon + 1), RADIX);
        }
        return new TailPosition(offsets, rows);
    }

    int partitions() {
        return offsets.length;
    }

    /** The next batch of a partition; the first of one that came later. */
    long offset(int partition) {
        return partition < offsets.length ? offsets[partition] : 0;
    }

    /** How many rows of the next batch were seen. */
    int rows(int partition) {
        return partition < rows.length ? rows[partition] : 0;
    }

    /** The same with another place in one partition. */
    TailPosition with(int partition, long offset, int seenRows) {
        int length = Math.max(offsets.length, partition + 1);
        long[] newOffsets = Arrays.copyOf(offsets, length);
        int[] newRows = Arrays.copyOf(rows, length);
        newOffsets[partition] = offset;
        newRows[partition] = seenRows;
        return new TailPosition(newOffsets, newRows);
    }

    @Override
    public String toString() {
        return IntStream.range(0, offsets.length)
                .mapToObj(partition -> place(offsets[partition], rows[partition]))
                .collect(Collectors.joining(".", SIGN, ""));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TailPosition position
                && Arrays.equals(offsets, position.offsets)
                && Arrays.equals(rows, position.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(offsets);
    }

    private static String place(long offset, int seenRows) {
        String text = Long.toString(offset, RADIX);
        return seenRows == 0 ? text : text + ":" + Integer.toString(seenRows, RADIX);
    }
}
