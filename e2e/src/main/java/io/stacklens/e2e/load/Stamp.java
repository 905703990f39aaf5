package io.stacklens.e2e.load;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One moment in every spelling that the lines need; a batch of lines shares it. */
record Stamp(String iso, String clf, String bsd, String log4j) {

    private static final DateTimeFormatter ISO = pattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter CLF = pattern("dd/MMM/yyyy:HH:mm:ss +0000");
    private static final DateTimeFormatter BSD = pattern("MMM ppd HH:mm:ss");
    private static final DateTimeFormatter LOG4J = pattern("yyyy-MM-dd HH:mm:ss,SSS");

    static Stamp of(Instant instant) {
        ZonedDateTime utc = instant.atZone(ZoneOffset.UTC);
        return new Stamp(ISO.format(utc), CLF.format(utc), BSD.format(utc), LOG4J.format(utc));
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}
