package io.stacklens.model.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stacklens.model.Geo;
import io.stacklens.model.LogRecord;
import io.stacklens.model.Severity;
import io.stacklens.model.window.WindowDelta;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

class LogBatchTest {

    private static final long NOON = 1_767_268_800_000_000_000L;

    @Test
    void givesBackWhatWasPut() {
        LogRecord record = decoded(checkout().build()).record(0);

        assertThat(record.id()).hasToString("1886999c36a18000-2-2a-0");
        assertThat(record.timestamp()).isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
        assertThat(record.severity()).isEqualTo(Severity.ERROR);
        assertThat(record.body()).isEqualTo("payment refused — 4 €");
        assertThat(record.service()).isEqualTo("checkout");
        assertThat(record.httpStatus()).isEqualTo(502);
        assertThat(record.durationMs()).isEqualTo(12.5);
        assertThat(record.attributes())
                .containsExactly(Map.entry("run", "17"), Map.entry("empty", ""));
        assertThat(record.host()).isNull();
        assertThat(record.geo()).isNull();
        assertThat(record.riskScore()).isNull();
    }

    @Test
    void takesTheObservedTimeWhenTheSourceGaveNone() {
        LogBatchBuilder builder = new LogBatchBuilder();
        builder.addRow();
        builder.put(LogColumn.OBSERVED_TIMESTAMP, NOON).put(LogColumn.BODY, "");

        LogRecord record = decoded(builder.build()).record(0);

        assertThat(record.timestamp()).isNull();
        assertThat(record.eventTime()).isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
        assertThat(record.service()).isEqualTo("unknown");
    }

    @Test
    void leavesGapsInAnyColumn() {
        LogBatchBuilder builder = new LogBatchBuilder();
        for (int row = 0; row < 300; row++) {
            builder.addRow();
            if (row % 3 == 0) {
                builder.put(LogColumn.HTTP_STATUS, 200 + row);
                builder.put(LogColumn.DURATION_MS, row / 2.0);
                builder.put(LogColumn.HOST, "host-" + row % 7);
                builder.put(LogColumn.BODY, "line " + row);
                builder.putAttribute("seq", Integer.toString(row));
            }
        }

        LogBatch batch = decoded(builder.build());

        for (int row = 0; row < 300; row++) {
            boolean given = row % 3 == 0;
            LogRecord record = batch.record(row);
            assertThat(record.httpStatus()).isEqualTo(given ? 200 + row : null);
            assertThat(record.durationMs()).isEqualTo(given ? row / 2.0 : null);
            assertThat(record.host()).isEqualTo(given ? "host-" + row % 7 : null);
            assertThat(record.body()).isEqualTo(given ? "line " + row : "");
            assertThat(record.attributes())
                    .isEqualTo(given ? Map.of("seq", Integer.toString(row)) : Map.of());
        }
    }

    @Test
    void storesEqualTextsOnce() {
        LogBatchBuilder builder = new LogBatchBuilder();
        for (int row = 0; row < 1000; row++) {
            builder.addRow();
            builder.put(LogColumn.SERVICE, "service-" + row % 20);
        }

        TextColumn services = decoded(builder.build()).texts(LogColumn.SERVICE);

        assertThat(services.entryCount()).isEqualTo(20);
        assertThat(services.entry(21)).isEqualTo(services.entry(1));
        assertThat(services.get(999)).isEqualTo("service-19");
    }

    @Test
    void gainsColumnsWithoutTouchingTheOthers() {
        LogBatchBuilder added = new LogBatchBuilder();
        added.addRow();
        added.put(LogColumn.GEO_COUNTRY_CODE, "SE").put(LogColumn.RISK_SCORE, 0);

        LogRecord record = decoded(checkout().build().with(added.build())).record(0);

        assertThat(record.geo()).isEqualTo(new Geo("SE", null, null, null, null, null, null));
        assertThat(record.riskScore()).isZero();
        assertThat(record.body()).isEqualTo("payment refused — 4 €");
    }

    @Test
    void refusesColumnsOfAnotherNumberOfRows() {
        LogBatch empty = new LogBatchBuilder().build();

        assertThatThrownBy(() -> checkout().build().with(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 rows")
                .hasMessageContaining("of 1");
    }

    @Test
    void appendsChosenRowsOfOtherBatches() {
        LogBatch first = decoded(numbered(0, 10));
        LogBatch second = decoded(checkout().build());

        LogBatch joined =
                decoded(new LogBatchBuilder().append(first, 7, 2).append(second, 0).build());

        assertThat(joined.records())
                .containsExactly(first.record(7), first.record(2), second.record(0));
    }

    @Test
    void carriesColumnsThatThisVersionDoesNotKnow() {
        byte[] withUnknown = withColumn99(checkout().build().encode());

        LogBatch copy = new LogBatchBuilder().append(LogBatch.decode(withUnknown), 0).build();

        assertThat(LogBatch.decode(withUnknown).encode()).isEqualTo(withUnknown);
        assertThat(copy.encode()).isEqualTo(withUnknown);
    }

    @Test
    void refusesOtherBytes() {
        assertThatExceptionOfType(MalformedBatchException.class)
                .isThrownBy(() -> LogBatch.decode("{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("0x7b");
        assertThatExceptionOfType(MalformedBatchException.class)
                .isThrownBy(() -> LogBatch.decode(new byte[0]));
    }

    @Test
    void refusesARecordWithoutAValue() {
        assertThatExceptionOfType(MalformedBatchException.class)
                .isThrownBy(() -> LogBatch.decode(null))
                .withMessage("no value");
        assertThatExceptionOfType(MalformedBatchException.class)
                .isThrownBy(() -> RawBatch.decode(null))
                .withMessage("no value");
        assertThatExceptionOfType(MalformedBatchException.class)
                .isThrownBy(() -> WindowDelta.decode(null))
                .withMessage("no value");
    }

    @Test
    void answersDamageOnlyWithItsOwnException() {
        byte[] good = decoded(numbered(0, 50)).encode();
        Random random = new Random(20260101);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged =
                    Arrays.copyOf(
                            good, good.length - (i % 5 == 0 ? random.nextInt(good.length) : 0));
            for (int flips = random.nextInt(4); damaged.length > 0 && flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                LogBatch.decode(damaged).records();
            } catch (MalformedBatchException expected) {
                assertThat(expected).hasMessageMatching("(?s).+");
            }
        }
    }

    private static LogBatchBuilder checkout() {
        LogBatchBuilder builder = new LogBatchBuilder();
        builder.addRow();
        return builder.put(LogColumn.TIMESTAMP, NOON)
                .put(LogColumn.OBSERVED_TIMESTAMP, NOON + 5)
                .put(LogColumn.SEVERITY_NUMBER, 17)
                .put(LogColumn.BODY, "payment refused — 4 €")
                .put(LogColumn.SERVICE, "checkout")
                .put(LogColumn.HTTP_STATUS, 502)
                .put(LogColumn.DURATION_MS, 12.5)
                .put(LogColumn.ORIGIN_PARTITION, 2)
                .put(LogColumn.ORIGIN_OFFSET, 42)
                .put(LogColumn.ORIGIN_INDEX, 0)
                .putAttribute("run", "17")
                .putAttribute("empty", "");
    }

    private static LogBatch numbered(int from, int to) {
        LogBatchBuilder builder = new LogBatchBuilder();
        for (int n = from; n < to; n++) {
            builder.addRow();
            builder.put(LogColumn.OBSERVED_TIMESTAMP, NOON + n)
                    .put(LogColumn.SEVERITY_NUMBER, 1 + n % 24)
                    .put(LogColumn.BODY, "line " + n)
                    .put(LogColumn.SERVICE, "service-" + n % 3)
                    .putAttribute("n", Integer.toString(n));
        }
        return builder.build();
    }

    private static LogBatch decoded(LogBatch batch) {
        return LogBatch.decode(batch.encode());
    }

    /** Adds a column of one constant number with an id that no version has given out. */
    private static byte[] withColumn99(byte[] batch) {
        byte[] column = {99, 2, 1, 14};
        byte[] longer = Arrays.copyOf(batch, batch.length + column.length);
        longer[3]++;
        System.arraycopy(column, 0, longer, batch.length, column.length);
        return longer;
    }
}
