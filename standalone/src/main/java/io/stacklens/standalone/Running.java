package io.stacklens.standalone;

/** A process that has been started. */
interface Running {

    ProcessHandle process();

    /**
     * Stops it in an orderly way and waits for its end; of one that has ended it releases what it
     * held.
     */
    void stop();
}
