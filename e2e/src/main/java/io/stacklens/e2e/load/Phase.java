package io.stacklens.e2e.load;

/** Where a run is: warming up, timed, waiting for the last lines, or over. */
final class Phase {

    private volatile boolean isTimed;
    private volatile boolean isSending = true;
    private volatile boolean isOver;

    void beginTimed() {
        isTimed = true;
    }

    void endSending() {
        isSending = false;
        isTimed = false;
    }

    void end() {
        endSending();
        isOver = true;
    }

    boolean isTimed() {
        return isTimed;
    }

    boolean isSending() {
        return isSending;
    }

    boolean isOver() {
        return isOver;
    }
}
