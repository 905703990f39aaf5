package io.stacklens.anomaly.forest;

/** The average length of a search that fails in a binary search tree: c(n) of the paper. */
final class PathLength {

    private static final double EULER = 0.577_215_664_901_532_9;

    private PathLength() {}

    static double average(int size) {
        if (size <= 1) {
            return 0;
        }
        if (size == 2) {
            return 1;
        }
        return 2 * (Math.log(size - 1) + EULER) - 2.0 * (size - 1) / size;
    }
}
