package io.stacklens.e2e.load;

/**
 * The random choices of one line, made from its number: the same number gives the same line in
 * every run. (A multiply-xor generator; a line needs ten draws, and lines have to be cheap.)
 */
final class Draw {

    private long state;

    /** Begins the choices of another line. */
    void begin(long number) {
        state = number * 0x9E3779B97F4A7C15L;
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(bits(), bound);
    }

    /** Mostly short, with a long tail, as latencies are. */
    int millis() {
        int base = 3 + below(40);
        return below(20) == 0 ? base * (2 + below(10)) : base;
    }

    long bits() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
