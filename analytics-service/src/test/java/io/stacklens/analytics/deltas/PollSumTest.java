package io.stacklens.analytics.deltas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import static java.util.stream.Collectors.joining;

import io.stacklens.logstore.query.LogQuery;
import io.stacklens.model.EpochNanos;
import io.stacklens.model.RecordId;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.MalformedBatchException;
import io.stacklens.model.window.MatchDelta;
import io.stacklens.model.window.SeriesDelta;
import io.stacklens.model.window.SourceDelta;
import io.stacklens.model.window.TemplateDelta;
import io.stacklens.model.window.WindowDelta;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

class PollSumTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int MAX_ROUTES = 200;

    private final PollSum sum = new PollSum();
    private int index;

    @Test
    void addsUpTheBatchesOfAPollByServiceAndBucket() {
        sum.add(batch(rows -> row(rows, "shop", NOON), rows -> row(rows, "cart", NOON)));
        sum.add(batch(rows -> row(rows, "shop", NOON.plusSeconds(9))));
        sum.add(batch(rows -> row(rows, "shop", NOON.plusSeconds(10))));

        assertThat(sum.toDeltas(MAX_ROUTES))
                .extracting(WindowDelta::service)
                .containsExactlyInAnyOrder("shop", "cart");
        assertThat(series("shop", null))
                .extracting(SeriesDelta::bucketStart, s -> s.counted().eventCount())
                .containsExactlyInAnyOrder(
                        tuple(NOON.getEpochSecond(), 2L), tuple(NOON.getEpochSecond() + 10, 1L));
    }

    @Test
    void countsErrorsRequestsLatenciesBytesAndUsers() {
        sum.add(
                batch(
                        rows ->
                                row(rows, "shop", NOON)
                                        .put(LogColumn.SEVERITY_NUMBER, 17)
                                        .put(LogColumn.USER_ID, "ada"),
                        rows ->
                                row(rows, "shop", NOON)
                                        .put(LogColumn.HTTP_STATUS, 503)
                                        .put(LogColumn.DURATION_MS, 20.0)
                                        .put(LogColumn.USER_ID, "ada"),
                        rows ->
                                row(rows, "shop", NOON)
                                        .put(LogColumn.HTTP_STATUS, 404)
                                        .put(LogColumn.DURATION_MS, 40.0)
                                        .put(LogColumn.USER_ID, "bob")));

        assertThat(series("shop", null))
                .singleElement()
                .satisfies(
                        delta -> {
                            assertThat(delta.counted().errorCount()).isEqualTo(2);
                            assertThat(delta.counted().totalRequests()).isEqualTo(2);
                            assertThat(delta.counted().latencyAvg()).isEqualTo(30);
                            assertThat(delta.counted().bytes()).isEqualTo(300);
                            assertThat(delta.counted().uniqueUsers()).isEqualTo(2);
                        });
    }

    @Test
    void aRouteIsItsTemplateElseItsPathAndTheTotalHoldsAll() {
        sum.add(
                batch(
                        rows -> route(rows, "GET", "/items/{id}", "/items/7"),
                        rows -> route(rows, "GET", "/items/{id}", "/items/8"),
                        rows -> route(rows, "GET", null, "/health"),
                        rows -> route(rows, "POST", null, "/health"),
                        rows -> route(rows, null, null, "/health"),
                        rows -> row(rows, "shop", NOON)));

        assertThat(all("shop"))
                .extracting(SeriesDelta::route, s -> s.counted().eventCount())
                .containsExactlyInAnyOrder(
                        tuple(null, 6L),
                        tuple("GET /items/{id}", 2L),
                        tuple("GET /health", 1L),
                        tuple("POST /health", 1L),
                        tuple("/health", 1L));
    }

    @Test
    void countsTheRarestRoutesTogetherWhenThereAreTooMany() {
        sum.add(
                batch(
                        rows -> route(rows, "GET", "/a", null),
                        rows -> route(rows, "GET", "/b", null),
                        rows -> route(rows, "GET", "/c", null),
                        rows -> route(rows, "GET", "/c", null)));

        List<WindowDelta> deltas = sum.toDeltas(2);

        assertThat(deltas.getFirst().series())
                .filteredOn(s -> s.route() != null)
                .extracting(SeriesDelta::route, s -> s.counted().eventCount())
                .containsExactlyInAnyOrder(
                        tuple("GET /a", 1L), tuple("GET /c", 2L), tuple("other", 1L));
    }

    @Test
    void theSamplesAreTheGravestInAnyOrder() {
        sum.add(
                batch(
                        rows -> duration(rows, 9, 50),
                        rows -> duration(rows, 17, 1),
                        rows -> duration(rows, 9, 3_000),
                        rows -> duration(rows, 21, 1),
                        rows -> duration(rows, 17, 700)));

        assertThat(series("shop", null).getFirst().samples())
                .extracting(id -> id.substring(id.lastIndexOf('-') + 1))
                .containsExactly("3", "4", "1");
    }

    @Test
    void whatIsNeitherAnErrorNorTimedIsNoSample() {
        sum.add(batch(rows -> row(rows, "shop", NOON)));

        assertThat(series("shop", null).getFirst().samples()).isEmpty();
    }

    @Test
    void countsTemplatesByMinuteAndException() {
        sum.add(
                batch(
                        rows -> template(rows, NOON, "t1", 9, null, "paid 1"),
                        rows -> template(rows, NOON.plusSeconds(30), "t1", 17, null, "paid 2"),
                        rows -> template(rows, NOON.plusSeconds(70), "t1", 9, null, "paid 3"),
                        rows -> template(rows, NOON, "t2", 17, "IOException", "gone")));

        assertThat(sum.toDeltas(MAX_ROUTES).getFirst().templates())
                .extracting(
                        TemplateDelta::templateId,
                        TemplateDelta::exceptionType,
                        TemplateDelta::minuteStart,
                        TemplateDelta::count,
                        TemplateDelta::errorCount,
                        TemplateDelta::sample)
                .containsExactlyInAnyOrder(
                        tuple("t1", "", NOON.getEpochSecond(), 2L, 1L, "paid 2"),
                        tuple("t1", "", NOON.getEpochSecond() + 60, 1L, 0L, "paid 3"),
                        tuple("t2", "IOException", NOON.getEpochSecond(), 1L, 1L, "gone"));
    }

    @Test
    void aRecordWithoutServiceCountsForUnknown() {
        sum.add(
                batch(
                        rows ->
                                rows.put(LogColumn.OBSERVED_TIMESTAMP, EpochNanos.of(NOON))
                                        .put(LogColumn.SEVERITY_NUMBER, 9)));

        assertThat(series("unknown", null)).hasSize(1);
    }

    @Test
    void splitsADeltaThatWouldBeTooLarge() {
        sum.add(
                batch(
                        IntStream.range(0, 1_200)
                                .<Row>mapToObj(
                                        i -> rows -> row(rows, "shop", NOON.plusSeconds(10L * i)))
                                .toArray(Row[]::new)));

        assertThat(sum.toDeltas(MAX_ROUTES))
                .hasSize(3)
                .allSatisfy(delta -> assertThat(delta.series()).hasSizeLessThanOrEqualTo(500));
        assertThat(all("shop")).hasSize(1_200);
    }

    /** Each byte in turn is broken; those are tried that only show when a column is read. */
    @Test
    void aMalformedColumnAddsNothingAtAll() {
        byte[] good = batch(rows -> row(rows, "shop", NOON).put(LogColumn.USER_ID, "ada")).encode();
        int tried = 0;
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] = 0x7F;
            if (isMalformedInside(bad)) {
                assertThatExceptionOfType(MalformedBatchException.class)
                        .isThrownBy(() -> sum.add(LogBatch.decode(bad)));
                tried++;
            }
        }

        assertThat(tried).isPositive();
        assertThat(sum.toDeltas(MAX_ROUTES)).isEmpty();
    }

    @Test
    void countsWhatTheQueriesOfRulesFind() {
        MatchQuery declined = MatchQuery.of("pay*", "\"card declined\"");
        MatchQuery slow = MatchQuery.of("*", "duration_ms:>100");
        sum.add(
                batch(
                        rows -> body(rows, "payment", "Card declined by issuer"),
                        rows -> body(rows, "payment", "card accepted"),
                        rows -> body(rows, "shop", "card declined"),
                        rows ->
                                body(rows, "payment", "card declined")
                                        .put(LogColumn.DURATION_MS, 500.0)),
                List.of(declined, slow));
        sum.add(batch(rows -> body(rows, "payment", "card declined")), List.of(declined, slow));

        assertThat(sum.toDeltas(MAX_ROUTES))
                .flatExtracting(WindowDelta::matches)
                .extracting(MatchDelta::queryKey, MatchDelta::bucketStart, MatchDelta::count)
                .containsExactlyInAnyOrder(
                        tuple(declined.key(), NOON.getEpochSecond(), 3L),
                        tuple(slow.key(), NOON.getEpochSecond(), 1L));
        assertThat(sum.toDeltas(MAX_ROUTES))
                .flatExtracting(WindowDelta::matches)
                .filteredOn(match -> match.queryKey() == declined.key())
                .flatExtracting(MatchDelta::samples)
                .hasSize(3)
                .allMatch(id -> RecordId.parse(id).eventTime() == EpochNanos.of(NOON));
    }

    @Test
    void findsWhatTheSameQueryFindsInTheLogStore() {
        Random random = new Random(3);
        List<String> words = List.of("card", "declined", "timeout", "user=7", "ärger", "");
        List<String> queries =
                List.of("card", "\"card declined\"", "*out", "ärger OR timeout", "card NOT user");
        LogBatch batch =
                batch(
                        IntStream.range(0, 300)
                                .<Row>mapToObj(
                                        _ -> {
                                            String text =
                                                    IntStream.range(0, 3)
                                                            .mapToObj(
                                                                    _ ->
                                                                            words.get(
                                                                                    random.nextInt(
                                                                                            6)))
                                                            .collect(joining(" "));
                                            return rows -> body(rows, "shop", text);
                                        })
                                .toArray(Row[]::new));

        for (String query : queries) {
            MatchQuery match = MatchQuery.of("*", query);
            PollSum one = new PollSum();
            one.add(batch, List.of(match));
            long expected = batch.records().stream().filter(LogQuery.parse(query)::matches).count();

            assertThat(one.toDeltas(MAX_ROUTES))
                    .flatExtracting(WindowDelta::matches)
                    .as(query)
                    .extracting(MatchDelta::count)
                    .containsExactly(expected);
        }
    }

    @Test
    void countsTheHostsOfAService() {
        sum.add(
                batch(
                        rows -> row(rows, "shop", NOON).put(LogColumn.HOST, "web-1"),
                        rows -> row(rows, "shop", NOON).put(LogColumn.HOST, "web-2"),
                        rows -> row(rows, "shop", NOON).put(LogColumn.HOST, "web-1"),
                        rows -> row(rows, "cart", NOON).put(LogColumn.HOST, "web-1"),
                        rows -> row(rows, "cart", NOON)));

        assertThat(sum.toDeltas(MAX_ROUTES))
                .extracting(WindowDelta::service, delta -> Set.copyOf(delta.sources()))
                .containsExactlyInAnyOrder(
                        tuple(
                                "shop",
                                Set.of(new SourceDelta("web-1", 2), new SourceDelta("web-2", 1))),
                        tuple("cart", Set.of(new SourceDelta("web-1", 1))));
    }

    private static LogBatchBuilder body(LogBatchBuilder rows, String service, String text) {
        return row(rows, service, NOON).put(LogColumn.BODY, text);
    }

    @Test
    void noNulGoesFurther() {
        sum.add(batch(rows -> row(rows, "sh\0op", NOON)));

        assertThat(sum.toDeltas(MAX_ROUTES))
                .extracting(WindowDelta::service)
                .containsExactly("sh\uFFFDop");
    }

    private static boolean isMalformedInside(byte[] bytes) {
        LogBatch batch;
        try {
            batch = LogBatch.decode(bytes);
        } catch (MalformedBatchException _) {
            return false;
        }
        try {
            batch.verify();
            return false;
        } catch (MalformedBatchException _) {
            return true;
        }
    }

    private List<SeriesDelta> all(String service) {
        return sum.toDeltas(MAX_ROUTES).stream()
                .filter(delta -> delta.service().equals(service))
                .flatMap(delta -> delta.series().stream())
                .toList();
    }

    private List<SeriesDelta> series(String service, String route) {
        return all(service).stream()
                .filter(
                        delta ->
                                Optional.ofNullable(delta.route())
                                        .equals(Optional.ofNullable(route)))
                .toList();
    }

    private LogBatch batch(Row... rows) {
        LogBatchBuilder builder = new LogBatchBuilder();
        for (Row row : rows) {
            builder.addRow();
            builder.put(LogColumn.ORIGIN_INDEX, index++);
            row.put(builder);
        }
        return LogBatch.decode(builder.build().encode());
    }

    private static LogBatchBuilder row(LogBatchBuilder rows, String service, Instant time) {
        return rows.put(LogColumn.TIMESTAMP, EpochNanos.of(time))
                .put(LogColumn.OBSERVED_TIMESTAMP, EpochNanos.of(NOON))
                .put(LogColumn.RAW_SIZE, 100)
                .put(LogColumn.SERVICE, service);
    }

    private static void route(LogBatchBuilder rows, String method, String route, String path) {
        row(rows, "shop", NOON);
        if (method != null) {
            rows.put(LogColumn.HTTP_METHOD, method);
        }
        if (route != null) {
            rows.put(LogColumn.HTTP_ROUTE, route);
        }
        if (path != null) {
            rows.put(LogColumn.URL_PATH, path);
        }
    }

    private static void duration(LogBatchBuilder rows, int severity, double millis) {
        row(rows, "shop", NOON)
                .put(LogColumn.SEVERITY_NUMBER, severity)
                .put(LogColumn.DURATION_MS, millis);
    }

    private static void template(
            LogBatchBuilder rows,
            Instant time,
            String id,
            int severity,
            String exception,
            String body) {
        row(rows, "shop", time)
                .put(LogColumn.SEVERITY_NUMBER, severity)
                .put(LogColumn.TEMPLATE_ID, id)
                .put(LogColumn.TEMPLATE, "paid <*>")
                .put(LogColumn.BODY, body);
        if (exception != null) {
            rows.put(LogColumn.EXCEPTION_TYPE, exception);
        }
    }

    private interface Row {
        void put(LogBatchBuilder rows);
    }
}
