package io.stacklens.pipeline.redact;

import java.util.Arrays;
import java.util.Set;

/** What is to be taken out of one line: ranges in the order of the line that do not overlap. */
final class Findings {

    private final Set<RedactionKind> wanted;
    private int[] ranges = new int[16];
    private RedactionKind[] kinds = new RedactionKind[8];
    private int size;

    Findings(Set<RedactionKind> wanted) {
        this.wanted = wanted;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    int start(int i) {
        return ranges[2 * i];
    }

    int end(int i) {
        return ranges[2 * i + 1];
    }

    RedactionKind kind(int i) {
        return kinds[i];
    }

    /** Adds a range unless nobody wants its kind, or it touches one that was found before. */
    void add(int start, int end, RedactionKind kind) {
        int at = size;
        while (at > 0 && start(at - 1) >= start) {
            at--;
        }
        boolean isFree = (at == 0 || end(at - 1) <= start) && (at == size || start(at) >= end);
        if (!isFree || start >= end || !wanted.contains(kind)) {
            return;
        }
        if (size == kinds.length) {
            ranges = Arrays.copyOf(ranges, ranges.length * 2);
            kinds = Arrays.copyOf(kinds, kinds.length * 2);
        }
        System.arraycopy(ranges, 2 * at, ranges, 2 * at + 2, 2 * (size - at));
        System.arraycopy(kinds, at, kinds, at + 1, size - at);
        ranges[2 * at] = start;
        ranges[2 * at + 1] = end;
        kinds[at] = kind;
        size++;
    }
}
