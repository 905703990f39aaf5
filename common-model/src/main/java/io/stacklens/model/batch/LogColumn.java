package io.stacklens.model.batch;

/** The columns of a {@link LogBatch}. Ids are for ever; new columns take new ones. */
public enum LogColumn implements ColumnSpec {
    /** Nanoseconds since the epoch; 0 when the source did not say. */
    TIMESTAMP(1, Kind.LONG),
    /** Nanoseconds since the epoch. */
    OBSERVED_TIMESTAMP(2, Kind.LONG),
    /** 1 to 24. */
    SEVERITY_NUMBER(3, Kind.LONG),
    SEVERITY_TEXT(4, true),
    BODY(5, false),
    SERVICE(6, true),
    HOST(7, true),
    TRACE_ID(8, false),
    SPAN_ID(9, false),
    LOGGER(10, true),
    HTTP_METHOD(11, true),
    HTTP_ROUTE(12, true),
    URL_PATH(13, true),
    /** 0 when there is none. */
    HTTP_STATUS(14, Kind.LONG),
    DURATION_MS(15, Kind.DOUBLE),
    CLIENT_ADDRESS(16, true),
    USER_ID(17, true),
    ACCOUNT_ID(18, true),
    EXCEPTION_TYPE(19, true),
    TEMPLATE_ID(20, true),
    FORMAT(21, true),
    CATEGORY(22, true),
    ATTRIBUTES(23, Kind.MAP),
    /** Partition of {@code collected-logs} that first held the record. */
    ORIGIN_PARTITION(24, Kind.LONG),
    ORIGIN_OFFSET(25, Kind.LONG),
    ORIGIN_INDEX(26, Kind.LONG),
    /** Bytes of the line as received. */
    RAW_SIZE(27, Kind.LONG),
    /** Received lines that this record was made of; 0 means 1. */
    LINE_COUNT(28, Kind.LONG),
    /** The text of the template that {@link #TEMPLATE_ID} names; not kept by the log store. */
    TEMPLATE(29, true),
    GEO_COUNTRY_CODE(40, true),
    GEO_COUNTRY(41, true),
    GEO_REGION(42, true),
    GEO_CITY(43, true),
    GEO_LATITUDE(44, Kind.DOUBLE),
    GEO_LONGITUDE(45, Kind.DOUBLE),
    /** 0 when unknown. */
    GEO_ASN(46, Kind.LONG),
    USER_NAME(50, true),
    USER_SEGMENT(51, true),
    /** ISO 3166-1 alpha-2. */
    USER_HOME_COUNTRY(52, true),
    /** 0 to 100; -1 when unknown. */
    USER_RISK_SCORE(53, Kind.LONG, false, -1),
    BUSINESS_TIER(60, true),
    BUSINESS_REVENUE(61, Kind.DOUBLE),
    /** 0 to 100; -1 when unknown. */
    BUSINESS_RISK_SCORE(62, Kind.LONG, false, -1),
    CATALOGUE_OWNER(65, true),
    CATALOGUE_TIER(66, true),
    CATALOGUE_RUNBOOK(67, true),
    /** 0 to 100; -1 before enrichment. */
    RISK_SCORE(70, Kind.LONG, false, -1),
    /** What the score is made of, such as {@code severity:25,status:15}. */
    RISK_FACTORS(71, true);

    private final int id;
    private final Kind kind;
    private final boolean dictionary;
    private final long absent;

    LogColumn(int id, Kind kind) {
        this(id, kind, false, 0);
    }

    LogColumn(int id, boolean dictionary) {
        this(id, Kind.TEXT, dictionary, 0);
    }

    LogColumn(int id, Kind kind, boolean dictionary, long absent) {
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
