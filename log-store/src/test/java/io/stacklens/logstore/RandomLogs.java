package io.stacklens.logstore;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogBatchBuilder;
import io.stacklens.model.batch.LogColumn;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random log records and queries over a small vocabulary, so that queries hit. */
public final class RandomLogs {

    public static final long START = EpochNanos.of(Instant.parse("2026-03-01T23:59:30Z"));

    private static final List<String> WORDS =
            List.of(
                    "error",
                    "Timeout",
                    "timed_out",
                    "user",
                    "naïve",
                    "ΣΊΣΥΦΟΣ",
                    "payment",
                    "x",
                    "42",
                    "4711",
                    "/api/v1",
                    "10.0.0.1",
                    "straße",
                    "\u212A",
                    "kelvin",
                    "日本",
                    "a-b",
                    "boom!",
                    "");
    private static final List<String> SERVICES = List.of("shop", "Shop", "checkout", "auth");
    private static final List<String> KEYS = List.of("run", "seq", "my key", "host.ip");

    private final Random random;
    private long nextOffset;

    public RandomLogs(long seed) {
        this.random = new Random(seed);
    }

    public LogBatch batch(int size) {
        LogBatchBuilder batch = new LogBatchBuilder();
        long offset = nextOffset++;
        int partition = random.nextInt(4);
        for (int index = 0; index < size; index++) {
            batch.addRow();
            addTimes(batch);
            batch.put(LogColumn.ORIGIN_PARTITION, partition)
                    .put(LogColumn.ORIGIN_OFFSET, offset)
                    .put(LogColumn.ORIGIN_INDEX, index)
                    .put(LogColumn.SEVERITY_NUMBER, 1 + random.nextInt(24))
                    .put(LogColumn.RAW_SIZE, 100)
                    .put(LogColumn.BODY, text(random.nextInt(6)));
            addFields(batch);
        }
        return batch.build();
    }

    /** A query whose words, fields and values often occur. */
    public String query() {
        return query(3);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    private void addTimes(LogBatchBuilder batch) {
        // A minute around midnight, in steps that make ties, sometimes finer.
        long time = START + random.nextInt(600) * 100_000_000L;
        time += random.nextInt(10) == 0 ? random.nextInt(1_000_000) : 0;
        if (random.nextInt(5) > 0) {
            batch.put(LogColumn.TIMESTAMP, time);
            time += 5_000_000;
        }
        batch.put(LogColumn.OBSERVED_TIMESTAMP, time);
    }

    private void addFields(LogBatchBuilder batch) {
        if (random.nextInt(10) > 0) {
            batch.put(LogColumn.SERVICE, pick(SERVICES));
        }
        if (random.nextInt(3) == 0) {
            batch.put(LogColumn.URL_PATH, "/api/" + word())
                    .put(LogColumn.HTTP_METHOD, random.nextBoolean() ? "GET" : "POST")
                    .put(LogColumn.HTTP_STATUS, 200 + 100 * random.nextInt(4))
                    .put(LogColumn.DURATION_MS, random.nextInt(1000) / 2.0);
        }
        if (random.nextInt(4) == 0) {
            batch.put(LogColumn.TRACE_ID, "%032x".formatted(random.nextInt(8)));
        }
        if (random.nextInt(4) == 0) {
            batch.put(LogColumn.GEO_COUNTRY_CODE, random.nextBoolean() ? "DE" : "JP");
        }
        if (random.nextInt(3) == 0) {
            batch.put(LogColumn.RISK_SCORE, random.nextInt(101));
        }
        for (String key : KEYS) {
            if (random.nextInt(3) == 0) {
                batch.putAttribute(
                        key, random.nextBoolean() ? text(2) : Integer.toString(random.nextInt(50)));
            }
        }
    }

    private String query(int depth) {
        return switch (depth == 0 ? random.nextInt(2) : random.nextInt(7)) {
            case 0 -> textQuery();
            case 1 -> fieldQuery();
            case 2 -> query(depth - 1) + " " + query(depth - 1);
            case 3 -> "(" + query(depth - 1) + ") AND (" + query(depth - 1) + ")";
            case 4 -> "(" + query(depth - 1) + " OR " + query(depth - 1) + ")";
            case 5 -> "NOT (" + query(depth - 1) + ")";
            default -> "-" + textQuery();
        };
    }

    private String textQuery() {
        return switch (random.nextInt(5)) {
            case 0 -> "\"" + text(2) + "\"";
            case 1 -> "*" + part() + "*";
            case 2 -> part() + "*";
            case 3 -> "*" + part() + "*" + part();
            default -> "\"" + word() + "\"";
        };
    }

    private String fieldQuery() {
        return switch (random.nextInt(14)) {
            case 0 -> "service:" + pick(SERVICES);
            case 1 -> "severity:>=" + pick(List.of("WARN", "error", "CRITICAL"));
            case 2 -> "level:WARNING";
            case 3 -> "http_status:" + pick(List.of("200", "[400 TO 500]", ">=300", "*"));
            case 4 -> "duration_ms:" + pick(List.of(">250", "<=17.5", "[* TO 100]", "*"));
            case 5 -> "url_path:/api/" + pick(List.of("*", "user", "ERROR", "*o*"));
            case 6 -> "run:" + random.nextInt(50);
            case 7 -> "seq:" + pick(List.of("*", ">20", "[3 TO 9]", "4*", "\"" + text(2) + "\""));
            case 8 -> "\"my key\":" + pick(List.of("*", "<=m", "\"" + word() + "\""));
            case 9 -> "trace_id:%032X".formatted(random.nextInt(8));
            case 10 -> "geo.country_code:(de OR jp)";
            case 11 -> "body:\"" + word() + "\"";
            case 12 -> "event_time:>2026-03-01T23:59:%02d.1Z".formatted(30 + random.nextInt(30));
            default -> "risk_score:>=70";
        };
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(word()).append(pick(List.of(" ", " ", ": ", "=", "\t", "")));
        }
        return text.toString();
    }

    private String word() {
        String word = pick(WORDS);
        return switch (random.nextInt(6)) {
            case 0 -> word.toUpperCase(Locale.ROOT);
            case 1 -> word + random.nextInt(100);
            default -> word;
        };
    }

    private String part() {
        return pick(List.of("err", "ime", "out", "ay", "Σ", "ï", "4", "k", "本", "1", "str"));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
