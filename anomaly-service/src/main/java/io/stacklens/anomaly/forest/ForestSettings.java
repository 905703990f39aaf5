package io.stacklens.anomaly.forest;

/**
 * How a forest is grown; the defaults are those of Liu, Ting and Zhou (2008).
 *
 * @param trees number of trees
 * @param sampleSize observations that each tree is grown from
 * @param minRange smallest range that a component counts as having, in its own unit; what a
 *     component that never varied is measured by
 * @param seed makes the growth repeatable
 */
public record ForestSettings(int trees, int sampleSize, double minRange, long seed) {

    public ForestSettings {
        check(trees >= 1 && trees <= 10_000, "trees", trees, "1 to 10000");
        // A tree of more leaves than a short can number is of no use.
        check(sampleSize >= 2 && sampleSize <= 8192, "sampleSize", sampleSize, "2 to 8192");
        check(minRange > 0, "minRange", minRange, "above 0");
    }

    public static ForestSettings withSeed(long seed) {
        return new ForestSettings(100, 256, 2, seed);
    }

    private static void check(boolean holds, String name, Number found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: %s)".formatted(name, found, expected));
        }
    }
}
