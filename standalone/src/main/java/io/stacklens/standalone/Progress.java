package io.stacklens.standalone;

import java.io.PrintStream;

/** Tells the person who started the stack what has been done, one line a step. */
public final class Progress {

    private final PrintStream out;
    private final long startedAt = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    void step(String what, String where) {
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        out.printf("%6.1f s  %-12s %s%n", seconds, what, where);
    }

    void say(String line) {
        out.println(line);
    }
}
