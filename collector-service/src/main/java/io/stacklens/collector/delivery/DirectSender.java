package io.stacklens.collector.delivery;

/** Hands batches to Kafka without transactions and without waiting. */
interface DirectSender {

    /**
     * Sends a batch; what becomes of it is told once, perhaps before this returns. It is tried for
     * as long as it takes.
     */
    void send(int partition, long sequence, byte[] value, Fate fate);

    /** What becomes of a batch. */
    interface Fate {
        /** Kafka has it. */
        void taken(long offset);

        /** Kafka has never seen it. */
        void notSent(Exception cause);

        /** It may be on its topic or not, and is tried no more. */
        void unknown(Exception cause);
    }
}
