package io.stacklens.e2e.load;

/**
 * The random choices of one line, made from its number: the same number gives the same line in
 * every run. (A multiply-xor generator; a line needs eight draws, and lines have to be cheap.)
 */
final class Draw {

    private long state;

    Draw(long seed) {
        state = seed * 0x9E3779B97F4A7C15L;
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) Long.remainderUnsigned(next(), bound);
    }

    boolean oneIn(int n) {
        return below(n) == 0;
    }

    String of(String... choices) {
        return choices[below(choices.length)];
    }

    /** Mostly short, with a long tail, as latencies are. */
    int millis() {
        int base = 3 + below(40);
        return oneIn(20) ? base * (2 + below(10)) : base;
    }

    String hex16() {
        return Long.toHexString(next() | Long.MIN_VALUE);
    }

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
