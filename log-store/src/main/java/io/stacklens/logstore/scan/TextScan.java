package io.stacklens.logstore.scan;

import io.stacklens.logstore.block.BlockColumns;
import io.stacklens.logstore.text.Places;
import io.stacklens.logstore.text.TextPattern;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.MapColumn;
import io.stacklens.model.batch.TextColumn;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Finds the rows whose body or attributes have a pattern. The values of all rows are searched at
 * once for where it may be, and only the rows of such places are tried; when other conditions have
 * left few rows, just those are tried.
 */
final class TextScan {

    /** One search through all rows costs as much as trying about one row in so many. */
    private static final int ROWS_FOR_ONE = 8;

    private final TextPattern pattern;

    TextScan(TextPattern pattern) {
        this.pattern = pattern;
    }

    /** Clears the rows whose body has the pattern. */
    void clearBodies(BlockColumns columns, BitSet rows) {
        TextColumn bodies = columns.texts(LogColumn.BODY);
        IntPredicate isIn = row -> isInBody(bodies, row);
        if (isFew(rows, columns.rows()) || !bodies.isInOrder()) {
            clear(isIn, rows);
            return;
        }
        pattern.places(columns::foldedBodies)
                .ifPresentOrElse(
                        places -> clear(places, bodies::rowAt, bodies::start, isIn, rows),
                        () -> clear(isIn, rows));
    }

    /** Clears the rows that have the pattern in an attribute's value. */
    void clearAttributes(BlockColumns columns, BitSet rows) {
        MapColumn attributes = columns.maps(LogColumn.ATTRIBUTES);
        IntPredicate isIn = row -> isInValue(attributes, row);
        if (attributes.firstPair(columns.rows()) == 0) {
            return;
        }
        if (isFew(rows, columns.rows())) {
            clear(isIn, rows);
            return;
        }
        IntUnaryOperator startOf = row -> start(attributes, row);
        pattern.places(columns::foldedAttributes)
                .ifPresentOrElse(
                        places -> clear(places, attributes::rowAt, startOf, isIn, rows),
                        () -> clear(isIn, rows));
    }

    private static boolean isFew(BitSet rows, int rowCount) {
        return rows.cardinality() * ROWS_FOR_ONE < rowCount;
    }

    private static void clear(
            Places places,
            IntUnaryOperator rowAt,
            IntUnaryOperator startOf,
            IntPredicate isIn,
            BitSet rows) {
        int last = rows.length() - 1;
        int place = places.next(startOf.applyAsInt(rows.nextSetBit(0)));
        while (place >= 0) {
            int row = rowAt.applyAsInt(place);
            if (rows.get(row) && isIn.test(row)) {
                rows.clear(row);
            }
            int next = rows.nextSetBit(row + 1);
            place = next < 0 || next > last ? -1 : places.next(startOf.applyAsInt(next));
        }
    }

    private static void clear(IntPredicate isIn, BitSet rows) {
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (isIn.test(row)) {
                rows.clear(row);
            }
        }
    }

    /** Where the values of a row start, or would start if it had some. */
    private static int start(MapColumn attributes, int row) {
        return attributes.valueOffset(attributes.firstPair(row));
    }

    private boolean isInBody(TextColumn bodies, int row) {
        return bodies.isPresent(row)
                ? pattern.isIn(bodies.bytes(), bodies.offset(row), bodies.length(row))
                : pattern.isIn(bodies.bytes(), 0, 0);
    }

    private boolean isInValue(MapColumn attributes, int row) {
        for (int pair = attributes.firstPair(row); pair < attributes.firstPair(row + 1); pair++) {
            if (pattern.isIn(
                    attributes.bytes(),
                    attributes.valueOffset(pair),
                    attributes.valueLength(pair))) {
                return true;
            }
        }
        return false;
    }
}
