package io.stacklens.logstore;

/** How hard a block is packed. The numbers are stored. */
enum Tier {
    /** As it was written or merged. */
    HOT(0),
    /** Packed once more, to be read for weeks. */
    WARM(1);

    private final int number;

    Tier(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
