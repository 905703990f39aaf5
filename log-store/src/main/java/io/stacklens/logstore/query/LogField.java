package io.stacklens.logstore.query;

import io.stacklens.model.Business;
import io.stacklens.model.Catalogue;
import io.stacklens.model.Geo;
import io.stacklens.model.LogRecord;
import io.stacklens.model.User;
import io.stacklens.model.batch.LogColumn;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The fields of a log record that a query can name, by their names in JSON. */
public enum LogField {
    ID("id"),
    EVENT_TIME("event_time", Kind.TIME, LogColumn.TIMESTAMP, LogRecord::eventTime),
    TIMESTAMP("timestamp", Kind.TIME, LogColumn.TIMESTAMP, LogRecord::timestamp),
    OBSERVED_TIMESTAMP(
            "observed_timestamp",
            Kind.TIME,
            LogColumn.OBSERVED_TIMESTAMP,
            LogRecord::observedTimestamp),
    SEVERITY("severity", Kind.SEVERITY, LogColumn.SEVERITY_NUMBER, LogRecord::severity),
    SEVERITY_NUMBER(
            "severity_number", Kind.NUMBER, LogColumn.SEVERITY_NUMBER, LogRecord::severityNumber),
    SEVERITY_TEXT("severity_text", LogColumn.SEVERITY_TEXT, LogRecord::severityText),
    BODY("body", Kind.BODY, LogColumn.BODY, LogRecord::body),
    SERVICE("service", LogColumn.SERVICE, LogRecord::service),
    HOST("host", LogColumn.HOST, LogRecord::host),
    TRACE_ID("trace_id", LogColumn.TRACE_ID, LogRecord::traceId),
    SPAN_ID("span_id", LogColumn.SPAN_ID, LogRecord::spanId),
    LOGGER("logger", LogColumn.LOGGER, LogRecord::logger),
    HTTP_METHOD("http_method", LogColumn.HTTP_METHOD, LogRecord::httpMethod),
    HTTP_ROUTE("http_route", LogColumn.HTTP_ROUTE, LogRecord::httpRoute),
    URL_PATH("url_path", LogColumn.URL_PATH, LogRecord::urlPath),
    HTTP_STATUS("http_status", Kind.NUMBER, LogColumn.HTTP_STATUS, LogRecord::httpStatus),
    DURATION_MS("duration_ms", Kind.DECIMAL, LogColumn.DURATION_MS, LogRecord::durationMs),
    CLIENT_ADDRESS("client_address", LogColumn.CLIENT_ADDRESS, LogRecord::clientAddress),
    USER_ID("user_id", LogColumn.USER_ID, LogRecord::userId),
    ACCOUNT_ID("account_id", LogColumn.ACCOUNT_ID, LogRecord::accountId),
    EXCEPTION_TYPE("exception_type", LogColumn.EXCEPTION_TYPE, LogRecord::exceptionType),
    TEMPLATE_ID("template_id", LogColumn.TEMPLATE_ID, LogRecord::templateId),
    FORMAT("format", LogColumn.FORMAT, LogRecord::format),
    CATEGORY("category", LogColumn.CATEGORY, LogRecord::category),
    LINE_COUNT("line_count", Kind.NUMBER, LogColumn.LINE_COUNT, LogRecord::lineCount),
    GEO_COUNTRY_CODE("geo.country_code", LogColumn.GEO_COUNTRY_CODE, geo(Geo::countryCode)),
    GEO_COUNTRY("geo.country", LogColumn.GEO_COUNTRY, geo(Geo::country)),
    GEO_REGION("geo.region", LogColumn.GEO_REGION, geo(Geo::region)),
    GEO_CITY("geo.city", LogColumn.GEO_CITY, geo(Geo::city)),
    GEO_LATITUDE("geo.latitude", Kind.DECIMAL, LogColumn.GEO_LATITUDE, geo(Geo::latitude)),
    GEO_LONGITUDE("geo.longitude", Kind.DECIMAL, LogColumn.GEO_LONGITUDE, geo(Geo::longitude)),
    GEO_ASN("geo.asn", Kind.NUMBER, LogColumn.GEO_ASN, geo(Geo::asn)),
    USER_NAME("user.name", LogColumn.USER_NAME, user(User::name)),
    USER_SEGMENT("user.segment", LogColumn.USER_SEGMENT, user(User::segment)),
    USER_HOME_COUNTRY("user.home_country", LogColumn.USER_HOME_COUNTRY, user(User::homeCountry)),
    USER_RISK_SCORE(
            "user.risk_score", Kind.NUMBER, LogColumn.USER_RISK_SCORE, user(User::riskScore)),
    BUSINESS_TIER("business.tier", LogColumn.BUSINESS_TIER, business(Business::tier)),
    BUSINESS_REVENUE(
            "business.revenue",
            Kind.DECIMAL,
            LogColumn.BUSINESS_REVENUE,
            business(Business::revenue)),
    BUSINESS_RISK_SCORE(
            "business.risk_score",
            Kind.NUMBER,
            LogColumn.BUSINESS_RISK_SCORE,
            business(Business::riskScore)),
    CATALOGUE_OWNER("catalogue.owner", LogColumn.CATALOGUE_OWNER, catalogue(Catalogue::owner)),
    CATALOGUE_TIER("catalogue.tier", LogColumn.CATALOGUE_TIER, catalogue(Catalogue::tier)),
    CATALOGUE_RUNBOOK(
            "catalogue.runbook", LogColumn.CATALOGUE_RUNBOOK, catalogue(Catalogue::runbook)),
    RISK_SCORE("risk_score", Kind.NUMBER, LogColumn.RISK_SCORE, LogRecord::riskScore),
    RISK_FACTORS("risk_factors", LogColumn.RISK_FACTORS, LogRecord::riskFactors);

    /** What the values of a field are. */
    public enum Kind {
        ID,
        TIME,
        SEVERITY,
        /** Whole numbers. */
        NUMBER,
        DECIMAL,
        /** Text that is searched for words, not compared as a whole. */
        BODY,
        TEXT
    }

    private static final Map<String, LogField> BY_NAME = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(field -> BY_NAME.put(field.fieldName, field));
        BY_NAME.put("level", SEVERITY);
        BY_NAME.put("message", BODY);
        BY_NAME.put("msg", BODY);
        BY_NAME.put("path", URL_PATH);
        BY_NAME.put("status", HTTP_STATUS);
        BY_NAME.put("service.owner", CATALOGUE_OWNER);
        BY_NAME.put("service.tier", CATALOGUE_TIER);
        BY_NAME.put("service.runbook", CATALOGUE_RUNBOOK);
    }

    private final String fieldName;
    private final Kind kind;
    private final @Nullable LogColumn column;

    @SuppressWarnings("ImmutableEnumChecker") // Accessors, which hold no state.
    private final Function<LogRecord, @Nullable Object> value;

    LogField(String name) {
        this.fieldName = name;
        this.kind = Kind.ID;
        this.column = null;
        this.value = LogRecord::id;
    }

    LogField(String name, LogColumn column, Function<LogRecord, @Nullable Object> text) {
        this(name, Kind.TEXT, column, text);
    }

    LogField(
            String name, Kind kind, LogColumn column, Function<LogRecord, @Nullable Object> value) {
        this.fieldName = name;
        this.kind = kind;
        this.column = column;
        this.value = value;
    }

    /** The field of a name or one of its aliases; a name that is none means an attribute. */
    public static Optional<LogField> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    public String fieldName() {
        return fieldName;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether its values can be counted one by one: texts, severities and whole numbers. */
    public boolean isCountable() {
        return switch (kind) {
            case ID, TIME, DECIMAL -> false;
            case SEVERITY, NUMBER, BODY, TEXT -> true;
        };
    }

    /** The column that holds it; an id is made of several. */
    public LogColumn column() {
        if (column == null) {
            throw new IllegalStateException(fieldName + " is not one column");
        }
        return column;
    }

    @Nullable Object valueOf(LogRecord record) {
        return value.apply(record);
    }

    private static Function<LogRecord, @Nullable Object> geo(Function<Geo, @Nullable Object> part) {
        return record -> record.geo() == null ? null : part.apply(record.geo());
    }

    private static Function<LogRecord, @Nullable Object> user(
            Function<User, @Nullable Object> part) {
        return record -> record.user() == null ? null : part.apply(record.user());
    }

    private static Function<LogRecord, @Nullable Object> business(
            Function<Business, @Nullable Object> part) {
        return record -> record.business() == null ? null : part.apply(record.business());
    }

    private static Function<LogRecord, @Nullable Object> catalogue(
            Function<Catalogue, @Nullable Object> part) {
        return record -> record.catalogue() == null ? null : part.apply(record.catalogue());
    }
}
