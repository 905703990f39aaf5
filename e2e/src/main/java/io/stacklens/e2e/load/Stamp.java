package io.stacklens.e2e.load;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One second in every spelling that the lines need; a batch of lines shares it, and each line adds
 * its millisecond.
 */
final class Stamp {

    private static final DateTimeFormatter ISO = pattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter CLF = pattern("dd/MMM/yyyy:HH:mm:ss +0000");
    private static final DateTimeFormatter BSD = pattern("MMM ppd HH:mm:ss");
    private static final DateTimeFormatter LOG4J = pattern("yyyy-MM-dd HH:mm:ss");

    final byte[] iso;
    final byte[] clf;
    final byte[] bsd;
    final byte[] log4j;

    private Stamp(ZonedDateTime utc) {
        iso = ascii(ISO.format(utc));
        clf = ascii(CLF.format(utc));
        bsd = ascii(BSD.format(utc));
        log4j = ascii(LOG4J.format(utc));
    }

    static Stamp of(Instant instant) {
        return new Stamp(instant.atZone(ZoneOffset.UTC));
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
