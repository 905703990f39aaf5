package io.stacklens.logstore.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stacklens.model.LogRecord;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {

    private static final LogRecord RECORD = record();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "*",
                "request",
                "REQUEST failed",
                "\"request failed\"",
                "request AND failed",
                "nothing OR failed",
                "nothing OR failed OR nothing",
                "failed -nothing",
                "NOT nothing",
                "NOT NOT failed",
                "-(nothing OR other)",
                "(request (failed))",
                "nothing other OR request failed",
                "/pay/7",
                "https\\://shop.example",
                "\"https://shop.example\"",
                "12:30:05",
                "17",
                "level:ERROR",
                "severity:err",
                "severity:>=WARN",
                "severity:[WARN TO FATAL]",
                "severity:<FATAL",
                "severity_number:17",
                "service:SHOP",
                "service:(nothing OR shop)",
                "service:sh*",
                "-service:auth",
                "url_path:/pay/7",
                "path:/pay/*",
                "-url_path:/health",
                "http_status:503",
                "status:[500 TO 599]",
                "http_status:>=500",
                "duration_ms:>500",
                "duration_ms:[500 TO *]",
                "duration_ms:1250.5",
                "trace_id:*",
                "-span_id:*",
                "body:request",
                "message:\"request failed\"",
                "-body:17",
                "geo.country_code:de",
                "business.tier:gold",
                "user.home_country:se",
                "user.risk_score:<20",
                "catalogue.owner:team-a",
                "service.owner:team-a",
                "risk_factors:*severity*",
                "risk_score:<=80",
                "run:17 AND seq:42",
                "seq:>41",
                "seq:[1 TO 100]",
                "seq:=42.0",
                "attributes.seq:42",
                "attributes.service:inner",
                "\"my key\":\"my value\"",
                "\"my key\":my*",
                "note:<zebra",
                "event_time:2026-03-01T12:30:05Z",
                "event_time:>=2026-03-01",
                "event_time:[2026-03-01T13:30:05+01:00 TO 2026-03-02]",
                "ANDy OR failed"
            })
    void meansTheRecord(String query) {
        assertThat(LogQuery.parse(query).matches(RECORD)).as(query).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "fail",
                "\"failed request\"",
                "request AND nothing",
                "NOT failed",
                "-failed",
                "request (nothing OR other)",
                "body:17",
                "level:WARN",
                "severity:>ERROR",
                "service:sho",
                "attributes.service:shop",
                "seq:4",
                "seq:>42",
                "note:>5",
                "missing:*",
                "event_time:<2026-03-01T12:30:05Z",
                "trace_id:0af7",
                "http_status:<500",
                "id:0000000000000000-2-7-1"
            })
    void doesNotMeanTheRecord(String query) {
        assertThat(LogQuery.parse(query).matches(RECORD)).as(query).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "(a | 2 | query: the end at position 2 (expected: ')')",
                "a) | 1 | query: ')' at position 1 (expected: a word, a field or the end)",
                "a OR | 4 | query: the end at position 4 (expected: a word or a field)",
                "OR a | 0 | query: 'OR' at position 0 (expected: a word or a field)",
                "a AND OR b | 6 | query: 'OR' at position 6 (expected: a word or a field)",
                "() | 1 | query: ')' at position 1 (expected: a word or a field)",
                "level: ERROR | 6 | query: white space at position 6 (expected: a value right"
                        + " behind 'level:')",
                "level: | 6 | query: the end at position 6 (expected: a value right behind"
                        + " 'level:')",
                "level:LOUD | 6 | query: severity 'LOUD' at position 6 (expected: TRACE, DEBUG,"
                        + " INFO, WARN, ERROR or FATAL)",
                "duration_ms:>fast | 12 | query: duration_ms:fast at position 12 (expected: a"
                        + " number)",
                "http_status:[1 500] | 15 | query: '500' at position 15 (expected: TO)",
                "http_status:[1 TO 500 | 21 | query: the end at position 21 (expected: ']')",
                "\"abc | 0 | query: a quote that nothing closes at position 0 (expected: '\"' at"
                        + " its end)",
                "event_time:>noon | 11 | query: event_time:noon at position 11 (expected: a time"
                        + " such as 2026-01-31T12:00:00Z)",
                "id:7 | 3 | query: id:7 at position 3 (expected: time-partition-offset-index in"
                        + " hexadecimal)"
            })
    void saysWhereAndWhatIsWrong(String query, int position, String message) {
        assertThatExceptionOfType(LogQueryException.class)
                .isThrownBy(() -> LogQuery.parse(query))
                .withMessage(message)
                .satisfies(e -> assertThat(e.position()).isEqualTo(position));
    }

    @Test
    void takesAnId() {
        assertThat(LogQuery.parse("id:" + RECORD.id()).matches(RECORD)).isTrue();
    }

    @Test
    void boundsDepthAndLength() {
        assertThatExceptionOfType(LogQueryException.class)
                .isThrownBy(() -> LogQuery.parse("(".repeat(5000)));
        assertThatExceptionOfType(LogQueryException.class)
                .isThrownBy(() -> LogQuery.parse("a ".repeat(5001)));
        assertThat(LogQuery.parse("-".repeat(9000) + "failed").matches(RECORD)).isTrue();
    }

    private static LogRecord record() {
        LogBatchBuilder batch = new LogBatchBuilder();
        batch.addRow();
        batch.put(LogColumn.TIMESTAMP, 1772368205000000000L)
                .put(LogColumn.OBSERVED_TIMESTAMP, 1772368206000000000L)
                .put(LogColumn.SEVERITY_NUMBER, 17)
                .put(LogColumn.BODY, "Request failed: GET https://shop.example/pay/7 at 12:30:05")
                .put(LogColumn.SERVICE, "shop")
                .put(LogColumn.URL_PATH, "/pay/7")
                .put(LogColumn.HTTP_STATUS, 503)
                .put(LogColumn.DURATION_MS, 1250.5)
                .put(LogColumn.TRACE_ID, "0af7651916cd43dd8448eb211c80319c")
                .put(LogColumn.GEO_COUNTRY_CODE, "DE")
                .put(LogColumn.BUSINESS_TIER, "gold")
                .put(LogColumn.USER_HOME_COUNTRY, "SE")
                .put(LogColumn.USER_RISK_SCORE, 10)
                .put(LogColumn.CATALOGUE_OWNER, "team-a")
                .put(LogColumn.RISK_FACTORS, "severity:25,account:40")
                .put(LogColumn.RISK_SCORE, 80)
                .put(LogColumn.ORIGIN_PARTITION, 2)
                .put(LogColumn.ORIGIN_OFFSET, 7)
                .put(LogColumn.ORIGIN_INDEX, 1)
                .putAttribute("run", "17")
                .putAttribute("seq", "42")
                .putAttribute("service", "inner")
                .putAttribute("my key", "my value")
                .putAttribute("note", "hello");
        return batch.build().record(0);
    }
}
