package io.stacklens.parser.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.LogRecord;
import io.stacklens.model.RecordId;
import io.stacklens.model.Severity;
import io.stacklens.model.batch.LogBatch;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.model.batch.RawBatch;
import io.stacklens.model.batch.RawRecord;
import io.stacklens.parser.Lines;
import io.stacklens.parser.line.AttributeLimits;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

class BatchParserTest {

    private static final long ARRIVAL = EpochNanos.of(Lines.ARRIVAL);

    @Test
    void makesOneRowOfEachRecordInOrderWithItsOrigin() {
        LogBatch batch =
                Lines.parseAll(List.of(raw("one"), raw("{\"msg\":\"two\"}"), raw("three")));

        assertThat(batch.records())
                .extracting(LogRecord::body)
                .containsExactly("one", "two", "three");
        assertThat(batch.record(1).id()).isEqualTo(new RecordId(ARRIVAL, 3, 77, 1));
        assertThat(batch.longs(LogColumn.RAW_SIZE).get(1)).isEqualTo(13);
        assertThat(batch.lineCount(1)).isEqualTo(1);
    }

    @Test
    void carriesAlongWhatTheProtocolSaid() {
        RawRecord received =
                new RawRecord(
                        bytes("a\n\tb"), ARRIVAL, "text", "s", null, Map.of("transport", "tcp"), 2);

        LogBatch batch = Lines.parseAll(List.of(received));

        assertThat(batch.record(0).attributes()).containsEntry("transport", "tcp");
        assertThat(batch.lineCount(0)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"service":"own","msg":"x"}               | asked | own
                    {"msg":"x"}                               | asked | asked
                    <13>Nov 22 08:08:05 vm program: x         | asked | asked
                    <13>Nov 22 08:08:05 vm program: x         |       | program
                    <13>Nov 22 08:08:05 vm program: {"service":"own","msg":"x"} | asked | own
                    hello                                     |       | unknown
                    """)
    void takesTheServiceFromTheNearestThatNamesOne(String line, String asked, String service) {
        assertThat(Lines.parse(Lines.raw(line, null, asked)).service()).isEqualTo(service);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"level":"debug","status":500}            | DEBUG
                    {"status":500}                            | ERROR
                    {"status":404}                            | WARN
                    {"status":200}                            | INFO
                    java.lang.IllegalStateException: x        | ERROR
                    {"msg":"a","error.type":"java.io.IOException"} | ERROR
                    hello                                     | INFO
                    """)
    void findsASeverityForALineThatNamesNone(String line, Severity severity) {
        assertThat(Lines.parse(line).severity()).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T09:29:59Z, true",
        "2026-11-22T09:30:01Z, false",
        "1999-01-01T00:00:00Z, true",
        "1970-01-01T00:00:00Z, false"
    })
    void believesATimestampUpToAnHourAhead(String timestamp, boolean isBelieved) {
        LogRecord record = Lines.parse("{\"msg\":\"x\",\"timestamp\":\"" + timestamp + "\"}");

        if (isBelieved) {
            assertThat(record.timestamp()).isEqualTo(timestamp);
            assertThat(record.attributes()).isEmpty();
        } else {
            assertThat(record.timestamp()).isNull();
            assertThat(record.eventTime()).isEqualTo(Lines.ARRIVAL);
            assertThat(record.attributes()).containsEntry("source_timestamp", timestamp);
        }
    }

    @Test
    void keepsTheBytesOfALineThatIsNoUtf8() {
        byte[] latin1 = "caf\u00e9 closed".getBytes(StandardCharsets.ISO_8859_1);

        LogRecord record = Lines.parse(Lines.raw(latin1, null, null));

        assertThat(record.body()).isEqualTo("caf\uFFFD closed");
        assertThat(record.format()).isEqualTo("text");
        assertThat(Base64.getDecoder().decode(record.attributes().get("raw_base64")))
                .isEqualTo(latin1);
    }

    @Test
    void letsNoNulThrough() {
        LogRecord raw = Lines.parse("a\0b\0");
        LogRecord escaped = Lines.parse("{\"msg\":\"a\\u0000b\",\"service\":\"s\\u0000\"}");

        assertThat(raw.body()).isEqualTo("a\uFFFDb");
        assertThat(escaped.body()).isEqualTo("a\uFFFDb");
        assertThat(escaped.service()).isEqualTo("s\uFFFD");
    }

    @Test
    void boundsAttributesAndSaysSo() {
        String line =
                "{\"msg\":\"x\",\"a\":\"1234567\",\"long_key\":\"y\",\"c\":1,\"d\":2,\"e\":3}";
        BatchParser parser = Lines.parser(ZoneOffset.UTC, new AttributeLimits(3, 4, 5));

        LogRecord record =
                parser.parse(RawBatch.of(List.of(raw(line))), 0, 0, new Lines.FailingOutcome())
                        .record(0);

        assertThat(record.attributes())
                .containsExactly(
                        Map.entry("a", "12345"),
                        Map.entry("long", "y"),
                        Map.entry("c", "1"),
                        Map.entry("original", line),
                        Map.entry("attributes_cut", "2"),
                        Map.entry("attributes_left_out", "2"));
    }

    @Test
    void keepsTheOriginalOnlyWhereSomethingIsMissing() {
        assertThat(Lines.parse("{\"msg\":\"x\",\"a\":\"1\"}").attributes())
                .doesNotContainKey("original");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-11-22 08:15:30,121 ERROR [main] c.e.Shop - boom\\njava.lang.IllegalStateException: closed\\n\\tat c.e.Shop.order(Shop.java:9)\\nCaused by: java.io.IOException: x\\n\\tat c.e.A.b(A.java:1) | java.lang.IllegalStateException
                    Nov 22, 2026 8:15:30 AM c.e.Shop order\\nSEVERE: boom\\njava.lang.IllegalArgumentException: none\\n\\tat c.e.Shop.order(Shop.java:9) | java.lang.IllegalArgumentException
                    <11>1 2026-11-22T08:15:30Z n1 shop 4 - - boom\\njava.io.IOException: Broken pipe\\n\\tat c.e.Shop.order(Shop.java:9) | java.io.IOException
                    ERROR:root:boom\\nTraceback (most recent call last):\\n  File "a.py", line 1, in <module>\\n    x()\\nZeroDivisionError: division by zero | ZeroDivisionError
                    panic: boom\\ngoroutine 1 [running]:\\nmain.main()\\n\\t/src/main.go:5 +0x25 | panic
                    TypeError: Cannot read properties of undefined\\n    at order (/app/shop.js:7:15) | TypeError
                    Unhandled exception. System.InvalidOperationException: closed\\n   at Shop.Main() in /src/P.cs:line 3 | System.InvalidOperationException
                    """)
    void findsTheExceptionOfAJoinedRecord(String lines, String exception) {
        LogRecord record = Lines.parse(lines.replace("\\n", "\n").replace("\\t", "\t"));

        assertThat(record.exceptionType()).isEqualTo(exception);
        assertThat(record.severity()).isGreaterThanOrEqualTo(Severity.ERROR);
        assertThat(record.body()).contains("\n");
    }

    @Test
    void saysWhatALineIsAbout() {
        assertThat(Lines.parse("login failed for user 17").category()).isEqualTo("auth");
        assertThat(Lines.parse("order 17 placed").category()).isEqualTo("other");
        assertThat(
                        Lines.parse(
                                        "192.0.2.7 - - [22/Nov/2026:08:15:30 +0000] \"GET /a"
                                                + " HTTP/1.1\" 200 17 \"-\" \"curl\"")
                                .category())
                .isEqualTo("http");
    }

    @Test
    void boundsAService() {
        String line = "{\"msg\":\"x\",\"service\":\"" + "é".repeat(100) + "\"}";

        assertThat(Lines.parse(line).service()).isEqualTo("é".repeat(64));
    }

    @Test
    void givesUpOnlyTheRecordThatFails() {
        List<Tuple> failures = new ArrayList<>();
        List<String> formats = new ArrayList<>();
        int[] empty = {0};
        BatchParser parser =
                new BatchParser(
                        (line, draft) -> {
                            if (new String(
                                            line.bytes(),
                                            line.start(),
                                            line.end() - line.start(),
                                            StandardCharsets.UTF_8)
                                    .equals("bug")) {
                                throw new IllegalStateException("a bug");
                            }
                            draft.put(LogColumn.BODY, line.bytes(), line.start(), line.end());
                        },
                        AttributeLimits.DEFAULT,
                        Duration.ofHours(1));

        LogBatch batch =
                parser.parse(
                        RawBatch.of(List.of(raw("one"), raw("bug\n"), raw(" \n"), raw("four"))),
                        1,
                        5,
                        new BatchOutcome() {
                            @Override
                            public void parsed(String format) {
                                formats.add(format);
                            }

                            @Override
                            public void empty() {
                                empty[0]++;
                            }

                            @Override
                            public void failed(int index, byte[] body, RuntimeException error) {
                                failures.add(
                                        tuple(
                                                index,
                                                new String(body, StandardCharsets.UTF_8),
                                                error.getMessage()));
                            }
                        });

        assertThat(batch.records()).extracting(LogRecord::body).containsExactly("one", "four");
        assertThat(batch.record(1).id().index()).isEqualTo(3);
        assertThat(failures).containsExactly(tuple(1, "bug\n", "a bug"));
        assertThat(empty[0]).isOne();
        assertThat(formats).hasSize(2);
    }

    private static RawRecord raw(String line) {
        return Lines.raw(line, null, null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
