package io.stacklens.parser.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.stacklens.model.EpochNanos;
import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.line.AttributeLimits;
import io.stacklens.parser.line.LogDraft;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

class SourceZonesTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-22T08:30:00Z");
    private static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");
    private static final SourceZones IN_TOKYO =
            new SourceZones(new ZoneProperties(true, List.of(rule("Asia/Tokyo", "*", "*", "*"))));

    private final LogDraft draft = new LogDraft(AttributeLimits.DEFAULT);
    private final SourceZones inferring = new SourceZones(ZoneProperties.DEFAULT);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    shop-eu | web-1 | 10.0.0.7:5140    | 2026-11-22T07:00:00Z
                    shop-in | web-1 | 10.0.0.7:5140    | 2026-11-22T02:30:00Z
                    other   | ist-7 | 10.0.0.7:5140    | 2026-11-22T02:30:00Z
                    other   | web-1 | 192.168.0.9:5140 | 2026-11-22T13:00:00Z
                    other   | web-1 | 10.0.0.7:5140    | 2026-11-22T08:00:00Z
                    """)
    void takesTheFirstRuleThatFits(String service, String host, String source, Instant expected) {
        List<ZoneProperties.Rule> rules =
                List.of(
                        rule("Europe/Paris", "*-eu", "*", "*"),
                        rule(INDIA.getId(), "shop-in", "*", "*"),
                        rule(INDIA.getId(), "*", "ist-*", "*"),
                        rule("America/New_York", "*", "*", "192.*"));
        read("2026-11-22 08:00:00", ARRIVAL);
        put(LogColumn.SERVICE, service);
        put(LogColumn.HOST, host);

        new SourceZones(new ZoneProperties(true, rules)).settle(draft, source);

        assertThat(EpochNanos.toInstant(draft.timestamp())).isEqualTo(expected);
    }

    @Test
    void leavesATimeThatNamesItsZone() {
        read("2026-11-22 08:00:00Z", ARRIVAL);

        IN_TOKYO.settle(draft, null);

        assertThat(EpochNanos.toInstant(draft.timestamp())).isEqualTo("2026-11-22T08:00:00Z");
    }

    @Test
    void keepsATimeOfDayOnTheDayNearestToArrival() {
        read("00:10:00", Instant.parse("2026-11-22T15:10:01Z"));

        IN_TOKYO.settle(draft, null);

        assertThat(EpochNanos.toInstant(draft.timestamp())).isEqualTo("2026-11-22T15:10:00Z");
    }

    /** Live, every three hours of a year. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "Asia/Kolkata",
                "Asia/Kathmandu",
                "Australia/Lord_Howe",
                "Pacific/Chatham",
                "Pacific/Kiritimati"
            })
    void infersAZoneEastOfOurs(String zone) {
        DateTimeFormatter local =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of(zone));
        Instant end = Instant.parse("2027-01-02T00:00:00Z");
        for (Instant at = Instant.parse("2025-12-31T00:00:00Z");
                at.isBefore(end);
                at = at.plus(Duration.ofHours(3))) {
            read(local.format(at), at.plusSeconds(2));

            inferring.settle(draft, null);

            assertThat(EpochNanos.toInstant(draft.timestamp())).isEqualTo(at);
        }
    }

    @Test
    void leavesATimeBehindArrivalAndAClockThatRunsAhead() {
        for (String time : List.of("2026-11-22 03:30:00", "2026-11-22 09:00:00")) {
            read(time, ARRIVAL);

            inferring.settle(draft, null);

            assertThat(EpochNanos.toInstant(draft.timestamp()))
                    .isEqualTo(time.replace(' ', 'T') + "Z");
        }
    }

    @Test
    void infersNothingWhenSwitchedOff() {
        read("2026-11-22 14:00:00", ARRIVAL);

        new SourceZones(new ZoneProperties(false, List.of())).settle(draft, null);

        assertThat(EpochNanos.toInstant(draft.timestamp())).isEqualTo("2026-11-22T14:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "shop*, shop-1, true",
        "*-1, shop-1, true",
        "s*p*1, shop-1, true",
        "shop, shop-1, false",
        "*a*b, aab, true",
        "*a*b, aba, false",
        "'', x, false"
    })
    void matchesNamesWithStars(String glob, String name, boolean isMatch) {
        assertThat(NameGlob.matches(glob, name)).isEqualTo(isMatch);
    }

    private void read(String time, Instant arrival) {
        byte[] bytes = time.getBytes(StandardCharsets.US_ASCII);
        draft.clear(EpochNanos.of(arrival));
        TimestampScanner scanner = new TimestampScanner(ZoneOffset.UTC);
        assertThat(scanner.scanWhole(bytes, 0, bytes.length, draft)).isTrue();
    }

    private void put(LogColumn column, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        draft.put(column, bytes, 0, bytes.length);
    }

    private static ZoneProperties.Rule rule(
            String zone, String service, String host, String source) {
        return new ZoneProperties.Rule(ZoneId.of(zone), service, host, source);
    }
}
