package io.stacklens.model.batch;

/** The columns of a {@link RawBatch}. Ids are for ever; new columns take new ones. */
public enum RawColumn implements ColumnSpec {
    /** Nanoseconds since the epoch. */
    OBSERVED_TIMESTAMP(1, Kind.LONG),
    /** The record's bytes as received, not necessarily UTF-8. */
    BODY(2, false),
    /**
     * What the receiver knows of the format: {@code json}, {@code syslog}, {@code text}; or none.
     */
    FORMAT_HINT(3, true),
    /** Who sent it, as far as format memory cares: peer, stream or agent. */
    SOURCE(4, true),
    /** The service that the request path named. */
    SERVICE(5, true),
    /** What the protocol carried beside the body. */
    ATTRIBUTES(6, Kind.MAP),
    /** Received lines in this record; 0 means 1. */
    LINE_COUNT(7, Kind.LONG),
    /** Only in replayed records: where the record was first collected. */
    ORIGIN_PARTITION(8, Kind.LONG, false, -1),
    ORIGIN_OFFSET(9, Kind.LONG, false, -1),
    ORIGIN_INDEX(10, Kind.LONG, false, -1),
    /** Only in parts of a request with a key, the same in all rows: its {@link RequestPartId}. */
    REQUEST_PART_HIGH(11, Kind.LONG),
    REQUEST_PART_LOW(12, Kind.LONG);

    private final int id;
    private final Kind kind;
    private final boolean dictionary;
    private final long absent;

    RawColumn(int id, Kind kind) {
        this(id, kind, false, 0);
    }

    RawColumn(int id, boolean dictionary) {
        this(id, Kind.TEXT, dictionary, 0);
    }

    RawColumn(int id, Kind kind, boolean dictionary, long absent) {
        this.id = id;
        this.kind = kind;
        this.dictionary = dictionary;
        this.absent = absent;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public boolean isDictionary() {
        return dictionary;
    }

    @Override
    public long absent() {
        return absent;
    }
}
